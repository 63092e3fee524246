import pytest
from django.utils import timezone

from accounts.permissions import VISITOR
from core.errors import NotFound, NotPermitted
from forum.actions import delete_post, edit_post, edit_title, restore_revision
from forum.actions.revisions import GRACE
from forum.errors import EditConflict
from forum.models import Post, PostRevision, Thread
from forum.queries import post_for, versions_of
from tests.builders import a_post, a_role, a_thread, an_actor
from translation.models import SegmentUse, Translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return an_actor()


@pytest.fixture
def post(author):
    return a_post(a_thread(), actor=author, body="First version of it.")


def let_time_pass():
    """Everything so far is older than what may still be changed without a trace."""
    then = timezone.now() - GRACE
    Post.objects.update(created=then)
    PostRevision.objects.update(created=then)


def edit(actor, post, body, **options):
    post = post_for(actor, post.pk)
    return edit_post(actor=actor, post=post, revision=post.revision, body=body, **options)


def said(post):
    return [version.source for version in versions_of(VISITOR, post)]


def test_what_its_author_changes_at_once_leaves_no_version_but_counts(author, post):
    edited = edit(author, post, "Second version of it.")
    assert (edited.revision, said(post)) == (2, ["Second version of it."])
    with pytest.raises(EditConflict):
        edit_post(actor=author, post=post, revision=1, body="Third version of it.")


def test_later_the_earlier_version_is_kept(author, post):
    let_time_pass()
    edit(author, post, "Second version of it.")
    assert said(post) == ["First version of it.", "Second version of it."]


def test_corrections_of_an_edit_right_after_it_belong_to_it(author, post):
    let_time_pass()
    edit(author, post, "Second version of it.")
    edit(author, post, "Second version, corrected.")
    assert said(post) == ["First version of it.", "Second version, corrected."]


def test_the_time_is_not_drawn_out_by_one_edit_after_the_other(author, post):
    edit(author, post, "Second version of it.")
    let_time_pass()
    edit(author, post, "Third version of it.")
    assert said(post) == ["Second version of it.", "Third version of it."]


def test_what_somebody_else_changes_is_kept_however_young(author, post):
    helper = a_role(post.thread.community, level=4)
    edit(helper, post, "Better version of it.")
    edit(author, post, "Back to mine.")
    assert said(post) == ["First version of it.", "Better version of it.", "Back to mine."]
    assert [version.editor for version in versions_of(VISITOR, post)] == [
        author.member,
        helper.member,
        author.member,
    ]


def test_what_was_merged_in_a_conflict_is_kept_however_young(author, post):
    edit(author, post, "In the other tab.")
    edit(author, post, "Both of them.", merging=True)
    assert said(post) == ["In the other tab.", "Both of them."]


def test_a_version_of_an_opening_post_has_its_title(author):
    thread = a_thread(actor=author, title="The first title")
    opening = thread.posts.get()
    let_time_pass()
    edit(author, opening, "Other words.", title="The second title")
    versions = versions_of(VISITOR, opening)
    assert [version.title_source for version in versions] == ["The first title", "The second title"]
    assert thread.posts.get().revisions.count() == 1


def test_a_title_that_changes_shortly_after_the_body_is_not_lost(author):
    thread = a_thread(actor=author, title="The first title")
    opening = thread.posts.get()
    let_time_pass()
    edit(author, opening, "Other words.")
    edit_title(actor=author, thread=thread, title="The second title")
    assert [version.title_source for version in versions_of(VISITOR, opening)] == [
        "The first title",
        "The second title",
    ]


def test_a_version_keeps_the_translations_it_had(author, post):
    body = post.body
    row = Translation.objects.create(
        text=body,
        language="de",
        html="<p>Die erste Fassung.</p>",
        plain="Die erste Fassung.",
        source_checksum=body.checksum,
        source_language="en",
        pipeline_version=1,
        renderer_version=1,
        origin="machine",
        quality=1,
    )
    Translation.objects.create(
        **{
            name: getattr(row, name)
            for name in ("text", "html", "plain", "pipeline_version", "renderer_version", "origin")
        },
        language="fr",
        source_checksum="of an older version",
        source_language="en",
        quality=1,
    )
    SegmentUse.objects.create(text=body, source_key="k")
    let_time_pass()
    edit(author, post, "Second version of it.")
    kept = PostRevision.objects.get().body
    assert (kept.source, kept.checksum) == ("First version of it.", row.source_checksum)
    assert [each.language for each in kept.translations.all()] == ["de"]
    assert kept.segments.get().source_key == "k"
    assert Translation.objects.filter(text=body).count() == 2


def test_an_earlier_version_comes_back_and_the_present_one_is_kept(author, post):
    let_time_pass()
    edit(author, post, "Second version of it.")
    let_time_pass()
    restored = restore_revision(actor=author, post=post, revision=1, present=2)
    assert restored.body.source == "First version of it."
    assert said(post) == [
        "First version of it.",
        "Second version of it.",
        "First version of it.",
    ]


def test_the_title_comes_back_with_its_post(author):
    thread = a_thread(actor=author, title="The first title")
    let_time_pass()
    edit_title(actor=author, thread=thread, title="The second title")
    restore_revision(actor=author, post=thread.posts.get(), revision=1, present=2)
    assert Thread.objects.get().title.source == "The first title"


@pytest.mark.parametrize("revision", [2, 99, 0])
def test_only_what_was_kept_comes_back(author, post, revision):
    let_time_pass()
    edit(author, post, "Second version of it.")
    with pytest.raises(NotFound):
        restore_revision(actor=author, post=post, revision=revision, present=2)


def test_what_was_erased_does_not_come_back(author, post):
    let_time_pass()
    edit(author, post, "Second version of it.")
    PostRevision.objects.update(source="")
    with pytest.raises(NotFound):
        restore_revision(actor=author, post=post, revision=1, present=2)


def test_a_stranger_restores_nothing(author, post):
    let_time_pass()
    edit(author, post, "Second version of it.")
    with pytest.raises(NotPermitted):
        restore_revision(actor=an_actor(), post=post, revision=1, present=2)


def test_restoring_while_somebody_edits_is_a_conflict(author, post):
    let_time_pass()
    edit(author, post, "Second version of it.")
    edit(author, post, "Third version of it.")
    with pytest.raises(EditConflict):
        restore_revision(actor=author, post=post, revision=1, present=2)


def test_who_may_not_see_a_post_may_not_see_what_it_said(author, post):
    let_time_pass()
    edit(author, post, "Second version of it.")
    delete_post(actor=author, post=post)
    with pytest.raises(NotFound):
        versions_of(VISITOR, post)


def test_all_versions_take_two_queries(author, post, django_assert_num_queries):
    for number in range(5):
        let_time_pass()
        edit(author, post, f"Version {number} of it.")
    with django_assert_num_queries(2):
        assert len(versions_of(VISITOR, post)) == 6
