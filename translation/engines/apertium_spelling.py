"""Makes an answer of Apertium look as its language is written: case, spaces, question marks.

Apertium translates words. What it does to capitals depends on which words moved, and punctuation
goes through as it stood in the source.
"""

import re

from translation.engines.base import ATOM_BASE, ATOM_LIMIT, Pair

_NO_BREAK = "\u00a0"
_OPENED = frozenset({"es", "ast"})
"""Languages that open what ends in a question or exclamation mark (``¿…?``)."""
_ATOM = f"{chr(ATOM_BASE)}-{chr(ATOM_BASE + ATOM_LIMIT - 1)}"
_OPENING = re.compile("[¿¡]")
_END = r"[)\]\"'»”]*(?:\s+|\Z)"
_WITHIN = r"(?:[^.!?…]|[.!?…](?=[^\s.!?…)\]\"'»”]))"
"""A mark with something right after it, as in 1.5, ends no sentence. Repeated without going back,
which keeps the time in proportion to the text."""
_SENTENCE = re.compile(
    rf"({_WITHIN}*+)([?!])[?!.…]*{_END}|{_WITHIN}*+[.…]+{_END}|{_WITHIN}++|[.!?…]+"
)
_BEFORE_MARKS = re.compile(r"[ \u00a0\u202f]+(?=[?!;:»])")
_AFTER_QUOTE = re.compile(r"(?<=«)[ \u00a0\u202f]+")
_HIGH_MARK = re.compile(rf"(?<=[\w{_ATOM}»)”\"%])[ \u202f]?([?!;:]+)(?=\s|\Z|»)")
_OPEN_QUOTE = re.compile(r"«[ \u202f]?(?=\S)")
_CLOSE_QUOTE = re.compile(r"(?<=\S)[ \u202f]?»")


def spelled(answer: str, source: str, pair: Pair) -> str:
    """The answer to `source`, both without white space around them."""
    text = _with_case(answer, source)
    if pair.source == "fr":
        text = _AFTER_QUOTE.sub("", _BEFORE_MARKS.sub("", text))
    if pair.target == "fr":
        text = _with_french_spaces(text)
    if pair.target.split("-")[0] in _OPENED:
        return _opened(text)
    return _OPENING.sub("", text)


def _with_case(answer: str, source: str) -> str:
    """Capitals as in the source: throughout, or at the beginning."""
    if _is_capitals(source):
        return answer.upper()
    first, said = _first_letter(source), _first_letter(answer)
    if first is None or said is None:
        return answer
    if source[first].isupper() and answer[said].islower():
        return answer[:said] + answer[said].upper() + answer[said + 1 :]
    if source[first].islower() and _is_capitalised(answer[said : said + 2]):
        return answer[:said] + answer[said].lower() + answer[said + 1 :]
    return answer


def _is_capitals(text: str) -> bool:
    """True for several letters, all of them capitals; one alone may begin a sentence."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)


def _is_capitalised(beginning: str) -> bool:
    """False for acronyms and names such as USB, which stay."""
    return beginning[0].isupper() and not beginning[1:].isupper()


def _first_letter(text: str) -> int | None:
    """Where the first letter stands; None where an atom or a number comes before it."""
    for at, letter in enumerate(text):
        if letter.isalpha():
            return at
        if letter.isalnum() or ATOM_BASE <= ord(letter) < ATOM_BASE + ATOM_LIMIT:
            return None
    return None


def _with_french_spaces(text: str) -> str:
    """High marks and quotes are set off, and no line breaks there."""
    text = _HIGH_MARK.sub(rf"{_NO_BREAK}\1", text)
    return _CLOSE_QUOTE.sub(f"{_NO_BREAK}»", _OPEN_QUOTE.sub(f"«{_NO_BREAK}", text))


def _opened(text: str) -> str:
    return _SENTENCE.sub(_with_opening, text)


def _with_opening(match: re.Match[str]) -> str:
    sentence, mark = match[0], match[2]
    if mark is None or _OPENING.search(sentence):
        return sentence
    at = next((at for at, letter in enumerate(match[1]) if letter.isalpha()), None)
    if at is None:
        return sentence
    return f"{sentence[:at]}{'¿' if mark == '?' else '¡'}{sentence[at:]}"
