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


@event("forum.post_edited")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostEdited(Event):
    thread_id: int
    post_id: int
    revision: int


@event("forum.post_deleted")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostDeleted(Event):
    thread_id: int
    post_id: int


@event("forum.post_restored")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostRestored(Event):
    thread_id: int
    post_id: int


@event("forum.answer_accepted")
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAccepted(Event):
    thread_id: int
    post_id: int


@event("forum.answer_unaccepted")
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerUnaccepted(Event):
    thread_id: int
    post_id: int


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
