"""A text sentence by sentence with what it became, for people who correct it.

Starts no engine: what the memory has forgotten is shown without a translation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from translation import memory
from translation.engines.base import Segment
from translation.models import Text, Translation
from translation.pipeline import Outcome, compose, onward
from translation.pipeline.terms import shelter
from translation.routing import Hop, Route, best_route, routes, target_codes
from translation.translating import plan_of


@dataclass(frozen=True, slots=True)
class Sentence:
    """`segment` holds atom characters and what they read like; `outcome` is None where nothing
    is remembered, else of origin "human" or "memory"."""

    segment: Segment
    source_key: str
    outcome: Outcome | None


def sentences_of(text: Text, language: str) -> list[Sentence]:
    """The sentences of the present version of `text` in order, each of them once, as they are
    translated into `language` (a code that engines know)."""
    segments = list(dict.fromkeys(plan_of(text, language).segments))
    wanted = [(text.community_id, segment) for segment in segments]
    human = memory.human_for(wanted, source=text.language, target=language)
    remembered = _remembered(segments, _route(text, language))
    return [
        Sentence(
            segment,
            memory.source_key(text.language, segment.text),
            human.get((text.community_id, segment)) or remembered.get(segment),
        )
        for segment in segments
    ]


def _route(text: Text, language: str) -> Route | None:
    """The route by which the stored translation was made, else the best one now."""
    row = Translation.objects.filter(text=text, language=language).only("fingerprint").first()
    ways = [way for code in target_codes(language) for way in routes(text.language, code)]
    taken = (way for way in ways if row and way.fingerprint == row.fingerprint)
    return next(taken, None) or best_route(text.language, language)


def _remembered(segments: Sequence[Segment], route: Route | None) -> dict[Segment, Outcome]:
    hops = route.hops if route else ()
    if len(hops) < 2:
        return _along(hops, segments)
    shelters = [shelter(segment) for segment in segments]
    found = _along(hops, [one.segment for one in shelters])
    return {
        one.original: one.restored(found[one.segment]) for one in shelters if one.segment in found
    }


def _along(hops: Sequence[Hop], segments: Sequence[Segment]) -> dict[Segment, Outcome]:
    found: dict[Segment, Outcome] = {}
    waiting = {segment: segment for segment in segments}
    for hop in hops:
        keys = {present: memory.key_of(present, hop) for present in waiting.values()}
        known = memory.recall(keys.values())
        following: dict[Segment, Segment] = {}
        for segment, present in waiting.items():
            outcome = known.get(keys[present])
            if outcome is None:
                found.pop(segment, None)
                continue
            found[segment] = compose(found[segment], outcome) if segment in found else outcome
            if (next_segment := onward(present, outcome)) is not None:
                following[segment] = next_segment
        waiting = following
    return found
