"""What a post said before: its versions, and what changed from one to the next, in the reader's
language or as it was written."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import languages
from core.errors import InvalidInput
from forum.actions import restore_revision
from forum.errors import EditConflict
from forum.models import Post
from forum.queries import PostVersion, post_for, versions_of
from frontend import limits
from frontend.pages.controls import controls_for
from frontend.pages.diffing import Change, Piece, changes
from frontend.pages.replying import post_path
from frontend.pages.visitor import actor_of, caller_of, page_reader, reading_of
from translation.actions import request as request_translation
from translation.corrections import Proposal, history_of, target_language
from translation.models import Text
from translation.priority import Priority
from translation.queries import Rendered, render as render_texts


@dataclass(frozen=True, slots=True)
class Comparison:
    """A version beside the one before it (none for the first). `translated` are both in the
    language of the page, where they exist."""

    version: PostVersion
    before: PostVersion | None
    rendered: dict[int, Rendered]

    @property
    def texts(self) -> list[Text]:
        sides = [self.version, *([self.before] if self.before else [])]
        return [text for side in sides for text in (side.body, side.title) if text]

    @property
    def is_foreign(self) -> bool:
        """True where the version was not written in the language of the page."""
        body = self.version.body
        return body is not None and self.rendered[body.pk].translation.state != "original"

    @property
    def is_translated(self) -> bool:
        """True where all of it can be read in the language of the page."""
        kept = all(side.body for side in (self.version, self.before) if side)
        return kept and all(self._can_be_read(text) for text in self.texts)

    def _can_be_read(self, text: Text) -> bool:
        found = self.rendered[text.pk]
        return found.translated is not None or found.translation.state == "original"

    def as_written(self) -> list[Change]:
        """Title and body as they were typed."""
        before, version = self.before, self.version
        code, direction = version.language, languages.direction(version.language)
        pairs = [
            (before.title_source if before else "", version.title_source),
            (before.source if before else "", version.source),
        ]
        return [Change(self._pieces(*pair), code, direction) for pair in pairs if any(pair)]

    def as_read(self) -> list[Change]:
        """Title and body in the language of the page."""
        before = self.before
        pairs = [
            (before.title if before else None, self.version.title),
            (before.body if before else None, self.version.body),
        ]
        return [self._read(earlier, later) for earlier, later in pairs if later]

    def _read(self, before: Text | None, after: Text) -> Change:
        shown = self.rendered[after.pk].shown
        earlier = self.rendered[before.pk].shown.text if before else ""
        return Change(self._pieces(earlier, shown.text), shown.lang, shown.dir)

    def _pieces(self, before: str, after: str) -> list[Piece]:
        # The first version replaced nothing: all of it would look new.
        return changes(before, after) if self.before else [Piece("same", after)]


def history(request: HttpRequest, post_id: int) -> HttpResponse:
    actor = actor_of(request)
    post = post_for(actor, post_id)
    versions = versions_of(actor, post)
    compared = _compared(versions, _place(versions, request.GET.get("version", "")))
    translated = compared.is_foreign and compared.is_translated
    original = not translated or _wants_original(request, compared)
    context: dict[str, Any] = {
        "post": post,
        "versions": versions[::-1],
        "compared": compared,
        "changes": compared.as_written() if original else compared.as_read(),
        "original": original,
        "translated": translated,
        "corrections": _corrections(post, actor.id),
        "may_restore": "edit" in controls_for(actor, post, post.thread),
        "back": post_path(post),
    }
    return render(request, "pages/history.html", context)


def _place(versions: list[PostVersion], wanted: str) -> int:
    """Which version is looked at: by its number, else the newest."""
    numbers = [str(version.revision) for version in versions]
    return numbers.index(wanted) if wanted in numbers else len(versions) - 1


def _compared(versions: list[PostVersion], place: int) -> Comparison:
    bare = Comparison(versions[place], versions[place - 1] if place else None, {})
    return Comparison(bare.version, bare.before, render_texts(bare.texts, page_reader()))


def _wants_original(request: HttpRequest, compared: Comparison) -> bool:
    asked = request.GET.get("in")
    if asked in {"original", "translation"}:
        return asked == "original"
    return reading_of(request).leaves_alone(compared.version.language)


def _corrections(post: Post, member_id: int | None) -> list[Proposal]:
    """What people corrected in the translation that is read here."""
    try:
        language = target_language(post.body, languages.current())
    except InvalidInput:
        return []
    return history_of(post.body, language, member_id)


@require_POST
def translate(request: HttpRequest, post_id: int) -> HttpResponse:
    """Have two versions translated into the language of the page."""
    actor = actor_of(request)
    versions = versions_of(actor, post_for(actor, post_id))
    wanted = request.POST.get("version", "")
    compared = _compared(versions, _place(versions, wanted))
    demands = limits.DEMANDS_OF_MEMBERS if actor.member else limits.DEMANDS_OF_VISITORS
    limits.spend(caller_of(request), demands)
    request_translation(
        texts=compared.texts, languages=[languages.current()], priority=Priority.READER
    )
    messages.success(request, _("The translation is on its way. Load this page again in a moment."))
    return redirect(f"{_path(post_id)}?version={compared.version.revision}")


@require_POST
def restore(request: HttpRequest, post_id: int) -> HttpResponse:
    """Let the post say again what it said."""
    actor = actor_of(request)
    post = post_for(actor, post_id)
    numbers = [request.POST.get(name, "") for name in ("version", "present")]
    if not all(number.isdecimal() and len(number) < 10 for number in numbers):
        raise InvalidInput
    limits.spend(caller_of(request), limits.WRITES)
    revision, present = map(int, numbers)
    try:
        restore_revision(actor=actor, post=post, revision=revision, present=present)
    except EditConflict:
        messages.warning(request, _("Somebody changed this post meanwhile. Please look again."))
        return redirect(_path(post_id))
    messages.success(request, _("The post says again what it said then."))
    return redirect(post_path(post))


def _path(post_id: int) -> str:
    return reverse("post_history", args=[post_id])
