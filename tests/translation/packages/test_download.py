"""Downloads: whole, checked, resumed, or refused in one clear line."""

import hashlib
import threading
from pathlib import Path

import pytest

from tests.translation.packages.conftest import Mirror
from translation.engines.base import Pair
from translation.packages.download import download
from translation.packages.errors import DownloadFailed
from translation.packages.index import Offer

CONTENT = bytes(range(256)) * 2000
NAME = "en_fr.argosmodel"


def offer_of(mirror: Mirror, *names: str, **known) -> Offer:
    urls = tuple(f"{mirror.url}/{name}" for name in names or (NAME,))
    return Offer(Pair("en", "fr"), "en_fr", "1.9", urls=urls, **known)


def test_a_file_arrives_whole_and_reports_its_progress(mirror: Mirror, tmp_path: Path) -> None:
    mirror.files[NAME] = CONTENT
    seen: list[tuple[int, int | None]] = []
    file = download(
        offer_of(mirror), into=tmp_path, progress=lambda done, total: seen.append((done, total))
    )
    assert file.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert not list(tmp_path.glob("*.part"))


def test_a_file_that_is_there_is_not_fetched_again(mirror: Mirror, tmp_path: Path) -> None:
    mirror.files[NAME] = CONTENT
    download(offer_of(mirror), into=tmp_path)
    download(offer_of(mirror), into=tmp_path)
    assert len(mirror.asked) == 1


def test_a_broken_download_goes_on_where_it_stopped(mirror: Mirror, tmp_path: Path) -> None:
    mirror.files[NAME] = CONTENT
    mirror.cut_after = 100_000
    with pytest.raises(DownloadFailed):
        download(offer_of(mirror), into=tmp_path)
    kept = next(tmp_path.glob("*.part")).stat().st_size
    assert download(offer_of(mirror), into=tmp_path).read_bytes() == CONTENT
    assert 0 < kept <= 100_000
    assert mirror.asked[-1] == (NAME, f"bytes={kept}-")


def test_without_ranges_it_begins_anew(mirror: Mirror, tmp_path: Path) -> None:
    mirror.files[NAME] = CONTENT
    mirror.ranges = False
    mirror.cut_after = 100_000
    with pytest.raises(DownloadFailed):
        download(offer_of(mirror), into=tmp_path)
    assert download(offer_of(mirror), into=tmp_path).read_bytes() == CONTENT


def test_a_kept_part_that_does_not_fit_is_thrown_away(mirror: Mirror, tmp_path: Path) -> None:
    mirror.files[NAME] = CONTENT
    (tmp_path / "translate-en_fr-1_9.part").write_bytes(CONTENT + b"more")
    with pytest.raises(DownloadFailed):
        download(offer_of(mirror), into=tmp_path)
    assert download(offer_of(mirror), into=tmp_path).read_bytes() == CONTENT


def test_the_right_checksum_is_accepted(mirror: Mirror, tmp_path: Path) -> None:
    mirror.files[NAME] = CONTENT
    checksum = hashlib.sha256(CONTENT).hexdigest()
    assert download(offer_of(mirror, sha256=checksum, size=len(CONTENT)), into=tmp_path).is_file()


@pytest.mark.parametrize("known", [{"sha256": "0" * 64}, {"size": 17}])
def test_what_is_not_as_promised_is_thrown_away(
    mirror: Mirror, tmp_path: Path, known: dict[str, object]
) -> None:
    mirror.files[NAME] = CONTENT
    with pytest.raises(DownloadFailed, match="index names"):
        download(offer_of(mirror, **known), into=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_next_link_is_tried(mirror: Mirror, tmp_path: Path) -> None:
    mirror.files[NAME] = CONTENT
    assert download(offer_of(mirror, "gone.argosmodel", NAME), into=tmp_path).is_file()


@pytest.mark.parametrize("status", [404, 500])
def test_an_http_error_names_address_and_status(
    mirror: Mirror, tmp_path: Path, status: int
) -> None:
    mirror.status[NAME] = status
    mirror.files[NAME] = b""
    with pytest.raises(DownloadFailed, match=f"{NAME}.*HTTP {status}"):
        download(offer_of(mirror), into=tmp_path)


def test_a_silent_server_is_given_up(mirror: Mirror, tmp_path: Path) -> None:
    mirror.stall = threading.Event()
    with pytest.raises(DownloadFailed, match="no answer in time"):
        download(offer_of(mirror), into=tmp_path, timeout=0.1)


def test_an_address_where_nobody_listens_is_no_connection(tmp_path: Path) -> None:
    offer = Offer(Pair("en", "fr"), "en_fr", "1.9", urls=("http://127.0.0.1:9/x",))
    with pytest.raises(DownloadFailed, match="no connection"):
        download(offer, into=tmp_path)
