"""Compares the numbers of two texts by value: 1,234.5 and 1.234,5 and 1 234,5 may be the same.

Knows how languages write numbers; digits may be of any script. Says nothing about numbers that
are written in words.
"""

import re
import unicodedata
from collections import Counter
from decimal import Decimal

_FIGURE = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,'’٫٬．，]\d+)*")
_MONTH = re.compile(r"(?<!\d)(?:1[0-2]|[1-9])\s?[月월](?![\d日]{3})")
"""A month in Chinese, Japanese or Korean; most languages write it as a word."""
_GROUPING = frozenset(" \u00a0\u202f'’٬")
_DECIMAL_POINT = frozenset(
    "en zh ja ko th he hi bn ta te mr ne ur pa si my km ms tl sw am cy ga mt".split()
)
"""Languages that write 1,234.5; all others are taken to write 1.234,5."""
_MOST_DIGITS = 400


def same_figures(source: str, source_language: str, target: str, target_language: str) -> bool:
    """True where both texts hold the same numbers, as often, each read as its language writes it.

    A number may also stand in the target exactly as it stands in the source.
    """
    written, said = figures(source), figures(target)
    return _values(written - said, source_language) == _values(said - written, target_language)


def figures(text: str) -> Counter[str]:
    """The numbers of a text as they are written, with their frequency."""
    return Counter(_FIGURE.findall(_MONTH.sub(" ", text)))


def _values(found: Counter[str], language: str) -> Counter[str]:
    values: Counter[str] = Counter()
    for figure, count in found.items():
        values[value(figure, language)] += count
    return values


def value(figure: str, language: str) -> str:
    """The value of a number as text, without the signs of its language.

    What is no number but several with points between them (a date, a version) has no value and
    comes back as it is, in ASCII digits.
    """
    ascii_figure = "".join(_ascii(character) for character in figure)
    digits = "".join(c for c in ascii_figure if c not in _GROUPING)
    point = _decimal_sign(digits, language)
    whole, _sign, rest = digits.rpartition(point) if point else (digits, "", "")
    groups = re.split("[.,]", whole)
    if any(len(group) not in {2, 3} for group in groups[1:]):
        return digits
    number = "".join(groups) + ("." + rest if rest else "")
    if len(number) > _MOST_DIGITS:
        return number
    return f"{Decimal(number).normalize():f}"


def _ascii(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return {"٫": ".", "．": ".", "，": ","}.get(character, character)


def _decimal_sign(digits: str, language: str) -> str:
    """The sign before the fraction, "" where there is none."""
    signs = [character for character in digits if character in ".,"]
    if not signs:
        return ""
    last = signs[-1]
    if len(set(signs)) == 2:
        return last if signs.count(last) == 1 else ""
    if len(signs) > 1:
        return ""
    own = "." if language.split("-")[0] in _DECIMAL_POINT else ","
    three_follow = len(digits) - digits.index(last) == 4
    return "" if three_follow and last != own else last
