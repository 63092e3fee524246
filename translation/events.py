"""What happened to texts and their translations."""

from dataclasses import dataclass

from core.events import Event, event


@event("translation.text_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class TextChanged(Event):
    """A text that existed before has another source or language now."""

    text_id: int
    checksum: str


@event("translation.text_translated")
@dataclass(frozen=True, slots=True, kw_only=True)
class TextTranslated(Event):
    """The translation of a text into a language was stored (or withheld, or given up)."""

    text_id: int
    language: str
    checksum: str
