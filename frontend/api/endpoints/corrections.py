"""Translations by people: sentences, proposals, votes, decisions, and "understandable?"."""

from typing import Any

from ninja import Router
from ninja.responses import Status

from core.errors import NotFound
from forum.models import Post
from forum.queries import post_for
from frontend import limits
from frontend.api import idempotency, responses, serializers
from frontend.api.callers import ApiRequest, caller_of, reads, writes, writes_and_reads
from frontend.api.correction_schemas import (
    CorrectionOut,
    CorrectionsIn,
    CorrectionsOut,
    DecisionIn,
    RatingIn,
    RatingOut,
    SentencesOut,
    VoteIn,
)
from translation import actions
from translation.corrections import correction_for, proposals_of, rows_of, target_language
from translation.models import Correction

router = Router(tags=["translations"])

TRANSLATION = "/posts/{int:post_id}/translations/{lang}"
CORRECTION = TRANSLATION + "/corrections/{int:correction_id}"

CORRECTIONS_TOLD = 500
"""Whoever proposes and withdraws all day makes nobody's answer longer."""


def _post(request: ApiRequest, post_id: int) -> Post:
    """A post that is there for the caller; deleted ones are not translated. Raises NotFound."""
    post = post_for(request.auth, post_id)
    if post.visibility == Post.Visibility.DELETED:
        raise NotFound
    return post


def _correction(request: ApiRequest, post_id: int, lang: str, correction_id: int) -> Correction:
    text = _post(request, post_id).body
    found = correction_for(text, correction_id).correction
    if found.target_language != target_language(text, lang):
        raise NotFound
    return found


def _answer(request: ApiRequest, correction: Correction) -> dict[str, Any]:
    proposal = correction_for(correction.text, correction.pk, request.auth.id)
    return serializers.correction(proposal)


@router.get(
    f"{TRANSLATION}/segments",
    response=responses.reading(SentencesOut),
    auth=reads,
    summary="A post's sentences and their translations",
)
def list_segments(request: ApiRequest, post_id: int, lang: str) -> dict[str, Any]:
    """What `corrections` are about."""
    text = _post(request, post_id).body
    rows = rows_of(text, target_language(text, lang), request.auth.id)
    return {"items": [serializers.sentence(row) for row in rows], "next": None}


@router.get(
    f"{TRANSLATION}/corrections",
    response=responses.reading(CorrectionsOut),
    auth=reads,
    summary="What people proposed about a translation",
)
def list_corrections(request: ApiRequest, post_id: int, lang: str) -> dict[str, Any]:
    """The newest first (the last 500), with those that were decided."""
    text = _post(request, post_id).body
    language = target_language(text, lang)
    found = proposals_of(text, language, request.auth.id, most=CORRECTIONS_TOLD)
    return {"items": [serializers.correction(item) for item in found], "next": None}


@router.post(
    f"{TRANSLATION}/corrections",
    response=responses.writing(CorrectionsOut, status=201),
    auth=writes_and_reads,
    openapi_extra=idempotency.DOCUMENTED,
    summary="Propose better translations",
)
def propose_corrections(
    request: ApiRequest, post_id: int, lang: str, sent: CorrectionsIn
) -> Status[Any]:
    """All of them or none. Segments that stay as they are may be sent along. From members who
    correct directly they count at once (`state` is `approved`)."""
    post = _post(request, post_id)

    def act() -> Status[Any]:
        limits.spend(caller_of(request), limits.WRITES)
        made = actions.propose_correction(
            actor=request.auth,
            text=post.body,
            community=post.thread.community,
            language=lang,
            segments=[(segment.source, segment.target) for segment in sent.segments],
        )
        return Status(201, {"items": [_answer(request, item) for item in made], "next": None})

    return idempotency.once(request, act)


@router.put(
    f"{CORRECTION}/vote",
    response=responses.writing(CorrectionOut),
    auth=writes_and_reads,
    summary="Vote on a proposed translation",
)
def vote_correction(
    request: ApiRequest, post_id: int, lang: str, correction_id: int, sent: VoteIn
) -> dict[str, Any]:
    """For members who read both languages. Two voices decide; that of the post's author alone."""
    limits.spend(caller_of(request), limits.WRITES)
    correction = _correction(request, post_id, lang, correction_id)
    return _answer(
        request,
        actions.vote_correction(actor=request.auth, correction=correction, agrees=sent.agrees),
    )


@router.put(
    f"{CORRECTION}/decision",
    response=responses.writing(CorrectionOut),
    auth=writes_and_reads,
    summary="Approve or reject a proposed translation",
)
def decide_correction(
    request: ApiRequest, post_id: int, lang: str, correction_id: int, sent: DecisionIn
) -> dict[str, Any]:
    """For members whose level allows it; never on one's own proposal."""
    limits.spend(caller_of(request), limits.WRITES)
    correction = _correction(request, post_id, lang, correction_id)
    return _answer(
        request,
        actions.decide_correction(
            actor=request.auth, correction=correction, approved=sent.approved
        ),
    )


@router.delete(
    CORRECTION,
    response=responses.writing(CorrectionOut),
    auth=writes_and_reads,
    summary="Withdraw or undo a correction",
)
def remove_correction(
    request: ApiRequest, post_id: int, lang: str, correction_id: int
) -> dict[str, Any]:
    """Authors withdraw their open proposals; who may correct directly undoes what was approved:
    what stood there before comes back."""
    limits.spend(caller_of(request), limits.WRITES)
    correction = _correction(request, post_id, lang, correction_id)
    is_open = correction.state == Correction.State.PROPOSED
    remove = actions.withdraw_correction if is_open else actions.undo_correction
    return _answer(request, remove(actor=request.auth, correction=correction))


@router.put(
    f"{TRANSLATION}/rating",
    response=responses.writing(RatingOut),
    auth=writes,
    summary="Say whether a translation is understandable",
)
def rate_translation(
    request: ApiRequest, post_id: int, lang: str, sent: RatingIn
) -> dict[str, Any]:
    """The last word counts. It is about the translation, not about the post."""
    limits.spend(caller_of(request), limits.WRITES)
    post = _post(request, post_id)
    rating = actions.rate_translation(
        actor=request.auth,
        text=post.body,
        community=post.thread.community,
        language=lang,
        understandable=sent.understandable,
    )
    return {"lang": rating.language, "understandable": rating.understandable}
