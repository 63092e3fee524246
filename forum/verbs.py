"""What is said of decisions: in the audit log, and to whom they concern.

Every verb that an action records has its words here; a test fails for one that has none.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from accounts.models import AuditEntry, Membership
from accounts.reasons import Reason

LOGGED: Mapping[str, Promise] = {
    "appeal.refused": _("Appeal refused"),
    "appeal.upheld": _("Appeal upheld"),
    "correction.approved": _("Translation approved"),
    "correction.rejected": _("Translation rejected"),
    "correction.shared": _("Translation shared with all communities"),
    "correction.undone": _("Translation taken back"),
    "correction.unshared": _("Translation no longer shared"),
    "credit.acquitted": _("Held credit released"),
    "credit.refused": _("Credit refused"),
    "credit.reinstated": _("Refused credit given back"),
    "credit.suspected": _("Credit held for a decision"),
    "flag.rejected": _("Report rejected"),
    "flag.upheld": _("Report upheld"),
    "hosts.changed": _("List of unwanted places changed"),
    "legal_page.written": _("Legal page changed"),
    "level.counted": _("Level counted anew"),
    "level.expired": _("Granted level expired"),
    "level.granted": _("Level granted"),
    "level.lost": _("Level lost"),
    "level.reached": _("Level reached"),
    "member.banned": _("Member banned"),
    "member.linked": _("Accounts counted as one"),
    "member.paused": _("Member paused"),
    "member.unlinked": _("Account counts for itself again"),
    "member.warned": _("Member warned"),
    "merge.refused": _("Merging of threads refused"),
    "pause.ended": _("Pause ended"),
    "poll.closed": _("Poll ended"),
    "post.approved": _("First post published"),
    "post.deleted": _("Post deleted"),
    "post.edited": _("Post edited"),
    "post.erased": _("Post erased"),
    "post.hidden": _("Post hidden"),
    "post.language_corrected": _("Language of a post corrected"),
    "post.masked": _("Personal data masked"),
    "post.refused": _("First post refused"),
    "post.restored": _("Post restored"),
    "post.shown": _("Post shown again"),
    "post.unmasked": _("Masked data put back"),
    "posts.hidden": _("Posts of a member hidden"),
    "posts.shown": _("Posts of a member shown again"),
    "review.claimed": _("Item of the queue claimed"),
    "review.decided": _("Item of the queue decided"),
    "review.proposed": _("Decision proposed, for a second person"),
    "review.released": _("Item of the queue left to others"),
    "review.undone": _("Decision in the queue taken back"),
    "sanction.lifted": _("Sanction lifted"),
    "superuser.accepted": _("Code of conduct accepted"),
    "superuser.appointed": _("Super-user appointed"),
    "superuser.ended": _("Appointment ended"),
    "superuser.renewed": _("Appointment renewed"),
    "term.approved": _("Term approved"),
    "term.rejected": _("Term rejected"),
    "term.removed": _("Term removed"),
    "term.changed": _("Term changed"),
    "terms.imported": _("Glossary imported"),
    "thread.closed": _("Thread closed"),
    "thread.described": _("Details of a thread changed"),
    "thread.locked": _("Thread locked"),
    "thread.merged": _("Thread merged"),
    "thread.moved": _("Thread moved"),
    "thread.pinned": _("Thread pinned"),
    "thread.reopened": _("Thread reopened"),
    "thread.retagged": _("Tags of a thread changed"),
    "thread.slowed": _("Slow mode changed"),
    "thread.split": _("Thread split"),
    "thread.unlocked": _("Thread unlocked"),
    "thread.unmerged": _("Merging of threads undone"),
    "thread.unpinned": _("Thread unpinned"),
    "thread.unsplit": _("Splitting of a thread undone"),
    "title.language_corrected": _("Language of a title corrected"),
    "upload.deleted": _("File deleted"),
    "words.changed": _("Lists of words changed"),
}
"""One line of the audit log."""

TOLD: Mapping[str, Promise] = {
    "credit.refused": _("Credit in %(community)s was refused, because the votes were not honest"),
    "level.lost": _("You have lost a level"),
    "member.banned": _("You were banned from %(community)s"),
    "member.paused": _("You were paused in %(community)s"),
    "member.warned": _("You were warned in %(community)s"),
    "pause.ended": _("Your pause in %(community)s is over: you can write again"),
    "post.approved": _("Your post was reviewed and is published now"),
    "post.deleted": _("Your post was deleted"),
    "post.edited": _("Your post was edited"),
    "post.erased": _("Your post was erased"),
    "post.hidden": _("Your post was hidden"),
    "post.masked": _("Personal data in your post was masked"),
    "post.moved": _("Your post was moved"),
    "post.refused": _("Your post was reviewed and not published"),
    "post.restored": _("Your post was restored"),
    "post.shown": _("Your post is shown again"),
    "post.unmasked": _("What was masked in your post was put back"),
    "posts.hidden": _("Your latest posts in %(community)s were hidden"),
    "posts.shown": _("Your posts in %(community)s are shown again"),
    "sanction.lifted": _("A decision on your membership in %(community)s was taken back"),
    "thread.closed": _("Your thread was closed"),
    "thread.locked": _("Your thread was locked"),
    "thread.merged": _("Your thread was merged with another one"),
    "thread.moved": _("Your thread was moved"),
    "thread.reopened": _("Your thread was reopened"),
    "thread.split": _("Your thread was split"),
    "thread.unlocked": _("Your thread was unlocked"),
    "thread.unmerged": _("The merging of your thread was undone"),
    "thread.unsplit": _("The splitting of your thread was undone"),
}
"""One sentence to whom it concerns, without a full stop."""

_DECIDERS: Mapping[str, Promise] = {
    Membership.Role.AGENT: _("Staff of the company"),
    Membership.Role.OPERATOR: _("Those who run the community"),
    Membership.Role.MEMBER: pgettext_lazy("who decided", "A super-user"),
}
PROGRAM = pgettext_lazy("who decided", "The program, by its rules")
SOMEBODY = pgettext_lazy("who decided", "Somebody who has left, or runs this forum")


def logged(verb: str) -> str:
    """A verb in the log's words; one of a removed app as it is."""
    words = LOGGED.get(verb)
    return str(words) if words is not None else verb


def told(verb: str, community: str) -> str:
    """A decision in the words that whom it concerns reads."""
    words = TOLD.get(verb)
    return str(words) % {"community": community} if words is not None else logged(verb)


def decider(entry: AuditEntry, role: str | None) -> str:
    """Which kind of decider it was; members never read names."""
    if entry.automatic:
        return str(PROGRAM)
    return str(_DECIDERS.get(role or "", SOMEBODY))


def reason(code: str) -> str:
    """A reason in words; "" where there is none."""
    if code in Reason.values:
        return str(Reason(code).label)
    return ""
