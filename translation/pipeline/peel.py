"""What surrounds the words of a sentence and need not be translated: blanks, bullets, atoms at
either end, quotes around the whole; and ALL CAPS, which models read badly.

Everything is by offset; what is peeled stays in its place verbatim.
"""

from translation.pipeline.characters import SLOT, has_letters, is_unspaced

Span = tuple[int, int]

_BULLETS = frozenset("•‣▪●◦·*–—-→►✓>|")
_AFTER_ATOM = frozenset(",:;.!?)]…、。，：；！？")
_PAIRS = {
    '"': '"',
    "“": "”",
    "„": "“",
    "«": "»",
    "»": "«",
    "‘": "’",
    "(": ")",
    "[": "]",
    "「": "」",
    "『": "』",
    "（": "）",
}
_MIN_CAPS = 10


def peel(text: str, span: Span) -> Span | None:
    """The part of a sentence that is to be translated, or None where nothing can be read."""
    start, end = span
    start = _peel_left(text, start, end)
    end = _peel_right(text, start, end)
    start, end = _peel_pair(text, start, end)
    return (start, end) if has_letters(text[start:end]) else None


def _peel_left(text: str, start: int, end: int) -> int:
    position = start
    while position < end:
        following = text[position + 1] if position + 1 < end else " "
        character = text[position]
        if character == SLOT:
            if not (following.isspace() or following == SLOT or following in _AFTER_ATOM):
                break
            position = _skip(text, position + 1, end, _AFTER_ATOM)
        elif character.isspace() or (character in _BULLETS and following.isspace()):
            position += 1
        else:
            break
    return position


def _skip(text: str, position: int, end: int, characters: frozenset[str]) -> int:
    while position < end and text[position] in characters:
        position += 1
    return position


def _peel_right(text: str, start: int, end: int) -> int:
    while end > start:
        before = text[end - 2] if end - 2 >= start else " "
        stands_alone = text[end - 1] == SLOT and (before.isspace() or before == SLOT)
        if not (text[end - 1].isspace() or stands_alone):
            break
        end -= 1
    return end


def _peel_pair(text: str, start: int, end: int) -> Span:
    """Without the quotes or brackets that enclose all of it, if no others lie inside."""
    if end - start < 3:
        return start, end
    opening, closing = text[start], text[end - 1]
    inner = text[start + 1 : end - 1]
    if _PAIRS.get(opening) != closing or opening in inner or closing in inner:
        return start, end
    if inner[0].isspace() or inner[-1].isspace() or SLOT in (inner[0], inner[-1]):
        return start, end
    return start + 1, end - 1


def fold_capitals(text: str, language: str = "und") -> str | None:
    """`text` as an ordinary sentence if it is shouted and can be restored exactly, else None."""
    letters = [character for character in text if character.isalpha()]
    if len(letters) < _MIN_CAPS or " " not in text or not all(map(str.isupper, letters)):
        return None
    lowered = _lowered(text, language)
    first = next(index for index, character in enumerate(lowered) if character.isalpha())
    folded = lowered[:first] + text[first] + lowered[first + 1 :]
    return folded if restore_capitals(folded, language) == text else None


def _lowered(text: str, language: str) -> str:
    """The text in small letters, as many as before; a final sigma is one in Greek."""
    if _is_turkic(language):
        text = text.translate({ord("I"): "ı", ord("İ"): "i"})
    whole = text.lower()
    if len(whole) == len(text):
        return whole
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def restore_capitals(text: str, language: str = "und") -> str:
    """`text` shouted again, character by character, so that offsets hold (ß stays ß)."""
    if _is_turkic(language):
        text = text.replace("i", "İ")
    return "".join(c.upper() if len(c.upper()) == 1 and not is_unspaced(c) else c for c in text)


def _is_turkic(language: str) -> bool:
    """True for languages with a dotted and a dotless I."""
    return language.split("-")[0] in {"tr", "az", "crh"}
