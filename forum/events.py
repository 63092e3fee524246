"""What happened in the forum."""

from dataclasses import dataclass

from core.events import Event, event


@event("forum.thread_opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadOpened(Event):
    thread_id: int
    post_id: int


@event("forum.post_published")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostPublished(Event):
    """An answer or a comment was written."""

    thread_id: int
    post_id: int


@event("forum.first_post_published")
@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPostPublished(Event):
    """A newcomer wrote what looks harmless, or lets it lead elsewhere now; another opinion is asked
    where there is a service for it (`SPAM_CHECK_URL`)."""

    post_id: int


@event("forum.post_edited")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostEdited(Event):
    thread_id: int
    post_id: int
    revision: int


@event("forum.post_deleted")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostDeleted(Event):
    """`score` is what its votes had come to."""

    thread_id: int
    post_id: int
    score: int | None = None


@event("forum.post_hidden")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostHidden(Event):
    """Reports or a moderator took a post out of sight; what it earned stays. When it is back,
    that is `PostRestored`."""

    thread_id: int
    post_id: int


@event("forum.post_restored")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostRestored(Event):
    """`public` False: it is not deleted any more, and as hidden as it was before."""

    thread_id: int
    post_id: int
    public: bool = True


@event("forum.post_erased")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostErased(Event):
    """No word of a post is left: whoever kept a copy forgets it, too."""

    thread_id: int
    post_id: int


@event("forum.flag_raised")
@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRaised(Event):
    """Somebody reported a post."""

    flag_id: int
    post_id: int


@event("forum.flag_decided")
@dataclass(frozen=True, slots=True, kw_only=True)
class FlagDecided(Event):
    """The decision and its reasons are to be told to who reported, and to the author."""

    flag_id: int
    post_id: int
    upheld: bool


@event("forum.review_decided")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDecided(Event):
    """A matter left the review queue by a decision of people; one that was taken back is decided
    as ``undone``."""

    item_id: int
    kind: str
    subject_type: str
    subject_id: int
    decision: str


@event("forum.flag_reopened")
@dataclass(frozen=True, slots=True, kw_only=True)
class FlagReopened(Event):
    """The decision on a report was taken back; `upheld` is what it had said."""

    flag_id: int
    post_id: int
    upheld: bool


@event("forum.answer_accepted")
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAccepted(Event):
    thread_id: int
    post_id: int


@event("forum.answer_unaccepted")
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerUnaccepted(Event):
    """Taken back, or lost with the answer: then `score_when_deleted` is what its votes had come
    to."""

    thread_id: int
    post_id: int
    score_when_deleted: int | None = None


@event("forum.about_written")
@dataclass(frozen=True, slots=True, kw_only=True)
class AboutWritten(Event):
    """A member wrote something new about himself; `checksum` is that of the text."""

    member_id: int
    checksum: str


@event("forum.language_demanded")
@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageDemanded(Event):
    """Somebody reads in `language` what may not be translated into it yet."""

    community_id: int
    thread_id: int | None
    language: str


@event("forum.post_voted")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostVoted(Event):
    """`value` and `before` are 1, -1, or 0 where there is or was no vote; `post_kind` is what the
    post was then: threads may be merged meanwhile."""

    thread_id: int
    post_id: int
    member_id: int
    value: int
    before: int
    post_kind: str = ""


@event("forum.answer_confirmed")
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerConfirmed(Event):
    """The answer helped another member than the asker."""

    thread_id: int
    post_id: int
    member_id: int


@event("forum.answer_unconfirmed")
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerUnconfirmed(Event):
    thread_id: int
    post_id: int
    member_id: int


@event("forum.poll_opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class PollOpened(Event):
    thread_id: int
    post_id: int


@event("forum.poll_voted")
@dataclass(frozen=True, slots=True, kw_only=True)
class PollVoted(Event):
    thread_id: int
    post_id: int
    member_id: int


@event("forum.poll_ended")
@dataclass(frozen=True, slots=True, kw_only=True)
class PollEnded(Event):
    """Somebody ended a poll before its time."""

    thread_id: int
    post_id: int
    member_id: int


@event("forum.thread_closed")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadClosed(Event):
    thread_id: int
    member_id: int
    reason: str


@event("forum.thread_reopened")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadReopened(Event):
    thread_id: int
    member_id: int


@event("forum.thread_locked")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadLocked(Event):
    thread_id: int
    member_id: int


@event("forum.thread_unlocked")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadUnlocked(Event):
    thread_id: int
    member_id: int


@event("forum.thread_pinned")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadPinned(Event):
    thread_id: int
    member_id: int


@event("forum.thread_unpinned")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadUnpinned(Event):
    thread_id: int
    member_id: int


@event("forum.thread_described")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadDescribed(Event):
    """Product, version, urgency or country of a thread were corrected."""

    thread_id: int
    member_id: int


@event("forum.name_written")
@dataclass(frozen=True, slots=True, kw_only=True)
class NameWritten(Event):
    """A tag or a product has got its name."""

    community_id: int
    text_id: int


@event("forum.post_language_reported")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostLanguageReported(Event):
    """A reader says that a post of somebody else is in `language`, not in the one it claims."""

    thread_id: int
    post_id: int
    language: str


@event("forum.thread_imported")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadImported(Event):
    """A thread came from elsewhere, or got posts from there. Who keeps an index takes it in;
    nobody is notified, nothing is translated ahead of demand."""

    thread_id: int


@event("forum.threads_merged")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadsMerged(Event):
    """The posts of a thread went into another one. `proposed_by` is who had proposed it, where
    somebody else decided."""

    merge_id: int
    source_id: int
    target_id: int
    proposed_by: int | None = None
    decided_by: int | None = None


@event("forum.merge_undone")
@dataclass(frozen=True, slots=True, kw_only=True)
class MergeUndone(Event):
    """Two threads that were one are two again."""

    merge_id: int
    source_id: int
    target_id: int


@event("forum.thread_split")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadWasSplit(Event):
    """Posts of a thread became one of their own."""

    source_id: int
    target_id: int


@event("forum.thread_moved")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadMoved(Event):
    """A thread stands in another category."""

    thread_id: int
    member_id: int


@event("forum.account_taken_over")
@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTakenOver(Event):
    """What stood under an imported account is this member's now."""

    member_id: int
