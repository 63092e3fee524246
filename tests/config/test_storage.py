"""Where files are kept: what one address says, and that a bucket takes what is given to it."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.utils.module_loading import import_string

from config.storage import storage
from forum.checks import file_types_exist

FOLDER = Path("/data/files")


def made(url: str) -> Storage:
    found = storage(url, folder=FOLDER)
    return import_string(found["BACKEND"])(**found["OPTIONS"])


def test_without_an_address_it_is_a_folder_beside_the_data() -> None:
    assert storage("", folder=FOLDER)["OPTIONS"]["location"] == "/data/files"


def test_a_folder_elsewhere() -> None:
    assert storage("file:///srv/my%20files", folder=FOLDER)["OPTIONS"]["location"] == (
        "/srv/my files"
    )


def test_a_bucket_with_everything() -> None:
    options = storage(
        "s3://KEY:a%2Fb%2Bc@minio.example.org:9000/bucket?region=eu-1&prefix=x&addressing=path",
        folder=FOLDER,
    )["OPTIONS"]
    assert options == {
        "bucket_name": "bucket",
        "access_key": "KEY",
        "secret_key": "a/b+c",
        "endpoint_url": "https://minio.example.org:9000",
        "region_name": "eu-1",
        "location": "x",
        "addressing_style": "path",
        "file_overwrite": False,
        "default_acl": None,
    }


def test_amazons_own_needs_the_bucket_only() -> None:
    options = storage("s3:///bucket", folder=FOLDER)["OPTIONS"]
    assert not {"endpoint_url", "access_key", "secret_key"} & options.keys()


@pytest.mark.parametrize(
    "url",
    [
        "/srv/files",
        "file://srv/files",
        "file:///",
        "https://host/bucket",
        "s3://host/",
        "s3://host/a/b",
        "s3://host/bucket?acl=public-read",
    ],
)
def test_addresses_that_mean_nothing_stop_the_start(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL"):
        storage(url, folder=FOLDER)


def test_kinds_of_files_that_nobody_knows_stop_the_start(settings) -> None:
    assert file_types_exist() == []
    settings.UPLOAD_FILE_TYPES = ["pdf", "html"]
    assert ["'html'" in error.msg for error in file_types_exist()] == [True]


@pytest.fixture
def bucket() -> Iterator[tuple[str, dict[str, bytes]]]:
    """The smallest server that speaks enough of S3, and what it holds."""
    held: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        @property
        def key(self) -> str:
            return unquote(urlsplit(self.path).path).removeprefix("/bucket/")

        def answer(self, status: int, body: bytes = b"") -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", '"0"')
            self.send_header("Last-Modified", "Sun, 01 Nov 2026 10:00:00 GMT")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def do_PUT(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            if "chunked" in self.headers.get("Content-Encoding", ""):
                size, _line, rest = data.partition(b"\r\n")
                data = rest[: int(size.partition(b";")[0], 16)]
            held[self.key] = data
            self.answer(200)

        def do_GET(self) -> None:
            self.answer(200, held[self.key]) if self.key in held else self.answer(404)

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_DELETE(self) -> None:
            held.pop(self.key, None)
            self.answer(204)

        def log_message(self, format: str, *args: object) -> None:
            """Tests look into what it holds."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"s3+http://KEY:secret@127.0.0.1:{server.server_address[1]}/bucket", held
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_a_bucket_takes_gives_and_forgets_files(bucket: tuple[str, dict[str, bytes]]) -> None:
    url, held = bucket
    there = made(f"{url}?region=eu-1&prefix=forum&addressing=path")
    name = there.save("uploads/ab/1.txt", ContentFile(b"words"))
    assert held == {"forum/uploads/ab/1.txt": b"words"}
    with there.open(name) as file:
        assert file.read() == b"words"
    there.delete(name)
    assert held == {}
    with pytest.raises(FileNotFoundError):
        there.open("uploads/ab/1.txt").read()
