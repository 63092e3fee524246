"""From texts to translations ready to be stored: people's sentences, the memory's, the engines'.

Writes nothing but what the segment memory gains, slice by slice: an interruption or a kill in a
long text loses one slice.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, TimeoutError as FutureTimeoutError
from dataclasses import dataclass, field, replace

from translation import memory, tallies
from translation.engines.base import Segment
from translation.flights import Flights
from translation.glossaries import glossary_for
from translation.memory.human import Wanted
from translation.models import Text
from translation.pipeline import Assembly, Outcome, Plan, compose, kept, onward
from translation.pipeline.characters import estimated_tokens
from translation.pipeline.ladder import translate as climb
from translation.pipeline.terms import Shelter, shelter
from translation.plans import Plans
from translation.routing import Hop, Route

SLICE_TOKENS = 4_000
"""About as much as a model does in a second: then somebody more urgent may be let in."""
_FLIGHT_SECONDS = 30.0

flights = Flights()
plans = Plans()


class Interrupted(Exception):
    """Somebody more urgent waits; the memory holds what was done so far."""


@dataclass(slots=True)
class Work:
    """How a batch is worked on, and how much of it the engines did.

    `interrupt` is asked after every slice; without `remember` the memory is asked and gains
    nothing.
    """

    interrupt: Callable[[], bool] = lambda: False
    remember: bool = True
    chars: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Translated:
    """A text's translation before it is stored.

    `keys` are those of the memory's entries it used, `uses` those of the sentences it contains;
    `human` of its sentences are people's. Without an engine `route` is None.
    """

    route: Route | None
    assembly: Assembly
    keys: list[str] = field(default_factory=list)
    uses: list[str] = field(default_factory=list)
    human: int = 0
    first_choice: str = ""

    @property
    def is_human(self) -> bool:
        """True where people translated every sentence."""
        return 0 < self.human == self.assembly.total


@dataclass(slots=True)
class Journey:
    """What became of a segment on its way: the outcome, the memory's keys, the sentences met."""

    outcome: Outcome
    keys: list[str] = field(default_factory=list)
    uses: list[str] = field(default_factory=list)


def translate_texts(
    texts: Sequence[Text], route: Route | None, target: str, work: Work | None = None
) -> list[Translated]:
    """Translate `texts` (of one language) along `route`; with None only by what people wrote.

    Raises EngineError, and Interrupted where `work` is interrupted.
    """
    planned = _plans(texts, target)
    human = _by_people(texts, planned, target)
    missing = [
        segment
        for text, plan in zip(texts, planned, strict=True)
        for segment in plan.segments
        if (text.community_id, segment) not in human
    ]
    journeys = translate_segments(list(dict.fromkeys(missing)), route, work)
    return [
        _translated(text, plan, route, human, journeys)
        for text, plan in zip(texts, planned, strict=True)
    ]


def plan_of(text: Text, target: str) -> Plan:
    """The plan of a text, with the terms of its community's glossary."""
    return _plans([text], target)[0]


def _plans(texts: Sequence[Text], target: str) -> list[Plan]:
    owners = {(text.community_id, text.language) for text in texts}
    glossaries = {owner: glossary_for(*owner, target) for owner in owners}
    return [
        plans.plan(text, target, glossaries[text.community_id, text.language]) for text in texts
    ]


def _by_people(
    texts: Sequence[Text], planned: Sequence[Plan], target: str
) -> dict[Wanted, Outcome]:
    found: dict[Wanted, Outcome] = {}
    for source in {text.language for text in texts}:
        wanted = [
            (text.community_id, segment)
            for text, plan in zip(texts, planned, strict=True)
            if text.language == source
            for segment in plan.segments
        ]
        here = memory.human_for(wanted, source=source, target=target)
        if here:
            tallies.note(
                engine=tallies.PEOPLE,
                source=source,
                target=target,
                count=tallies.Count(human=len(here)),
            )
        found |= here
    return found


def _translated(
    text: Text,
    plan: Plan,
    route: Route | None,
    human: Mapping[Wanted, Outcome],
    journeys: Mapping[Segment, Journey],
) -> Translated:
    outcomes: list[Outcome] = []
    keys: dict[str, None] = {}
    uses: dict[str, None] = {}
    by_people = 0
    for segment in plan.segments:
        uses[memory.source_key(text.language, segment.text)] = None
        own = human.get((text.community_id, segment))
        journey = journeys[segment] if own is None else Journey(own)
        by_people += own is not None
        outcomes.append(journey.outcome)
        keys |= dict.fromkeys(journey.keys)
        uses |= dict.fromkeys(journey.uses)
    return Translated(route, plan.assemble(outcomes), list(keys), list(uses), by_people)


def translate_segments(
    segments: Sequence[Segment], route: Route | None, work: Work | None = None
) -> dict[Segment, Journey]:
    """What becomes of each segment along the hops of the route; all are kept without one."""
    if route is None:
        return {segment: Journey(_without_route(segment)) for segment in segments}
    if len(route.hops) == 1:
        return _travel(segments, route, work or Work())
    # Terms mean nothing in the language between, so they travel as atoms.
    shelters = {segment: shelter(segment) for segment in segments}
    journeys = _travel([shelters[segment].segment for segment in segments], route, work or Work())
    return {segment: _arrived(journeys, one) for segment, one in shelters.items()}


def _arrived(journeys: Mapping[Segment, Journey], sheltered: Shelter) -> Journey:
    journey = journeys[sheltered.segment]
    return replace(journey, outcome=sheltered.restored(journey.outcome))


def _travel(segments: Sequence[Segment], route: Route, work: Work) -> dict[Segment, Journey]:
    journeys: dict[Segment, Journey] = {}
    waiting = {segment: segment for segment in segments}
    for hop in route.hops:
        found = _hop(list(dict.fromkeys(waiting.values())), hop, work)
        waiting = _onward(waiting, journeys, found, hop)
    return journeys


def _without_route(segment: Segment) -> Outcome:
    return kept("no_route", tokens=estimated_tokens(segment.text))


def _onward(
    waiting: Mapping[Segment, Segment],
    journeys: dict[Segment, Journey],
    found: Mapping[Segment, tuple[str, Outcome]],
    hop: Hop,
) -> dict[Segment, Segment]:
    """Note what this hop gave; what goes into the next one, by the segment it began as."""
    following: dict[Segment, Segment] = {}
    for segment, present in waiting.items():
        key, outcome = found[present]
        journey = journeys.get(segment)
        whole = compose(journey.outcome, outcome) if journey else outcome
        journey = journeys[segment] = journey or Journey(whole)
        journey.outcome = whole
        journey.keys.append(key)
        journey.uses.append(memory.source_key(hop.pair.source, present.text))
        if (next_segment := onward(present, outcome)) is not None:
            following[segment] = next_segment
    return following


def _hop(segments: Sequence[Segment], hop: Hop, work: Work) -> dict[Segment, tuple[str, Outcome]]:
    keys = {segment: memory.key_of(segment, hop) for segment in segments}
    known = memory.recall(set(keys.values()))
    missing = {keys[segment]: segment for segment in segments if keys[segment] not in known}
    made = _in_flight(missing, hop, work) if missing else {}
    count = tallies.Count(memory=len(set(keys.values())) - len(missing))
    _note(hop, count)
    known |= made
    return {segment: (key, known[key]) for segment, key in keys.items()}


def _note(hop: Hop, count: tallies.Count) -> None:
    pair = hop.pair
    tallies.note(engine=hop.engine.alias, source=pair.source, target=pair.target, count=count)


def _in_flight(missing: Mapping[str, Segment], hop: Hop, work: Work) -> dict[str, Outcome]:
    """Translate what no other thread is translating; wait for the rest."""
    mine, others = flights.board(missing)
    made: dict[str, Outcome] = {}
    try:
        for part in _slices({key: missing[key] for key in missing if key in mine}):
            if made and work.interrupt():
                raise Interrupted
            made |= _decoded(part, hop, work)
    finally:
        flights.land(mine, made)
    late = {key: missing[key] for key in others}
    arrived = {key: outcome for key in others if (outcome := _arrival(others[key]))}
    if arrived and work.remember:
        # Who translated it may not have: a preview leaves no trace.
        memory.remember(hop, {key: (late[key], outcome) for key, outcome in arrived.items()})
    left = {key: segment for key, segment in late.items() if key not in arrived}
    return made | arrived | (_decoded(left, hop, work) if left else {})


def _arrival(flight: "Future[Outcome]") -> Outcome | None:
    try:
        return flight.result(timeout=_FLIGHT_SECONDS)
    except (CancelledError, FutureTimeoutError):
        return None


def _slices(missing: Mapping[str, Segment]) -> Iterator[dict[str, Segment]]:
    part: dict[str, Segment] = {}
    tokens = 0
    for key, segment in missing.items():
        part[key] = segment
        tokens += estimated_tokens(segment.text)
        if tokens >= SLICE_TOKENS:
            yield part
            part, tokens = {}, 0
    if part:
        yield part


def _decoded(part: Mapping[str, Segment], hop: Hop, work: Work) -> dict[str, Outcome]:
    began = time.monotonic()
    outcomes = climb(list(part.values()), engine=hop.engine, pair=hop.pair)
    seconds = time.monotonic() - began
    work.chars += sum(len(segment.text) for segment in part.values())
    work.seconds += seconds
    made = dict(zip(part, outcomes, strict=True))
    if work.remember:
        memory.remember(hop, {key: (part[key], outcome) for key, outcome in made.items()})
    _note(hop, _count(outcomes, seconds))
    return made


def _count(outcomes: Sequence[Outcome], seconds: float) -> tallies.Count:
    return tallies.Count(
        decoded=len(outcomes),
        kept=sum(outcome.is_kept for outcome in outcomes),
        tokens=sum(outcome.tokens for outcome in outcomes),
        seconds=seconds,
    )
