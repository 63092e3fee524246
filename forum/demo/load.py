"""Generates any number of threads and members from the sample content, for measuring."""

import random
from collections.abc import Callable

from django.db import transaction

from accounts.models import Community, Member
from accounts.queries import actor_for
from forum.actions import open_thread, publish_post
from forum.demo.content import load
from forum.demo.levels import grant_missing
from forum.models import Category

SEED = 20261122
POSTS_MAX = 8


def generate(*, threads: int, members: int, report: Callable[[str], None]) -> None:
    """Add generated members and threads to the sample community, the same ones every time."""
    dice = random.Random(SEED)  # noqa: S311 - sample content, no secret
    community = Community.objects.get(slug=load().community["slug"])
    people = _people(community, members, dice)
    categories = list(Category.objects.filter(community=community, parent__isnull=False))
    for number in range(threads):
        _thread(community, dice.choice(categories), people, dice)
        if number % 100 == 99:
            report(f"{number + 1} of {threads} generated threads")


def _people(community: Community, count: int, dice: random.Random) -> list[Member]:
    codes = [row["language"] for row in load().members]
    names = [f"sample-{number:05}" for number in range(count)]
    known = set(Member.objects.filter(username__in=names).values_list("username", flat=True))
    for name in names:
        if name not in known:
            code = dice.choice(codes)
            Member.objects.create(
                username=name, reading_language=code, written_languages=[code], is_sample=True
            )
    people = list(Member.objects.filter(username__in=names))
    grant_missing(community, dict.fromkeys(people, 1))
    return people or list(Member.objects.filter(is_sample=True))


@transaction.atomic
def _thread(
    community: Community, category: Category, people: list[Member], dice: random.Random
) -> None:
    samples = load().threads
    opening = dice.choice(samples)
    thread = open_thread(
        actor=actor_for(dice.choice(people), exempt=True),
        community=community,
        category=category,
        kind=opening["kind"],
        title=opening["title"],
        body=opening["body"],
        language=opening["language"],
    )
    for _number in range(dice.randint(0, POSTS_MAX)):
        item = dice.choice(dice.choice(samples)["posts"])
        publish_post(
            actor=actor_for(dice.choice(people), exempt=True),
            thread=thread,
            body=item["body"],
            kind="comment",
            language=item["language"],
        )
