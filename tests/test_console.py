"""The console that forums of the tests run their commands in."""

import os
from collections.abc import Iterator

import pytest

from tests.services.console import Console


@pytest.fixture(scope="module")
def console(tmp_path_factory) -> Iterator[Console]:
    folder = tmp_path_factory.mktemp("console")
    console = Console({**os.environ, "DATA_DIR": str(folder), "PUBLIC_URL": "http://lamp.test"})
    yield console
    console.close()


def shell(console: Console, code: str) -> str:
    return console.run("shell", "--no-imports", "-c", code).strip()


def test_what_a_command_prints_comes_back(console: Console) -> None:
    said = shell(console, "from django.conf import settings; print(settings.PUBLIC_URL, 'ö')")
    assert said == "http://lamp.test ö"


def test_a_command_that_fails_is_an_error_with_its_last_words(console: Console) -> None:
    with pytest.raises(RuntimeError, match=r"^no_such_command: .*Unknown command"):
        console.run("no_such_command")
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        shell(console, "1 / 0")


def test_a_command_knows_nothing_of_those_before_it(console: Console) -> None:
    shell(console, "import django; django.touched = True")
    assert shell(console, "import django; print(hasattr(django, 'touched'))") == "False"


def test_what_a_program_started_by_a_command_prints_comes_back(console: Console) -> None:
    assert shell(console, "import os; os.system('echo of its own')") == "of its own"
