"""What approved translations, terms and reports grant."""

from typing import Any

from core.events import Told
from forum.models import Flag, Post
from reputation.grants import Grant
from reputation.models import Claim
from reputation.rules import Topic
from translation.models import Correction, GlossaryTerm


def fix_grants(correction: Correction) -> list[Grant]:
    """For a correction that somebody else approved, of a text of somebody else."""
    author = correction.author_id
    if author is None or author in (correction.decided_by_id, correction.text.author_id):
        return []
    about: dict[str, Any] = {
        "member_id": author,
        "object_type": "correction",
        "object_id": correction.pk,
        "giver": _approver(correction),
        "member_language": correction.target_language,
        "giver_language": correction.source_language,
    }
    return [Grant(code=code, **about) for code in ("translation_fix_ok", "welcome_fix")]


def _approver(correction: Correction) -> int:
    """Who approved it alone: a reviewer, or the author of the text; 0 where several did."""
    if correction.decided_by_id:
        return correction.decided_by_id
    author = correction.text.author_id
    votes = correction.votes.filter(member=author, agrees=True)
    return author if author and votes.exists() else 0


def term_grants(term: GlossaryTerm, *, author_id: int) -> list[Grant]:
    """For a term that somebody else approved."""
    return [
        Grant(
            code="term_ok",
            member_id=author_id,
            object_type="term",
            object_id=term.pk,
            giver=term.decided_by_id or 0,
            member_language=term.target_language,
            giver_language=term.source_language,
        )
    ]


def report_grants(flag: Flag) -> list[Grant]:
    """For who reported, but for who decided on that himself; and against who wrote what was spam
    or abuse."""
    grants = []
    if flag.member_id is not None and flag.member_id != flag.decided_by_id:
        grants.append(
            Grant(code="flag_ok", member_id=flag.member_id, object_type="flag", object_id=flag.pk)
        )
    if is_abuse(flag) and flag.post.author_id is not None:
        grants.append(
            Grant(
                code="abuse_confirmed",
                member_id=flag.post.author_id,
                object_type="post",
                object_id=flag.post_id,
                thread_id=flag.post.thread_id,
            )
        )
    return grants


def is_abuse(flag: Flag) -> bool:
    """True where an upheld report costs the author of the post points."""
    return flag.abuse


def counts_as_abuse(post: Post, told: Told) -> bool:
    """True where a post had cost its author points as spam or abuse before the news `told`, and
    nothing took that back."""
    rows = Claim.objects.filter(object_type="post", object_id=post.pk, topic=Topic.ABUSE)
    return rows.filter(event__lt=told.id, ended=None).exists()
