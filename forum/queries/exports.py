"""What the forum knows of a member, part by part: the files of an export.

Every foreign key to a member stands in `parts()` or, with a reason, in `LEFT_OUT`; a test fails for
one that stands in neither. Apps above the forum add their parts with `add_part`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db.models import Model

from accounts import models as accounts
from accounts.models import Member
from forum import models as forum
from translation import models as translation
from translation.spelling import spelled

Row: TypeAlias = dict[str, Any]
ROWS_AT_ONCE = 500


def _as_it_is(row: Row) -> Row:
    return row


def _in_letters(row: Row) -> Row:
    """A correction with what its placeholders stand for."""
    atoms = row.pop("atoms")
    return {**row, **{name: spelled(row[name], atoms) for name in ("source", "before", "target")}}


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the export: rows of `model` that are the member's by the field `owner`.

    `fields` are the columns, with spaces between; two underscores lead to another row.
    """

    name: str
    model: type[Model]
    owner: str
    fields: str
    shape: Callable[[Row], Row] = _as_it_is

    @property
    def key(self) -> str:
        """The foreign key it follows: ``app.model.field``."""
        return f"{self.model._meta.label_lower}.{self.owner}"

    def rows(self, member: Member) -> Iterator[Row]:
        """Every row, oldest first, never many of them in memory."""
        found = self.model._base_manager.filter(**{self.owner: member}).order_by("pk")
        for row in found.values(*self.fields.split()).iterator(chunk_size=ROWS_AT_ONCE):
            yield self.shape(row)


PARTS: tuple[Part, ...] = (
    Part("former_names", accounts.FormerName, "member", "username changed"),
    Part("email_addresses", EmailAddress, "user", "email verified primary"),
    Part("sign_in_services", SocialAccount, "user", "provider uid extra_data last_login"),
    Part(
        "memberships",
        accounts.Membership,
        "member",
        "community__slug role level level_reason level_granted level_granted_until level_ends"
        " moderated_languages state paused_until joined",
    ),
    Part(
        "decisions",
        accounts.AuditEntry,
        "member",
        "id community__slug verb automatic subject_type subject_id reason before after created",
    ),
    Part(
        "decisions_told",
        forum.DecisionNotice,
        "member",
        "entry post statement__source created appeal__text__source appeal__state"
        " appeal__answer__source appeal__decided",
    ),
    Part("api_tokens", accounts.ApiToken, "member", "scopes created"),
    Part("blocked_members", accounts.Block, "member", "blocked__username created"),
    Part("deletion", accounts.AccountDeletion, "member", "erase_texts requested due"),
    Part(
        "texts",
        translation.Text,
        "author",
        "id source format language revision erased created changed",
    ),
    Part(
        "threads",
        forum.Thread,
        "author",
        "id community__slug category__slug kind state title title__source visibility country"
        " urgency product_version created",
    ),
    Part(
        "posts",
        forum.Post,
        "author",
        "id thread number kind visibility body body__source body__language reply_to revision"
        " score accepted created edited",
    ),
    Part(
        "edits",
        forum.PostRevision,
        "editor",
        "post revision source title language created",
    ),
    Part("profile", forum.Profile, "member", "about about__source"),
    Part(
        "drafts",
        forum.Draft,
        "member",
        "place conflict fields version created saved",
    ),
    Part("votes", forum.Vote, "member", "post value reason created"),
    Part("confirmations", forum.Confirmation, "member", "post created"),
    Part("poll_votes", forum.PollVote, "member", "option option__text__source created"),
    Part("bookmarks", forum.Bookmark, "member", "post note created"),
    Part(
        "subscriptions",
        forum.Subscription,
        "member",
        "level thread tag__slug category__slug author__username changed",
    ),
    Part("threads_read", forum.ThreadRead, "member", "thread number read"),
    Part("visit", forum.Visit, "member", "before seen"),
    Part(
        "notifications",
        forum.Notification,
        "member",
        "type thread post actor__username data created seen read",
    ),
    Part(
        "notification_settings",
        forum.NotificationSettings,
        "member",
        "mail quiet_from quiet_until types_off last_digest",
    ),
    Part(
        "reports",
        forum.Flag,
        "member",
        "id post reason note__source language state statement__source created decided",
    ),
    Part(
        "accepted_terms",
        forum.LegalAcceptance,
        "member",
        "page__community__slug page__kind page__version accepted",
    ),
    Part(
        "uploads",
        forum.Upload,
        "member",
        "id kind name content_type size created",
    ),
    Part("exports", forum.MemberExport, "member", "id state size requested expires"),
    Part(
        "corrections",
        translation.Correction,
        "author",
        "id text source_language target_language source atoms before target state created decided",
        _in_letters,
    ),
    Part(
        "correction_votes",
        translation.CorrectionVote,
        "member",
        "correction agrees created",
    ),
    Part(
        "translation_ratings",
        translation.TranslationRating,
        "member",
        "text language understandable created changed",
    ),
    Part("language_reports", translation.LanguageReport, "member", "text language created"),
    Part(
        "glossary_terms",
        translation.GlossaryTerm,
        "proposed_by",
        "community__slug source_language target_language source target note state created",
    ),
)

_added: list[Part] = []


def add_part(part: Part) -> None:
    """Make `part` a file of every export; called once, when the app is ready."""
    _added.append(part)


def parts() -> tuple[Part, ...]:
    """All files of an export."""
    return (*PARTS, *_added)


LEFT_OUT: dict[str, str] = {
    "accounts.block.blocked": "who blocked a member is a matter of those who did",
    "forum.notification.actor": "notifications of others",
    "forum.subscription.author": "whom others follow is their matter",
    "accounts.auditentry.actor": "decisions about others",
    "accounts.appointment.appointed_by": "decisions about others",
    "accounts.sanction.by": "decisions about others",
    "accounts.sanction.lifted_by": "decisions about others",
    "forum.appeal.decided_by": "decisions about others",
    "forum.post.deleted_by": "decisions about posts of others",
    "forum.votesapart.one": "what a review decided about two members",
    "forum.votesapart.other": "what a review decided about two members",
    "accounts.signinplace.member": "digests of networks, kept for a month",
    "accounts.linkedaccount.member": "what operators decided about several accounts",
    "forum.flag.decided_by": "decisions about posts of others",
    "forum.listedword.added_by": "the community's list of words",
    "forum.threadmerge.decided_by": "decisions about threads of others",
    "forum.threadmerge.proposed_by": "proposals about threads of others",
    "forum.reviewitem.member": "decisions about posts of others",
    "forum.reviewitem.claimed_by": "decisions about posts of others",
    "forum.reviewitem.proposed_by": "decisions about posts of others",
    "forum.reviewitem.decided_by": "decisions about posts of others",
    "forum.thread.closed_by": "decisions about threads",
    "translation.correction.decided_by": "decisions about proposals of others",
    "translation.glossaryterm.decided_by": "decisions about proposals of others",
    "forum.placeholder.member": "only of members who have not come yet",
    "reputation.fingerprint.author": "digests of answers, which are there themselves",
    "reputation.suspicion_members.member": "what reviews look at and decide",
    "reputation.claim.member": "what the rows of the ledger are counted from",
    "frontend.submission.member": "keys of forms sent within the last day, without content",
    "accounts.member_groups.member": "groups are not used",
    "accounts.member_user_permissions.member": "permissions of single members are not used",
}
"""Foreign keys to a member that are no part of the export, and why."""

PERSON = (
    *("username", "email", "first_name", "last_name", "display_name", "reading_language"),
    *("written_languages", "kept_languages", "country", "timezone", "date_joined", "last_login"),
)


def person_of(member: Member) -> Row:
    """The member's own row, without the password."""
    return {name: getattr(member, name) for name in PERSON}
