"""Tags and products: made, chosen, changed, counted, translated."""

import pytest

from accounts.permissions import VISITOR
from core import outbox
from core.errors import InvalidInput, NotFound, NotPermitted, NotSignedIn
from forum.actions import (
    Details,
    create_product,
    create_tag,
    delete_post,
    open_thread,
    restore_post,
    retag,
    retire_product,
)
from forum.errors import NameTaken, ThreadGone
from forum.models import Tag, Thread
from forum.queries import product_for, tag_for, tags_beginning, tags_of_threads
from forum.tasks import mend_counters
from tests.builders import a_category, a_community, a_role, a_thread, an_actor
from translation.models import Translation, TranslationJob

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return a_category()


@pytest.fixture
def wifi(category):
    return create_tag(community=category.community, name="Slow Wi-Fi", language="en")


def opened(category, actor=None, **details):
    return open_thread(
        actor=actor or an_actor(),
        community=category.community,
        category=category,
        kind="question",
        title="The router drops the connection",
        body="It happens every evening.",
        language="en",
        details=Details(**details),
    )


def slugs(thread):
    return [tag.slug for tag in tags_of_threads([thread]).get(thread.pk, [])]


def translated(tag, language, name):
    text = tag.name
    Translation.objects.create(
        text=text, language=language, plain=name, html=name, source_checksum=text.checksum,
        source_language=text.language, pipeline_version=1, renderer_version=1,
        origin="machine", quality=1.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Slow Wi-Fi", "slow-wi-fi"), ("بطيء جدا", "بطيء-جدا"), ("遅い", "遅い"), ("C++ 17", "c-17")],
)
def test_the_slug_is_made_from_a_name_in_any_script(category, name, slug):
    create_tag(community=category.community, name=name, language="en")
    assert tag_for(category.community, slug).name.plain == name


@pytest.mark.parametrize("name", ["", "  ", "\0", "!!!", "x" * 41])
def test_a_name_that_cannot_be_read_or_is_too_long_is_refused(category, name):
    with pytest.raises(InvalidInput):
        create_tag(community=category.community, name=name, language="en")


def test_a_name_is_taken_once_in_a_community(category, wifi):
    with pytest.raises(NameTaken):
        create_tag(community=category.community, name="slow wi-fi", language="en")
    create_tag(community=a_community(), name="slow wi-fi", language="en")


def test_a_thread_is_opened_with_tags_by_slug_or_name_each_once(category, wifi):
    thread = opened(category, tags=["slow-wi-fi", "Slow Wi-Fi", " "])
    assert slugs(thread) == ["slow-wi-fi"]


def test_a_tag_is_chosen_by_the_name_that_the_reader_sees(category, wifi):
    translated(wifi, "de", "Langsames WLAN")
    assert slugs(opened(category, tags=["langsames wlan"], read_in="de")) == ["slow-wi-fi"]


def test_a_withheld_name_is_nobodys_name(category, wifi):
    translated(wifi, "de", "Langsames WLAN")
    Translation.objects.update(withheld=True)
    with pytest.raises(InvalidInput):
        opened(category, tags=["langsames wlan"], read_in="de")


def test_new_members_choose_from_what_there_is(category):
    with pytest.raises(InvalidInput) as caught:
        opened(category, tags=["batteries"])
    assert "batteries" in str(caught.value.fields["tags"])
    assert not Tag.objects.exists() and not Thread.objects.exists()


def test_members_with_the_level_make_tags_by_using_them(category):
    actor = a_role(category.community, level=2)
    assert slugs(opened(category, actor, tags=["Batteries"])) == ["batteries"]


def test_a_thread_has_five_tags_at_most(category):
    actor = a_role(category.community, level=2)
    with pytest.raises(InvalidInput):
        opened(category, actor, tags=["a1", "a2", "a3", "a4", "a5", "a6"])


def test_the_author_changes_the_tags_of_a_thread(category, wifi):
    create_tag(community=category.community, name="Batteries", language="en")
    author = an_actor()
    thread = opened(category, author, tags=["slow-wi-fi"])
    retag(actor=author, thread=thread, tags=["batteries"], language="en")
    assert slugs(thread) == ["batteries"]
    assert Thread.objects.get(pk=thread.pk).event == thread.event + 1


def test_tags_that_stay_the_same_are_no_news(category, wifi):
    author = an_actor()
    thread = opened(category, author, tags=["slow-wi-fi"])
    retag(actor=author, thread=thread, tags=["slow-wi-fi"], language="en")
    assert Thread.objects.get(pk=thread.pk).event == thread.event


def test_others_change_tags_from_a_level_on(category, wifi):
    thread = opened(category)
    with pytest.raises(NotPermitted):
        retag(actor=an_actor(), thread=thread, tags=["slow-wi-fi"], language="en")
    with pytest.raises(NotSignedIn):
        retag(actor=VISITOR, thread=thread, tags=["slow-wi-fi"], language="en")
    tagger = a_role(category.community, level=3)
    retag(actor=tagger, thread=thread, tags=["slow-wi-fi"], language="en")
    assert slugs(thread) == ["slow-wi-fi"]


def test_a_deleted_thread_keeps_its_tags(category, wifi):
    author = an_actor()
    thread = opened(category, author, tags=["slow-wi-fi"])
    delete_post(actor=author, post=thread.posts.get())
    with pytest.raises((ThreadGone, NotFound)):
        retag(actor=author, thread=thread, tags=[], language="en")


def test_a_tag_counts_its_public_threads(category, wifi):
    author = an_actor()
    thread = opened(category, author, tags=["slow-wi-fi"])
    opened(category, tags=["slow-wi-fi"])

    def counted():
        return Tag.objects.get(pk=wifi.pk).threads_count

    assert counted() == 2
    delete_post(actor=author, post=thread.posts.get())
    assert counted() == 1
    author = type(author)(member=author.member, memberships=author.memberships)
    restore_post(actor=author, post=thread.posts.get())
    assert counted() == 2
    retag(actor=author, thread=thread, tags=[], language="en")
    assert counted() == 1


def test_wrong_counts_and_copies_are_mended(category, wifi):
    thread = opened(category, tags=["slow-wi-fi"])
    Tag.objects.update(threads_count=7)
    Thread.objects.update(answers_count=3, language="ja")
    assert mend_counters() == 3
    thread.refresh_from_db()
    assert (Tag.objects.get().threads_count, thread.answers_count, thread.language) == (1, 0, "en")
    assert mend_counters() == 0


def test_a_new_name_is_translated_for_those_who_read_here(category, settings):
    from forum.actions import record_demand

    settings.DEMAND_DAYS_READ_MIN = 1
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    record_demand(community=category.community, language="de")
    outbox.dispatch()
    tag = create_tag(community=category.community, name="Batteries", language="en")
    outbox.dispatch()
    assert TranslationJob.objects.filter(text=tag.name, language="de").exists()


def test_completion_finds_names_as_written_and_as_read(category, wifi):
    translated(wifi, "de", "Langsames WLAN")
    community = category.community
    assert tags_beginning(community, "slow", language="de") == [wifi]
    assert tags_beginning(community, "lang", language="de") == [wifi]
    assert tags_beginning(community, "lang", language="fr") == []
    assert tags_beginning(community, "%", language="de") == []
    assert tags_beginning(community, "", language="de") == [wifi]


def test_a_thread_is_about_a_product_and_its_version(category):
    product = create_product(community=category.community, name="Aurora", language="en")
    thread = opened(category, product=product, product_version=" 2.1 \0 beta ", urgency=2)
    assert (thread.product, thread.product_version, thread.urgency) == (product, "2.1 beta", 2)
    assert product_for(category.community, "aurora") == product


def test_a_product_is_named_once(category):
    create_product(community=category.community, name="Aurora", language="en")
    with pytest.raises(NameTaken):
        create_product(community=category.community, name="AURORA", language="en")


def test_a_retired_product_takes_no_new_threads(category):
    product = create_product(community=category.community, name="Aurora", language="en")
    with pytest.raises(InvalidInput):
        opened(category, product=retire_product(product=product))


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"product_version": "2.1"}, "product"),
        ({"urgency": 3}, "urgency"),
        ({"urgency": -1}, "urgency"),
        ({"tags": ["!"]}, "tags"),
    ],
)
def test_details_that_cannot_be_are_refused_beside_their_field(category, details, field):
    with pytest.raises(InvalidInput) as caught:
        opened(category, **details)
    assert list(caught.value.fields) == [field]


def test_a_product_of_another_community_is_refused(category):
    foreign = create_product(community=a_community(), name="Aurora", language="en")
    with pytest.raises(InvalidInput):
        opened(category, product=foreign)


def test_only_questions_are_urgent():
    category = a_category()
    with pytest.raises(InvalidInput):
        open_thread(
            actor=an_actor(),
            community=category.community,
            category=category,
            kind="discussion",
            title="Which lamp do you like?",
            body="I like the warm ones.",
            details=Details(urgency=1),
        )


def test_only_staff_announces():
    category = a_category(kinds=["announcement"])
    with pytest.raises(NotPermitted):
        a_thread(category=category, kind="announcement")
    agent = a_role(category.community, "agent")
    assert a_thread(category=category, actor=agent, kind="announcement").kind == "announcement"
