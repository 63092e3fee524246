"""Patterns of signs: emoji, emoticons, arrows of menus, and what no engine may see."""

from translation.pipeline.characters import OPAQUE
from translation.pipeline.kinds import Kind

_PICTURE = r"[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
# Signs that are text until a variation selector makes them a picture.
_TEXT_SIGN = r"[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u3030\u303d\u3297\u3299]\ufe0f"
_EMOJI = (
    r"(?:[\U0001f1e6-\U0001f1ff]{2}|[\d#*]\ufe0f?\u20e3"
    rf"|(?:{_PICTURE}|{_TEXT_SIGN})"
    r"(?:[\ufe0f\U0001f3fb-\U0001f3ff]|[\U000e0020-\U000e007e]+\U000e007f"
    r"|\u200d[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff])*)+"
)

SEALED = r"⟦sealed:[0-9a-f]{12}⟧"
"""What masking left in place of private data (`translation.masking`)."""

HIDDEN: tuple[tuple[Kind, str], ...] = (
    (Kind.OPAQUE, f"{OPAQUE.pattern}+"),
    (Kind.OPAQUE, SEALED),
)
SIGNS: tuple[tuple[Kind, str], ...] = (
    (Kind.EMOJI, _EMOJI),
    (Kind.EMOJI, r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?!\w)|(?<!\S)[:;][-^']?[()DPp|\\/](?!\S)"),
    # Between the steps of a menu: words on both sides are translated, the arrow stays.
    (Kind.ARROW, r"(?<=[^\W\d_]{2} )(?:-?>|=>|[→➔➜▸»›≫])(?= [^\W\d_]{2})|(?<=\w)[→＞](?=\w)"),
)
