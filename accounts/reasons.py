"""Why something was decided about a post or a member: the list that everybody reads in his own
language, in the queue, in notices and in the audit log."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Reason(models.TextChoices):
    SPAM = "spam", pgettext_lazy("reason of a decision", "Advertising or spam")
    ABUSE = "abuse", pgettext_lazy("reason of a decision", "Insults or harasses somebody")
    OFF_TOPIC = "off_topic", pgettext_lazy("reason of a decision", "Does not belong here")
    LANGUAGE = "language", pgettext_lazy("reason of a decision", "Not in the language it claims")
    PERSONAL_DATA = (
        "personal_data",
        pgettext_lazy("reason of a decision", "Contains personal data of somebody"),
    )
    ILLEGAL = "illegal", pgettext_lazy("reason of a decision", "Against the law")
    DUPLICATE = "duplicate", pgettext_lazy("reason of a decision", "Said elsewhere already")
    RULES = "rules", pgettext_lazy("reason of a decision", "Against the rules of the community")
    MANIPULATION = (
        "manipulation",
        pgettext_lazy("reason of a decision", "Votes that were not honest"),
    )
    FINE = "fine", pgettext_lazy("reason of a decision", "Nothing wrong with it")
    OTHER = "other", pgettext_lazy("reason of a decision", "Another reason")


AGAINST = [(value, words) for value, words in Reason.choices if value != Reason.FINE]
"""Values and words of what may be held against somebody: all but that nothing is wrong."""


def speaks_against(reason: str) -> bool:
    """True for a reason to hide, mask or sanction."""
    return any(reason == value for value, _words in AGAINST)
