"""What one mail tells, in its recipient's language: threads, lines, excerpts, originals.

Whoever composes a letter has made the recipient's language the current one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _, ngettext

from accounts.models import Member
from core import languages
from forum.models import Notification, Post
from frontend.notifications.lines import Line, lines
from frontend.notifications.mail_html import for_mail
from frontend.notifications.sentences import Type
from translation.queries import Reader, Rendered, Side

OF_A_POST = frozenset(
    {
        Type.ANSWER,
        Type.REPLY,
        Type.MENTION,
        Type.QUOTE,
        Type.FOLLOWED_THREAD,
        Type.FOLLOWED_LIST,
    }
)
"""Types that tell of what somebody wrote: the mail holds it."""
SUBJECT_CHARS = 180


@dataclass(frozen=True, slots=True)
class Item:
    """One notification in a letter. `original_url` is empty where it is read as written."""

    line: Line
    url: str
    excerpt: Side | None
    excerpt_html: SafeString
    excerpt_text: str
    is_translated: bool
    is_missing: bool
    source_language: str
    original_url: str


@dataclass(frozen=True, slots=True)
class Section:
    """What a letter tells of one thread (or of none)."""

    title: Side | None
    url: str
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail before it is rendered. `is_waiting` is True while a translation is on its way."""

    subject: str
    sections: list[Section]
    is_waiting: bool
    thread_id: int | None


def write_letter(
    member: Member, rows: Sequence[Notification], *, excerpt_chars: int, digest: bool = False
) -> Letter:
    """The letter that tells `member` of `rows`, in their order."""
    reader = Reader(language=languages.current(), keep=member.languages_left_alone)
    told = lines(rows, reader, bodies=True)
    threads = {row.thread_id for row in rows}
    return Letter(
        subject=one_line(_subject(told, digest=digest), SUBJECT_CHARS),
        sections=list(_sections(told, excerpt_chars)),
        is_waiting=any(line.is_waiting for line in told),
        thread_id=rows[0].thread_id if len(threads) == 1 and not digest else None,
    )


def one_line(text: str, most_chars: int) -> str:
    """Text that can stand in a header: no line ends, no control characters."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(plain.split())[:most_chars].strip()


def _subject(told: Sequence[Line], *, digest: bool) -> str:
    """The thread's title where all is of one thread, so that mail programs gather by it."""
    first = told[0]
    alone = len({line.row.thread_id for line in told}) == 1 and first.row.thread is not None
    if digest or (not alone and len(told) > 1):
        return ngettext(
            "%(count)d notification from Lingora", "%(count)d notifications from Lingora", len(told)
        ) % {"count": len(told)}
    if first.title is None or first.row.thread is None:
        return first.text
    title = first.title.shown.text
    if not all(line.row.type in OF_A_POST for line in told):
        return _("%(sentence)s: %(title)s") % {"sentence": first.text, "title": title}
    subject = f"[{first.row.thread.community.name}] {title}"
    return subject if _is_opening(first.row) else f"Re: {subject}"


def _is_opening(row: Notification) -> bool:
    return row.post is not None and row.post.kind == Post.Kind.OPENING


def _sections(told: Iterable[Line], excerpt_chars: int) -> Iterator[Section]:
    """By thread, in the order in which each is first told of."""
    by_thread: dict[int | None, list[Line]] = {}
    for line in told:
        by_thread.setdefault(line.row.thread_id, []).append(line)
    for group in by_thread.values():
        first = group[0]
        yield Section(
            title=first.title.shown if first.title else None,
            url=settings.PUBLIC_URL + first.short_path,
            items=[_item(line, excerpt_chars) for line in group],
        )


def _item(line: Line, excerpt_chars: int) -> Item:
    body = line.body if line.row.type in OF_A_POST else None
    shown = body.shown if body else None
    return Item(
        line=line,
        url=settings.PUBLIC_URL + line.short_path,
        excerpt=shown,
        excerpt_html=_html(shown, excerpt_chars),
        excerpt_text=_cut(shown.text, excerpt_chars) if shown else "",
        is_translated=bool(body and body.is_translated),
        is_missing=bool(body and _is_missing(body)),
        source_language=body.original.lang if body else "",
        original_url=_original_url(line) if body and body.is_translated else "",
    )


def _is_missing(body: Rendered) -> bool:
    return body.translation.state != "original" and not body.is_translated


def _html(shown: Side | None, most_chars: int) -> SafeString:
    if shown is None:
        return SafeString("")
    made = for_mail(
        shown.html, base=settings.PUBLIC_URL, most_chars=most_chars, direction=shown.dir
    )
    return mark_safe(made)  # noqa: S308 - written by for_mail, which escapes


def _cut(text: str, most_chars: int) -> str:
    return text if len(text) <= most_chars else text[:most_chars].rstrip() + "…"


def _original_url(line: Line) -> str:
    """The thread at this post, with the original of this text shown."""
    path, _mark, fragment = line.short_path.partition("#")
    assert line.body
    query = urlencode({"original": line.body.text_id})
    return f"{settings.PUBLIC_URL}{path}&{query}#{fragment}"
