"""Uploads by program: their shape, their refusals, once per key."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from accounts.models import Membership
from forum.models import Upload
from tests.builders import a_community, a_role
from tests.frontend.api.callers import Caller, a_caller, with_data
from tests.pictures import a_photo, a_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_memory(settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }


def send(
    caller: Caller, data: bytes = b"words", name: str = "log.txt", *, key: str = "", **fields: Any
) -> Any:
    body = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile(name, data), **fields})
    headers = {**caller.headers, **({"Idempotency-Key": key} if key else {})}
    response = caller.client.generic(
        "POST", "/api/v1/uploads", body, content_type=MULTIPART_CONTENT, headers=headers
    )
    return with_data(response)


def test_an_image_is_told_as_the_contract_has_it(caller: Caller) -> None:
    answer = send(caller, a_picture("PNG", (1500, 1000)), "My cat.png")
    upload = Upload.objects.get()
    base = f"http://127.0.0.1:8000/files/{upload.pk}"
    assert answer.status_code == 201
    assert answer.data == {
        "id": str(upload.pk),
        "url": f"{base}/My-cat.png",
        "thumbnail_url": f"{base}/thumbnail",
        "name": "My-cat.png",
        "kind": "image",
        "size": upload.size,
        "width": 1500,
        "height": 1000,
        "markdown": f"![](/files/{upload.pk}/My-cat.png#1500x1000)",
    }


def test_another_file_has_no_size_in_pixels(caller: Caller) -> None:
    answer = send(caller)
    assert (answer.data["kind"], answer.data["size"]) == ("file", 5)
    assert answer.data["thumbnail_url"] is answer.data["width"] is answer.data["height"] is None
    assert answer.data["markdown"].startswith("[log.txt](/files/")


def test_a_small_image_is_its_own_thumbnail(caller: Caller) -> None:
    answer = send(caller, a_photo(), "photo.jpg")
    assert answer.data["thumbnail_url"] == answer.data["url"]


def test_a_file_larger_than_other_bodies_is_taken(caller: Caller) -> None:
    assert send(caller, b"long words\n" * 300_000).status_code == 201


@pytest.mark.parametrize(
    ("name", "data", "status", "code"),
    [
        ("empty.txt", b"", 422, "file_missing"),
        ("page.html", b"<html>", 422, "file_type_refused"),
        ("cat.png", b"words", 422, "picture_broken"),
        ("cat.png", a_picture()[:60], 422, "picture_broken"),
        ("long.txt", b"a" * (1024 * 1024 + 1), 413, "file_too_large"),
        ("longer.txt", b"a" * (3 * 1024 * 1024), 413, "too_large"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    settings, caller: Caller, name: str, data: bytes, status: int, code: str
) -> None:
    settings.UPLOAD_MAX_MB = 1
    answer = send(caller, data, name)
    assert (answer.status_code, answer.data["error"]["code"]) == (status, code)
    assert Upload.objects.count() == 0


def test_without_a_file_the_field_is_named(caller: Caller) -> None:
    body = encode_multipart(BOUNDARY, {"community": "x"})
    response = caller.client.generic(
        "POST", "/api/v1/uploads", body, content_type=MULTIPART_CONTENT, headers=caller.headers
    )
    assert (response.status_code, set(with_data(response).data["error"]["fields"])) == (
        422,
        {"file"},
    )


def test_json_is_not_a_file(caller: Caller) -> None:
    assert caller.post("/uploads", {"file": "words"}).status_code == 422


def test_a_broken_body_is_a_bad_request(caller: Caller) -> None:
    response = caller.client.generic(
        "POST",
        "/api/v1/uploads",
        b"--nonsense",
        content_type="multipart/form-data",
        headers=caller.headers,
    )
    assert response.status_code == 400


def test_visitors_and_narrow_tokens_upload_nothing(visitor: Caller) -> None:
    assert send(visitor).status_code == 401
    assert send(a_caller(scopes="read")).data["error"]["code"] == "scope_missing"


def test_a_community_decides_about_its_own() -> None:
    community = a_community(slug="closed", visibility="members")
    paused = a_role(community, state=Membership.State.PAUSED)
    assert send(a_caller(), community="closed").status_code == 404
    assert send(a_caller(paused.member), community="closed").status_code == 403
    assert send(a_caller(a_role(community, level=2).member), community="closed").status_code == 201
    assert Upload.objects.get().community == community


def test_the_same_request_under_one_key_is_done_once(caller: Caller) -> None:
    first, again = send(caller, key="k"), send(caller, key="k")
    assert again.data == first.data
    assert again.headers["Idempotent-Replayed"] == "true"


def test_another_file_under_the_same_key_is_refused(caller: Caller) -> None:
    send(caller, key="k")
    assert send(caller, b"others", key="k").data["error"]["code"] == "idempotency_key_reused"


def test_a_replay_tells_nothing_of_what_was_deleted(caller: Caller) -> None:
    first = send(caller, key="k")
    assert caller.delete(f"/uploads/{first.data['id']}").status_code == 204
    assert send(caller, key="k").status_code == 404


def test_deleting_is_for_the_owner(caller: Caller) -> None:
    upload = send(caller).data["id"]
    assert a_caller().delete(f"/uploads/{upload}").status_code == 404
    assert caller.delete(f"/uploads/{upload}").status_code == 204
    assert caller.delete(f"/uploads/{upload}").status_code == 404
    assert caller.delete("/uploads/nonsense").status_code == 404


def test_so_many_a_minute_and_no_more() -> None:
    hasty = a_caller(a_role(a_community(), level=2).member, exempt=False)
    answers = [send(hasty, b"") for _attempt in range(31)]
    assert [answers[29].status_code, answers[30].status_code] == [422, 429]
    assert "Retry-After" in answers[30].headers
