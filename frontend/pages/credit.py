"""What a member's page tells of credit: level and points, the chart, badges."""

from typing import Any

from accounts.models import Member
from accounts.permissions import Actor
from core import languages
from frontend.pages.chart import chart_of
from reputation.queries.shown import badges_of, months_of, standings_of


def credit_context(actor: Actor, member: Member) -> dict[str, Any]:
    """As far as the actor may see it; three queries."""
    direction = languages.direction(languages.current())
    return {
        "standings": standings_of(actor, member),
        "chart": chart_of(months_of(actor, member), direction),
        "badges": badges_of(actor, member),
    }
