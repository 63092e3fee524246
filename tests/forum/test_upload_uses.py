"""Who sees an upload: who reads a text that shows it. What no text shows goes after a day."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import Membership
from accounts.permissions import VISITOR, Actor
from accounts.queries import actor_for
from core.errors import NotFound
from forum.actions import delete_post, edit_post
from forum.actions.profiles import set_about
from forum.actions.upload_uses import UNUSED_KEPT, note_uploads, sweep_strays, sweep_unused
from forum.actions.uploads import upload_file
from forum.models import Category, Draft, Post, Upload, UploadUse
from forum.queries.uploads import upload_for, uploads_for
from forum.uploads.addresses import markdown_of, path_of
from forum.uploads.storing import shard_of
from tests.builders import a_category, a_community, a_member, a_post, a_role, a_thread, an_actor
from tests.pictures import a_picture

pytestmark = pytest.mark.django_db
STAFF = Membership.Role.AGENT


@pytest.fixture(autouse=True)
def in_memory(settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }


def an_upload(actor: Actor, width: int = 8) -> Upload:
    return upload_file(actor=actor, name="log.png", data=a_picture(size=(width, 8)))


def shown(upload: Upload, **options: Any) -> Post:
    """A post that shows an upload, by its owner unless another author is given."""
    thread = options.pop("thread", None) or a_thread()
    return a_post(thread, body=f"See {markdown_of(upload)}", **options)


def sees(actor: Actor, upload: Upload) -> bool:
    try:
        return upload_for(actor, upload.pk) == upload
    except NotFound:
        return False


def is_kept(upload: Upload) -> bool:
    """True while the file is in the storage."""
    path = upload.file.name
    assert path
    return default_storage.exists(path)


def let_a_day_pass() -> None:
    Upload.objects.update(created=timezone.now() - UNUSED_KEPT - timedelta(minutes=1))


# Who sees it


def test_only_the_owner_sees_what_nothing_shows() -> None:
    owner = an_actor()
    upload = an_upload(owner)
    assert sees(owner, upload)
    assert not sees(an_actor(), upload)
    assert not sees(VISITOR, upload)


def test_everybody_sees_what_a_public_post_shows() -> None:
    owner = an_actor()
    upload = an_upload(owner)
    shown(upload, actor=owner)
    assert sees(VISITOR, upload)


def test_an_opening_post_shows_it_too() -> None:
    owner = an_actor()
    upload = upload_file(actor=owner, name="a.png", data=a_picture())
    a_thread(actor=owner, body=f"Look: {markdown_of(upload)}")
    assert sees(VISITOR, upload)


def test_an_absolute_address_is_the_same() -> None:
    owner = an_actor()
    upload = an_upload(owner)
    a_post(a_thread(), actor=owner, body=f"{django_settings.PUBLIC_URL}{path_of(upload)}")
    assert sees(VISITOR, upload)


def test_only_members_see_what_a_private_community_shows() -> None:
    community = a_community(visibility="members")
    member, other = a_role(community), a_role(community)
    thread = a_thread(actor=member, category=a_category(community))
    upload = an_upload(member)
    shown(upload, actor=member, thread=thread)
    assert sees(other, upload)
    assert not sees(VISITOR, upload)
    assert not sees(an_actor(), upload)


def test_only_staff_see_what_a_whisper_shows() -> None:
    thread = a_thread()
    agent, colleague = a_role(thread.community, STAFF), a_role(thread.community, STAFF)
    upload = an_upload(agent)
    shown(upload, actor=agent, thread=thread, whisper=True)
    assert sees(colleague, upload)
    assert not sees(an_actor(), upload)


def test_only_staff_see_what_a_category_for_staff_shows() -> None:
    community = a_community()
    category = a_category(community, visibility=Category.Visibility.STAFF)
    agent = a_role(community, STAFF)
    upload = an_upload(agent)
    a_thread(actor=agent, category=category, body=f"See {markdown_of(upload)}")
    assert sees(a_role(community, STAFF), upload)
    assert not sees(a_role(community), upload)


def test_what_a_deleted_post_showed_only_its_owner_and_operators_see() -> None:
    owner = an_actor()
    upload = an_upload(owner)
    post = shown(upload, actor=owner)
    delete_post(actor=owner, post=post)
    assert sees(owner, upload)
    assert sees(a_role(post.thread.community, Membership.Role.OPERATOR), upload)
    assert not sees(VISITOR, upload)


def test_everybody_sees_what_a_member_shows_of_herself() -> None:
    owner = an_actor()
    upload = upload_file(actor=owner, name="me.png", data=a_picture())
    set_about(actor=owner, about=f"That is me: {markdown_of(upload)}")
    assert sees(VISITOR, upload)


def test_writing_an_address_opens_nothing_that_the_writer_may_not_see() -> None:
    secret = an_upload(an_actor())
    thief = an_actor()
    shown(secret, actor=thief)
    assert not sees(thief, secret)
    assert not sees(VISITOR, secret)


def test_who_sees_an_upload_may_show_it_elsewhere() -> None:
    owner = an_actor()
    upload = an_upload(owner)
    first = shown(upload, actor=owner)
    shown(upload, actor=an_actor())
    delete_post(actor=owner, post=first)
    assert sees(VISITOR, upload)


def test_staff_add_files_to_posts_of_others() -> None:
    thread = a_thread()
    agent, post = a_role(thread.community, STAFF), a_post(thread)
    upload = an_upload(agent)
    edit_post(actor=agent, post=post, revision=1, body=f"Better: {markdown_of(upload)}")
    assert sees(VISITOR, upload)


@pytest.mark.parametrize("many", [1, 8])
def test_the_number_of_queries_does_not_depend_on_the_number_of_uploads(
    many: int, django_assert_max_num_queries
) -> None:
    owner = an_actor()
    uploads = [an_upload(owner, 8 + number) for number in range(many)]
    for upload in uploads:
        shown(upload, actor=owner)
    with django_assert_max_num_queries(5):
        assert len(uploads_for(VISITOR, [upload.pk for upload in uploads])) == many


def test_a_text_without_uploads_costs_one_question(django_assert_num_queries) -> None:
    post = a_post(a_thread())
    with django_assert_num_queries(3):  # savepoint, question, release
        note_uploads(actor=VISITOR, text=post.body)


# What an edit changes


def test_an_edit_that_takes_an_upload_away_keeps_it_for_the_earlier_version() -> None:
    owner = an_actor()
    upload = an_upload(owner)
    post = shown(upload, actor=owner)
    Post.objects.update(created=timezone.now() - timedelta(hours=1))
    edit_post(actor=owner, post=post, revision=1, body="Never mind.")
    assert UploadUse.objects.filter(upload=upload).exists() == post.revisions.exists()


def test_the_use_of_an_erased_text_goes_with_it() -> None:
    owner = an_actor()
    upload = an_upload(owner)
    set_about(actor=owner, about=f"See {markdown_of(upload)}")
    set_about(actor=owner, about="")
    assert not sees(VISITOR, upload)


# What goes after a day


def test_what_nothing_shows_goes_after_a_day(django_capture_on_commit_callbacks) -> None:
    upload = an_upload(an_actor())
    assert sweep_unused() == 0
    let_a_day_pass()
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_unused() == 1
    assert not is_kept(upload)


def test_what_is_shown_stays() -> None:
    owner = an_actor()
    shown(an_upload(owner), actor=owner)
    let_a_day_pass()
    assert sweep_unused() == 0


def test_what_a_deleted_post_showed_stays_because_it_may_come_back() -> None:
    owner = an_actor()
    delete_post(actor=owner, post=shown(an_upload(owner), actor=owner))
    let_a_day_pass()
    assert sweep_unused() == 0


def test_what_stands_in_a_draft_stays() -> None:
    member = a_member()
    upload = an_upload(actor_for(member))
    Draft.objects.create(
        member=member, place="ask", fields={"body": markdown_of(upload), "tags": ["x"]}
    )
    let_a_day_pass()
    assert sweep_unused() == 0


def test_the_same_file_sent_again_has_a_day_again() -> None:
    owner = an_actor()
    an_upload(owner)
    let_a_day_pass()
    an_upload(owner)
    assert sweep_unused() == 0


def test_files_without_a_row_go_after_a_day(django_capture_on_commit_callbacks) -> None:
    owner = an_actor()
    upload = an_upload(owner)
    shard = shard_of(str(upload.pk))
    stray = default_storage.save(f"{shard}/{UUID(int=1)}.txt", ContentFile(b"left by a crash"))
    assert sweep_strays(shard) == 0
    later = timezone.now() + UNUSED_KEPT + timedelta(minutes=1)
    assert sweep_strays(shard, now=later) == 1
    assert is_kept(upload)
    assert not default_storage.exists(stray)


def test_a_folder_that_does_not_exist_holds_no_strays() -> None:
    assert sweep_strays("uploads/zz") == 0
