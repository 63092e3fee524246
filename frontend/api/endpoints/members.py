"""Members, and the caller."""

from typing import Any

from ninja import Router

from accounts.queries import communities_for, member_by_name
from core.errors import NotSignedIn
from frontend.api import credit_serializers, responses, serializers
from frontend.api.callers import ApiRequest, reads
from frontend.api.credit_schemas import MemberWithCreditOut
from frontend.api.schemas import MeOut

router = Router(tags=["members"])


@router.get("/me", response=responses.reading(MeOut), auth=reads, summary="Who am I")
def read_me(request: ApiRequest) -> dict[str, Any]:
    actor = request.auth
    if actor.member is None:
        raise NotSignedIn
    return serializers.me(actor.member, actor, communities_for(actor))


@router.get(
    "/members/{username}",
    response=responses.reading(MemberWithCreditOut),
    auth=reads,
    summary="A member",
)
def read_member(request: ApiRequest, username: str) -> dict[str, Any]:
    return credit_serializers.member(request.auth, member_by_name(username))
