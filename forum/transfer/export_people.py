"""Members of a community as records."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.models import Member, Membership
from forum.models import Confirmation, PollVote, Post, PostRevision, Thread, Vote
from forum.transfer.parts import in_parts
from forum.transfer.records import MemberRecord

if TYPE_CHECKING:
    from forum.transfer.exporting import Scope

AT_ONCE = 500


def members(scope: "Scope") -> Iterator[MemberRecord]:
    """Everybody who is in the community or wrote, edited or voted there."""
    rows = _people(scope).select_related("placeholder").order_by("pk")
    for part in in_parts(rows.iterator(chunk_size=AT_ONCE), AT_ONCE):
        keys = scope.keys.of("member", (member.pk for member in part))
        roles = dict(
            Membership.objects.filter(community=scope.community, member__in=part).values_list(
                "member_id", "role"
            )
        )
        for member in part:
            role = roles.get(member.pk, Membership.Role.MEMBER)
            yield _record(scope, member, keys[str(member.pk)], role)


def _people(scope: "Scope"):  # type: ignore[no-untyped-def]  # a queryset with its annotations
    community = scope.community
    return Member.objects.filter(
        Q(pk__in=Membership.objects.filter(community=community).values("member"))
        | Q(pk__in=Thread.objects.filter(community=community).values("author"))
        | Q(pk__in=Post.objects.filter(thread__community=community).values("author"))
        | Q(pk__in=PostRevision.objects.filter(post__thread__community=community).values("editor"))
        | Q(pk__in=Vote.objects.filter(post__thread__community=community).values("member"))
        | Q(pk__in=Confirmation.objects.filter(post__thread__community=community).values("member"))
        | Q(
            pk__in=PollVote.objects.filter(option__poll__post__thread__community=community).values(
                "member"
            )
        )
    )


def _record(scope: "Scope", member: Member, key: str, role: str) -> MemberRecord:
    placeholder = getattr(member, "placeholder", None)
    email = placeholder.email if placeholder else member.email
    return MemberRecord(
        key=key,
        username=member.username,
        display_name=member.display_name,
        email=email if scope.addresses else "",
        reading_language=member.reading_language,
        written_languages=member.written_languages,
        country=member.country,
        role=Membership.Role(role),
        created=member.date_joined,
    )
