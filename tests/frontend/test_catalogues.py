"""The interface speaks every language of its catalogues completely."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings as configured
from django.core.management import call_command

APPS = "accounts core forum frontend helpcenter reputation search support translation".split()
CATALOGUES = sorted((configured.BASE_DIR / "frontend" / "locale").glob("*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")

Key = tuple[str, str | None]


def key_of(message: Message) -> Key:
    single = message.id if isinstance(message.id, str) else message.id[0]
    return single, message.context


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


@pytest.fixture(scope="module")
def wanted(tmp_path_factory) -> set[Key]:
    """What the code says, collected from a copy of it."""
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext is not installed (Debian: gettext)")
    folder = tmp_path_factory.mktemp("code")
    for app in APPS:
        shutil.copytree(
            configured.BASE_DIR / app,
            folder / app,
            ignore=shutil.ignore_patterns("static", "locale", "__pycache__", "starter", "demo"),
        )
    (folder / "locale" / "de" / "LC_MESSAGES").mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(configured, "LOCALE_PATHS", [folder / "locale"])
        call_command("makemessages", locale=["de"], verbosity=0)
    return {key_of(message) for message in messages(read(next(folder.glob("locale/de/*/*.po"))))}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_every_message_is_translated(path, wanted):
    done = {
        key_of(message)
        for message in messages(read(path))
        if not message.fuzzy and all(forms(message))
    }
    assert wanted - done == set()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_every_translation_has_the_placeholders_of_its_message(path):
    wrong = [key_of(message) for message in messages(read(path)) if not same_placeholders(message)]
    assert wrong == []


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def same_placeholders(message: Message) -> bool:
    """Forms for few things may name them in words; nothing else may come or go."""
    whole = message.id if isinstance(message.id, str) else message.id[-1]
    wanted = sorted(PLACEHOLDER.findall(whole))
    found = [sorted(PLACEHOLDER.findall(form)) for form in forms(message)]
    if isinstance(message.id, str):
        return found == [wanted]
    return found[-1] == wanted and all(set(one) <= set(wanted) for one in found)
