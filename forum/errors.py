"""Errors of the forum, below `core.errors`."""

from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from accounts.models import Community
from core.errors import Conflict, InvalidInput, NotPermitted, RateLimited


class EditConflict(Conflict):
    """Somebody else's edit came first; both versions are kept by the caller.

    `current_source`, `current_revision` and (for an opening post) `current_title` are what
    stands now.
    """

    code = "edit_conflict"
    message = _("Somebody else changed this post meanwhile. Your version is not lost.")

    def __init__(
        self,
        *,
        current_source: str,
        current_revision: int,
        current_title: str = "",
        **context: Any,
    ) -> None:
        super().__init__(**context)
        self.current_source = current_source
        self.current_revision = current_revision
        self.current_title = current_title


class KindNotAllowed(InvalidInput):
    code = "kind_not_allowed"
    message = _("This kind of thread does not belong in this category.")


class NameTaken(InvalidInput):
    code = "name_taken"
    message = _("This name is taken. Choose another one.")


class NotAnAnswer(InvalidInput):
    code = "not_an_answer"
    message = _("Only an answer to a question can be accepted.")


class AskerAccepts(InvalidInput):
    code = "asker_accepts"
    message = _("This is your own question: accept the answer that solved it.")


class ThreadGone(Conflict):
    code = "thread_gone"
    message = _("This thread was deleted meanwhile.")


class ThreadIsClosed(Conflict):
    code = "thread_closed"
    message = _("This thread is closed: nothing new can be written here.")


class ThreadIsLocked(Conflict):
    code = "thread_locked"
    message = _("This thread is locked: nothing in it can be changed.")


class OwnPost(NotPermitted):
    code = "own_post"
    message = _("You cannot judge what you wrote yourself.")


class NothingToJudge(Conflict):
    """A vote on a post that is deleted, hidden, in review or for staff only."""

    code = "nothing_to_judge"
    message = _("This post is not public (any more), so nobody can vote on it.")


class VotesKeptApart(NotPermitted):
    """`until` is when both may vote on each other again."""

    code = "votes_kept_apart"
    message = _("You and this member cannot vote on each other for a while, after a review.")


class VotesUsedUp(RateLimited):
    """`most` is how many votes a day has, in all or for one author."""

    code = "votes_used_up"
    message = _("You have used all %(most)d votes of today. Tomorrow there are new ones.")

    @classmethod
    def for_one_author(cls, *, most: int) -> Self:
        return cls(
            _("You have voted on %(most)d posts of this member today. Tomorrow you can go on."),
            most=most,
        )


class ReasonNeeded(InvalidInput):
    code = "reason_needed"
    message = _("Please say why this post is not useful.")

    def __init__(self) -> None:
        super().__init__(fields={"reason": self.message})


class PollRefused(InvalidInput):
    """The options of a poll, or a choice among them, cannot be used; `fields` say why."""

    code = "poll_refused"


class PollExists(Conflict):
    code = "poll_exists"
    message = _("This post has a poll already.")


class PollClosed(Conflict):
    code = "poll_closed"
    message = _("This poll has ended.")


class FlagDecidedAlready(Conflict):
    code = "flag_decided"
    message = _("Somebody has decided on this report meanwhile.")


class AppealedAlready(Conflict):
    code = "appealed_already"
    message = _("You have appealed against this decision already.")


class NoAppeal(Conflict):
    """Too late, taken back meanwhile, or nothing that one could object to."""

    code = "no_appeal"
    message = _("It is not possible (any more) to appeal against this decision.")


class AppealDecidedAlready(Conflict):
    code = "appeal_decided"
    message = _("Somebody has decided on this appeal meanwhile.")


class DecidedFirst(NotPermitted):
    """An appeal against one's own decision, while somebody else is there; or one's own appeal."""

    code = "decided_first"
    message = _("Somebody else has to decide on this appeal.")


class ReviewDecidedAlready(Conflict):
    code = "review_decided"
    message = _("Somebody has decided on this meanwhile.")


class AuthorIsOut(Conflict):
    """Nothing is published for somebody who was banned, or left, while his post waited."""

    code = "author_is_out"
    message = _("Whoever wrote this was banned or has left. It can only be refused.")


class PostChanged(Conflict):
    """Edited by its author after a reviewer began to look at it."""

    code = "post_changed"
    message = _("This post was changed while you looked at it. Please look once more.")


class ReviewClaimed(Conflict):
    """Another moderator works on it."""

    code = "review_claimed"
    message = _("%(name)s is working on this right now.")


class SecondPersonNeeded(Conflict):
    code = "second_person_needed"
    message = _("You proposed this. Somebody else has to confirm it.")


class NotUndoable(Conflict):
    code = "not_undoable"
    message = _("This decision cannot be taken back here.")


class TermsChanged(InvalidInput):
    """The member agreed to an older version of the terms or rules of `community`."""

    code = "terms_changed"
    message = _("The terms or rules have changed. Please read and accept them, then send again.")

    def __init__(self, *, community: Community) -> None:
        super().__init__()
        self.community = community
