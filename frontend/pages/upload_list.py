"""How uploads stand in their list: picture, size, the threads that show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from forum.models import Post, Upload
from forum.queries.uploads import Spent
from forum.uploads.addresses import markdown_of, path_of, thumbnail_path_of
from forum.uploads.quotas import Quota
from translation.queries import Reader, Side, render


@dataclass(frozen=True, slots=True)
class Place:
    """A thread that shows an upload."""

    url: str
    title: Side


@dataclass(frozen=True, slots=True)
class Row:
    """One upload with what can be said of it."""

    upload: Upload
    url: str
    thumbnail_url: str
    markdown: str
    places: list[Place]


def upload_rows(uploads: Sequence[Upload], reader: Reader) -> list[Row]:
    """Uploads with `shown_in`, as `own_uploads` answers them; titles as `reader` reads them."""
    posts = {upload.pk: _first_of_each_thread(upload) for upload in uploads}
    titles = [post.thread.title for found in posts.values() for post in found]
    rendered = render(titles, reader) if titles else {}
    return [
        Row(
            upload=upload,
            url=path_of(upload),
            thumbnail_url=thumbnail_path_of(upload),
            markdown=markdown_of(upload),
            places=[
                Place(
                    f"{reverse('thread_by_id', args=[post.thread_id])}?post={post.pk}",
                    rendered[post.thread.title_id].shown,
                )
                for post in posts[upload.pk]
            ],
        )
        for upload in uploads
    ]


def _first_of_each_thread(upload: Upload) -> list[Post]:
    shown_in = [use.text.post for use in upload.shown_in]  # type: ignore[attr-defined]  # prefetched
    return list({post.thread_id: post for post in reversed(shown_in)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Room:
    """How much of the space is used, in bytes, and how many files may come today."""

    used: int
    most: int
    files_left: int

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.used / self.most))


def room(spent: Spent, quota: Quota) -> Room:
    """What is left of a quota."""
    return Room(spent.total_bytes, quota.total_bytes, max(0, quota.day_files - spent.day_files))


def allowed_kinds() -> dict[str, object]:
    """What the form says and asks browsers for."""
    endings = settings.UPLOAD_FILE_TYPES
    images = "image/jpeg,image/png,image/webp,image/gif,image/avif"
    return {
        "accept": ",".join([images, *(f".{ending}" for ending in endings)]),
        "endings": ", ".join(endings),
        "megabytes": settings.UPLOAD_MAX_MB,
    }
