"""How a rendered text stands on a page: which side is seen, and what is said about it.

Decides only from what `translation.queries.render` answered and from how the visitor reads.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from core import languages
from frontend.pages.visitor import Reading
from translation.queries import Rendered, Side

View: TypeAlias = Literal["shown", "original", "both"]
Note: TypeAlias = Literal[
    "", "translated", "uncertain", "stale", "pending", "working", "failed", "unsupported"
]
NOBODY = Reading()


@dataclass(frozen=True, slots=True)
class TextView:
    """One text on a page. `note` names the sentence below or above it, if there is one."""

    rendered: Rendered
    view: View
    note: Note

    @property
    def id(self) -> int:
        return self.rendered.text_id

    @property
    def original(self) -> Side:
        return self.rendered.original

    @property
    def translated(self) -> Side | None:
        return self.rendered.translated

    @property
    def seen(self) -> Side:
        """The side that is read first."""
        return self.original if self.view == "original" else self.rendered.shown

    @property
    def other(self) -> Side:
        """The side that is not read first."""
        return self.rendered.shown if self.view == "original" else self.original

    @property
    def source_language(self) -> str:
        return self.original.lang

    @property
    def is_foreign(self) -> bool:
        """True where the text was not written in the language of the page."""
        return self.rendered.translation.state != "original"

    @property
    def by_people(self) -> Literal["", "partly", "wholly"]:
        """How much of the translation people made."""
        share = self.rendered.translation.human
        return "wholly" if share == 1 else "partly" if share else ""

    @property
    def improvable(self) -> bool:
        """True where people can make it better, or make what no engine can."""
        known = self.source_language != languages.UNKNOWN
        return known and (self.translated is not None or self.note in {"failed", "unsupported"})

    @property
    def waits(self) -> bool:
        """True where a translation is wanted and may still come."""
        return self.note in {"pending", "working", "stale"}

    @property
    def unasked(self) -> bool:
        """True where nobody has asked for this translation yet."""
        return self.rendered.translation.reason == "not_requested"


def text_view(rendered: Rendered, reading: Reading = NOBODY) -> TextView:
    """How `rendered` stands on the page of somebody who reads so."""
    return TextView(rendered, _view(rendered, reading), _note(rendered, reading))


def _view(rendered: Rendered, reading: Reading) -> View:
    if rendered.translated is None:
        return "shown"
    as_written = reading.originals or rendered.text_id in reading.originals_of
    if as_written or reading.leaves_alone(rendered.original.lang):
        return "original"
    return "both" if rendered.translation.uncertain else "shown"


def _note(rendered: Rendered, reading: Reading) -> Note:
    info = rendered.translation
    if info.state == "original" or (
        rendered.translated is None and reading.leaves_alone(rendered.original.lang)
    ):
        return ""
    if info.state == "ready":
        return "uncertain" if info.uncertain else "translated"
    if info.state == "stale" and rendered.translated is None:
        return "pending"
    return info.state


def interface() -> str:
    """The language in which the page speaks of languages."""
    return languages.interface_language(languages.current())
