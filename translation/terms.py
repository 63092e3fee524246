"""What a glossary term may be: its languages, its characters, its length.

Knows no rows: forms, files and programs come through here before anything is stored.
"""

import unicodedata
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from core import languages
from core.errors import InvalidInput, Message

TERM_MAX_CHARS = 120
NOTE_MAX_CHARS = 300
JOINERS = frozenset("\u200c\u200d")
"""Invisible characters that belong to the spelling of Persian, Hindi and others."""
_UNWANTED = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
"""Control, format (also what turns the direction of writing), private use, surrogates, none."""


@dataclass(frozen=True, slots=True)
class Term:
    """`source` is written as `target`, or left as it is where that is empty.

    An empty `target_language` means every language.
    """

    source_language: str
    target_language: str
    source: str
    target: str
    case_sensitive: bool = False
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What one community has once."""
        return self.source_language, self.target_language, self.source


def checked(term: Term) -> Term:
    """The term in canonical spelling: languages, blanks, composed characters.

    Raises InvalidInput with the reason for each field that cannot be.
    """
    clean = replace(
        term, source=_neat(term.source), target=_neat(term.target), note=_neat(term.note)
    )
    fields: dict[str, Message] = {}
    source_language = _language(term.source_language, "source_language", fields)
    target_language = (
        _language(term.target_language, "target_language", fields) if term.target_language else ""
    )
    _check_words(clean, fields)
    if clean.target and not term.target_language:
        fields["target_language"] = _("Say which language the translation is in.")
    if target_language and not fields and languages.serves(source_language, target_language):
        fields["target_language"] = _("This is the language of the term itself.")
    if fields:
        raise InvalidInput(fields=fields)
    return replace(clean, source_language=source_language, target_language=target_language)


def _neat(text: str) -> str:
    """In one line, with single blanks and composed characters."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _language(tag: str, field: str, fields: dict[str, Message]) -> str:
    """The canonical code; what is wrong with it goes into `fields`."""
    try:
        code = languages.canonical(tag.strip())
    except languages.InvalidLanguage as error:
        fields[field] = str(error)
        return ""
    if code == languages.UNKNOWN:
        fields[field] = _("Say which language it is.")
    return code


def _check_words(term: Term, fields: dict[str, Message]) -> None:
    for name, text in (("source", term.source), ("target", term.target)):
        wrong = _wrong_with(text) if text or name == "source" else None
        if wrong:
            fields[name] = wrong
    if len(term.note) > NOTE_MAX_CHARS:
        fields["note"] = _("At most %(most)d characters.") % {"most": NOTE_MAX_CHARS}
    elif _holds_unwanted(term.note):
        fields["note"] = _("This holds characters that cannot be seen.")


def _wrong_with(text: str) -> Message | None:
    if not text:
        return _("Please write something.")
    if len(text) > TERM_MAX_CHARS:
        return _("At most %(most)d characters.") % {"most": TERM_MAX_CHARS}
    if _holds_unwanted(text):
        return _("This holds characters that cannot be seen.")
    if not any(character.isalpha() for character in text):
        return _("A term has at least one letter.")
    return None


def _holds_unwanted(text: str) -> bool:
    return any(unicodedata.category(one) in _UNWANTED for one in text if one not in JOINERS)
