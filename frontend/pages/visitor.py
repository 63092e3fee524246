"""Who is looking at a page, and how they want to read it."""

from dataclasses import dataclass

from django.http import HttpRequest

from accounts.models import Member
from accounts.permissions import Actor
from accounts.queries import actor_for
from core import languages
from frontend.limits import Caller
from translation.queries import Reader


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind a request, looked up once."""
    actor: Actor | None = getattr(request, "_actor", None)
    if actor is None:
        actor = actor_for(request.user)
        request._actor = actor  # type: ignore[attr-defined]
    return actor


def caller_of(request: HttpRequest) -> Caller:
    """The visitor as limits count."""
    return Caller(actor_of(request), request.META.get("REMOTE_ADDR", ""))


@dataclass(frozen=True, slots=True)
class Reading:
    """How this visitor reads this page: languages left alone, originals asked for."""

    kept: frozenset[str] = frozenset()
    originals: bool = False
    originals_of: frozenset[int] = frozenset()

    def leaves_alone(self, language: str) -> bool:
        return any(languages.serves(language, code) for code in self.kept)


def reading_of(request: HttpRequest) -> Reading:
    """From the account and from `?originals=1` and `?original=<text id>`."""
    member = actor_of(request).member
    wanted = (value for value in request.GET.getlist("original") if value.isdecimal())
    return Reading(
        kept=member.languages_left_alone if isinstance(member, Member) else frozenset(),
        originals=request.GET.get("originals") == "1",
        originals_of=frozenset(int(value) for value in wanted if len(value) < 16),
    )


def page_reader() -> Reader:
    """The reader of a page that holds original and translation side by side."""
    return Reader(language=languages.current())


def list_reader(request: HttpRequest) -> Reader:
    """The reader of a list, where only one of both is shown."""
    reading = reading_of(request)
    return Reader(language=languages.current(), keep=reading.kept, originals=reading.originals)
