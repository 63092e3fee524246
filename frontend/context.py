"""What every template knows: `page` with its language, its addresses in others, the visitor."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest

from accounts.models import Member, Sanction
from accounts.permissions import Actor
from accounts.standing import sanctions_holding
from core import languages
from core.languages import Language
from forum.queries.notifications import unseen_count
from forum.queries.reviewing import waiting_for

THEMES = frozenset({"light", "dark"})
THEME_COOKIE = "theme"


class Alternate:
    """This page in another reading language."""

    def __init__(self, language: Language, path: str, *, current: bool) -> None:
        self.language = language
        self.path = path
        self.url = settings.PUBLIC_URL + path
        self.current = current


class Page:
    """The page being served. Nothing is looked up before it is asked for."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.language = languages.get(languages.current())
        self.interface = languages.get(languages.interface_language(self.language.code))

    @property
    def theme(self) -> str:
        """`light`, `dark`, or nothing for what the system says."""
        theme = self._request.COOKIES.get(THEME_COOKIE, "")
        return theme if theme in THEMES else ""

    @property
    def member(self) -> Member | None:
        user = getattr(self._request, "user", None)
        return user if isinstance(user, Member) else None

    @cached_property
    def unseen(self) -> int:
        """How many notifications wait for the member; one query, asked by the bell alone."""
        return unseen_count(self.member) if self.member else 0

    @cached_property
    def sanctions(self) -> list[Sanction]:
        """What keeps the visitor from taking part; no query for those whom nothing does, nor on
        pages that did not ask who is looking."""
        actor: Actor | None = getattr(self._request, "_actor", None)
        return sanctions_holding(actor.memberships.values()) if actor else []

    @cached_property
    def waiting(self) -> int | None:
        """How much the visitor may review; None, without a query, for those who review nothing,
        and on pages that did not ask who is looking."""
        actor: Actor | None = getattr(self._request, "_actor", None)
        return waiting_for(actor) if actor else None

    @property
    def reviews(self) -> bool:
        """True for those who may review something, even if nothing waits."""
        return self.waiting is not None

    @property
    def path(self) -> str:
        """This page's own address, for coming back to it."""
        return self._request.get_full_path()

    @property
    def canonical(self) -> str:
        return settings.PUBLIC_URL + self._request.path

    @cached_property
    def alternates(self) -> list[Alternate]:
        """This page in every offered language, this one included."""
        return [
            Alternate(language, self.in_language(language.code), current=language == self.language)
            for language in languages.offered()
        ]

    def in_language(self, code: str) -> str:
        """The path of this page in another reading language, with what was asked of it."""
        path = self._request.get_full_path()
        first, _slash, rest = path[1:].partition("/")
        inside = languages.is_offered(first)
        return f"/{languages.get(code).slug}/{rest if inside else ''}"


def page(request: HttpRequest) -> dict[str, object]:
    """The context processor."""
    return {"page": Page(request)}
