"""Fetching from a real server: to the checked machine only, within limits."""

import gzip
import time
from http.server import BaseHTTPRequestHandler

import pytest

from forum.previews import fetching
from forum.previews.dialing import USER_AGENT, ask
from forum.previews.errors import FetchFailed, FetchRefused
from forum.previews.fetching import PAGE_BYTES, PICTURE_BYTES, fetch_page, fetch_picture
from tests.forum.previews.conftest import Site
from tests.pictures import a_picture


def failure(site: Site, path: str = "/", *, picture: bool = False) -> str:
    fetch = fetch_picture if picture else fetch_page
    with pytest.raises(FetchFailed) as failed:
        fetch(site.url(path), site.guard())
    return failed.value.reason


def test_a_page_is_asked_for_by_its_name_at_the_checked_address(site: Site) -> None:
    site.answers("/a?b=1", b"<title>x</title>", content_type="text/html; charset=utf-8")
    found = fetch_page(site.url("/a?b=1"), site.guard())
    assert (found.data, found.charset, found.url) == (
        b"<title>x</title>",
        "utf-8",
        site.url("/a?b=1"),
    )
    [(path, headers)] = site.asked
    assert (path, headers["Host"]) == ("/a?b=1", f"example.org:{site.port}")
    assert headers["User-Agent"] == USER_AGENT
    assert not {"Cookie", "Authorization", "Referer"} & headers.keys()


def test_a_proxy_of_the_environment_is_left_aside(site: Site, monkeypatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    site.answers("/", b"x")
    assert fetch_page(site.url("/"), site.guard()).data == b"x"


def test_redirects_are_followed_and_resolved(site: Site) -> None:
    site.answers("/a", status=301, location="b/c")
    site.answers("/b/c", status=307, location=site.url("/d", "other.example.org"))
    site.answers("/d", b"there")
    assert fetch_page(site.url("/a"), site.guard()).url == site.url("/d", "other.example.org")


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://localhost/",
        "http://inside.example.org/",
        "file:///etc/passwd",
        "http://user:word@example.org/",
        "gopher://example.org/",
        "http://example.org:22/",
    ],
)
def test_every_redirect_is_judged_anew(site: Site, location: str) -> None:
    site.answers("/", status=302, location=location)
    with pytest.raises(FetchRefused):
        fetch_page(site.url("/"), site.guard(inside_example_org="10.0.0.1"))
    assert len(site.asked) == 1


def test_redirects_in_a_circle_end(site: Site) -> None:
    site.answers("/", status=302, location="/")
    assert failure(site) == "redirects"
    assert len(site.asked) == 4


def test_a_redirect_to_nowhere_fails(site: Site) -> None:
    site.answers("/", status=302)
    assert failure(site) == "redirects"


@pytest.mark.parametrize("status", [204, 304, 401, 404, 500])
def test_other_answers_fail(site: Site, status: int) -> None:
    site.answers("/", status=status)
    assert failure(site) == f"status_{status}"


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "text/plain", "nonsense"])
def test_what_is_no_page_fails(site: Site, kind: str) -> None:
    site.answers("/", b"x", content_type=kind)
    assert failure(site) == "content_type"


def test_of_a_long_page_only_the_beginning_is_read(site: Site) -> None:
    site.answers("/", b"<title>x</title>" + b"a" * (2 * PAGE_BYTES))
    assert len(fetch_page(site.url("/"), site.guard()).data) == PAGE_BYTES


def test_a_page_may_be_packed(site: Site) -> None:
    site.answers("/", gzip.compress(b"<title>x</title>"), content_encoding="gzip")
    assert fetch_page(site.url("/"), site.guard()).data == b"<title>x</title>"


def test_a_packed_bomb_is_unpacked_to_the_limit_and_no_further(site: Site) -> None:
    bomb = gzip.compress(bytes(200 * 1024 * 1024), compresslevel=9)
    site.answers("/", bomb, content_encoding="gzip")
    assert len(fetch_page(site.url("/"), site.guard()).data) == PAGE_BYTES


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip", "zstd"])
def test_other_packings_fail(site: Site, coding: str) -> None:
    site.answers("/", b"x", content_encoding=coding)
    assert failure(site) == "encoding"


def test_what_says_that_it_is_packed_and_is_not_fails(site: Site) -> None:
    site.answers("/", b"not packed", content_encoding="gzip")
    assert failure(site) == "no_answer"


def test_a_picture_must_be_whole(site: Site) -> None:
    site.answers("/", bytes(PICTURE_BYTES + 1), content_type="image/png")
    assert failure(site, picture=True) == "too_large"
    site.answers("/small", a_picture(), content_type="image/png")
    assert fetch_picture(site.url("/small"), site.guard()).data == a_picture()


def test_a_drawing_is_no_picture(site: Site) -> None:
    site.answers("/", b"<svg/>", content_type="image/svg+xml")
    assert failure(site, picture=True) == "content_type"


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.02)


def drip_head(handler: BaseHTTPRequestHandler) -> None:
    """The same, before anything is said at all."""
    while True:
        handler.wfile.write(b"H")
        handler.wfile.flush()
        time.sleep(0.02)


@pytest.mark.parametrize("dripping", [drip, drip_head])
def test_a_server_that_drips_is_cut_off(site: Site, dripping) -> None:
    site.pages["/"] = dripping
    target = site.guard().admit(site.url("/"))
    with pytest.raises(FetchFailed, match="too_slow"):
        ask(target, accept="*/*", language="*", body_bytes=1000, deadline=time.monotonic() + 0.3)


def test_the_time_for_all_redirects_is_one(site: Site) -> None:
    target = site.guard().admit(site.url("/"))
    with pytest.raises(FetchFailed, match="too_slow"):
        ask(target, accept="*/*", language="*", body_bytes=1000, deadline=time.monotonic() - 1)
    assert fetching.SECONDS_MAX <= 10


def test_an_endless_head_is_cut_off(site: Site) -> None:
    def talk(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X-Header: words\r\n" * 500_000)

    site.pages["/"] = talk
    assert failure(site) in {"too_large", "no_answer"}


def test_a_server_that_speaks_something_else_fails(site: Site) -> None:
    def talk(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"SSH-2.0-OpenSSH\r\n")

    site.pages["/"] = talk
    assert failure(site) == "no_answer"


def test_a_server_without_a_certificate_fails(site: Site) -> None:
    with pytest.raises(FetchFailed, match="tls"):
        fetch_page(site.url("/").replace("http:", "https:"), site.guard())


def test_nobody_listening_fails(site: Site) -> None:
    guard = site.guard()
    site.server.socket.close()
    with pytest.raises(FetchFailed, match="no_answer"):
        fetch_page(site.url("/"), guard)
