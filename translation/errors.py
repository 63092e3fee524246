"""Errors of the translation layer, below `core.errors`.

Unavailable
└── EngineError
    ├── PairUnsupported     no engine translates this pair (422)
    ├── EngineUnavailable   the engine does not answer now; it may later
    ├── EngineOutOfMemory   the model does not fit
    ├── PackageBroken       the language package on disk cannot be used
    └── InputRefused        the engine refuses this very text
"""

from django.utils.translation import gettext_lazy as _

from core.errors import Unavailable


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
