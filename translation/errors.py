"""Errors of the translation layer, below `core.errors`.

Conflict
├── TextErased              no word is left of the text, and none can be put there
├── TermExists              the glossary has this term already
└── TermDecided             somebody else decided on the proposal meanwhile
InvalidInput
├── GlossaryFull            no more terms fit
├── TooManyProposals        one member's proposals wait for an answer
└── FileRefused             lines of an imported file are wrong; nothing was stored
Unavailable
└── EngineError
    ├── PairUnsupported     no engine translates this pair (422)
    ├── EngineUnavailable   the engine does not answer now; it may later
    ├── EngineOutOfMemory   the model does not fit
    ├── PackageBroken       the language package on disk cannot be used
    └── InputRefused        the engine refuses this very text
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, InvalidInput, Message, Unavailable


class EngineError(Unavailable):
    code = "engine_error"
    message = _("The translation engine failed.")


class PairUnsupported(EngineError):
    code = "pair_unsupported"
    status = 422
    message = _("There is no translation from %(source)s to %(target)s here yet.")


class EngineUnavailable(EngineError):
    code = "engine_unavailable"
    message = _("The translation engine does not answer right now.")


class EngineOutOfMemory(EngineError):
    code = "engine_out_of_memory"
    message = _("There was not enough memory for the translation model.")


class PackageBroken(EngineError):
    code = "package_broken"
    message = _("The language package %(package)s is damaged.")


class InputRefused(EngineError):
    code = "input_refused"
    message = _("The translation engine refused this text.")


class TextErased(Conflict):
    code = "text_erased"
    message = _("This was removed for good; it cannot be changed any more.")


class TermExists(Conflict):
    code = "term_exists"
    message = _("The glossary has this term already, or it waits for approval.")


class TermDecided(Conflict):
    code = "term_decided"
    message = _("Somebody else has decided on this term meanwhile.")


class GlossaryFull(InvalidInput):
    code = "glossary_full"
    message = _("A glossary holds at most %(most)d terms.")


class TooManyProposals(InvalidInput):
    code = "too_many_proposals"
    message = _("%(most)d of your terms wait for approval already.")


@dataclass(frozen=True, slots=True)
class LineError:
    """What is wrong with one line of a file; lines count from 1, the header included."""

    line: int
    reason: Message


class FileRefused(InvalidInput):
    """`lines` are the first of those that are wrong; none where it is the file as a whole."""

    code = "file_refused"
    message = _("Nothing was imported. Please correct these lines and try again.")

    def __init__(self, message: Message | None = None, *, lines: Sequence[LineError] = ()) -> None:
        super().__init__(message, fields={str(error.line): error.reason for error in lines})
        self.lines = tuple(lines)
