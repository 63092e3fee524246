"""Short ways to arrange a test through the real actions."""

from itertools import count
from typing import Any

from accounts.actions import grant_level, join
from accounts.models import Community, Member, Membership
from accounts.permissions import Actor
from accounts.queries import actor_for
from forum.actions import create_category, open_thread, publish_post
from forum.models import Category, Post, Thread

_numbers = count(1)


def a_member(language: str = "en", **fields: Any) -> Member:
    """A new member who reads and writes `language`."""
    number = next(_numbers)
    return Member.objects.create(
        **{
            "username": f"member-{number}",
            "email": f"member-{number}@example.org",
            "reading_language": language,
            "written_languages": [language],
            **fields,
        }
    )


def an_actor(language: str = "en", **fields: Any) -> Actor:
    """A new member as an actor, without memberships."""
    return actor_for(a_member(language, **fields))


def a_community(**fields: Any) -> Community:
    """A new public community without categories."""
    number = next(_numbers)
    return Community.objects.create(
        **{"slug": f"community-{number}", "name": f"Community {number}", **fields}
    )


def a_category(community: Community | None = None, **fields: Any) -> Category:
    """A new category, in a new community unless one is given."""
    number = next(_numbers)
    return create_category(
        community=community or a_community(),
        **{"slug": f"category-{number}", "name": f"Routers {number}", "language": "en", **fields},
    )


def a_regular(language: str = "en", *, level: int = 2, **fields: Any) -> Actor:
    """A new member who has `level` in every community there is: 2 votes, 0 is a newcomer."""
    member = a_member(language, **fields)
    grant_level(member=member, level=level, reason="test")
    return actor_for(member)


def a_role(
    community: Community,
    role: str = Membership.Role.MEMBER,
    *,
    language: str = "en",
    **fields: Any,
) -> Actor:
    """A new member with `role` (or a level, or a state) in a community."""
    member = a_member(language)
    membership = join(member=member, community=community)
    for name, value in {"role": role, **fields}.items():
        setattr(membership, name, value)
    membership.save()
    return actor_for(member)


def a_thread(
    *,
    actor: Actor | None = None,
    category: Category | None = None,
    language: str = "en",
    body: str = "My router drops the connection every evening.",
    title: str = "The router drops the connection",
    kind: str = "question",
) -> Thread:
    """A new thread; its author, category and community are new unless given."""
    category = category or a_category()
    return open_thread(
        actor=actor or an_actor(language),
        community=category.community,
        category=category,
        kind=kind,
        title=title,
        body=body,
        language=language,
    )


def a_post(
    thread: Thread,
    *,
    actor: Actor | None = None,
    language: str = "en",
    body: str = "Change the channel of the router, that helped me.",
    **options: Any,
) -> Post:
    """A new post in a thread, by a new member (who may comment) unless one is given."""
    return publish_post(
        actor=actor or a_role(thread.community, language=language, level=1),
        thread=thread,
        body=body,
        language=language,
        **options,
    )
