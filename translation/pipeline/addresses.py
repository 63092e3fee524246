"""Patterns of what leads somewhere: links, mail, mentions, network addresses, paths of files.

Repeats that may start anywhere are capped, so that time stays in proportion to the text.
"""

from translation.pipeline.characters import BEGIN, END, UNSPACED
from translation.pipeline.kinds import Kind

_LATIN = "A-Za-zÀ-ӿ"
_URL_BODY = r"[^\s<>()\"\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]"
_URL_GROUP = rf"\({_URL_BODY}{{0,200}}\)"
_URL_LAST = r"[A-Za-z0-9_À-ӿ/#=&%+-]"
_URL_REST = rf"(?:{_URL_BODY}|{_URL_GROUP})*(?:{_URL_LAST}|{_URL_GROUP})"
_TOP_LEVEL = (
    "com|org|net|info|io|dev|app|eu|gov|edu|de|fr|uk|ch|jp|cn|ru|pl|nl|ca|br|local|lan|example|test"
)
_HOST = r"(?:[a-z0-9][a-z0-9-]{0,62}\.){1,6}"
FILE_ENDINGS = (
    r"exe|dll|sys|msi|lnk|py|ipynb|js|mjs|ts|tsx|jsx|json|ya?ml|toml|xml|html?|css|scss|php|java|jar"
    r"|class|rs|go|rb|kt|cs|cpp|hpp|so|sh|bat|cmd|ps1|cfg|conf|ini|env|log|txt|md|rst|sql|db|sqlite"
    r"|pdf|docx?|xlsx?|pptx?|odt|csv|tsv|zip|gz|xz|bz2|7z|rar|tar|tgz|iso|img|bin|hex|apk|ipa|dmg|deb"
    r"|rpm|whl|png|jpe?g|gif|svg|webp|bmp|ico|heic|mp[34]|wav|flac|mkv|avi|mov|pem|crt|key|bak|tmp|lock"
)
_HEX = "[0-9A-Fa-f]{1,4}"
_NAME = rf"[{_LATIN}0-9_.@+$~%-]"
_WINDOWS = rf"[{_LATIN}0-9_.@+$~%()-]{{1,120}}"
_FOLDERS = rf"(?:{_WINDOWS}(?: {_WINDOWS}){{0,4}}\\){{0,40}}"
_BEFORE_PATH = rf"(?:(?<![\w/<.~])|(?<={UNSPACED.pattern})(?=/[\w.~-]{{1,64}}/))"
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"

ADDRESSES: tuple[tuple[Kind, str], ...] = (
    (
        Kind.URL,
        (
            rf"{BEGIN}(?:(?:https?|ftps?|sftp|ssh|git|wss?|smb|file|rtsp)://|www\.(?=[\w-]+\.))"
            rf"{_URL_REST}"
        ),
    ),
    (Kind.URL, rf"{BEGIN}(?:mailto|tel|sms|magnet|xmpp|geo):(?=[\w+?]){_URL_REST}"),
    # A copy of a repository, as git and scp write it.
    (Kind.PATH, rf"{BEGIN}[a-z_][a-z0-9_-]{{0,31}}@{_HOST}[a-z]{{2,24}}:[A-Za-z0-9~/][\w./~-]*\w"),
    (
        Kind.EMAIL,
        rf"(?<![{_LATIN}0-9._%+-])[{_LATIN}0-9._%+-]{{1,64}}@(?:[\w-]{{1,63}}\.){{1,8}}[A-Za-z]{{2,24}}",
    ),
    (Kind.MENTION, r"(?<![\w.+/@-])@[^\W_](?:[\w.+-]*\w)?"),
    (Kind.HASH, rf"\{{{_UUID}\}}|{BEGIN}{_UUID}{END}"),
    (Kind.ADDRESS, rf"{BEGIN}(?:[0-9A-Fa-f]{{2}}[:-]){{5}}[0-9A-Fa-f]{{2}}{END}"),
    (Kind.ADDRESS, rf"{BEGIN}\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?::\d+|/\d+)?{END}"),
    (Kind.ADDRESS, rf"{BEGIN}{_HEX}(?::{_HEX}){{3,7}}{END}"),
    (
        Kind.ADDRESS,
        (
            rf"(?:{BEGIN}{_HEX}(?::{_HEX}){{0,6}}::(?:{_HEX}(?::{_HEX}){{0,6}})?"
            rf"|(?<![\w:])::{_HEX}(?::{_HEX}){{0,6}})(?:%\w+|/\d+)?{END}"
        ),
    ),
    (Kind.ADDRESS, rf"{BEGIN}localhost(?::\d{{1,5}})?(?:/[\w./?=&%-]*[\w/])?{END}"),
    (
        Kind.URL,
        (
            rf"(?<![./@\\-]){BEGIN}{_HOST}(?:(?:{_TOP_LEVEL})(?::\d{{1,5}})?|[a-z]{{2}}(?=/\w))"
            rf"(?![\w-]|\.\w)(?:/{_URL_REST})?"
        ),
    ),
    (
        Kind.PATH,
        rf"{BEGIN}[A-Za-z]:(?:\\{_FOLDERS}(?:{_WINDOWS}(?<![.)]))?|/(?!/){_NAME}+(?:/{_NAME}+)*(?<!\.))",
    ),
    (Kind.PATH, r"\\\\[A-Za-z0-9_.-]+\\(?:[A-Za-z0-9_.$-]+\\)*[A-Za-z0-9_.$-]*(?<!\.)"),
    (Kind.PATH, rf"%[A-Z_]{{3,32}}%(?:\\{_WINDOWS}(?<![.)]))*"),
    (Kind.PATH, rf"{_BEFORE_PATH}(?:~|\.{{1,2}})?/{_NAME}+(?:/[{_LATIN}0-9_.@+*-]+)*/?(?<!\.)"),
    (
        Kind.PATH,
        rf"(?<![/.-]){BEGIN}[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*\.(?:{FILE_ENDINGS})(?!/){END}",
    ),
)
