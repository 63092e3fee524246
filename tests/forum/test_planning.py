import pytest
from hypothesis import given, strategies as st

from core.worker import run_once
from forum.actions import correct_post_language, record_demand
from forum.models import ReadDemand, ThreadEvent
from forum.planning import languages_for
from tests.builders import a_category, a_community, a_post, a_thread, an_actor
from translation.models import TranslationJob
from translation.priority import Priority

CODES = ["de", "en", "es", "fr", "pt", "pt-BR", "ar", "ja"]


def plan(**wishes):
    return languages_for(
        **{
            "written_in": "de",
            "in_thread": [],
            "read_in_community": [],
            "community_languages": [],
            "most": 12,
            **wishes,
        }
    )


def test_people_in_the_thread_come_before_other_readers():
    assert plan(in_thread=["es"], read_in_community=["es", "fr"]) == {
        "es": Priority.LIVE,
        "fr": Priority.FOLLOW_UP,
    }


def test_the_language_of_the_text_needs_no_translation():
    assert plan(in_thread=["de", "de-AT"]) == {}


def test_a_community_with_a_list_gets_no_other_languages():
    assert set(plan(in_thread=["es", "fr"], community_languages=["fr"])) == {"fr"}


@given(
    in_thread=st.lists(st.sampled_from(CODES)),
    read=st.lists(st.sampled_from(CODES)),
    most=st.integers(0, 8),
)
def test_the_plan_never_exceeds_its_cap_nor_translates_into_the_source(in_thread, read, most):
    wanted = plan(in_thread=in_thread, read_in_community=read, most=most)
    assert len(wanted) <= most
    assert "de" not in wanted


@pytest.mark.django_db
def test_reading_is_recorded_once_a_day_and_without_a_person():
    thread = a_thread()
    first = record_demand(community=thread.community, thread=thread, language="es")
    second = record_demand(community=thread.community, thread=thread, language="es")
    assert (first, second, ReadDemand.objects.count()) == (True, False, 1)


@pytest.mark.django_db
def test_a_thread_is_translated_when_somebody_really_reads_it(settings):
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    thread = a_thread()
    run_once()
    record_demand(community=thread.community, thread=thread, language="es")
    run_once()
    assert thread.title.translations.filter(language="es").exists()


@pytest.mark.django_db
def test_a_new_post_is_translated_for_the_people_in_the_thread(settings):
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    thread = a_thread(actor=an_actor("de"), language="de")
    post = a_post(thread, actor=an_actor("es"), language="es", body="Cambia el canal del router.")
    run_once()
    assert post.body.translations.filter(language="de").exists()


@pytest.mark.django_db
def test_who_joins_a_thread_gets_what_was_said_before_and_that_once(settings):
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    thread, newcomer = a_thread(actor=an_actor("de"), language="de"), an_actor("es")
    a_post(thread, actor=newcomer, language="es", body="Cambia el canal del router.")
    run_once()
    before = thread.title.translations.filter(language="es")
    assert before.exists()
    before.delete()
    a_post(thread, actor=newcomer, language="es", body="O compra otro.")
    run_once()
    assert not before.exists()


@pytest.mark.django_db
def test_nothing_is_translated_for_nobody(settings):
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    a_thread()
    run_once()
    assert not TranslationJob.objects.exists()


@pytest.mark.django_db
def test_a_translation_that_arrives_is_told_to_open_pages(settings):
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    thread = a_thread(actor=an_actor("de"), language="de")
    post = a_post(thread, actor=an_actor("es"), language="es", body="Cambia el canal del router.")
    run_once()
    told = ThreadEvent.objects.filter(type="post.translated", post=post, language="de")
    assert told.count() == 1


@pytest.mark.django_db
def test_a_text_whose_language_was_wrong_is_translated_into_the_one_it_was_taken_for(settings):
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    author = an_actor("en")
    thread = a_thread(actor=author, language="de", body="My router is broken, sadly.")
    for code in ("de", "es"):
        record_demand(community=thread.community, thread=thread, language=code)
    run_once()
    post = thread.posts.get()
    correct_post_language(actor=author, post=post, language="en")
    run_once()
    assert post.body.translations.filter(language="de", source_language="en").exists()


@pytest.mark.django_db
def test_a_community_with_languages_of_its_own_is_translated_into_no_others(settings):
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    thread = a_thread(category=a_category(a_community(languages=["en", "es"])))
    record_demand(community=thread.community, thread=thread, language="ko")
    run_once()
    assert not TranslationJob.objects.exists()
