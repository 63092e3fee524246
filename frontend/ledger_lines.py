"""Lines of the ledger as their member reads them, on the page and by programs: what each is for,
what else is to be said of it, and where it happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.permissions import Actor
from core.slugs import slug_of
from forum.models import Post
from reputation.models import LedgerRow
from reputation.queries.statement import WAITING, dues_of, posts_behind
from reputation.reasons import Reason, reason_of
from translation.queries import Reader, Rendered, render

_BRIDGES = frozenset({"bridge_language", "translation_fix_ok", "term_ok", "welcome_fix"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `title` and `path` are those of the thread, where the member may still read it;
    `due` is when it is decided at the latest, where it waits."""

    row: LedgerRow
    reason: Reason
    title: Rendered | None
    path: str
    due: datetime | None

    @property
    def is_waiting(self) -> bool:
        return self.row.state in WAITING and not hasattr(self.row, "settled_by")

    @property
    def is_reversed(self) -> bool:
        """Taken back by another line since."""
        return hasattr(self.row, "reversed_by")

    @property
    def is_clipped(self) -> bool:
        """A cap left less than was asked for."""
        return self.row.reverses_id is None and self.row.applied != self.row.requested

    @property
    def languages(self) -> tuple[str, str] | None:
        """From which language into which, where that is what the line is about."""
        row = self.row
        pair = row.giver_language, row.member_language
        return pair if row.code in _BRIDGES and all(pair) else None

    @property
    def countries(self) -> tuple[str, str] | None:
        """Of whom was helped, and of the member."""
        row = self.row
        pair = row.giver_country, row.member_country
        return pair if row.code == "bridge_country" and all(pair) else None


def ledger_lines(actor: Actor, rows: Sequence[LedgerRow], reader: Reader) -> list[Line]:
    """The lines of rows; the number of queries does not grow with them. The current language must
    be the reader's."""
    posts, dues = posts_behind(actor, rows), dues_of(rows)
    titles = render([post.thread.title for post in posts.values()], reader)
    return [_line(row, _post_of(row, posts), titles, dues) for row in rows]


def _post_of(row: LedgerRow, posts: Mapping[int, Post]) -> Post | None:
    return posts.get(row.object_id) if row.object_type == "post" else None


def _line(
    row: LedgerRow,
    post: Post | None,
    titles: Mapping[int, Rendered],
    dues: Mapping[int, datetime],
) -> Line:
    title = titles[post.thread.title_id] if post else None
    path = _path(post, title) if post and title else ""
    return Line(row, reason_of(row), title, path, dues.get(row.pk))


def _path(post: Post, title: Rendered) -> str:
    slug = slug_of((title.translated or title.original).text)
    return reverse("thread", args=[post.thread_id, slug]) + f"?post={post.pk}#post-{post.pk}"
