"""Links within a community on its way: `lingora:thread/KEY`, `lingora:post/KEY` and
`lingora:upload/KEY` stand in Markdown where addresses of the forum will stand. Pure."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

SCHEME = "lingora:"
REFERENCE = re.compile(r"lingora:(thread|post|upload)/([\w.~%-]+)")
MENTION = re.compile(r"(?<![\w/@.])@([\w][\w.-]*)")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a link names: a thread, a post or an upload by its key."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{SCHEME}{self.kind}/{quote(self.key, safe='')}"


def references_in(sources: Iterable[str]) -> set[Reference]:
    """Everything that texts name."""
    return {
        Reference(match[1], unquote(match[2]))
        for source in sources
        if SCHEME in source
        for match in REFERENCE.finditer(source)
    }


def put_addresses(source: str, address: Callable[[Reference], str | None]) -> str:
    """The text with addresses for references; what has none stays as it is."""
    if SCHEME not in source:
        return source
    return REFERENCE.sub(
        lambda match: address(Reference(match[1], unquote(match[2]))) or match[0], source
    )


def mentions_in(sources: Iterable[str]) -> set[str]:
    """User names (in small letters) that texts may mention."""
    return {
        match[1].rstrip(".-").lower()
        for source in sources
        if "@" in source
        for match in MENTION.finditer(source)
    }


def put_names(source: str, renamed: dict[str, str]) -> str:
    """The text with the present names of members who are called otherwise here."""

    def present(match: re.Match[str]) -> str:
        name = match[1].rstrip(".-")
        return f"@{renamed.get(name.lower(), name)}{match[1][len(name) :]}"

    return MENTION.sub(present, source) if renamed else source
