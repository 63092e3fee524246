"""The page of one's own files, and the files themselves as browsers get them."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import Member
from accounts.queries import actor_for
from forum.actions.uploads import upload_file
from forum.models import Upload
from forum.uploads.addresses import markdown_of, path_of, thumbnail_path_of
from tests.builders import a_category, a_community, a_member, a_post, a_role, a_thread
from tests.frontend.pages.conftest import see, text_of
from tests.pictures import a_photo, a_picture, opened

pytestmark = pytest.mark.django_db

NOWHERE = "6d3d2f2e-0000-4000-8000-000000000000"


@pytest.fixture(autouse=True)
def in_memory(settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }


@pytest.fixture
def member() -> Member:
    """Somebody who may upload files of every kind."""
    found = a_role(a_community(), level=2).member
    assert found is not None
    return found


@pytest.fixture
def browser_of(signed_in, member: Member) -> Client:
    return signed_in(member)


def named(name: str, data: bytes) -> BytesIO:
    file = BytesIO(data)
    file.name = name
    return file


def send(client: Client, name: str = "log.txt", data: bytes = b"words"):
    return client.post("/en/uploads/", {"file": named(name, data)})


def an_upload(member: Member, name: str = "log.txt", data: bytes = b"words") -> Upload:
    return upload_file(actor=actor_for(member), name=name, data=data)


def published(member: Member, upload: Upload) -> None:
    a_post(a_thread(), actor=actor_for(member), body=f"See {markdown_of(upload)}")


# The page


def test_uploading_needs_no_script(browser_of: Client) -> None:
    response = send(browser_of, "My cat.png", a_picture("PNG", (1500, 900)))
    assert (response.status_code, response.headers["Location"]) == (302, "/en/uploads/")
    page = text_of(see(browser_of, "/en/uploads/"))
    for words in ("My-cat.png", "1500 × 900", "is uploaded", "Not shown anywhere", "#1500x900"):
        assert words in page


@pytest.mark.parametrize(
    ("name", "data", "status", "words"),
    [
        ("page.html", b"<html>", 422, "not taken here"),
        ("cat.png", b"words", 422, "cannot be read"),
        ("empty.txt", b"", 422, "not empty"),
        ("long.txt", b"a" * (1024 * 1024 + 1), 413, "at most 1 MB"),
    ],
)
def test_what_cannot_be_kept_is_explained_on_the_page(
    settings, browser_of: Client, name: str, data: bytes, status: int, words: str
) -> None:
    settings.UPLOAD_MAX_MB = 1
    response = send(browser_of, name, data)
    assert response.status_code == status
    assert words in text_of(response)


def test_no_file_at_all_is_explained_too(browser_of: Client) -> None:
    assert browser_of.post("/en/uploads/", {}).status_code == 422
    assert browser_of.post("/en/uploads/", {"file": "words"}).status_code == 422


def test_visitors_sign_in_first(visitor: Client) -> None:
    for path in ("/en/uploads/", f"/en/uploads/{uuid4()}/delete/"):
        assert "/accounts/login/" in visitor.get(path).headers["Location"]


def test_the_list_names_the_threads_in_the_language_of_the_reader(
    browser_of: Client, member: Member, translate
) -> None:
    upload = an_upload(member)
    thread = a_thread(language="de", title="Der Router vergisst alles")
    a_post(thread, actor=actor_for(member), body=f"See {markdown_of(upload)}")
    translate()
    shown = see(browser_of, "/en/uploads/").content.decode()
    assert f'href="/en/t/{thread.pk}/?post=' in shown
    assert 'lang="en"' in shown
    assert "Der Router vergisst alles" not in shown


def test_the_list_does_not_name_threads_that_its_reader_may_not_read_any_more(
    browser_of: Client, member: Member
) -> None:
    community = a_community(visibility="members")
    membership = a_role(community).memberships[community.pk]
    membership.member = member
    membership.save()
    upload = an_upload(member)
    category = a_category(community)
    a_thread(actor=actor_for(member), category=category, title="Secret", body=markdown_of(upload))
    assert "Secret" in text_of(see(browser_of, "/en/uploads/"))
    membership.delete()
    assert "Secret" not in text_of(see(browser_of, "/en/uploads/"))


@pytest.mark.parametrize("many", [1, 6])
def test_the_number_of_queries_does_not_depend_on_the_number_of_files(
    browser_of: Client, member: Member, many: int, django_assert_num_queries
) -> None:
    for number in range(many):
        published(member, an_upload(member, data=b"words %d" % number))
    see(browser_of, "/en/uploads/")
    with django_assert_num_queries(7):
        browser_of.get("/en/uploads/")


def test_a_long_list_goes_on(browser_of: Client, member: Member, settings) -> None:
    first = an_upload(member, data=b"oldest", name="oldest.txt")
    for number in range(30):
        row = Upload.objects.get(pk=first.pk)
        row.pk, row.checksum, row.name = uuid4(), str(number), f"file-{number}.txt"
        row._state.adding = True
        row.save()
    page = see(browser_of, "/en/uploads/")
    assert "oldest.txt" not in text_of(page)
    older = see(browser_of, f"/en/uploads/?before={page.context['older']}")
    assert "oldest.txt" in text_of(older)


@pytest.mark.parametrize("before", ["nonsense", NOWHERE, "\0", "9" * 40])
def test_a_wrong_place_in_the_list_is_not_found(browser_of: Client, before: str) -> None:
    assert browser_of.get("/en/uploads/", {"before": before}).status_code == 404


def test_deleting_asks_first(browser_of: Client, member: Member) -> None:
    upload = an_upload(member)
    published(member, upload)
    path = f"/en/uploads/{upload.pk}/delete/"
    assert "posts that show it" in text_of(see(browser_of, path))
    assert Upload.objects.count() == 1
    assert browser_of.post(path).status_code == 302
    assert Upload.objects.count() == 0
    assert browser_of.post(path).status_code == 404


def test_nobody_deletes_files_of_others(browser_of: Client) -> None:
    other = a_member()
    upload = an_upload(other, "cat.png", a_picture())
    published(other, upload)
    assert browser_of.post(f"/en/uploads/{upload.pk}/delete/").status_code == 404


# The files


def test_an_image_is_shown_and_never_run(visitor: Client, member: Member) -> None:
    upload = an_upload(member, "photo.jpg", a_photo())
    published(member, upload)
    response = visitor.get(path_of(upload))
    assert opened(response.content).size == (60, 80)
    headers = response.headers
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Content-Disposition"] == 'inline; filename="photo.jpg"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "private, max-age=31536000, immutable"


def test_another_file_is_only_offered_for_saving(visitor: Client, member: Member) -> None:
    upload = an_upload(member, "Grüße.txt", "Grüße".encode())
    published(member, upload)
    response = visitor.get(path_of(upload))
    assert response.content.decode() == "Grüße"
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''Gr")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_the_smaller_image_has_an_address_of_its_own(visitor: Client, member: Member) -> None:
    upload = an_upload(member, "wide.png", a_picture("PNG", (1500, 900)))
    published(member, upload)
    response = visitor.get(thumbnail_path_of(upload))
    assert (response.headers["Content-Type"], opened(response.content).width) == (
        "image/webp",
        1280,
    )


def test_the_smaller_one_of_a_small_image_is_the_image(visitor: Client, member: Member) -> None:
    upload = an_upload(member, "small.png", a_picture())
    published(member, upload)
    response = visitor.get(f"/files/{upload.pk}/thumbnail")
    assert response.headers["Location"] == path_of(upload)


def test_a_browser_that_has_it_is_told_so(visitor: Client, member: Member) -> None:
    upload = an_upload(member)
    published(member, upload)
    etag = visitor.get(path_of(upload)).headers["ETag"]
    assert visitor.get(path_of(upload), headers={"If-None-Match": etag}).status_code == 304


def test_a_wrong_name_leads_to_the_right_one(visitor: Client, member: Member) -> None:
    upload = an_upload(member)
    published(member, upload)
    response = visitor.get(f"/files/{upload.pk}/setup.exe")
    assert response.headers["Location"] == path_of(upload)


def test_what_nobody_shows_is_there_for_its_owner_only(
    visitor: Client, browser_of: Client, member: Member
) -> None:
    upload = an_upload(member)
    assert browser_of.get(path_of(upload)).status_code == 200
    assert visitor.get(path_of(upload)).status_code == 404
    assert visitor.get(path_of(upload), headers={"If-None-Match": "*"}).status_code == 404


def test_a_file_that_is_gone_from_the_storage_is_not_found(
    browser_of: Client, member: Member
) -> None:
    upload = an_upload(member)
    upload.file.delete(save=False)
    assert browser_of.get(path_of(upload)).status_code == 404


@pytest.mark.parametrize("path", ["/files/", "/files/1/a.txt", f"/files/{NOWHERE}/a.txt"])
def test_addresses_that_lead_nowhere_are_not_found(visitor: Client, path: str) -> None:
    assert visitor.get(path).status_code == 404


def test_files_are_only_read(browser_of: Client, member: Member) -> None:
    assert browser_of.post(path_of(an_upload(member))).status_code == 405


def test_a_post_shows_the_picture_small_with_its_size(visitor: Client, member: Member) -> None:
    upload = an_upload(member, "wide.png", a_picture("PNG", (1500, 900)))
    thread = a_thread(actor=actor_for(member), body=f"Look:\n\n{markdown_of(upload)}")
    page = see(visitor, f"/en/t/{thread.pk}/").content.decode()
    assert f'<img src="/files/{upload.pk}/thumbnail" alt="wide.png" width="690"' in page
