"""Previews: how a text would be read in another language."""

from collections.abc import Iterator
from threading import Event, Thread as Worker
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import close_old_connections, connections

from frontend.awaiting import PLACES, places
from tests.builders import a_member
from tests.frontend.api.callers import Caller, a_caller
from translation import routing
from translation.actions.previews import work_off_preview
from translation.models import PreviewJob

PATH = "/translations/preview"
TEXT = {"text": "The **router** works.", "format": "markdown", "source": "en", "target": "de"}


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """A worker in a thread of its own, as `manage.py worker` has one for this lane."""
    stop = Event()

    def work() -> None:
        while not stop.wait(0.02):
            work_off_preview()
            close_old_connections()
        connections.close_all()

    thread = Worker(target=work)
    thread.start()
    yield
    stop.set()
    thread.join()


@pytest.fixture
def nobody_waits() -> Iterator[None]:
    """All places to wait are taken, so that every call is told to ask again."""
    for _place in range(PLACES):
        places.acquire()
    yield
    for _place in range(PLACES):
        places.release()


def test_a_preview_has_everything_the_contract_names(worker: None) -> None:
    answer = a_caller().post(PATH, {**TEXT, "back": True})
    assert answer.status_code == 200
    assert set(answer.data) - {"uncertain"} == {
        *("source", "target", "route", "html", "text", "quality", "segments", "back")
    }
    assert (answer.data["source"], answer.data["target"]) == ("en", "de")
    assert answer.data["route"] == ["en", "de"]
    assert "<strong>" in answer.data["html"]
    assert set(answer.data["segments"][0]) == {"source", "target", "origin", "quality"}


def test_a_visitor_may_ask_too(worker: None, visitor: Caller) -> None:
    assert visitor.post(PATH, TEXT).status_code == 200


def test_the_source_language_is_recognised(worker: None) -> None:
    text = "Der Router verliert jeden Abend die Verbindung zum Internet."
    answer = a_caller().post(PATH, {"text": text, "format": "plain", "target": "en"})
    assert answer.data["source"] == "de"


def test_the_echo_engine_gives_the_html_of_the_original(
    worker: None, settings: LazySettings
) -> None:
    settings.TRANSLATION_ENGINES = ["reference:echo"]
    routing.forget()
    text = "# Title\n\n* one `code`\n* [two](https://example.org)\n\n> three\n"
    program = a_caller()
    original = program.post(PATH, {**TEXT, "text": text, "target": "en"}).data
    echo = program.post(PATH, {**TEXT, "text": text}).data
    assert echo["html"] == original["html"]


def test_the_same_language_renders_the_original_by_no_route(worker: None) -> None:
    answer = a_caller().post(PATH, {**TEXT, "target": "en"}).data
    assert (answer["route"], answer["text"]) == ([], "The router works.")


@pytest.mark.django_db
def test_a_pair_without_a_route_is_refused(caller: Caller, settings: LazySettings) -> None:
    settings.TRANSLATION_ENGINES = []
    routing.forget()
    answer = caller.post(PATH, TEXT)
    assert (answer.status_code, answer.data["error"]["code"]) == (422, "pair_unsupported")


@pytest.mark.parametrize(
    "change",
    [
        {"text": ""},
        {"text": " \n"},
        {"text": "x" * 20_001},
        {"text": 5},
        {"format": "html"},
        {"target": "klingon"},
        {"target": None},
        {"source": "?!"},
        {"back": "yes"},
        {"priority": 1},
    ],
)
def test_what_cannot_be_previewed_is_refused(change: dict[str, Any], caller: Caller) -> None:
    answer = caller.post(PATH, {**TEXT, **change})
    assert answer.status_code == 422
    assert not PreviewJob.objects.exists()


def test_without_a_place_to_wait_the_caller_asks_again(nobody_waits: None, caller: Caller) -> None:
    asked = caller.post(PATH, TEXT)
    assert asked.status_code == 202
    path = f"{PATH}/{asked.data['id']}"
    assert caller.get(path).status_code == 202
    work_off_preview()
    assert caller.get(path).data["target"] == "de"


def test_a_preview_is_for_who_asked_for_it(
    nobody_waits: None, caller: Caller, visitor: Caller
) -> None:
    path = f"{PATH}/{caller.post(PATH, TEXT).data['id']}"
    assert visitor.get(path).status_code == 404
    assert a_caller().get(path).status_code == 404


@pytest.mark.django_db
def test_visitors_of_one_address_cannot_guess_each_others_previews(
    nobody_waits: None, visitor: Caller
) -> None:
    own = visitor.post(PATH, TEXT).data["id"]
    number, seal = PreviewJob.objects.get().pk, own.partition(".")[2]
    assert visitor.get(f"{PATH}/{own}").status_code == 202
    for guess in (number, f"{number}.", f"{number}.{seal[::-1]}", f"{number + 1}.{seal}"):
        assert visitor.get(f"{PATH}/{guess}").status_code == 404


def test_a_preview_that_fails_says_why(
    nobody_waits: None, caller: Caller, settings: LazySettings
) -> None:
    asked = caller.post(PATH, TEXT)
    settings.TRANSLATION_ENGINES = []
    routing.forget()
    work_off_preview()
    answer = caller.get(f"{PATH}/{asked.data['id']}")
    assert (answer.status_code, answer.data["error"]["code"]) == (422, "pair_unsupported")


def test_one_key_asks_for_one_preview(nobody_waits: None, caller: Caller) -> None:
    first = caller.post(PATH, TEXT, key="a")
    second = caller.post(PATH, TEXT, key="a")
    assert (second.status_code, second.data) == (202, first.data)
    assert PreviewJob.objects.count() == 1


def test_one_key_gets_the_finished_preview_too(worker: None) -> None:
    program = a_caller(a_member("de"))
    first = program.post(PATH, TEXT, key="a")
    PreviewJob.objects.all().delete()
    assert program.post(PATH, TEXT, key="a").data == first.data


def test_script_in_a_preview_never_becomes_markup(worker: None) -> None:
    text = "<script>alert(1)</script> and [x](javascript:alert(1)) **bold**"
    html = a_caller().post(PATH, {**TEXT, "text": text}).data["html"]
    assert "<script" not in html
    assert 'href="javascript' not in html


def test_a_nul_in_a_preview_does_no_harm(worker: None) -> None:
    assert a_caller().post(PATH, {**TEXT, "text": "The\0 router."}).status_code == 200
