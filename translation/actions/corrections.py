"""Proposing better translations, sentence by sentence.

Decisions of a community take turns (its row is locked), so that two at once cannot both win.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction

from accounts.actions import join
from accounts.models import Community, Member
from accounts.permissions import Actor, Privilege, allowed, require
from core.errors import InvalidInput, Message, NotFound, NotPermitted
from core.events import publish
from translation.actions.decisions import approve, in_turn, still_open
from translation.correcting import checked, present_of, source_of
from translation.correction_errors import (
    CorrectionRefused,
    SentenceGone,
    SentenceUnchanged,
)
from translation.corrections import target_language
from translation.events import CorrectionTurned
from translation.models import Correction, Text
from translation.sentences import Sentence, sentences_of
from translation.translating import plan_of
from translation.wholes import in_sentences

SEGMENTS_MAX = 200
"""Sentences that one call may correct."""

State = Correction.State
Wish = tuple[Sentence, str]
"""A sentence and what it is to become, with atom characters."""


@transaction.atomic
def propose_correction(
    *,
    actor: Actor,
    text: Text,
    community: Community,
    language: str,
    segments: Sequence[tuple[str, str]],
) -> list[Correction]:
    """Propose translations: pairs of a sentence (as people read it, or its source key) and what
    it should become; one pair may hold the whole text. All of them, or none.

    A member's earlier open proposal for a sentence is withdrawn. Who may correct directly is
    approved at once. Sentences that stay as they are do not count. Raises NotSignedIn,
    NotPermitted, NotFound, InvalidLanguage, NothingToTranslate, LanguageNotOffered, SentenceGone
    and CorrectionRefused, the last two with `fields` named ``segments.<number>.target``.
    """
    require(actor, Privilege.SUGGEST_TRANSLATION, community)
    assert actor.member is not None
    in_turn(community)
    present = Text.objects.select_related("community").filter(pk=text.pk).first()
    if present is None:
        raise NotFound
    text, language = present, target_language(present, language)
    wishes = _wishes(text, language, segments)
    join(member=actor.member, community=community)
    made = [_propose(actor.member, community, text, language, wish) for wish in wishes]
    if allowed(actor, Privilege.FIX_TRANSLATION, community):
        for correction in made:
            approve(correction, decided_by=actor.member)
    return made


@transaction.atomic
def withdraw_correction(*, actor: Actor, correction: Correction) -> Correction:
    """Take one's own open proposal back. Raises NotPermitted, NotFound and AlreadyDecided."""
    if actor.id is None or correction.author_id != actor.id:
        raise NotPermitted
    return _withdraw(still_open(correction))


def _withdraw(correction: Correction) -> Correction:
    correction.state = State.WITHDRAWN
    correction.save(update_fields=["state"])
    publish(CorrectionTurned(id=correction.pk))
    return correction


def _wishes(text: Text, language: str, segments: Sequence[tuple[str, str]]) -> list[Wish]:
    if not segments or len(segments) > SEGMENTS_MAX:
        raise InvalidInput(fields={"segments": f"1–{SEGMENTS_MAX}"})
    known = _by_name(sentences_of(text, language))
    pairs = _apart(text, language, segments, known)
    _check_present(pairs, known)
    wishes: dict[str, Wish] = {}
    refusals: dict[str, Message] = {}
    unchanged: dict[str, Message] = {}
    for number, (source, typed) in enumerate(pairs):
        sentence = known[_plain(source)]
        try:
            wishes[sentence.source_key] = sentence, checked(typed, sentence)
        except SentenceUnchanged as error:
            unchanged[_field(number)] = str(error)
        except CorrectionRefused as error:
            refusals[_field(number)] = str(error)
    if refusals or not wishes:
        raise CorrectionRefused(fields=refusals or unchanged)
    return list(wishes.values())


def _by_name(sentences: Iterable[Sentence]) -> dict[str, Sentence]:
    """Sentences by how they read, and by their keys."""
    known: dict[str, Sentence] = {}
    for sentence in sentences:
        known[sentence.source_key] = sentence
        known.setdefault(_plain(source_of(sentence)), sentence)
    return known


def _plain(source: str) -> str:
    return " ".join(source.split())


def _apart(
    text: Text,
    language: str,
    segments: Sequence[tuple[str, str]],
    known: dict[str, Sentence],
) -> Sequence[tuple[str, str]]:
    """The pairs as given, or those of the sentences where one pair holds the whole text."""
    source, target = segments[0]
    whole = {_plain(text.source), _plain(text.plain)}
    if len(segments) > 1 or _plain(source) in known or _plain(source) not in whole:
        return segments
    return in_sentences(plan_of(text, language), target)


def _check_present(pairs: Iterable[tuple[str, str]], known: dict[str, Sentence]) -> None:
    gone = {
        _field(number): SentenceGone.message
        for number, (source, _typed) in enumerate(pairs)
        if _plain(source) not in known
    }
    if gone:
        raise SentenceGone(fields=gone)


def _field(number: int) -> str:
    return f"segments.{number}.target"


def _propose(
    member: Member, community: Community, text: Text, language: str, wish: Wish
) -> Correction:
    sentence, target = wish
    place = {"text": text, "target_language": language, "source_key": sentence.source_key}
    own = Correction.objects.filter(**place, author=member, state=State.PROPOSED)
    for earlier in own:
        _withdraw(earlier)
    made = Correction.objects.create(
        **place,
        community=community,
        source_language=text.language,
        source=sentence.segment.text,
        atoms=list(sentence.segment.atoms),
        before=present_of(sentence),
        target=target,
        author=member,
    )
    publish(CorrectionTurned(id=made.pk))
    return made
