"""Who reported a post, as far as deciders learn it."""

from django.utils.translation import gettext as _

from forum.models import Flag
from forum.review_kinds import Voice


def voice_of(flag: Flag) -> Voice:
    """A report. The address that a visitor gave is for the decision that is sent to it, and for
    nothing else: not for reviewers, who may be members like him."""
    return Voice(
        name=flag.member.name if flag.member else _("A visitor") if flag.email else "",
        label=flag.get_reason_display(),
        weight=flag.weight,
        text=flag.note,
        at=flag.created,
    )
