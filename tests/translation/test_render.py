import pytest
from django.test import override_settings

from tests.builders import a_member
from tests.translation.scripted import backend
from translation import execution
from translation.actions import request, write_text
from translation.priority import Priority
from translation.queries import Reader, render, states_of

pytestmark = pytest.mark.django_db


def a_text(source="Der Router ist kaputt.", language="de"):
    return write_text(
        source=source, format="markdown", community=None, author=None, language=language
    )


@pytest.fixture
def translated(engines):
    """A German text with an English translation."""
    engines("a", a=backend(routes=("de>en", "de>ar")))
    text = a_text("**Der Router** ist kaputt, sagt @nobody.")
    request(texts=[text], languages=["en", "ar"], priority=Priority.LIVE)
    while execution.work_off():
        pass
    return text


def see(text, *args, **options):
    return render([text], Reader(*args, **options))[text.pk]


def test_a_reader_of_the_same_language_sees_the_original(translated):
    rendered = see(translated, "de")
    assert (rendered.translation.state, rendered.is_translated) == ("original", False)


def test_a_reader_of_another_language_sees_the_translation(translated):
    rendered = see(translated, "en")
    assert (rendered.translation.state, rendered.shown.lang) == ("ready", "en")


def test_the_original_stands_beside_every_translation(translated):
    assert "Der Router" in see(translated, "en").original.html


def test_a_kept_language_is_left_alone(translated):
    assert not see(translated, "en", keep=frozenset({"de"})).is_translated


def test_originals_can_be_asked_for_per_page_and_per_text(translated):
    assert not see(translated, "en", originals=True).is_translated
    assert not see(translated, "en", originals_of=frozenset({translated.pk})).is_translated


def test_the_translation_is_still_there_when_the_original_is_shown(translated):
    assert see(translated, "en", originals=True).translated.lang == "en"


def test_what_is_shown_has_the_direction_of_its_language(translated):
    assert see(translated, "ar").shown.dir == "rtl"


def test_what_nobody_asked_for_is_pending_and_says_so(engines):
    engines("a", a=backend())
    info = see(a_text(), "en").translation
    assert (info.state, info.reason) == ("pending", "not_requested")


def test_mentions_of_members_become_links_and_others_do_not(translated):
    member = a_member()
    text = a_text(f"Danke @{member.username} und @nobody!")
    html = see(text, "de").shown.html
    assert f"/m/{member.username}/" in html
    assert "@nobody" in html
    assert "data-ref" not in html


def test_what_only_looks_like_a_reference_is_left_as_it_was_written(translated):
    member = a_member()
    code = f'`<a class="mention" data-ref="member:{member.username}">` and data-ref="member:x"'
    html = see(a_text(code), "de").shown.html
    assert "href" not in html
    assert html.count("data-ref") == 2


def test_the_number_of_queries_is_constant(translated, django_assert_num_queries):
    member = a_member()
    texts = [a_text(f"Text {number} für @{member.username}") for number in range(20)]
    with django_assert_num_queries(3):
        render(texts, Reader("en"))


def test_the_api_form_has_the_shape_of_the_contract(translated):
    answer = see(translated, "en").as_api()
    assert set(answer) == {"original", "shown", "translation"}
    assert set(answer["original"]) == {"lang", "dir", "source", "html"}
    assert set(answer["shown"]) == {"lang", "dir", "html", "text"}
    assert set(answer["translation"]) >= {
        "requested",
        "state",
        "origin",
        "engine",
        "route",
        "quality",
        "uncertain",
    }


def test_the_states_of_a_text_list_translations_and_waiting_jobs(translated):
    request(texts=[translated], languages=["pl"], priority=Priority.LIVE)
    states = {row["lang"]: row["state"] for row in states_of(translated)}
    assert states == {"en": "ready", "ar": "ready", "pl": "unsupported"}


@override_settings(REFERENCE_RESOLVERS={})
def test_a_reference_nobody_resolves_is_harmless(translated):
    assert "data-ref" not in see(translated, "en").shown.html
