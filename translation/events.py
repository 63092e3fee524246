"""What happened to texts and their translations."""

from dataclasses import dataclass

from core.events import Event, event


@event("translation.text_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class TextChanged(Event):
    """A text that existed before has another source or language now."""

    text_id: int
    checksum: str


@event("translation.text_erased")
@dataclass(frozen=True, slots=True, kw_only=True)
class TextErased(Event):
    """No word is left of a text: whoever kept a copy forgets it, too."""

    text_id: int


@event("translation.text_translated")
@dataclass(frozen=True, slots=True, kw_only=True)
class TextTranslated(Event):
    """The translation of a text into a language was stored (or withheld, or given up)."""

    text_id: int
    language: str
    checksum: str


@event("translation.sentence_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceChanged(Event):
    """People translate a sentence in another way: in one community, or in all (None).

    Texts that hold it and whose id is below `before` have yet to be asked for.
    """

    source_key: str
    source_language: str
    target_language: str
    community_id: int | None
    before: int | None = None


@event("translation.glossary_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryChanged(Event):
    """Terms of a community count now, count no more, or ask for something else.

    Texts whose id is below `before` have yet to be looked at (None: all of them).
    """

    community_id: int
    term_ids: list[int]
    before: int | None = None


@event("translation.term_approved")
@dataclass(frozen=True, slots=True, kw_only=True)
class TermApproved(Event):
    """Somebody else than its author approved a proposed term."""

    term_id: int
    author_id: int
    community_id: int


@event("translation.translation_corrected")
@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationCorrected(Event):
    """A person's translation of a sentence counts from now on; `author_id` made it."""

    correction_id: int
    text_id: int
    language: str
    author_id: int | None


@event("translation.correction_undone")
@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionUndone(Event):
    """A correction that counted does not count any more."""

    correction_id: int


@event("translation.correction_turned")
@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionTurned(Event):
    """A better translation was proposed, decided on, withdrawn or forgotten: its state says
    which."""

    id: int


@event("translation.term_turned")
@dataclass(frozen=True, slots=True, kw_only=True)
class TermTurned(Event):
    """A term of a glossary was proposed, decided on or taken back: its state says which."""

    id: int
