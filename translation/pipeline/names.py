"""Patterns of names out of code and technology: identifiers, versions, error codes, products,
keys, placeholders of templates, formulas."""

from translation.pipeline.characters import BEGIN, END
from translation.pipeline.kinds import Kind

_WORD = r"[A-Za-z0-9_]"
_MODIFIER = (
    "Ctrl|Control|Strg|Alt|AltGr|Shift|Umschalt|Cmd|Command|Option|Opt|Win|Windows|Super|Meta|Fn|Maj"
    "|Mayús|Maiusc|Entf|Del|Esc"
)
_KEY = r"(?:F\d{1,2}|[A-Z][a-z]{1,11}|[A-Za-z0-9]|↑|↓|←|→)"

VERSIONS: tuple[tuple[Kind, str], ...] = (
    (
        Kind.VERSION,
        rf"(?<!\.){BEGIN}(?:[vV]\d+(?:\.\d+)*|\d+(?:\.\d+){{2,}})(?:[-+][\w.]*\w)?{END}",
    ),
    (Kind.VERSION, rf"{BEGIN}\d{{3,4}}\.\d{{1,2}}[a-z]{{1,2}}{END}"),
    (Kind.ERROR, rf"{BEGIN}0[xX][0-9A-Fa-f]+{END}"),
    (Kind.ERROR, rf"{BEGIN}[A-Z]{{3,16}}\[\w{{1,16}}\]"),
    (
        Kind.ERROR,
        (
            rf"{BEGIN}E(?:NOENT|ACCES|PERM|EXIST|AGAIN|PIPE|INVAL|IO|BUSY|NOSPC|NOTFOUND|ADDRINUSE"
            rf"|TIMEDOUT|CONN(?:REFUSED|RESET|ABORTED)|HOSTUNREACH|NETUNREACH|RESOLVE){END}"
        ),
    ),
    (Kind.HASH, rf"{BEGIN}(?:sha\d{{1,3}}|md5)[:-][0-9A-Za-z+/=]{{16,128}}"),
    (Kind.HASH, rf"{BEGIN}(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{{7,64}}{END}"),
)
TEMPLATES: tuple[tuple[Kind, str], ...] = (
    (Kind.FORMULA, r"\$\$[^$\n]{1,400}\$\$|\\\([^\n]{1,200}?\\\)"),
    (
        Kind.FORMULA,
        r"(?<![\w$\\])\$(?=[^$\n]{0,200}[\\^_={}]|[A-Za-z]\$)[^\s${(](?:[^$\n]{0,200}[^\s$])?\$(?![\w$])",
    ),
    (Kind.IDENTIFIER, r"\$\{[\w.:-]{1,64}\}|\$\([^()\n]{1,64}\)|\$(?:env:)?[A-Za-z_]\w*"),
    (Kind.IDENTIFIER, r"\{\{ ?[\w.|]{1,64} ?\}\}|\{%[^%\n]{1,64}%\}|\{[\w.:!]{1,64}\}"),
    (
        Kind.IDENTIFIER,
        r"(?<![\w%])%(?:\(\w{1,64}\)|\d{1,2}\$)?-?\d{0,3}(?:\.\d{1,2})?l{0,2}[sdifuxXeEgGcr](?!\w)",
    ),
)
NAMES: tuple[tuple[Kind, str], ...] = (
    (Kind.FLAG, rf"(?<!-){BEGIN}--[A-Za-z][A-Za-z0-9_-]*(?:=[^\s,;]+)?"),
    (Kind.FLAG, rf"(?<!-){BEGIN}-[A-Za-z](?!-){END}"),
    (Kind.KEYS, rf"{BEGIN}(?:{_MODIFIER})(?: ?\+ ?(?:{_MODIFIER}|{_KEY})){{1,4}}{END}"),
    (Kind.KEYS, rf"{BEGIN}(?:Ctrl|Strg|Alt|Cmd|Shift)-(?:[A-Z0-9]|F\d{{1,2}}){END}"),
    (Kind.KEYS, r"[⌘⌥⌃⇧⌫⏎⎋⇥]{1,5}[A-Z0-9]?(?!\w)"),
    (Kind.PRODUCT, rf"{BEGIN}[A-Z][A-Za-z]*+![A-Z][A-Za-z]*(?: \d{{4}})?{END}"),
    (Kind.PRODUCT, rf"{BEGIN}(?:C\+\+|[CF]#|\.NET)(?!\w)"),
    (
        Kind.PRODUCT,
        rf"(?<![A-Z] ){BEGIN}[A-Z]{{2,5}} (?!(?:19|20)\d\d(?!\d))\d{{3,5}}{END}(?! [A-Z]{{2}})",
    ),
    (
        Kind.PRODUCT,
        rf"{BEGIN}i[3579]-\d{{3,5}}[A-Z]{{0,2}}{END}|{BEGIN}\d{{3,5}}[A-Z]{{1,2}}(?:\d[A-Z])?{END}",
    ),
    (
        Kind.IDENTIFIER,
        rf"(?<!\.){BEGIN}[A-Za-z_][A-Za-z0-9]*(?:(?:\.|::|->)[A-Za-z_]{_WORD}*){{0,16}}\(\)",
    ),
    (
        Kind.IDENTIFIER,
        rf"(?<![.:]){BEGIN}[A-Za-z_]{_WORD}{{0,63}}(?:::[A-Za-z_]{_WORD}{{0,63}}){{1,16}}",
    ),
    (
        Kind.IDENTIFIER,
        rf"(?<!\.){BEGIN}[A-Za-z_]{_WORD}{{1,63}}(?:\.[A-Za-z_]{_WORD}{{1,63}}){{2,16}}{END}",
    ),
    (Kind.IDENTIFIER, rf"{BEGIN}_*[A-Za-z0-9]+(?:_+[A-Za-z0-9]+)+_*{END}"),
    (
        Kind.ERROR,
        rf"(?<!-){BEGIN}[A-Z](?:[A-Z0-9]*+(?:-[A-Z]*+\d[A-Z0-9]*+)+{END}|[A-Z]*+\d[A-Z0-9]*+{END})",
    ),
    (Kind.IDENTIFIER, rf"{BEGIN}[a-z]+(?:[A-Z][a-z0-9]*)+{END}"),
    (Kind.IDENTIFIER, rf"{BEGIN}[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+{END}"),
    (Kind.TAG, r"(?<![\w&/#])#[^\W_][\w-]*"),
)
