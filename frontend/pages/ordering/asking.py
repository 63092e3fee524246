"""The page that all tools for a thread share: what is to be chosen, what was refused."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise

from accounts.permissions import Actor
from core.errors import (
    Conflict,
    InvalidInput,
    LingoraError,
    NotPermitted,
    NotSignedIn,
    RateLimited,
)
from forum.models import Thread
from forum.queries import thread_for
from forum.thread_errors import FewerReaders, MoreReaders
from frontend import limits
from frontend.pages.texts import text_view
from frontend.pages.thread_menu import thread_controls
from frontend.pages.visitor import actor_of, caller_of, page_reader
from translation.queries import render as render_texts

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: `words` in the language of the page, or those of a member in `lang`; `note`
    says what it means."""

    value: str
    words: Words
    lang: str = ""
    dir: str = ""
    note: Words = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """A question about a thread. `name` is that of its control (`thread_controls`)."""

    name: str
    title: Words
    explanation: Words
    submit: Words
    icon: str
    done: Words
    template: str = "pages/thread_tool.html"


@dataclass(slots=True)
class Asked:
    """A request for a tool: who asks about which thread, and what the page is to show."""

    request: HttpRequest
    actor: Actor
    thread: Thread
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def sent(self) -> Mapping[str, str]:
        return self.request.POST

    @property
    def confirmed(self) -> bool:
        """True where who asks knows that others will read the thread."""
        return self.request.POST.get("confirmed") == "yes"

    def offer(self, legend: Words, choices: Iterable[Choice], *, chosen: str | None = None) -> None:
        """Show something to choose from; `chosen` beforehand is the first, unless it says which."""
        choices = list(choices)
        first = choices[0].value if choices else ""
        kept = self.sent.get("choice", first if chosen is None else chosen)
        self.context |= {"legend": legend, "choices": choices, "chosen": kept}


def asked_about(request: HttpRequest, thread_id: int, tool: Tool) -> Asked:
    """Raises NotFound, NotSignedIn, and NotPermitted for who does not have the tool."""
    actor = actor_of(request)
    thread = thread_for(actor, thread_id)
    if actor.member is None:
        raise NotSignedIn
    if tool.name not in thread_controls(actor, thread):
        raise NotPermitted
    return Asked(request, actor, thread)


def answered(asked: Asked, tool: Tool, act: Callable[[], Thread]) -> HttpResponse:
    """The page, or what came of it: to the thread, or the page once more with the refusal."""
    refusal: LingoraError | None = None
    if asked.request.method == "POST":
        try:
            limits.spend(caller_of(asked.request), limits.WRITES)
            thread = act()
        except (FewerReaders, MoreReaders) as error:
            asked.context["confirm"] = refusal = error
        except (InvalidInput, Conflict, RateLimited, NotPermitted) as error:
            refusal = error
        else:
            messages.success(asked.request, str(tool.done))
            return redirect(reverse("thread_by_id", args=[thread.pk]))
    return _page(asked, tool, refusal)


def _page(asked: Asked, tool: Tool, refusal: Any) -> HttpResponse:
    title = asked.thread.title
    context = {
        "thread": asked.thread,
        "title": text_view(render_texts([title], page_reader())[title.pk]).seen,
        "tool": tool,
        "refusal": refusal,
        **asked.context,
    }
    status = refusal.status if refusal else 200
    return render(asked.request, tool.template, context, status=status)


def number_in(text: str) -> int | None:
    """A number as it was typed, or the number in the address of a thread; None where none is."""
    path = text.strip().split("?")[0].split("#")[0].rstrip("/")
    parts = path.split("/")
    found = parts[parts.index("t") + 1] if "t" in parts[:-1] else path
    return int(found) if found.isascii() and found.isdecimal() and len(found) <= 15 else None
