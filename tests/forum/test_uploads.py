"""Keeping files: quotas, the same content once, failures of the storage, deleting."""

import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from accounts.level_errors import LevelNeeded
from accounts.models import Community, Membership
from accounts.permissions import VISITOR, Actor
from core.errors import NotFound, NotPermitted, NotSignedIn
from forum.actions.uploads import delete_upload, erase_uploads_of, import_file, upload_file
from forum.models import Upload
from forum.queries.uploads import own_uploads, spent_by, upload_for
from forum.uploads.addresses import markdown_of, uploads_in
from forum.uploads.errors import FileTypeRefused, QuotaSpent, StorageFailed
from forum.uploads.quotas import MEGABYTE, QUOTAS, quota_of
from tests.builders import a_community, a_member, a_post, a_role, a_thread, an_actor
from tests.pictures import a_photo, a_picture, opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    """A storage of this test's own."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    return tmp_path / "files"


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def an_owner(community: Community | None = None) -> Actor:
    """Somebody who may upload files that are no images."""
    return a_role(community or a_community(), level=2)


def a_text_file(actor: Actor, words: str = "words", name: str = "log.txt") -> Upload:
    return upload_file(actor=actor, name=name, data=words.encode())


def stored_in(upload: Upload) -> bytes:
    with upload.file.open() as file:
        return bytes(file.read())


def test_an_image_is_stored_without_its_metadata(folder: Path) -> None:
    upload = upload_file(actor=an_actor(), name="IMG 1.JPG", data=a_photo())
    stored = stored_in(upload)
    assert (upload.kind, upload.name, upload.content_type) == ("image", "IMG-1.jpg", "image/jpeg")
    assert (upload.width, upload.height, upload.size) == (60, 80, len(stored))
    assert b"SecretCamera" not in stored
    assert opened(stored).size == (60, 80)


def test_a_large_image_has_a_thumbnail_beside_it(folder: Path) -> None:
    upload = upload_file(actor=an_actor(), name="wide.png", data=a_picture("PNG", (1500, 100)))
    assert files(folder) == [f"{upload.pk}.png", f"{upload.pk}.thumbnail.webp"]


def test_names_on_the_disk_come_from_nobody(folder: Path) -> None:
    upload = a_text_file(an_owner(), name="../../../etc/cron.txt")
    assert files(folder) == [f"{upload.pk}.txt"]


def test_the_same_content_of_a_member_is_kept_once(folder: Path) -> None:
    actor = an_actor()
    first = upload_file(actor=actor, name="a.png", data=a_picture())
    again = upload_file(actor=actor, name="b.png", data=a_picture())
    assert again == first
    assert len(files(folder)) == 1


def test_the_same_content_of_two_members_is_two_uploads() -> None:
    assert a_text_file(an_owner()) != a_text_file(an_owner())


def test_visitors_upload_nothing() -> None:
    with pytest.raises(NotSignedIn):
        a_text_file(VISITOR)


@pytest.mark.parametrize("state", [Membership.State.PAUSED, Membership.State.BANNED])
def test_who_may_not_write_anywhere_uploads_nothing(state: str) -> None:
    community = a_community()
    actor = a_role(community, state=state)
    for place in (community, None):
        with pytest.raises(NotPermitted):
            upload_file(actor=actor, name="a.txt", data=b"words", community=place)


def test_newcomers_upload_images_and_are_told_when_other_files_follow() -> None:
    community = a_community()
    newcomer = a_role(community)
    upload_file(actor=newcomer, name="a.png", data=a_picture(), community=community)
    for place in (community, None):
        with pytest.raises(LevelNeeded, match="other files from level 2 on"):
            upload_file(actor=newcomer, name="a.txt", data=b"words", community=place)


def test_strangers_upload_nothing_for_a_private_community() -> None:
    community = a_community(visibility="members")
    with pytest.raises(NotPermitted):
        upload_file(actor=an_actor(), name="a.txt", data=b"words", community=community)


def test_a_refused_file_leaves_nothing_behind(folder: Path) -> None:
    with pytest.raises(FileTypeRefused):
        upload_file(actor=an_actor(), name="a.html", data=b"<html>")
    assert (Upload.objects.count(), files(folder)) == (0, [])


# Quotas


def test_so_many_files_a_day_and_no_more() -> None:
    actor = an_owner()
    for number in range(QUOTAS[2].day_files):
        a_text_file(actor, f"words {number}")
    with pytest.raises(QuotaSpent, match="tomorrow"):
        a_text_file(actor, "one more")
    assert a_text_file(actor, "words 0").member_id == actor.id  # the same content costs nothing


def test_a_full_space_says_what_to_do(settings) -> None:
    actor = an_owner()
    upload = a_text_file(actor)
    Upload.objects.filter(pk=upload.pk).update(size=QUOTAS[2].total_bytes)
    with pytest.raises(QuotaSpent, match="Delete"):
        a_text_file(actor, "one more")


def test_level_and_role_make_room() -> None:
    community = a_community()
    assert quota_of(an_actor()) == QUOTAS[0]
    assert quota_of(a_role(community, level=2), community) == QUOTAS[2]
    assert quota_of(a_role(community, level=2), a_community()) == QUOTAS[0]
    assert quota_of(a_role(community, level=2)) == QUOTAS[2]
    assert quota_of(a_role(community, Membership.Role.AGENT)) == QUOTAS[5]
    assert quota_of(a_role(community, level=4, state=Membership.State.PAUSED)) == QUOTAS[0]


def test_each_level_has_at_least_what_the_one_below_has() -> None:
    for level in range(1, 6):
        lower, higher = QUOTAS[level - 1], QUOTAS[level]
        assert higher.day_files >= lower.day_files
        assert higher.day_bytes >= lower.day_bytes
        assert higher.total_bytes >= lower.total_bytes >= 10 * MEGABYTE


def test_what_is_spent_is_told() -> None:
    owner = an_owner()
    a_text_file(owner, "12345")
    a_text_file(owner, "1234567")
    assert owner.member is not None
    spent = spent_by(owner.member)
    assert (spent.day_files, spent.day_bytes, spent.total_bytes) == (2, 12, 12)


# When the storage fails


def test_a_storage_that_cannot_be_written_leaves_no_half_rows(folder: Path) -> None:
    # A file where the folder should be: what a full or read-only disk looks like to a program.
    folder.write_text("in the way")
    with pytest.raises(StorageFailed):
        a_text_file(an_owner())
    assert Upload.objects.count() == 0


def test_a_thumbnail_that_cannot_be_stored_takes_the_image_with_it(settings, folder: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "tests.forum.storages.FullStorage",
            "OPTIONS": {"location": str(folder), "room": 1},
        },
    }
    with pytest.raises(StorageFailed):
        upload_file(actor=an_actor(), name="wide.png", data=a_picture("PNG", (1500, 100)))
    assert (Upload.objects.count(), files(folder)) == (0, [])


# Deleting


def test_deleting_takes_the_files_along(folder: Path, django_capture_on_commit_callbacks) -> None:
    actor = an_actor()
    upload = upload_file(actor=actor, name="wide.png", data=a_picture("PNG", (1500, 100)))
    with django_capture_on_commit_callbacks(execute=True):
        delete_upload(actor=actor, upload=upload)
    assert (Upload.objects.count(), files(folder)) == (0, [])


def test_a_file_that_is_missing_already_can_be_deleted(
    folder: Path, django_capture_on_commit_callbacks
) -> None:
    actor = an_owner()
    upload = a_text_file(actor)
    shutil.rmtree(folder)
    with django_capture_on_commit_callbacks(execute=True):
        delete_upload(actor=actor, upload=upload)
    assert Upload.objects.count() == 0


def test_others_cannot_delete_what_they_see() -> None:
    thread, owner = a_thread(), an_owner()
    upload = a_text_file(owner)
    a_post(thread, actor=owner, body=f"See {markdown_of(upload)}")
    with pytest.raises(NotPermitted):
        delete_upload(actor=an_actor(), upload=upload)


def test_others_cannot_even_find_what_they_do_not_see() -> None:
    upload = a_text_file(an_owner())
    with pytest.raises(NotFound):
        delete_upload(actor=an_actor(), upload=upload)


def test_staff_delete_what_was_uploaded_for_their_community() -> None:
    thread = a_thread()
    owner = an_owner(thread.community)
    upload = upload_file(actor=owner, name="a.txt", data=b"words", community=thread.community)
    a_post(thread, actor=owner, body=f"See {markdown_of(upload)}")
    delete_upload(actor=a_role(thread.community, Membership.Role.AGENT), upload=upload)
    assert Upload.objects.count() == 0


def test_erasing_a_member_erases_his_files_and_no_others(
    folder: Path, django_capture_on_commit_callbacks
) -> None:
    actor, other = an_owner(), a_text_file(an_owner())
    a_text_file(actor, "one")
    a_text_file(actor, "two")
    assert actor.member is not None
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_uploads_of(actor.member) == 2
    assert list(Upload.objects.all()) == [other]
    assert files(folder) == [f"{other.pk}.txt"]


# Own ones


def test_own_uploads_come_newest_first_and_in_stretches() -> None:
    actor = an_owner()
    uploads = [a_text_file(actor, f"words {number}") for number in range(5)]
    first = own_uploads(actor, limit=3)
    rest = own_uploads(actor, before=first.older, limit=3)
    assert [*first.items, *rest.items] == uploads[::-1]
    assert rest.older is None


def test_a_stretch_after_somebody_elses_upload_is_not_found() -> None:
    with pytest.raises(NotFound):
        own_uploads(an_actor(), before=a_text_file(an_owner()).pk)


def test_an_upload_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(NotFound):
        upload_for(an_actor(), uuid4())


def test_own_uploads_tell_where_they_are_shown() -> None:
    actor, thread = an_owner(), a_thread()
    upload = a_text_file(actor)
    post = a_post(thread, actor=actor, body=f"See {markdown_of(upload)}")
    [row] = own_uploads(actor).items
    shown_in = row.shown_in  # type: ignore[attr-defined]  # prefetched
    assert [use.text.post for use in shown_in] == [post]


# For programs


def test_an_import_knows_no_quota_but_the_same_checks() -> None:
    member = a_member()
    for number in range(QUOTAS[0].day_files + 1):
        import_file(member=member, name="log.txt", data=b"words %d" % number)
    with pytest.raises(FileTypeRefused):
        import_file(member=member, name="page.html", data=b"<html>")


def test_a_name_with_markup_is_text_in_markdown() -> None:
    upload = a_text_file(an_owner(), name="a_b_[c](d)!.txt")
    assert markdown_of(upload).startswith("[a\\_b\\_\\[c\\](d)\\!.txt](/files/")
    assert uploads_in(markdown_of(upload)) == {upload.pk}
