"""Who is new in a community, and what is known of a first post (`forum.spam`)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from accounts.ages import is_mature
from accounts.models import Community, Member
from accounts.permissions import Actor, Privilege, allowed
from forum.hosts import plain_host
from forum.models import Draft as KeptDraft, HeldPost, Post, UnwantedHost
from forum.outward import outward_links
from forum.spam import (
    Draft,
    Signal,
    leads_somewhere,
    plain_links,
    signals_in,
    ways_out,
    with_parents,
)
from translation.models import Text

FIRST_POSTS = 3
"""So many posts that stand in public, and a member is no newcomer any more."""
OWN_COMPARED, OTHERS_COMPARED = 10, 30


@dataclass(frozen=True, slots=True)
class Said:
    """What a post says to everybody: its words, and the addresses that these lead to."""

    source: str
    links: tuple[str, ...]

    @classmethod
    def by(cls, body: Text, title: Text | None, options: Sequence[str] = ()) -> Self:
        """With its title where it opens a thread, and the options of its poll."""
        parts = [title.source] if title else []
        own_host = urlsplit(settings.PUBLIC_URL).hostname or ""
        links = outward_links(body.html, own_host=own_host)
        return cls(
            source="\n\n".join([*parts, body.source, *options]),
            links=(*links, *plain_links("\n".join(options))),
        )

    @property
    def ways_out(self) -> frozenset[str]:
        return ways_out(self.source, self.links)


def said_by(post: Post, *, options: Sequence[str] = ()) -> Said:
    title = post.thread.title if post.kind == Post.Kind.OPENING else None
    return Said.by(post.body, title, options)


def is_newcomer(actor: Actor, community: Community) -> bool:
    """True for members of the lowest level with few posts. Staff, actors that are `exempt` and
    the members of sample communities never are."""
    member, membership = actor.member, actor.memberships.get(community.pk)
    if member is None or member.is_sample or actor.exempt or _is_staff(actor, community):
        return False
    return not (membership and membership.effective_level)


def stands(member: Member, community: Community, *, beside: Post) -> int:
    """How many posts of a member stand in public, at most `FIRST_POSTS`, without one."""
    rows = Post.objects.filter(
        author=member, thread__community=community, visibility=Post.Visibility.PUBLIC
    )
    return len(rows.exclude(pk=beside.pk).values_list("pk", flat=True)[:FIRST_POSTS])


def waits_in_any_case(community: Community, standing: int) -> bool:
    """True where the first post waits for somebody to look at it, whatever it says: where a
    community is mature, and its ways are worth knowing."""
    return standing == 0 and is_mature(community)


def signals_of(post: Post, said: Said) -> list[Signal]:
    """What looks like spam in what a post says; no query more where it leads nowhere."""
    if not leads_somewhere(said.source, said.links):
        return []
    return signals_in(
        Draft(
            source=said.source,
            links=said.links,
            language=post.body.language,
            seconds=_seconds(post),
            own=_own(post),
            others=_others(post),
            known_hosts=_known_hosts(post.thread.community, said.links),
        )
    )


def unwanted_hosts(community: Community) -> list[str]:
    """The hosts to which a community wants no links from newcomers."""
    return list(UnwantedHost.objects.filter(community=community).values_list("host", flat=True))


def _is_staff(actor: Actor, community: Community) -> bool:
    return allowed(actor, Privilege.MANAGE_THREADS, community)


def _seconds(post: Post) -> float | None:
    """How long it was written on, by the draft that was kept of it."""
    place = "ask" if post.kind == Post.Kind.OPENING else f"reply/{post.thread_id}"
    rows = KeptDraft.objects.filter(member=post.author_id, place=place, conflict=0)
    begun = rows.values_list("created", flat=True).first()
    return (timezone.now() - begun).total_seconds() if begun else None


def _own(post: Post) -> list[str]:
    rows = Post.objects.filter(author=post.author_id).exclude(pk=post.pk)
    return list(rows.order_by("-created").values_list("body__source", flat=True)[:OWN_COMPARED])


def _others(post: Post) -> list[str]:
    """What stands in the same thread, and what other newcomers had held back here."""
    beside = Post.objects.filter(thread=post.thread_id).exclude(author=post.author_id)
    newest = beside.order_by("-number").values_list("body__source", flat=True)
    held = HeldPost.objects.filter(post__thread__community=post.thread.community_id)
    others = held.exclude(post__author=post.author_id).order_by("-pk")
    return [
        *newest[:OTHERS_COMPARED],
        *others.values_list("post__body__source", flat=True)[:OTHERS_COMPARED],
    ]


def _known_hosts(community: Community, links: Collection[str]) -> list[str]:
    hosts = {name for link in links for name in with_parents(plain_host(link))}
    rows = UnwantedHost.objects.filter(community=community, host__in=hosts)
    return list(rows.values_list("host", flat=True))
