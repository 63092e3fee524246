"""The communities a caller may enter."""

from typing import Any

from ninja import Query, Router

from accounts.queries import communities_for
from forum.queries import categories_in, products_in, tags_in
from frontend.api import responses, serializers
from frontend.api.callers import ApiRequest, reads
from frontend.api.reading import reading_of
from frontend.api.schemas import CommunitiesOut, ReadingIn

router = Router(tags=["communities"])


@router.get(
    "/communities",
    response=responses.reading(CommunitiesOut),
    auth=reads,
    exclude_unset=True,
    summary="Communities and their categories",
)
def list_communities(request: ApiRequest, asked: Query[ReadingIn]) -> dict[str, Any]:
    reading = reading_of(request, asked)
    rows = communities_for(request.auth)
    items = serializers.communities(
        rows,
        categories_in(request.auth, rows),
        products_in(rows, retired=False),
        tags_in(rows),
        reading,
    )
    return {"items": items, "next": None, "previous": None}
