"""The form of a decision in the review queue. Which button was pressed says which decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actions.sanctions import PAUSE_HOURS
from accounts.reasons import AGAINST
from forum.actions.checks import BODY_MAX_CHARS
from forum.actions.rulings import NOTE_MAX_CHARS, STATEMENT_MAX_CHARS, Verdict
from forum.models import ReviewItem

PIECES_MAX_CHARS = 4000
_AREA = {"class": "input", "dir": "auto"}
PAUSES = {24: _("one day"), 72: _("three days"), 168: _("one week")}
"""What pauses are called, by their hours."""


class VerdictForm(forms.Form):
    """What is said with a decision; each decision takes from it what it needs."""

    decision = forms.CharField(max_length=20)
    reason = forms.ChoiceField(
        label=_("Reason"),
        required=False,
        choices=[("", "–"), *AGAINST],
        widget=forms.Select(attrs={"class": "input"}),
    )
    statement = forms.CharField(
        label=_("To those concerned"),
        required=False,
        max_length=STATEMENT_MAX_CHARS,
        help_text=_("Whoever wrote it and whoever reported it read this, in their languages."),
        widget=forms.Textarea(attrs={**_AREA, "rows": 2}),
    )
    note = forms.CharField(
        label=_("Note for colleagues"),
        required=False,
        max_length=NOTE_MAX_CHARS,
        widget=forms.Textarea(attrs={**_AREA, "rows": 2}),
    )
    body = forms.CharField(
        label=_("The post, edited"),
        required=False,
        max_length=BODY_MAX_CHARS,
        strip=False,
        widget=forms.Textarea(attrs={**_AREA, "rows": 6}),
    )
    revision = forms.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput
    )
    pieces = forms.CharField(
        label=_("Also mask these words, one a line"),
        required=False,
        max_length=PIECES_MAX_CHARS,
        widget=forms.Textarea(attrs={**_AREA, "rows": 2}),
    )
    hours = forms.TypedChoiceField(
        label=_("For how long"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[(hours, PAUSES[hours]) for hours in PAUSE_HOURS],
        widget=forms.Select(attrs={"class": "input"}),
    )

    def verdict(self) -> Verdict:
        """What was filled in, of a valid form."""
        given: dict[str, Any] = dict(self.cleaned_data)
        given["pieces"] = given["pieces"].splitlines()
        return Verdict(**given | {name: given[name] or 0 for name in ("revision", "hours")})


def form_for(item: ReviewItem, reason: str, data: Any = None) -> VerdictForm:
    """The form as it stands on an item's page, with `reason` chosen already."""
    if item.post is None:
        form = VerdictForm(data, initial={"reason": reason})
        form.fields["statement"].help_text = _(
            "They read it in their language, with your own words beside it."
        )
        return form
    text = item.post.body
    initial = {"reason": reason, "body": text.source, "revision": item.post.revision}
    form = VerdictForm(data, initial=initial)
    form.fields["body"].widget.attrs |= {"lang": text.language, "dir": text.direction}
    return form
