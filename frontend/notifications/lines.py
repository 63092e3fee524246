"""Notifications as lines, in the current reading language: one render path for all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from core.slugs import slug_of
from forum.models import Notification
from frontend.notifications.level_sentences import level_path
from frontend.notifications.sentences import Type, sentence, sentence_html
from translation.models import Text
from translation.queries import Reader, Rendered, render

ICONS: Mapping[str, str] = {
    Type.ANSWER: "solved",
    Type.ACCEPTED: "check",
    Type.SOLVED: "check",
    Type.VOTES: "check",
    Type.TRANSLATION_FIXED: "translate",
    Type.LANGUAGE_REPORTED: "languages",
    Type.MODERATION: "info",
    Type.LEVEL: "people",
    Type.MAIL_STOPPED: "mail",
    Type.BADGE: "medal",
    Type.FOLLOWED_LIST: "discussion",
    Type.FOLLOWED_THREAD: "discussion",
}
COMING = frozenset({"pending", "working", "stale"})
"""States of texts whose translation may arrive soon."""


@dataclass(frozen=True, slots=True)
class Line:
    """One notification as somebody reads it. `title` is that of its thread, `body` that of its
    post, where there are such and they were asked for."""

    row: Notification
    path: str
    title: Rendered | None
    body: Rendered | None

    @property
    def text(self) -> str:
        return sentence(self.row)

    @property
    def html(self) -> SafeString:
        return sentence_html(self.row)

    @property
    def icon(self) -> str:
        return ICONS.get(self.row.type, "reply")

    @property
    def short_path(self) -> str:
        """The same place by an address that can be read in a mail, in any script."""
        if self.row.thread_id is None or self.row.type == Type.LANGUAGE_REPORTED:
            return self.path
        return _at_post(reverse("thread_by_id", args=[self.row.thread_id]), self.row)

    @property
    def is_waiting(self) -> bool:
        """True while a translation that it shows is on its way."""
        sides = (self.title, self.body)
        return any(side is not None and side.translation.state in COMING for side in sides)


def lines(rows: Iterable[Notification], reader: Reader, *, bodies: bool = False) -> list[Line]:
    """The lines of notifications, with the `bodies` of their posts where wanted; the number of
    queries does not grow with them. The current language must be the reader's."""
    rows = list(rows)
    found = render(_texts(rows, bodies=bodies), reader)
    return [_line(row, found) for row in rows]


def _texts(rows: Iterable[Notification], *, bodies: bool) -> Iterable[Text]:
    for row in rows:
        if row.thread:
            yield row.thread.title
        if row.post and bodies:
            yield row.post.body


def _line(row: Notification, found: Mapping[int, Rendered]) -> Line:
    title = found[row.thread.title_id] if row.thread else None
    body = found.get(row.post.body_id) if row.post else None
    return Line(row, _path(row, title), title, body)


def _path(row: Notification, title: Rendered | None) -> str:
    """Where the line leads to."""
    if row.type == Type.LANGUAGE_REPORTED and row.post_id:
        return reverse("correct_language", args=[row.post_id])
    if row.data.get("badge"):
        return reverse("badge", args=[row.data["badge"]])
    if row.type == Type.LEVEL:
        return level_path(row.data)
    if row.data.get("report"):
        return reverse("flag_status", args=[row.data["report"]])
    if row.data.get("entry"):
        return reverse("decision_told", args=[row.data["entry"]])
    if row.data.get("decision"):
        return reverse("decision", args=[row.data["decision"]])
    if row.thread_id is None or title is None:
        return reverse("notification_settings")
    return _at_post(reverse("thread", args=[row.thread_id, slug_of(title.shown.text)]), row)


def _at_post(path: str, row: Notification) -> str:
    return f"{path}?post={row.post_id}#post-{row.post_id}" if row.post_id else path
