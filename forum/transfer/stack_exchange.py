"""Reads a dump of a Stack Exchange site: `Users.xml`, `Posts.xml`, `Comments.xml`, `Tags.xml`, each
read as a stream of rows. Votes come as the score of a post: the dump does not say whose they are.

The texts are under CC BY-SA: each one that comes over says below it who wrote it, where, and under
which licence, with links, as the licence asks. XML with a document type is refused: entities could
make little into much.
"""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from pydantic import ValidationError

from forum.transfer.archives import Archive
from forum.transfer.markup import to_markdown
from forum.transfer.problems import Problems, in_words
from forum.transfer.records import (
    CategoryRecord,
    Item,
    MemberRecord,
    PostRecord,
    TagRecord,
    ThreadRecord,
)
from forum.transfer.shelves import Shelf
from forum.transfer.stack_exchange_rows import (
    Row,
    attribution,
    moment,
    site_of,
    tags_of,
    title_of,
)

CATEGORY = "questions"
QUESTION, ANSWER = "1", "2"
Found = Iterator[tuple[Item, str]]


def read(archive: Archive, problems: Problems) -> Found:
    """All members, tags, questions, answers and comments, as records of the exchange format."""
    with closing(Shelf()) as shelf:
        reader = _Reader(archive, problems, shelf)
        yield from reader.members()
        yield _category(), "Posts.xml"
        yield from reader.tags()
        yield from reader.posts()
        yield from reader.comments()


def _category() -> CategoryRecord:
    return CategoryRecord(key=CATEGORY, slug=CATEGORY, name="Questions", language="en")


class _Reader:
    def __init__(self, archive: Archive, problems: Problems, shelf: Shelf) -> None:
        self._archive, self._problems, self._shelf = archive, problems, shelf
        self._site = site_of(archive)

    def members(self) -> Found:
        for row, where in self._rows("Users.xml"):
            name = row.get("DisplayName", "")
            self._shelf.put(f"name/{row.get('Id', '')}", name)
            yield from self._record(
                MemberRecord,
                where,
                key=row.get("Id", ""),
                # As people are mentioned there: without the spaces.
                username="".join(name.split()) or f"user{row.get('Id', '')}",
                display_name=name,
                created=moment(row, "CreationDate"),
                url=f"{self._site}/users/{row.get('Id', '')}" if self._site else "",
            )

    def tags(self) -> Found:
        for row, where in self._rows("Tags.xml"):
            name = row.get("TagName", "")
            slug = name.replace("#", "-sharp").replace("+", "-plus").replace(".", "-")
            yield from self._record(TagRecord, where, key=name, slug=slug, name=name, language="en")

    def posts(self) -> Found:
        for row, where in self._rows("Posts.xml"):
            if row.get("PostTypeId") == QUESTION:
                yield from self._question(row, where)
            elif row.get("PostTypeId") == ANSWER:
                yield from self._post(row, where, thread=row.get("ParentId", ""), kind="answer")

    def _question(self, row: Row, where: str) -> Found:
        key = row.get("Id", "")
        if row.get("AcceptedAnswerId"):
            self._shelf.put(f"accepted/{row['AcceptedAnswerId']}", key)
        yield from self._record(
            ThreadRecord,
            where,
            key=key,
            category=CATEGORY,
            title=title_of(row),
            kind="question",
            author=row.get("OwnerUserId"),
            tags=tags_of(row),
            closed=bool(row.get("ClosedDate")),
            created=moment(row, "CreationDate"),
        )
        yield from self._post(row, where, thread=key, kind="opening")

    def _post(self, row: Row, where: str, *, thread: str, kind: str) -> Found:
        key = row.get("Id", "")
        self._shelf.put(f"thread/{key}", thread)
        created = moment(row, "CreationDate")
        yield from self._record(
            PostRecord,
            where,
            key=key,
            thread=thread,
            kind=kind,
            body=to_markdown(row.get("Body", "")) + self._attribution(row),
            author=row.get("OwnerUserId"),
            created=created,
            edited=moment(row, "LastEditDate"),
            accepted=created if self._shelf.get(f"accepted/{key}") else None,
            score=_number(row.get("Score")),
        )

    def comments(self) -> Found:
        for row, where in self._rows("Comments.xml"):
            parent = row.get("PostId", "")
            thread = self._shelf.get(f"thread/{parent}")
            if thread is None:
                told = f"there is no question or answer “{parent}”"
                self._problems.add(where, "missing", told)
                continue
            yield from self._record(
                PostRecord,
                where,
                key=f"c{row.get('Id', '')}",
                thread=thread,
                kind="comment",
                # Comments are Markdown in the dump, not HTML.
                body=row.get("Text", "") + self._attribution(row),
                author=row.get("UserId"),
                reply_to=parent,
                created=moment(row, "CreationDate"),
                score=_number(row.get("Score")),
            )

    def _attribution(self, row: Row) -> str:
        user = row.get("OwnerUserId") or row.get("UserId") or ""
        return attribution(row, self._site, name=self._shelf.get(f"name/{user}") or "")

    def _record(self, kind: type[Item], where: str, /, **fields: Any) -> Found:
        try:
            yield kind.model_validate(fields), where
        except ValidationError as error:
            self._problems.add(where, "invalid", in_words(error))

    def _rows(self, name: str) -> Iterator[tuple[Row, str]]:
        """The rows of a file, each with its place; stops, and tells, where it is no XML."""
        path = next((each for each in self._archive.names() if each.endswith(name)), None)
        if path is None:
            if name != "Tags.xml":
                self._problems.add(name, "missing", "there is no such file")
            return
        number = 0
        try:
            with self._archive.open(path) as file:
                events = ElementTree.iterparse(file, ("start", "end"), forbid_dtd=True)
                _start, root = next(events)
                for event, element in events:
                    if event == "end" and element.tag == "row":
                        number += 1
                        yield dict(element.attrib), f"{path}:row {number}"
                        # What was read would stay with its parent.
                        root.clear()
        except (ElementTree.ParseError, DefusedXmlException) as error:
            told = f"{error!r}; the rest is not read"
            self._problems.add(f"{path}:row {number + 1}", "invalid", told)


def _number(value: str | None) -> int:
    try:
        return int(value or 0)
    except ValueError:
        return 0
