"""Reads a Discourse forum, as its own addresses and exports give it.

* `users.json` (``/admin/users/list/active.json``: a list) or `users.csv` (the export "users" of
  the admin pages); without either, members are made from the posts.
* `categories.json` (``/categories.json`` or ``/site.json``).
* `topics/*.json` (``/t/ID.json?include_raw=1``, with further posts of ``/t/ID/posts.json`` in files
  of their own: what has `post_stream` and no `title` belongs to its `topic_id`).
* `uploads/` with files named by their SHA-1, as Discourse stores them.

Raw Markdown is taken where it is there, else the HTML is turned into Markdown. Private messages,
deleted posts and small notes of the system ("closed this") are left out; whispers stay with staff.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

from pydantic import ValidationError

from forum.transfer.archives import Archive
from forum.transfer.discourse_posts import is_row, post_fields, topic_fields, topic_tags
from forum.transfer.discourse_uploads import uploads_in_archive
from forum.transfer.problems import Problems, in_words
from forum.transfer.records import (
    CategoryRecord,
    Item,
    MemberRecord,
    PostRecord,
    TagRecord,
    ThreadRecord,
    UploadRecord,
)
from forum.transfer.shelves import Shelf

FILE_BYTES_MAX = 256 * 2**20
NO_CATEGORY = "uncategorized"
Found = Iterator[tuple[Item, str]]
Row = Mapping[str, Any]


def read(archive: Archive, problems: Problems) -> Found:
    """All members, categories, tags, uploads, topics and posts, as records."""
    with closing(Shelf()) as shelf:
        reader = _Reader(archive, problems, shelf)
        yield from reader.members()
        yield from reader.categories()
        yield from reader.uploads()
        yield from reader.topics()


class _Reader:
    def __init__(self, archive: Archive, problems: Problems, shelf: Shelf) -> None:
        self._archive, self._problems, self._shelf = archive, problems, shelf
        self._uploads: dict[str, str] = {}

    def members(self) -> Found:
        for name, row in self._users():
            if not row.get("username"):
                self._problems.add(name, "invalid", "a user without a name")
                continue
            yield from self._member(
                name,
                key=str(row["username"]).lower(),
                username=row["username"],
                display_name=str(row.get("name") or "")[:150],
                email=str(row.get("email") or ""),
                created=_moment(row.get("created_at")),
            )

    def _member(self, where: str, **fields: Any) -> Found:
        if self._shelf.get(f"member/{fields['key']}") is None:
            self._shelf.put(f"member/{fields['key']}", "")
            yield from self._record(MemberRecord, where, fields)

    def _users(self) -> Iterator[tuple[str, Row]]:
        for name in self._archive.names():
            if name.endswith("users.json"):
                data = self._json(name)
                rows = data if isinstance(data, list) else []
                yield from ((f"{name}:{at}", row) for at, row in enumerate(rows) if is_row(row))
            elif name.endswith(".csv") and "user" in name.rpartition("/")[2]:
                yield from self._csv(name)

    def _csv(self, name: str) -> Iterator[tuple[str, Row]]:
        with (
            self._archive.open(name) as file,
            io.TextIOWrapper(file, "utf-8-sig", errors="replace", newline="") as text,
        ):
            rows = csv.DictReader(text)
            yield from ((f"{name}:{rows.line_num}", row) for row in rows)

    def categories(self) -> Found:
        seen = False
        for name in self._archive.names():
            if name.endswith(("categories.json", "site.json")):
                seen = True
                for row in _categories_in(self._json(name)):
                    yield from self._category(name, row)
        if not seen:
            self._problems.add("categories.json", "missing", "topics come into one category")
        yield from self._category(NO_CATEGORY, {"id": NO_CATEGORY, "name": "Uncategorized"})

    def _category(self, where: str, row: Row) -> Found:
        key = str(row.get("id", ""))
        if self._shelf.get(f"category/{key}") is not None:
            return
        self._shelf.put(f"category/{key}", "")
        parent = row.get("parent_category_id")
        yield from self._record(
            CategoryRecord,
            where,
            {
                "key": key,
                "slug": _slug(str(row.get("slug") or ""), key),
                "name": str(row.get("name") or key),
                "description": str(row.get("description_text") or "")[:2000],
                "parent": str(parent) if parent else None,
                "position": max(_number(row.get("position")), 0),
                "visibility": "staff" if row.get("read_restricted") else "public",
            },
        )

    def uploads(self) -> Found:
        for fields, names in uploads_in_archive(self._archive):
            self._uploads.update(dict.fromkeys(names, fields["key"]))
            yield from self._record(UploadRecord, fields["file"], fields)

    def topics(self) -> Found:
        for name in self._archive.names():
            if name.endswith(".json") and "topics/" in f"/{name}":
                data = self._json(name)
                if not is_row(data):
                    self._problems.add(name, "invalid", "not what /t/ID.json gives")
                    continue
                yield from self._topic(name, data)

    def _topic(self, name: str, data: Row) -> Found:
        if data.get("archetype", "regular") != "regular" or data.get("deleted_at"):
            return
        posts = _posts_in(data)
        if data.get("title"):
            if str(data.get("category_id")) not in self._known_categories(data):
                data = {**data, "category_id": NO_CATEGORY}
            yield from self._tags(name, data)
            yield from self._people(name, posts[:1])
            yield from self._record(ThreadRecord, name, topic_fields(data, posts))
        yield from self._people(name, posts)
        for post in posts:
            yield from self._post(name, data, post)

    def _known_categories(self, data: Row) -> set[str]:
        key = str(data.get("category_id"))
        return {key} if self._shelf.get(f"category/{key}") is not None else set()

    def _tags(self, where: str, data: Row) -> Found:
        for tag in topic_tags(data):
            if self._shelf.get(f"tag/{tag}") is None:
                self._shelf.put(f"tag/{tag}", "")
                fields = {"key": tag, "slug": _tag_slug(tag), "name": tag}
                yield from self._record(TagRecord, where, fields)

    def _people(self, where: str, posts: list[Row]) -> Found:
        """Members that no list of users names."""
        for post in posts:
            if post.get("username"):
                name = str(post["username"])
                shown = str(post.get("name") or "")[:150]
                yield from self._member(where, key=name.lower(), username=name, display_name=shown)

    def _post(self, where: str, data: Row, post: Row) -> Found:
        at = f"{where}: post {post.get('post_number')}"
        fields = post_fields(data, post, self._uploads)
        if fields is not None:
            yield from self._record(PostRecord, at, fields)

    def _record(self, kind: type[Item], where: str, fields: Mapping[str, Any]) -> Found:
        try:
            yield kind.model_validate(fields), where
        except ValidationError as error:
            self._problems.add(where, "invalid", in_words(error))

    def _json(self, name: str) -> Any:
        if self._archive.size(name) > FILE_BYTES_MAX:
            self._problems.add(name, "invalid", f"more than {FILE_BYTES_MAX} bytes")
            return None
        try:
            with self._archive.open(name) as file:
                return json.load(file)
        except (ValueError, RecursionError) as error:
            self._problems.add(name, "invalid", f"no JSON: {error}")
            return None


def _posts_in(data: Row) -> list[Row]:
    stream = data.get("post_stream")
    posts = stream.get("posts") if is_row(stream) else None
    return [post for post in posts if is_row(post)] if isinstance(posts, list) else []


def _categories_in(data: Any) -> Iterator[Row]:
    """Of ``/categories.json``, with subcategories inside, or of ``/site.json``."""
    if not is_row(data):
        return
    listed = data.get("category_list")
    rows = listed.get("categories") if is_row(listed) else data.get("categories")
    for row in rows if isinstance(rows, list) else []:
        if is_row(row):
            yield row
            inside = row.get("subcategory_list")
            yield from (one for one in inside or [] if is_row(one))


def _slug(slug: str, key: str) -> str:
    ascii_only = "".join(one for one in slug if one.isascii() and (one.isalnum() or one in "-_"))
    return ascii_only[:60] or f"category-{key}"


def _tag_slug(tag: str) -> str:
    return tag.replace(" ", "-").replace(".", "-")[:60]


def _moment(value: Any) -> str | None:
    """A moment of the exports: ISO, or ``2015-01-31 12:00:00 UTC``."""
    if not isinstance(value, str) or not value:
        return None
    return value.replace(" UTC", "Z").replace(" ", "T", 1)


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0
