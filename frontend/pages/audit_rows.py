"""How entries of the audit log stand on a page: in words, with links and what changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, pgettext_lazy

from accounts.models import AuditEntry, Membership, Sanction
from accounts.queries import names_of
from core import languages
from core.errors import LingoraError
from forum.models import LegalPage, ListedWord, ReviewItem, Thread
from forum.queries.audit import threads_of_posts
from forum.review_kinds import kinds
from forum.verbs import logged, reason
from frontend.pages.texts import interface
from frontend.templatetags.lingora import moment

LABELS: Mapping[str, Promise] = {
    "accounts": gettext_lazy("Accounts"),
    "body": gettext_lazy("Text"),
    "category": gettext_lazy("Category"),
    "country": gettext_lazy("Country"),
    "days": gettext_lazy("Days"),
    "decision": gettext_lazy("Decision"),
    "ends": gettext_lazy("Until"),
    "hours": gettext_lazy("Hours"),
    "kind": gettext_lazy("Kind"),
    "language": gettext_lazy("Language"),
    "languages": gettext_lazy("Languages"),
    "level": gettext_lazy("Level"),
    "level_granted": gettext_lazy("Level granted"),
    "members": gettext_lazy("Members"),
    "posts": gettext_lazy("Posts"),
    "product": gettext_lazy("Product"),
    "reason": gettext_lazy("Reason"),
    "seconds": gettext_lazy("Seconds"),
    "revision": gettext_lazy("Version"),
    "state": gettext_lazy("State"),
    "tags": gettext_lazy("Tags"),
    "title": gettext_lazy("Title"),
    "treatment": gettext_lazy("What happens"),
    "until": gettext_lazy("Until"),
    "version": gettext_lazy("Version"),
    "visibility": gettext_lazy("Visibility"),
    "words": gettext_lazy("Words"),
}
"""What a fact is called; others are shown by their code."""

UNTOLD = frozenset({"batch", "entry", "text", "upload"})
"""Facts that only the program needs: numbers of rows that nobody reads, for taking it back."""

PEOPLE = frozenset({"accounts", "members"})
"""Facts that are numbers of members, who are called by their names."""

VALUES: Mapping[tuple[str, str], Promise] = {
    **{("state", value): label for value, label in Membership.State.choices},
    **{("reason", value): label for value, label in Thread.ClosedReason.choices},
    **{("kind", value): label for value, label in LegalPage.Kind.choices},
    **{("kind", value): label for value, label in ReviewItem.Kind.choices},
    **{("treatment", value): label for value, label in ListedWord.Treatment.choices},
    ("visibility", "deleted"): pgettext_lazy("a post is", "deleted"),
    ("visibility", "hidden"): pgettext_lazy("a post is", "hidden"),
    ("visibility", "public"): pgettext_lazy("a post is", "public"),
    ("visibility", "review"): pgettext_lazy("a post is", "waiting for review"),
    ("visibility", "staff"): pgettext_lazy("a post is", "for staff only"),
}

SUBJECTS: Mapping[str, Promise] = {
    "appeal": gettext_lazy("Appeal %(number)s"),
    "appointment": gettext_lazy("Super-user"),
    "community": gettext_lazy("The community"),
    "correction": gettext_lazy("Translation %(number)s"),
    "flag": gettext_lazy("Report %(number)s"),
    "legal_page": gettext_lazy("Legal page %(number)s"),
    "member": gettext_lazy("The member"),
    "membership": gettext_lazy("The membership"),
    "post": gettext_lazy("Post %(number)s"),
    "review": gettext_lazy("Item %(number)s of the queue"),
    "suspicion": pgettext_lazy("kind of review", "Suspicious activity"),
    "term": gettext_lazy("Term %(number)s"),
    "thread": gettext_lazy("Thread %(number)s"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A fact before (empty where it is only noted) and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An entry in words. `url` leads to its subject, empty where that has no page; `sanction` is
    there where the entry is one and was asked for."""

    entry: AuditEntry
    what: str
    why: str
    subject: str
    url: str
    changes: list[Change]
    sanction: Sanction | None = None

    @property
    def undone(self) -> bool:
        return hasattr(self.entry, "undone_by")

    @property
    def liftable(self) -> bool:
        row = self.sanction
        return row is not None and row.lifted is None and (row.stands or row.kind == "warning")


def audit_rows(entries: Iterable[AuditEntry], *, sanctions: bool = False) -> list[AuditRow]:
    """Rows of entries that came from `forum.queries.audit`; one more query, and another where
    entries tell of several members. `sanctions` only where they were asked for with the
    entries."""
    entries = list(entries)
    people = names_of(_people(entries))
    posts = [one.subject_id for one in entries if one.subject_type == "post"]
    threads = threads_of_posts(posts)
    return [
        AuditRow(
            entry=entry,
            what=logged(entry.verb),
            why=reason(entry.reason),
            subject=_subject(entry),
            url=_url(entry, threads),
            changes=changes_of(entry, people),
            sanction=getattr(entry, "sanction", None) if sanctions else None,
        )
        for entry in entries
    ]


def _subject(entry: AuditEntry) -> str:
    words = SUBJECTS.get(entry.subject_type)
    if words is None:
        return f"{entry.subject_type} {entry.subject_id}"
    return str(words) % {"number": entry.subject_id}


def _url(entry: AuditEntry, threads: Mapping[int, int]) -> str:
    slug, number = entry.community.slug if entry.community else "", entry.subject_id
    if entry.subject_type == "post" and number in threads:
        return f"{reverse('thread_by_id', args=[threads[number]])}?post={number}#post-{number}"
    if entry.subject_type == "thread":
        return reverse("thread_by_id", args=[number])
    if entry.subject_type == "appeal" and slug:
        return reverse("appeal", args=[slug, number])
    if entry.subject_type in {"member", "membership"} and entry.member and slug:
        return reverse("member_standing", args=[slug, entry.member.username])
    return ""


def _people(entries: Iterable[AuditEntry]) -> set[int]:
    """The numbers of all members of whom entries tell."""
    told = (entry.after.get(name) for entry in entries for name in PEOPLE)
    return {int(number) for numbers in told if isinstance(numbers, list) for number in numbers}


def changes_of(entry: AuditEntry, people: Mapping[int, str]) -> list[Change]:
    """What an entry tells of before and after, without what stayed the same; `people` are the
    names of the members in it."""
    names = dict.fromkeys([*entry.before, *entry.after])
    pairs = [(name, entry.before.get(name), entry.after.get(name)) for name in names]
    return [
        Change(_label(name), _said(entry, name, before, people), _said(entry, name, after, people))
        for name, before, after in pairs
        if before != after and name not in UNTOLD
    ]


def _label(name: str) -> str:
    return str(LABELS.get(name, name))


def _said(entry: AuditEntry, name: str, value: Any, people: Mapping[int, str]) -> str:
    """A value in words; how a matter of the queue was decided is named as its button is."""
    if name in PEOPLE and isinstance(value, list):
        return ", ".join(people.get(int(one)) or _("a former member") for one in value)
    if name == "decision" and entry.subject_type == "review" and value:
        return _decision(str(entry.after.get("kind", "")), str(value))
    return _value(name, value)


def _decision(kind: str, name: str) -> str:
    known = kinds()[kind].decisions if kind in kinds() else ()
    return next((str(one.label) for one in known if one.name == name), name)


def _value(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_value(name, one) for one in value)
    if (name, value) in VALUES:
        return str(VALUES[name, value])
    if name == "decision":
        return logged(str(value))
    if name in {"language", "languages"}:
        return _language(str(value))
    return _moment(str(value)) if name in {"until", "ends"} else str(value)


def _language(code: str) -> str:
    try:
        return languages.get(code).name_in(interface()) if code else ""
    except LingoraError:
        return code


def _moment(value: str) -> str:
    try:
        return moment(datetime.fromisoformat(value))
    except ValueError:
        return value
