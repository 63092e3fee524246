"""Credit: the caller's own ledger, and the boards."""

from typing import Any

from ninja import Query, Router

from accounts.queries import community_for
from core import languages
from core.errors import NotSignedIn
from frontend.api import credit_serializers, responses
from frontend.api.callers import ApiRequest, reads
from frontend.api.credit_schemas import BoardsIn, BoardsOut, LedgerIn, LedgerOut
from frontend.api.reading import reading_of
from frontend.ledger_lines import ledger_lines
from reputation.queries.boards import Asked, boards_for, month_named
from reputation.queries.statement import lines_of

router = Router(tags=["credit"])


@router.get(
    "/me/ledger",
    response=responses.reading(LedgerOut),
    auth=reads,
    exclude_unset=True,
    summary="What I have earned, line by line",
)
def read_ledger(request: ApiRequest, asked: Query[LedgerIn]) -> dict[str, Any]:
    """Newest first, with the reason of each line. Nobody reads the lines of somebody else."""
    actor = request.auth
    if actor.member is None:
        raise NotSignedIn
    reading = reading_of(request, asked)
    page = lines_of(
        actor,
        community_for(actor, asked.community) if asked.community else None,
        waiting=asked.show == "waiting",
        cursor=asked.cursor,
        limit=asked.limit,
    )
    with languages.using(reading.reader.language):
        lines = ledger_lines(actor, page.items, reading.reader)
        items = [credit_serializers.line(line, reading) for line in lines]
    return {"items": items, "next": page.next, "previous": page.previous}


@router.get(
    "/boards", response=responses.reading(BoardsOut), auth=reads, summary="Who helps this month"
)
def read_boards(request: ApiRequest, asked: Query[BoardsIn]) -> dict[str, Any]:
    """Of one month, in communities that the caller may enter; at most 20 places each."""
    actor = request.auth
    wanted = Asked(
        first=month_named(asked.period),
        community=community_for(actor, asked.community) if asked.community else None,
        language=languages.canonical(asked.language) if asked.language else "",
        country=asked.country or "",
    )
    found = boards_for(actor, wanted)
    return {
        "period": f"{wanted.first:%Y-%m}",
        "community": asked.community,
        "language": wanted.language or None,
        "country": asked.country,
        **{board.value: credit_serializers.places(places) for board, places in found.items()},
    }
