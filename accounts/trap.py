"""Telling people from programs in forms that anybody may send, without asking people anything.

Programs fill in every field, also one that people do not see, and send a form in the moment they
have it, or without having had it at all. A password manager fills in a form at once, too, and
some fill in more than is seen; so nobody is turned away for good: the form comes again as it was
typed, with an empty trap and a stamp that is good, and sending it once more is enough. Programs
that do not look at the answer never do that.
"""

import time
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

HUMAN_SECONDS = 1.0
"""From the moment the form was made to its return: two ways through the network, a page drawn,
a hand that moves. Password managers take less for their part; the whole is longer."""
LIVES_SECONDS = 24 * 3600
"""A stamp is no key for later: programs would collect one and use it for ever."""
ONCE_MORE = _("That went quicker than we expected. Please send the form once more.")
_SALT = "accounts.trap"


class Trap(forms.Form):
    """Two fields for a form of visitors: `subject`, which people do not see (and browsers have
    nothing to fill in there), and the stamp `opened`."""

    subject = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(
            attrs={
                "tabindex": "-1",
                "autocomplete": "off",
                "data-1p-ignore": "true",
                "data-lpignore": "true",
            }
        ),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = stamp()

    def clean(self) -> dict[str, Any]:
        """What looks like a program is refused in words for people."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "opened" not in self.fields:
            return data
        trapped = bool(data.pop("subject", ""))
        age = age_seconds(str(data.pop("opened", "")))
        if trapped or age is None or age < HUMAN_SECONDS:
            self._arm_again(renewed=age is None)
            raise forms.ValidationError(ONCE_MORE, code="once_more")
        return data

    def _arm_again(self, *, renewed: bool) -> None:
        """Whoever sends once more what comes back now is through; with the password, too, so that
        nothing has to be typed again."""
        fresh = QueryDict(mutable=True)
        fresh.update(self.data)
        fresh[self.add_prefix("subject")] = ""
        if renewed:
            fresh[self.add_prefix("opened")] = stamp()
        self.data = fresh
        for field in self.fields.values():
            if isinstance(field.widget, forms.PasswordInput):
                field.widget.render_value = True


def stamp(at: float | None = None) -> str:
    """A signed moment: now, or `at` (seconds since 1970)."""
    return signing.dumps(time.time() if at is None else at, salt=_SALT)


def age_seconds(sent: str) -> float | None:
    """How old a stamp is; None for one that is not ours, or too old."""
    try:
        made: float = signing.loads(sent, salt=_SALT)
    except signing.BadSignature:
        return None
    age = time.time() - made
    return age if age < LIVES_SECONDS else None
