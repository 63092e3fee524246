"""A writer looks how others will read a draft."""

import re

import pytest

from forum.actions import record_demand
from frontend.awaiting import PLACES, places
from frontend.pages.reading_as import IDS
from tests.builders import a_post, a_thread, an_actor
from tests.frontend.pages.conftest import text_of
from translation import routing
from translation.actions.previews import work_off_preview
from translation.models import PreviewJob

pytestmark = pytest.mark.django_db

BODY = "Die **Lampe** flackert."


@pytest.fixture(autouse=True)
def nobody_waits():
    """All places to wait are taken: what no worker has done yet is told to be under way."""
    for _place in range(PLACES):
        places.acquire()
    yield
    for _place in range(PLACES):
        places.release()


@pytest.fixture
def thread(category):
    return a_thread(category=category)


@pytest.fixture
def look(thread, signed_in):
    """Presses the button of the preview; with a worker in between, the second time it is done."""
    client = signed_in()

    def press(read_in="en", body=BODY, language="de", worker=True):
        data = {"body": body, "language": language, "read_in": read_in}
        path = f"/en/preview?thread={thread.pk}"
        response = client.post(path, data)
        if not worker:
            return response
        work_off_preview()
        return client.post(path, data)

    return press


def options(response):
    return re.findall(r'<option value="([^"]+)"', response.content.decode())


def test_languages_that_are_read_here_come_first(thread, look):
    for language in ("fr", "ar"):
        record_demand(community=thread.community, thread=thread, language=language)
    html = look(read_in="", worker=False).content.decode()
    here = html[html.index("Read here") : html.index("Other languages")]
    assert sorted(re.findall(r'value="([^"]+)"', here)) == ["ar", "fr"]


def test_the_language_of_the_draft_is_no_choice(look):
    assert "de" not in options(look(read_in="", worker=False))


def test_nothing_is_translated_before_a_language_is_chosen(look):
    look(read_in="", worker=False)
    assert not PreviewJob.objects.exists()


def test_the_draft_is_shown_translated_and_translated_back(look):
    html = look().content.decode()
    assert re.search(r'<div class="prose" lang="en" dir="ltr"><p>.*<strong>', html)
    assert "Translated back, to compare" in html
    assert "Nothing in it looks uncertain." in html


def test_a_language_from_right_to_left_has_its_direction(look):
    assert 'lang="ar" dir="rtl"' in look("ar").content.decode()


def test_an_uncertain_sentence_is_marked_on_both_sides(look):
    look(worker=False)
    work_off_preview()
    job = PreviewJob.objects.get()
    job.result["segments"][0]["quality"] = 0.3
    job.save()
    html = look(worker=False).content.decode()
    assert "<mark>Die Lampe flackert.</mark>" in html
    assert html.count("<mark>") == 2
    assert "1 sentence is uncertain." in text_of(look(worker=False))


def test_where_readers_will_be_warned_the_writer_is_told(look):
    look(worker=False)
    work_off_preview()
    job = PreviewJob.objects.get()
    job.result["uncertain"] = True
    job.save()
    html = look(worker=False).content.decode()
    assert "Readers will be told that this translation is uncertain." in html
    assert "Nothing in it looks uncertain." not in html


def test_what_takes_longer_says_so_and_is_asked_for_again_by_itself(look, signed_in):
    html = look(worker=False).content.decode()
    assert "This takes longer than usual" in html
    assert re.search(r'hx-get="/en/preview/[^"]+" hx-trigger="load', html)


def test_asking_again_makes_nothing_twice(look):
    for _ in "abc":
        look(worker=False)
    assert PreviewJob.objects.count() == 1


def test_what_took_longer_is_for_the_writer_only(thread, signed_in):
    writer = signed_in()
    data = {"body": BODY, "language": "de", "read_in": "en"}
    html = writer.post("/en/preview", data).content.decode()
    path = re.search(r'hx-get="([^"]+)"', html)[1]
    work_off_preview()
    assert 'lang="en"' in writer.get(path).content.decode()
    assert signed_in().get(path).status_code == 404
    assert writer.get("/en/preview/1").status_code == 404


def test_where_no_engine_knows_the_way_it_is_said(thread, look, settings):
    record_demand(community=thread.community, thread=thread, language="fr")
    settings.TRANSLATION_ENGINES = []
    routing.forget()
    response = look("fr", worker=False)
    assert "There is no translation from de to fr here yet." in text_of(response)


def failed(look):
    look(worker=False)
    work_off_preview()
    PreviewJob.objects.update(result=None, failure="engine_out_of_memory")


def test_what_failed_is_tried_again_at_the_next_press(look):
    failed(look)
    assert "This takes longer than usual" in text_of(look(worker=False))


def test_what_failed_while_the_script_waited_says_why(thread, signed_in):
    writer = signed_in()
    data = {"body": BODY, "language": "de", "read_in": "en"}
    failed(lambda worker: writer.post("/en/preview", data))
    path = f"/en/preview/{IDS.sign(str(PreviewJob.objects.get().pk))}"
    assert "There was not enough memory for the translation model." in text_of(writer.get(path))


def test_a_draft_that_is_too_long_says_so(look):
    response = look(body="Wort " * 5000, worker=False)
    assert "Only texts of up to 20000 characters" in text_of(response)


def test_markup_in_a_draft_is_text(look):
    html = look(body="<script>alert(1)</script> Die Lampe.").content.decode()
    assert "<script" not in html


@pytest.mark.parametrize("thread_id", ["x", "999999", "9" * 30])
def test_a_thread_that_is_not_there_gives_no_languages_away(signed_in, thread_id):
    data = {"body": BODY, "language": "de"}
    response = signed_in().post(f"/en/preview?thread={thread_id}", data)
    assert response.status_code in {200, 404}


def test_it_works_without_javascript_in_a_reply(thread, signed_in):
    client = signed_in()
    data = {"body": BODY, "language": "de", "read_in": "en", "preview": "1"}
    client.post(f"/en/t/{thread.pk}/reply", data)
    work_off_preview()
    html = client.post(f"/en/t/{thread.pk}/reply", data).content.decode()
    assert "How it will be read in English" in html and f"{BODY}</textarea>" in html


def test_it_works_without_javascript_in_an_edit(thread, signed_in):
    author = an_actor("de")
    post = a_post(thread, actor=author, language="de", body=BODY)
    client, path = signed_in(author.member), f"/en/p/{post.pk}/edit/"
    data = {"body": BODY, "revision": "1", "language": "de", "read_in": "en", "preview": "1"}
    client.post(path, data)
    work_off_preview()
    assert "How it will be read in English" in client.post(path, data).content.decode()


def test_a_question_is_shown_in_the_languages_of_its_category(category, signed_in):
    thread = a_thread(category=category)
    record_demand(community=category.community, thread=thread, language="fr")
    data = {"body": BODY, "language": "de", "category": str(category.pk), "preview": "1"}
    assert "fr" in options(signed_in().post("/en/ask/", data))
