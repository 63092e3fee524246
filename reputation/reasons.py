"""What the lines of the ledger mean, in the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reputation.models import LedgerRow

EARNED: dict[str, Promise] = {
    "answer_accepted": _("Your answer was accepted"),
    "accept_given": _("You accepted an answer"),
    "solved_me_too": _("Your answer helped another member, too"),
    "answer_up": _("Your answer was found useful"),
    "question_up": _("Your question was found useful"),
    "post_down": _("Your post was found not useful"),
    "down_cast": _("You found an answer not useful"),
    "translation_fix_ok": _("Your better translation was approved"),
    "term_ok": _("Your term was approved for the glossary"),
    "bridge_language": _("You helped across languages"),
    "bridge_country": _("You helped across countries"),
    "short_notice": _("You helped within an hour"),
    "flag_ok": _("Your report was upheld"),
    "dup_ok": _("You found two threads that are one"),
    "abuse_confirmed": _("Your post was found to be spam or abuse"),
    "welcome_accept": _("You accepted an answer for the first time"),
    "welcome_fix": _("Your first better translation was approved"),
}
BARRED: dict[str, Promise] = {
    "near_copy": _("You said the same in an earlier answer, which counts already."),
    "apart": _("After a review, you and this member give each other nothing for a while."),
}
_MOST_A_DAY = _("The most of this kind for one day was reached.")
CLIPPED: dict[str, Promise] = {
    "day_cap": _("The most for one day was reached."),
    "pair_cap": _("The most from the same member in 30 days was reached."),
    "bridge_pair": _("The most from the same member in 30 days was reached."),
    "post_cap": _("The most for one post was reached."),
    **BARRED,
    "thread_cap": _("This counts once in a thread."),
    "once": _("This counts once."),
    "accepts_a_day": _MOST_A_DAY,
    "fixes_a_day": _MOST_A_DAY,
    "terms_a_day": _MOST_A_DAY,
    "flags_a_day": _MOST_A_DAY,
    "duplicates_a_day": _MOST_A_DAY,
    "bridges_a_day": _MOST_A_DAY,
    "short_notices_a_day": _MOST_A_DAY,
}
CAUSED: dict[str, Promise] = {
    "withdrawn": _("This was taken back."),
    "removed": _("The post was deleted."),
    "restored": _("The post is back."),
    "recounted": _("Something that happened before arrived late: counted anew."),
    "suspected": _("The votes behind this are being looked at; a person decides."),
    "released": _("The waiting is over."),
    "voided": _("This does not count after a review."),
}
WAITING: dict[str, Promise] = {
    "held": _("This waits for a week, because the asker’s account is new."),
    "pending": _("This waits until the voter is verified, a week at most."),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """What a line is for, and what else is to be said of it."""

    what: Promise | str
    notes: tuple[Promise, ...]


def reason_of(row: LedgerRow) -> Reason:
    """The reason of a line; texts are translated when they are shown."""
    return Reason(EARNED.get(row.code, row.code), tuple(_notes(row)))


def _notes(row: LedgerRow) -> Iterator[Promise]:
    if row.cause in CAUSED:
        yield CAUSED[row.cause]
    if row.state in WAITING and row.cause != LedgerRow.Cause.SUSPECTED:
        yield WAITING[row.state]
    if row.cap in CLIPPED and row.reverses_id is None:
        yield CLIPPED[row.cap]
