"""Why a text is not translated, in words: the translation layer only names reasons."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Promise] = {
    "no_route": _("No engine translates this pair. Installing a language package would help."),
    "pair_unsupported": _(
        "No engine translates this pair. Installing a language package would help."
    ),
    "engine_unavailable": _("The engine did not answer. It is tried again by itself."),
    "engine_out_of_memory": _("There was not enough memory for the model."),
    "package_broken": _("The language package is damaged. Installing it again would help."),
    "input_refused": _("The engine refused the text."),
    "engine_error": _("The engine failed. It is tried again by itself."),
    "worker_died": _("The worker ended while it translated this. It is tried again by itself."),
    "internal_error": _("Something broke on our side. The log of the worker says more."),
    "too_uncertain": _("The translation was too bad to be shown. People can write a better one."),
    "too_long": _("The text is too long."),
}
OTHERWISE = _("The log of the worker says more.")


def in_words(reason: str) -> Promise:
    """A sentence for a reason, also for one that is not known here."""
    return WORDS.get(reason, OTHERWISE)
