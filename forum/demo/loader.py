"""Writes the sample community through the ordinary actions; running it twice changes nothing.

Everything it makes is marked as sample content. Only the dates are set afterwards, so that the
forum does not look as if everything had been written in one minute.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Community, Member
from accounts.permissions import Actor
from accounts.queries import actor_for
from core import languages
from forum.actions import (
    Details,
    accept_answer,
    create_category,
    create_product,
    create_tag,
    open_thread,
    publish_post,
    record_demand,
)
from forum.actions.legal import store_legal_page
from forum.demo.content import SampleContent, load
from forum.demo.levels import grant_missing
from forum.models import Category, Post, Product, Tag, Thread
from forum.queries.legal import current_pages
from translation.actions import write_text

_THREAD_LINK = re.compile(r"\(/t/([a-z0-9-]+)/?\)")

Report = Callable[[str], None]


def load_demo(*, report: Report) -> int:
    """Make what is missing of the sample community; how many threads that were."""
    content = load()
    community = _community(content)
    members = _members(community, content.members)
    categories = _categories(community, content.categories)
    products = _products(community, content.products)
    _tags(community, content.tags)
    _legal_pages(community, content.legal)
    for code in content.community["read_in"]:
        if languages.is_offered(code):
            record_demand(community=community, language=code)
    known = set(Thread.objects.exclude(sample_key=None).values_list("sample_key", flat=True))
    missing = [row for row in content.threads if row["key"] not in known]
    for number, row in enumerate(missing, start=1):
        product = products.get(row.get("product", ""))
        _thread(community, categories[row["category"]], product, members, row)
        if number % 10 == 0:
            report(f"{number} of {len(missing)} sample threads")
    _link_threads(known={row["key"] for row in missing})
    return len(missing)


def _community(content: SampleContent) -> Community:
    row = content.community
    return Community.objects.get_or_create(
        slug=row["slug"],
        defaults={
            "name": row["name"],
            "description": row["description"][:300],
            "languages": [languages.canonical(code) for code in row["languages"]],
            "is_sample": True,
        },
    )[0]


def _legal_pages(community: Community, pages: dict[str, str]) -> None:
    """Where the operator has not written pages yet."""
    present = current_pages(community)
    for kind in sorted(pages.keys() - present.keys()):
        store_legal_page(community=community, kind=kind, source=pages[kind], language="en")


def _members(community: Community, rows: Sequence[dict[str, Any]]) -> dict[str, Member]:
    members = {row["username"]: _member(row) for row in rows}
    levels = {members[row["username"]]: row["level"] for row in rows}
    grant_missing(community, levels)
    return members


def _member(row: dict[str, Any]) -> Member:
    language = languages.canonical(row["language"])
    member, made = Member.objects.get_or_create(
        username=row["username"],
        defaults={
            "reading_language": language,
            "written_languages": [language],
            "kept_languages": [languages.canonical(code) for code in row["also_reads"]],
            "country": row["country"],
            "is_sample": True,
        },
    )
    if made:
        member.set_unusable_password()
        member.save(update_fields=["password"])
    return member


def _categories(community: Community, rows: Iterable[dict[str, Any]]) -> dict[str, Category]:
    known = {category.slug: category for category in Category.objects.filter(community=community)}
    for position, row in enumerate(rows):
        if row["slug"] not in known:
            known[row["slug"]] = create_category(
                community=community,
                slug=row["slug"],
                name=row["name"],
                description=row["description"],
                language=languages.canonical(row["language"]),
                kinds=row["kinds"],
                parent=known.get(row["parent"]),
                position=position,
            )
    return known


def _products(community: Community, rows: Iterable[dict[str, Any]]) -> dict[str, Product]:
    known = {row.slug: row for row in Product.objects.filter(community=community)}
    for position, row in enumerate(rows):
        if row["slug"] not in known:
            known[row["slug"]] = create_product(community=community, position=position, **row)
    return known


def _tags(community: Community, rows: Iterable[dict[str, Any]]) -> None:
    known = set(Tag.objects.filter(community=community).values_list("slug", flat=True))
    for row in rows:
        if row["slug"] not in known:
            create_tag(community=community, **row)


@transaction.atomic
def _thread(
    community: Community,
    category: Category,
    product: Product | None,
    members: dict[str, Member],
    row: dict[str, Any],
) -> None:
    """One thread, whole or not at all."""
    author = members[row["author"]]
    thread = open_thread(
        actor=actor_for(author, exempt=True),
        community=community,
        category=category,
        kind=row["kind"],
        title=row["title"],
        body=row["body"],
        language=row["language"],
        country=author.country,
        details=Details(product=product, urgency=row.get("urgency", 0), tags=row.get("tags", ())),
        sample_key=row["key"],
    )
    posts: dict[str, Post] = {}
    for item in row.get("posts", []):
        posts[item["key"]] = _post(thread, members, posts, item)
        if item["accepted"]:
            accept_answer(actor=_fresh(author), post=posts[item["key"]])
    _backdate(thread)


def _post(
    thread: Thread, members: dict[str, Member], posts: dict[str, Post], item: dict[str, Any]
) -> Post:
    return publish_post(
        actor=actor_for(members[item["author"]], exempt=True),
        thread=thread,
        body=item["body"],
        kind=item["kind"],
        language=item["language"],
        reply_to=posts.get(item["reply_to"]),
    )


def _fresh(member: Member) -> Actor:
    """The member with the membership that opening the thread made."""
    return actor_for(Member.objects.get(pk=member.pk))


def _backdate(thread: Thread) -> None:
    """Spread the threads over the last weeks and their posts over hours, always alike."""
    number = Thread.objects.exclude(sample_key=None).count()
    moment = timezone.now() - timedelta(hours=number * 17 % 700 + 30, minutes=number * 7 % 60)
    Thread.objects.filter(pk=thread.pk).update(created=moment)
    for post in thread.posts.order_by("number"):
        Post.objects.filter(pk=post.pk).update(created=moment)
        moment += timedelta(minutes=11 + 37 * post.number)
    Thread.objects.filter(pk=thread.pk).update(last_activity=moment)


def _link_threads(*, known: set[str]) -> None:
    """Turn links to a thread's key into links to the thread, now that all of them exist."""
    if not known:
        return
    ids = dict(Thread.objects.exclude(sample_key=None).values_list("sample_key", "pk"))
    for post in Post.objects.filter(
        thread__sample_key__in=known, body__source__contains="(/t/"
    ).select_related("body", "author"):
        source = _THREAD_LINK.sub(
            lambda match: f"(/t/{ids[match[1]]}/)" if match[1] in ids else match[0],
            post.body.source,
        )
        _rewrite(post, source)


def _rewrite(post: Post, source: str) -> None:
    write_text(
        source=source,
        format=post.body.format,
        community=post.body.community,
        author=post.author,
        language=post.body.language,
        text=post.body,
    )
