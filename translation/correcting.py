"""Decisions about people's corrections. Pure: decides, touches nothing."""

from accounts.models import Member
from core import languages
from translation.correction_errors import SentenceEmpty, SentenceTooLong, SentenceUnchanged
from translation.models import Correction, Text
from translation.sentences import Sentence
from translation.spelling import can_be_seen, spelled, stored

VOTES_NEEDED = 2
"""So many more who agree than do not (or the other way round) decide on a proposal."""
GROWTH_MAX, GROWTH_CHARS = 4, 200
"""A translation has at most so many times the characters of its original, and so many more."""

State = Correction.State


def speaks(member: Member, language: str) -> bool:
    """True where a member says to write or read `language`."""
    return any(languages.serves(language, code) for code in member.languages_left_alone)


def speaks_both(member: Member, text: Text, language: str) -> bool:
    """True where a member can judge translations of `text` into `language`: he reads both, or
    wrote the text."""
    reads_source = text.author_id == member.pk or speaks(member, text.language)
    return reads_source and speaks(member, language)


def verdict(agree: int, disagree: int) -> Correction.State | None:
    """What votes make of a proposal; None while it is open."""
    if agree - disagree >= VOTES_NEEDED:
        return State.APPROVED
    return State.REJECTED if disagree - agree >= VOTES_NEEDED else None


def source_of(sentence: Sentence) -> str:
    """The original as people read it."""
    return spelled(sentence.segment.text, sentence.segment.atoms)


def present_of(sentence: Sentence) -> str:
    """The present translation with atom characters; nothing where there is none."""
    return sentence.outcome.text or "" if sentence.outcome else ""


def longest(sentence: Sentence) -> int:
    """How many characters its translation may have."""
    return GROWTH_MAX * len(source_of(sentence)) + GROWTH_CHARS


def checked(typed: str, sentence: Sentence) -> str:
    """What somebody typed for a sentence, ready to be stored. Raises CorrectionRefused.

    Numbers may become words, or words numbers: people know when that is right.
    """
    if not typed.strip():
        raise SentenceEmpty
    if len(typed) > longest(sentence):
        raise SentenceTooLong(most=longest(sentence))
    target = stored(typed, sentence.segment)
    if not can_be_seen(target):
        raise SentenceEmpty
    atoms = sentence.segment.atoms
    if spelled(target, atoms) == spelled(present_of(sentence), atoms):
        raise SentenceUnchanged
    return target
