"""The part of a form that adds a poll to what is written, and the boxes beside it."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Community
from accounts.permissions import Actor, Privilege, allowed
from core.errors import InvalidInput
from forum.actions import PollDraft, open_poll
from forum.actions.polls import OPTION_MAX_CHARS, OPTIONS_MAX, check_draft
from forum.models import Post
from frontend.pages.visitor import actor_of

_MOMENT = "%Y-%m-%dT%H:%M"


class PollForm(forms.Form):
    """A poll is wanted where options are given. `closes` is in the time zone of the member."""

    poll_options = forms.CharField(
        label=_("Options, one in each line"),
        required=False,
        max_length=(OPTION_MAX_CHARS + 20) * OPTIONS_MAX,
        help_text=_("Two to ten. Everybody reads them in their own language."),
        widget=forms.Textarea(
            attrs={"class": "input input--short", "rows": 4, "dir": "auto", "data-poll-options": ""}
        ),
    )
    poll_multiple = forms.BooleanField(label=_("Several options may be chosen"), required=False)
    poll_closes = forms.DateTimeField(
        label=_("Ends at"),
        required=False,
        input_formats=[_MOMENT],
        widget=forms.DateTimeInput(
            attrs={"class": "input", "type": "datetime-local"}, format=_MOMENT
        ),
        error_messages={"invalid": _("Choose a day and a time.")},
    )

    @property
    def is_open(self) -> bool:
        """True where something was typed, so that it must not be folded away."""
        return self.is_bound and any(self.data.get(name) for name in self.fields)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "poll_options" in data and not self.errors and self.draft:
            try:
                check_draft(self.draft)
            except InvalidInput as error:
                for name, message in error.fields.items():
                    self.add_error(f"poll_{name}", str(message))
        return data

    @property
    def draft(self) -> PollDraft | None:
        """The poll that is wanted; None where there are no options."""
        data = self.cleaned_data
        lines = [line for line in data.get("poll_options", "").splitlines() if line.strip()]
        if not lines and not data.get("poll_closes") and not data.get("poll_multiple"):
            return None
        return PollDraft(lines, data.get("poll_multiple", False), data.get("poll_closes"))


class ReplyExtras(PollForm):
    """A poll in a reply, and for whom the reply is. What the visitor may not is left out."""

    whisper = forms.BooleanField(label=_("For staff only"), required=False)

    @classmethod
    def of(cls, request: HttpRequest, community: Community) -> "ReplyExtras":
        actor = actor_of(request)
        form = cls(request.POST if request.method == "POST" else None)
        form.may_whisper = allowed(actor, Privilege.WHISPER, community)
        form.may_poll = allowed(actor, Privilege.OPEN_POLL, community)
        return form

    may_whisper = False
    may_poll = False

    @property
    def is_whisper(self) -> bool:
        """True where a reply for staff only is wanted."""
        return bool(self.is_bound and self.cleaned_data.get("whisper"))


def are_sound(form: forms.Form, part: PollForm | None, actor: Actor) -> bool:
    """True where nothing is wrong with a form nor with its part about a poll; where only the
    part is wrong, the form says so."""
    zone = ZoneInfo(actor.member.timezone) if actor.member else None
    with timezone.override(zone):
        part_is_sound = part is None or part.is_valid()
    if not part_is_sound:
        form.add_error(None, _("Please look at the poll again."))
    return form.is_valid()


def open_wanted(form: PollForm | None, *, actor: Actor, post: Post) -> None:
    """Add the poll that a sound form wants to a new post."""
    if form is not None and form.draft is not None:
        open_poll(actor=actor, post=post, draft=form.draft)
