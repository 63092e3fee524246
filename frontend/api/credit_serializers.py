"""Credit, from rows to what programs are told."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from accounts.models import Member
from accounts.permissions import Actor
from forum.queries import counts_of, helped_by
from frontend.api import serializers
from frontend.api.reading import Reading
from frontend.ledger_lines import Line
from reputation.badges import badge_name
from reputation.models import Award
from reputation.queries.boards import Place
from reputation.queries.months import Month
from reputation.queries.shown import Standing, badges_of, months_of, standings_of

Json = dict[str, Any]


def member(actor: Actor, row: Member) -> Json:
    """What the actor may know of a member and of his credit."""
    return {
        **serializers.member(row),
        "accepted_answers": counts_of(actor, row).accepted,
        "standings": [_standing(each) for each in standings_of(actor, row)],
        "helped": _helped(actor, row),
        "badges": [_badge(each) for each in badges_of(actor, row)],
        "months": [_month(each) for each in months_of(actor, row)],
    }


def _standing(row: Standing) -> Json:
    return {"community": row.community.slug, "level": row.level, "points": row.points}


def _helped(actor: Actor, row: Member) -> Json:
    found = helped_by(actor, row)
    return {
        "languages": [{"code": code, "count": count} for code, count in found.languages],
        "countries": [{"code": code, "count": count} for code, count in found.countries],
        "across_languages": found.across_languages,
        "across_countries": found.across_countries,
        "median_seconds": found.median_seconds,
    }


def _badge(row: Award) -> Json:
    return {
        "code": row.badge,
        "name": str(badge_name(row.badge)),
        "level": row.level,
        "awarded": row.awarded,
    }


def _month(row: Month) -> Json:
    return {"month": row.first, "points": row.points}


def line(found: Line, reading: Reading) -> Json:
    """One's own line of the ledger. Who gave the credit is not told."""
    row = found.row
    return {
        "id": row.pk,
        "community": row.community.slug,
        "code": row.code,
        "reason": str(found.reason.what),
        "notes": [str(note) for note in found.reason.notes],
        "requested": row.requested,
        "applied": row.applied,
        "cap": row.cap,
        "state": row.state,
        "cause": row.cause,
        "reverses": row.reverses_id,
        "reversed_by": row.reversed_by.pk if found.is_reversed else None,
        "settles": row.settles_id,
        "settled_by": row.settled_by.pk if hasattr(row, "settled_by") else None,
        "due": found.due if found.is_waiting else None,
        "object": row.object_type,
        "object_id": row.object_id,
        "thread": row.thread_id,
        "title": found.title.as_api(originals=reading.originals) if found.title else None,
        "url": settings.PUBLIC_URL + found.path if found.path else None,
        "happened": row.happened,
        "created": row.created,
    }


def places(found: Sequence[Place]) -> list[Json]:
    """A board."""
    return [
        {
            "rank": place.rank,
            "member": {"username": place.member.username, "name": place.member.name},
            "score": place.score,
        }
        for place in found
    ]
