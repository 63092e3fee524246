"""Patterns of figures: dates, times, telephone numbers, amounts of money, numbers with units.

Whole numbers of up to four digits stay in the text, where languages need them for agreement, and
so do units in other scripts than Latin (5 кг, 100公里): engines know them, readers of other
scripts do not. `figures` checks the values of both.
"""

from translation.pipeline.characters import BEGIN, END
from translation.pipeline.kinds import Kind

_UNITS = (
    r"%|°\s?[CF]?|km/h|mph|m/s|[cmk]?m[²³]|[kMGT]?Hz|[kKMGT]i?B(?:it)?(?:/s)?|[kMG]bit/s|[kMG]bps"
    r"|[mM]p|fps|rpm|dpi|ppi|mAh|Ah|[kM]?Wh|kWp"
    r"|[kmM]?W|[kmM]?V|dBm?|[mk]?Ω|[munpµμ]s|[µμ]m|[cmk]m|[mk]g|ml|px|pt|mA|bar|hPa"
    r"|€|\$|£|¥|₹|₽|₺|₩|EUR|USD|CHF|GBP|JPY|CNY|INR|RUB|TRY|KRW|PLN|SEK|NOK|DKK|CZK|″|′"
)
_GROUPED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)"
_FIGURE = rf"(?:{_GROUPED}|\d+(?:[.,'’]\d+)*)"
_GAP = r"[ \u00a0\u202f]?"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?"
_ZONE = r"(?:Z|[+-]\d{2}:?\d{2})?"

DATES: tuple[tuple[Kind, str], ...] = (
    (Kind.NUMBER, rf"{BEGIN}\d{{4}}-\d{{2}}-\d{{2}}[T ]{_CLOCK}{_ZONE}{END}"),
    (
        Kind.NUMBER,
        (
            rf"{BEGIN}(?:\d{{1,4}}-\d{{1,2}}-|\d{{1,4}}/\d{{1,2}}/|\d{{1,2}}\.\d{{1,2}}\.(?=\d{{2}}|\d{{4}}))"
            rf"(?:\d{{4}}|\d{{1,2}})(?!\.\d){END}"
        ),
    ),
    (Kind.NUMBER, rf"{BEGIN}(?:{_CLOCK}|\d{{1,2}}:\d{{1,2}})(?!:){END}"),
    # International, then national with its leading zero, then with the prefix in brackets.
    (
        Kind.PHONE,
        r"(?<![\w+])\+\d{1,3}(?:[ ./-]?\(\d{1,5}\))?(?:[ ./-]?\d{2,8}){1,4}(?![\w]|[.,]\d)",
    ),
    (Kind.PHONE, rf"(?<![.,:]){BEGIN}0\d{{2,5}}(?:[ /-]\d{{2,8}}){{1,4}}(?![.,:]\d){END}"),
    (Kind.PHONE, r"(?<!\w)\(0?\d{2,5}\) ?\d{2,8}(?:[ -]\d{2,8}){1,3}(?!\w)"),
)
AMOUNTS: tuple[tuple[Kind, str], ...] = (
    (Kind.QUANTITY, rf"(?<![.,]){BEGIN}[€$£¥₹₩]\s?{_FIGURE}"),
    (
        Kind.QUANTITY,
        rf"(?<![.,\d]){BEGIN}[-+−±]?(?:{_FIGURE}{_GAP}[-–]{_GAP})?{_FIGURE}{_GAP}(?:{_UNITS}){END}",
    ),
    (Kind.QUANTITY, rf"{BEGIN}\d{{1,4}}[pKGx]{END}"),
)
NUMBERS: tuple[tuple[Kind, str], ...] = (
    (Kind.NUMBER, rf"(?<![.,]){BEGIN}[-−]?\d+(?:\.\d+)?(?:[eE][-+]?\d+|\^\d+){END}"),
    (Kind.NUMBER, rf"(?<![.,]){BEGIN}{_GROUPED}{END}"),
    (Kind.NUMBER, rf"(?<![.,]){BEGIN}\d+(?:[.,'’\u00a0\u202f٫٬]\d+)+{END}"),
    (Kind.NUMBER, r"(?:(?<![\w.,])[-−])?\d{5,}"),
    (Kind.NUMBER, rf"{BEGIN}\d{{4}}年\d{{1,2}}月(?:\d{{1,2}}日)?"),
)
