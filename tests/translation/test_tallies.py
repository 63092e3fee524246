import pytest

from core.worker import run_once
from tests.translation.scripted import backend
from translation import memory
from translation.actions import request, write_text
from translation.models import EngineTally, Text
from translation.priority import Priority

pytestmark = pytest.mark.django_db


def translated(source: str, language: str = "en") -> Text:
    text = write_text(source=source, format="markdown", community=None, author=None, language="de")
    request(texts=[text], languages=[language], priority=Priority.LIVE)
    run_once()
    return text


def counts(engine: str) -> list[tuple[int, int, int]]:
    rows = EngineTally.objects.filter(engine=engine).order_by("source_language")
    return list(rows.values_list("human", "memory", "decoded"))


def test_what_an_engine_translated_is_counted(engines):
    engines("a", a=backend())
    translated("Der Router ist kaputt. Was tun?")
    assert counts("a") == [(0, 0, 2)]


def test_what_the_memory_knew_is_counted_on_the_same_day(engines):
    engines("a", a=backend())
    translated("Der Router ist kaputt. Was tun?")
    translated("Der Router ist kaputt. Und nun?")
    assert counts("a") == [(0, 1, 3)]


def test_each_hop_of_a_pivot_has_its_own_tally(engines):
    engines("a", a=backend(routes=("de>en", "en>es", "en>fr")))
    translated("Der Router ist kaputt.", "es")
    translated("Der Router ist kaputt.", "fr")
    rows = EngineTally.objects.values_list("target_language", "memory", "decoded")
    assert sorted(rows) == [("en", 1, 1), ("es", 0, 1), ("fr", 0, 1)]


def test_what_people_translated_is_counted_as_theirs(engines):
    engines("a", a=backend())
    memory.remember_human(
        community=None,
        source_language="de",
        target_language="en",
        source="Der Router ist kaputt.",
        target="The router has died.",
    )
    translated("Der Router ist kaputt.")
    assert counts("people") == [(1, 0, 0)]


def test_what_stayed_in_its_source_is_counted(engines):
    engines("a", a=backend(answer=lambda _source: ""))
    translated("Der Router ist kaputt.")
    assert EngineTally.objects.get().kept == 1
