"""Finds in plain text what must not be translated: addresses, paths, versions, names of code.

Everything here is a pattern; structure that the parser already knows (code, pictures, links)
never comes this far. Whole numbers of up to four digits stay in the text, where languages need
them for agreement; `gate` checks them. The time a pattern takes must not grow with the square of
the text: repeats that may start anywhere are capped, ambiguous ones are possessive.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from translation.pipeline.characters import BEGIN, END, OPAQUE


class Kind(StrEnum):
    """What an atom is."""

    CODE = "code"
    IMAGE = "image"
    HTML = "html"
    BREAK = "break"
    LINE = "line"
    GROUP = "group"
    FOOTNOTE = "footnote"
    URL = "url"
    EMAIL = "email"
    MENTION = "mention"
    TAG = "tag"
    EMOJI = "emoji"
    ADDRESS = "address"
    PATH = "path"
    VERSION = "version"
    HASH = "hash"
    ERROR = "error"
    FLAG = "flag"
    IDENTIFIER = "identifier"
    QUANTITY = "quantity"
    NUMBER = "number"
    OPAQUE = "opaque"


SEPARATORS = frozenset({Kind.BREAK, Kind.HTML, Kind.LINE})
"""Atoms no sentence reaches across, so that their order cannot change."""
LEFT_TO_RIGHT = frozenset(
    {Kind.CODE, Kind.URL, Kind.EMAIL, Kind.ADDRESS, Kind.PATH, Kind.VERSION, Kind.HASH}
    | {Kind.ERROR, Kind.FLAG, Kind.IDENTIFIER}
)
"""Atoms that read from left to right in every language."""

_UNITS = (
    r"%|°\s?[CF]?|[kMGT]?Hz|[kKMGT]i?B(?:it)?(?:/s)?|[kMG]bit/s|[kMG]bps|fps|rpm|dpi|mAh|Ah|[kM]?Wh"
    r"|[kmM]?W|[kmM]?V|dBm?|[mk]?Ω|[munpµμ]s|[µμ]m|[cmk]m|[mk]g|ml|px|pt|mA|bar|hPa"
    r"|€|\$|£|¥|₹|₽|₺|EUR|USD|CHF|GBP|JPY|CNY|″|′"
)
_FIGURE = r"\d+(?:[.,]\d+)*"
_FILE = (
    r"exe|dll|py|js|ts|jsx|json|ya?ml|xml|html?|css|php|java|rs|sh|bat|ps1|cfg|conf|ini|log|txt|md"
    r"|pdf|docx?|xlsx?|pptx?|csv|zip|gz|tar|iso|img|bin|apk|dmg|deb|rpm|png|jpe?g|gif|svg|webp|mp[34]"
)
_URL = (
    rf"{BEGIN}(?:(?:https?|ftps?|sftp|ssh|git|wss?|smb|file|rtsp)://|www\.(?=[\w-]+\.))"
    r"[^\s<>\"\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]*[A-Za-z0-9_À-ӿ/#=&%+-]"
)
_EMOJI = (
    r"(?:[\U0001f1e6-\U0001f1ff]{2}|[\d#*]\ufe0f?\u20e3"
    r"|[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
    r"(?:[\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[\u2600-\u27bf\U0001f000-\U0001faff])*)+"
)
_WORD = r"[A-Za-z0-9_]"
_HEX = "[0-9A-Fa-f]{1,4}"
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (Kind.OPAQUE, f"{OPAQUE.pattern}+"),
    # What masking left in place of private data (`translation.masking.TOKEN`).
    (Kind.OPAQUE, r"⟦sealed:[0-9a-f]{12}⟧"),
    (Kind.URL, _URL),
    (
        Kind.EMAIL,
        r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}",
    ),
    (Kind.MENTION, r"(?<![\w.+/@-])@[^\W_](?:[\w.+-]*\w)?"),
    (Kind.HASH, rf"{BEGIN}[0-9a-fA-F]{{8}}(?:-[0-9a-fA-F]{{4}}){{3}}-[0-9a-fA-F]{{12}}{END}"),
    (Kind.ADDRESS, rf"{BEGIN}(?:[0-9A-Fa-f]{{2}}[:-]){{5}}[0-9A-Fa-f]{{2}}{END}"),
    (Kind.ADDRESS, rf"{BEGIN}\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?::\d+|/\d+)?{END}"),
    (Kind.ADDRESS, rf"{BEGIN}{_HEX}(?::{_HEX}){{3,7}}{END}"),
    (
        Kind.ADDRESS,
        rf"{BEGIN}{_HEX}(?::{_HEX}){{0,6}}::(?:{_HEX}(?::{_HEX}){{0,6}})?(?:/\d+)?{END}",
    ),
    (Kind.PATH, rf"{BEGIN}[A-Za-z]:\\[A-Za-z0-9_\\.$~+-]*|\\\\[A-Za-z0-9_.-]+\\[A-Za-z0-9_\\.$-]+"),
    (
        Kind.PATH,
        r"(?<![A-Za-z0-9_/<.~])(?:~|\.{1,2})?/[A-Za-z0-9_.@+-]+(?:/[A-Za-z0-9_.@+*-]+)*/?(?<!\.)",
    ),
    (
        Kind.PATH,
        rf"(?<![/.-]){BEGIN}[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*\.(?:{_FILE})(?!/){END}",
    ),
    (Kind.FLAG, rf"(?<!-){BEGIN}--[A-Za-z][A-Za-z0-9_-]*(?:=[^\s,;]+)?"),
    (Kind.FLAG, rf"(?<!-){BEGIN}-[A-Za-z](?!-){END}"),
    (Kind.QUANTITY, rf"(?<![.,]){BEGIN}[€$£¥₹]\s?{_FIGURE}"),
    (Kind.QUANTITY, rf"(?<![.,]){BEGIN}[-+−]?{_FIGURE}[ \u00a0\u202f]?(?:{_UNITS}){END}"),
    (
        Kind.VERSION,
        rf"(?<!\.){BEGIN}(?:[vV]\d+(?:\.\d+)*|\d+(?:\.\d+){{2,}})(?:[-+][\w.]*\w)?{END}",
    ),
    (Kind.ERROR, rf"{BEGIN}0[xX][0-9A-Fa-f]+{END}"),
    (Kind.HASH, rf"{BEGIN}(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{{7,64}}{END}"),
    (Kind.IDENTIFIER, r"\$\{\w+\}|\$[A-Za-z_]\w*|%[A-Z_]{3,}%|\{\{?\w+\}\}?"),
    (
        Kind.IDENTIFIER,
        rf"(?<!\.){BEGIN}[A-Za-z_][A-Za-z0-9]*(?:(?:\.|::|->)[A-Za-z_]{_WORD}*){{0,16}}\(\)",
    ),
    (Kind.IDENTIFIER, rf"{BEGIN}_*[A-Za-z0-9]+(?:_+[A-Za-z0-9]+)+_*{END}"),
    (
        Kind.ERROR,
        rf"(?<!-){BEGIN}[A-Z](?:[A-Z0-9]*+(?:-[A-Z]*+\d[A-Z0-9]*+)+{END}|[A-Z]*+\d[A-Z0-9]*+{END})",
    ),
    (Kind.IDENTIFIER, rf"{BEGIN}[a-z]+(?:[A-Z][a-z0-9]*)+{END}"),
    (Kind.IDENTIFIER, rf"{BEGIN}[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+{END}"),
    (Kind.TAG, r"(?<![\w&/#])#[^\W_][\w-]*"),
    (
        Kind.NUMBER,
        rf"{BEGIN}\d{{1,4}}(?:-\d{{1,2}}-|/\d{{1,2}}/|\.\d{{1,2}}\.)\d{{1,4}}{END}",
    ),
    (Kind.NUMBER, rf"{BEGIN}\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?!:){END}"),
    (Kind.NUMBER, rf"(?<![.,]){BEGIN}\d+(?:[.,'’\u00a0\u202f]\d+)+{END}"),
    (Kind.NUMBER, r"\d{5,}"),
    (Kind.EMOJI, _EMOJI),
    (Kind.EMOJI, r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?!\w)|(?<!\S)[:;][-^']?[()DPp|\\/](?!\S)"),
)
_ANY = re.compile("|".join(f"(?P<a{i}>{p})" for i, (_, p) in enumerate(_PATTERNS)))
_LOG_LINE = re.compile(
    r"""\s*(?:
      \[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d              # 2026-11-21 10:15:00
    | \[?\d\d:\d\d:\d\d[.,\d]*\]?\s+[\[(A-Z]{2}         # 10:15:00 WARN
    | [A-Z][a-z]{2}\s+\d{1,2}\s\d\d:\d\d:\d\d\s         # Nov 21 10:15:00
    | \[\s*\d+\.\d{3,}\]\s                              # [ 1234.567890]
    | \[?(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|TRACE)\]?\s+[\[(]
    | [VDIWEF]/[\w.]+\(\s*\d+\):
    | at\s[\w.$<>]+\(.*\)$
    | File\s".+",\sline\s\d+
    | Traceback\s\(most\srecent\scall\slast\):
    | Caused\sby:\s[\w.$]+
    | (?:[\w$]+\.)*[A-Z]\w*(?:Error|Exception)(?::\s|$)
    | (?:PS\s)?[A-Z]:\\[^>]*>\s*\S
    | \$\s+\S
    )""",
    re.VERBOSE,
)


def find_atoms(text: str) -> Iterator[tuple[int, int, Kind]]:
    """The atoms of a plain text as (start, end, kind), in order, never overlapping."""
    for match in _ANY.finditer(text):
        name = match.lastgroup
        if name and match.end() > match.start():
            yield match.start(), match.end(), _PATTERNS[int(name[1:])][0]


def is_log_line(line: str) -> bool:
    """True for a line out of a log, a stack trace or a command prompt."""
    return _LOG_LINE.match(line) is not None
