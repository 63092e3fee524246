"""Who may what: the one table. Every query and action asks it.

A privilege maps to the lowest level at which a member has it, whether visitors have it, and the
roles that have it at any level. `docs/permissions.md` is generated from this table.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.level_errors import LevelNeeded
from accounts.models import Community, Member, Membership
from accounts.standing_errors import MemberBanned, MemberPaused
from core.errors import NotPermitted, NotSignedIn


class Privilege(StrEnum):
    READ = "read"
    ASK = "ask"
    ANNOUNCE = "announce"
    CREATE_TAG = "create_tag"
    RETAG = "retag"
    ANSWER = "answer"
    COMMENT = "comment"
    COMMENT_OWN = "comment_own"
    UPLOAD = "upload"
    UPLOAD_FILES = "upload_files"
    EDIT_OWN = "edit_own"
    EDIT_OTHERS = "edit_others"
    DELETE_OWN = "delete_own"
    DELETE_OTHERS = "delete_others"
    ACCEPT_OWN = "accept_own"
    CORRECT_LANGUAGE = "correct_language"
    REPORT_LANGUAGE = "report_language"
    RATE_TRANSLATION = "rate_translation"
    SUGGEST_TRANSLATION = "suggest_translation"
    APPROVE_TRANSLATION = "approve_translation"
    FIX_TRANSLATION = "fix_translation"
    SUGGEST_TERM = "suggest_term"
    MANAGE_GLOSSARY = "manage_glossary"
    SHARE_TRANSLATIONS = "share_translations"
    SEE_COVERAGE = "see_coverage"
    VOTE_UP = "vote_up"
    VOTE_DOWN = "vote_down"
    CONFIRM = "confirm"
    OPEN_POLL = "open_poll"
    VOTE_POLL = "vote_poll"
    CLOSE_OWN = "close_own"
    MANAGE_THREADS = "manage_threads"
    REPORT = "report"
    DECIDE_REPORTS = "decide_reports"
    ERASE_POSTS = "erase_posts"
    MANAGE_LEGAL = "manage_legal"
    WHISPER = "whisper"
    SEE_STAFF = "see_staff"
    SEE_DELETED = "see_deleted"
    REVIEW = "review"
    PROPOSE_MERGE = "propose_merge"
    MODERATE = "moderate"
    SLOW_DOWN = "slow_down"
    SANCTION = "sanction"
    BAN = "ban"
    DECIDE_APPEALS = "decide_appeals"
    SEE_AUDIT = "see_audit"
    MANAGE_WORDS = "manage_words"
    APPOINT = "appoint"


_STAFF = frozenset({Membership.Role.AGENT, Membership.Role.OPERATOR})
_OPERATORS = frozenset({Membership.Role.OPERATOR})
NEVER = 99
"""A level nobody reaches: only roles have the privilege."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`level` members need, `roles` that need none, and whether `visitors` have it too."""

    meaning: Promise
    level: int = 0
    roles: frozenset[str] = frozenset()
    visitors: bool = False


RULES: dict[Privilege, Rule] = {
    Privilege.READ: Rule(_("read what is public"), visitors=True),
    Privilege.ASK: Rule(_("open a thread")),
    Privilege.ANNOUNCE: Rule(_("open an announcement"), level=NEVER, roles=_STAFF),
    Privilege.CREATE_TAG: Rule(_("make new tags"), level=2, roles=_STAFF),
    Privilege.RETAG: Rule(_("change the tags of threads of others"), level=3, roles=_STAFF),
    Privilege.ANSWER: Rule(_("answer a question")),
    Privilege.COMMENT: Rule(_("comment in a thread of others"), level=1, roles=_STAFF),
    Privilege.COMMENT_OWN: Rule(_("comment in one's own thread and where one answered")),
    Privilege.UPLOAD: Rule(_("upload images")),
    Privilege.UPLOAD_FILES: Rule(_("upload files that are no images"), level=2, roles=_STAFF),
    Privilege.EDIT_OWN: Rule(_("edit one's own posts")),
    Privilege.EDIT_OTHERS: Rule(_("edit posts of others"), level=4, roles=_STAFF),
    Privilege.DELETE_OWN: Rule(_("delete and restore one's own posts")),
    Privilege.DELETE_OTHERS: Rule(
        _("delete and restore posts of others"), level=NEVER, roles=_STAFF
    ),
    Privilege.ACCEPT_OWN: Rule(_("accept an answer to one's own question")),
    Privilege.CORRECT_LANGUAGE: Rule(
        _("correct the language of a text of others"), level=3, roles=_STAFF
    ),
    Privilege.REPORT_LANGUAGE: Rule(_("report that a text is in another language")),
    Privilege.RATE_TRANSLATION: Rule(_("say whether a translation is understandable")),
    Privilege.SUGGEST_TRANSLATION: Rule(
        _("propose better translations and vote on them"), level=1, roles=_STAFF
    ),
    Privilege.APPROVE_TRANSLATION: Rule(
        _("decide on translations that others propose"), level=3, roles=_STAFF
    ),
    Privilege.FIX_TRANSLATION: Rule(
        _("correct translations without anybody's approval"), level=4, roles=_STAFF
    ),
    Privilege.SUGGEST_TERM: Rule(_("propose terms for the glossary"), level=1, roles=_STAFF),
    Privilege.MANAGE_GLOSSARY: Rule(
        _("decide on terms, import and export the glossary"), level=4, roles=_STAFF
    ),
    Privilege.SHARE_TRANSLATIONS: Rule(
        _("share approved translations with all communities"), level=NEVER
    ),
    Privilege.SEE_COVERAGE: Rule(_("see how translation is doing"), level=3, roles=_STAFF),
    Privilege.VOTE_UP: Rule(_("call a post of somebody else useful"), level=1, roles=_STAFF),
    Privilege.VOTE_DOWN: Rule(
        _("call a post of somebody else not useful, with a reason"), level=2, roles=_STAFF
    ),
    Privilege.CONFIRM: Rule(_("say that an answer helped, too")),
    Privilege.OPEN_POLL: Rule(_("add a poll to one's own post")),
    Privilege.VOTE_POLL: Rule(_("take part in polls")),
    Privilege.CLOSE_OWN: Rule(_("close one's own thread and open it again")),
    Privilege.MANAGE_THREADS: Rule(
        _("close, lock and pin threads, write and decide in closed ones"),
        level=NEVER,
        roles=_STAFF,
    ),
    Privilege.REPORT: Rule(_("report a post of somebody else"), visitors=True),
    Privilege.DECIDE_REPORTS: Rule(_("see reports and decide on them"), level=NEVER, roles=_STAFF),
    Privilege.ERASE_POSTS: Rule(
        _("erase the words of a post for good, in every language"), level=NEVER, roles=_OPERATORS
    ),
    Privilege.MANAGE_LEGAL: Rule(
        _("write imprint, privacy notice, terms and rules"), level=NEVER, roles=_OPERATORS
    ),
    Privilege.WHISPER: Rule(_("write posts for staff only"), level=NEVER, roles=_STAFF),
    Privilege.SEE_STAFF: Rule(_("read posts for staff only"), level=NEVER, roles=_STAFF),
    Privilege.SEE_DELETED: Rule(_("read deleted posts"), level=NEVER, roles=_OPERATORS),
    Privilege.REVIEW: Rule(
        _("review first posts and translations in one's own languages"), level=3, roles=_STAFF
    ),
    Privilege.PROPOSE_MERGE: Rule(_("propose that two threads become one"), level=3, roles=_STAFF),
    Privilege.MODERATE: Rule(
        _("see the queue of one's own languages, hide, move, merge, mask, lock for a day"),
        level=5,
        roles=_STAFF,
    ),
    Privilege.SLOW_DOWN: Rule(_("slow a thread down"), level=NEVER, roles=_STAFF),
    Privilege.SANCTION: Rule(_("warn and pause members"), level=NEVER, roles=_STAFF),
    Privilege.BAN: Rule(_("ban members"), level=NEVER, roles=_OPERATORS),
    Privilege.DECIDE_APPEALS: Rule(
        _("decide on appeals against decisions of others"), level=NEVER, roles=_STAFF
    ),
    Privilege.SEE_AUDIT: Rule(_("read the audit log"), level=NEVER, roles=_STAFF),
    Privilege.MANAGE_WORDS: Rule(_("keep the lists of words"), level=NEVER, roles=_OPERATORS),
    Privilege.APPOINT: Rule(_("appoint super-users"), level=NEVER, roles=_OPERATORS),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who reads or acts: a member with his memberships, or a visitor.

    `scopes` limits what an API token may do; None is a session, which may everything its member
    may.
    """

    member: Member | None = None
    memberships: dict[int, Membership] = field(default_factory=dict)
    scopes: frozenset[str] | None = None
    exempt: bool = False

    @property
    def id(self) -> int | None:
        return self.member.pk if self.member else None

    @property
    def is_operator(self) -> bool:
        """True for those who run the whole installation (with a token: one that may moderate)."""
        trusted = self.scopes is None or "moderate" in self.scopes
        return bool(trusted and self.member and self.member.is_superuser)

    def belongs_to(self, community_id: int) -> bool:
        """True for active or paused members of a community (banned ones belong no more)."""
        membership = self.memberships.get(community_id)
        return self.is_operator or bool(membership and membership.state != Membership.State.BANNED)


VISITOR = Actor()


SCOPED = frozenset(
    {
        Privilege.ANNOUNCE,
        Privilege.DECIDE_REPORTS,
        Privilege.DELETE_OTHERS,
        Privilege.ERASE_POSTS,
        Privilege.MANAGE_LEGAL,
        Privilege.SHARE_TRANSLATIONS,
        Privilege.MANAGE_THREADS,
        Privilege.WHISPER,
        Privilege.SEE_STAFF,
        Privilege.SEE_DELETED,
        Privilege.REVIEW,
        Privilege.MODERATE,
        Privilege.SLOW_DOWN,
        Privilege.SANCTION,
        Privilege.BAN,
        Privilege.DECIDE_APPEALS,
        Privilege.SEE_AUDIT,
        Privilege.MANAGE_WORDS,
        Privilege.APPOINT,
    }
)
"""Privileges of staff that an API token gives only with the scope `moderate`."""


def allowed(actor: Actor, privilege: Privilege, community: Community) -> bool:
    """True where `actor` has `privilege` in `community`."""
    if not _in_scope(actor, privilege):
        return False
    rule = RULES[privilege]
    if actor.member is None:
        return rule.visitors and community.visibility == Community.Visibility.PUBLIC
    if not actor.member.is_active:
        return False
    if actor.is_operator:
        return True
    membership = actor.memberships.get(community.pk)
    if membership is None:
        # A public community is open to every member: taking part makes the membership.
        return community.visibility == Community.Visibility.PUBLIC and rule.level == 0
    state = membership.present_state
    if state == Membership.State.BANNED:
        return rule.visitors and community.visibility == Community.Visibility.PUBLIC
    if state == Membership.State.PAUSED and privilege is not Privilege.READ:
        return False
    return _entitles(membership, privilege)


def _in_scope(actor: Actor, privilege: Privilege) -> bool:
    return actor.scopes is None or privilege not in SCOPED or "moderate" in actor.scopes


def require(actor: Actor, privilege: Privilege, community: Community) -> None:
    """Raise NotSignedIn or NotPermitted unless `actor` has `privilege` in `community`:
    LevelNeeded, MemberPaused or MemberBanned where nothing but that stands against it."""
    if allowed(actor, privilege, community):
        return
    if actor.member is None:
        raise NotSignedIn
    raise _hindrance(actor, privilege, community)


def _hindrance(actor: Actor, privilege: Privilege, community: Community) -> NotPermitted:
    membership = actor.memberships.get(community.pk)
    if lacks_level(actor, privilege, community):
        return LevelNeeded(privilege, level=RULES[privilege].level)
    if not membership or not _in_scope(actor, privilege) or not _entitles(membership, privilege):
        return NotPermitted()
    state = membership.present_state
    if state == Membership.State.BANNED:
        return MemberBanned()
    if state == Membership.State.PAUSED:
        return MemberPaused(until=membership.paused_until)
    return NotPermitted()


def lacks_level(actor: Actor, privilege: Privilege, community: Community) -> bool:
    """True where `actor` takes part in `community` and a higher level is all that is missing for
    `privilege`."""
    if RULES[privilege].level == NEVER or not _in_scope(actor, privilege):
        return False
    return allowed(actor, Privilege.ASK, community) and not allowed(actor, privilege, community)


def _entitles(membership: Membership, privilege: Privilege) -> bool:
    rule = RULES[privilege]
    return membership.role in rule.roles or membership.effective_level >= rule.level


def communities_with(actor: Actor, privilege: Privilege) -> frozenset[int]:
    """Ids of those communities of the actor's in which a role or level gives `privilege`."""
    if not _in_scope(actor, privilege):
        return frozenset()
    rule = RULES[privilege]
    return frozenset(
        community_id
        for community_id, membership in actor.memberships.items()
        if membership.present_state == Membership.State.ACTIVE
        and (membership.role in rule.roles or membership.effective_level >= rule.level)
    )
