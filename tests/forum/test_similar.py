"""Threads like the one somebody is about to open."""

import pytest

from accounts.permissions import VISITOR
from forum.actions import accept_answer, delete_post
from forum.models import Category
from forum.queries import similar_threads
from forum.similarity import WORDS_MAX, words_of
from tests.builders import a_category, a_post, a_thread, an_actor
from translation.models import Translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return a_category()


@pytest.fixture(autouse=True)
def _engine(settings):
    from translation import routing

    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    routing.forget()
    yield
    routing.forget()


def similar(title, *, actor=VISITOR, language="en", **options):
    return similar_threads(actor, title=title, language=language, **options)


def translated(thread, language, title):
    text = thread.title
    Translation.objects.create(
        text=text, language=language, plain=title, html=title, source_checksum=text.checksum,
        source_language=text.language, pipeline_version=1, renderer_version=1,
        origin="machine", quality=1.0,
    )  # fmt: skip


def test_threads_that_share_the_telling_words_are_found(category):
    lamp = a_thread(category=category, title="The lamp flickers when it is cold")
    a_thread(category=category, title="Which vacuum cleaner do you like?")
    assert similar("My lamp flickers at night") == [lamp]


def test_what_is_read_in_the_askers_language_is_found_too(category):
    lamp = a_thread(category=category, language="de", title="Die Leuchte flackert")
    translated(lamp, "es", "La lámpara parpadea")
    assert similar("Mi lámpara parpadea", language="es") == [lamp]
    assert similar("Mi lámpara parpadea", language="fr") == []


def test_members_find_what_they_could_write_themselves(category):
    lamp = a_thread(category=category, language="de", title="Die Leuchte flackert")
    translated(lamp, "es", "La lámpara parpadea")
    assert similar("lámpara parpadea", actor=an_actor("es"), language="en") == [lamp]


def test_solved_threads_come_first(category):
    asker = an_actor()
    solved = a_thread(category=category, actor=asker, title="The lamp flickers")
    better = a_thread(category=category, title="The lamp flickers at night in the cold")
    accept_answer(actor=asker, post=a_post(solved))
    assert similar("The lamp flickers at night") == [solved, better]


@pytest.mark.parametrize(
    ("there", "typed"),
    [
        ("電球がちらつく", "部屋の電球がちらつきます"),
        ("المصباح يومض", "لماذا المصباح يومض"),
        ("Роутер не видит сеть", "роутер теряет сеть"),
    ],
)
def test_words_of_any_script_are_compared(category, there, typed):
    thread = a_thread(category=category, title=there)
    a_thread(category=category, title="The lamp flickers")
    assert similar(typed) == [thread]


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "%%%", "\0", "\\", "'\"", "a b", "😀"])
def test_what_holds_no_words_finds_nothing(category, typed):
    a_thread(category=category, title="100 % of the lamps_flicker")
    assert similar(typed) == []


def test_a_very_long_title_is_answered(category):
    lamp = a_thread(category=category, title="The lamp flickers")
    assert similar("lamp flickers " * 10_000) == [lamp]


def test_the_body_speaks_where_the_title_says_nothing(category):
    lamp = a_thread(category=category, title="The lamp flickers")
    assert similar("??", body="My lamp flickers") == [lamp]


def test_only_what_the_asker_may_read_is_found(category):
    gone = a_thread(category=category, title="The lamp flickers")
    delete_post(actor=an_operator_of(gone), post=gone.posts.get())
    a_thread(category=category, title="The lamp flickers again")
    Category.objects.update(visibility="staff")
    assert similar("The lamp flickers") == []


def an_operator_of(thread):
    from tests.builders import a_role

    return a_role(thread.community, "operator")


def test_a_community_is_searched_alone_on_wish(category):
    a_thread(title="The lamp flickers")
    here = a_thread(category=category, title="The lamp flickers")
    assert similar("lamp flickers", community=category.community) == [here]


def test_its_cost_does_not_depend_on_how_many_are_found(category, django_assert_num_queries):
    for number in range(12):
        a_thread(category=category, title=f"The lamp flickers {number}")
    with django_assert_num_queries(4):
        assert len(similar("The lamp flickers", limit=8)) == 8


def test_the_longest_words_are_compared_and_not_many():
    words = words_of(
        "why does my extraordinarily big lamp flicker "
        + " ".join("abcdefgh" * n for n in range(1, 20))
    )
    assert len(words) == WORDS_MAX
    assert words == sorted(words, key=len, reverse=True)
