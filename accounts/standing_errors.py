"""What members are told about leaving, below `core.errors`."""

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict


class LastOperator(Conflict):
    """`community` is the name of the one that would have no operator any more."""

    code = "last_operator"
    message = _("You are the only operator of %(community)s. Appoint another one first.")
