"""What the levels are called that members reach in a community."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

NAMES: tuple[Promise, ...] = (
    pgettext_lazy("level of a member", "Newcomer"),
    pgettext_lazy("level of a member", "Neighbour"),
    pgettext_lazy("level of a member", "Helper"),
    pgettext_lazy("level of a member", "Guide"),
    pgettext_lazy("level of a member", "Bridge builder"),
    pgettext_lazy("level of a member", "Super-user"),
)
"""By level, 0 to 5."""
