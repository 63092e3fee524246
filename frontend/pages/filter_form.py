"""The form in which a visitor narrows a list; it is sent by GET and never wrong."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core import languages
from forum.models import Thread
from frontend.pages.forms import Choices, country_names
from frontend.pages.named_choices import NamedSelect
from frontend.pages.wanted import Wanted

ANY = ("", _("Any"))


def _choice(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, widget=forms.Select(attrs={"class": "input"})
    )


class FilterForm(forms.Form):
    """What is chosen now, to be changed. There is a choice of products only where some are."""

    show = forms.CharField(widget=forms.HiddenInput)
    state = forms.CharField(widget=forms.HiddenInput)
    kind = _choice(_("Kind"))
    language = _choice(_("Written in"))
    product = forms.ChoiceField(
        label=_("Product"), required=False, widget=NamedSelect(attrs={"class": "input"})
    )
    country = _choice(_("Country"))
    order = _choice(_("Sort by"))

    def __init__(self, wanted: Wanted, *, products: Choices) -> None:
        super().__init__(initial=asdict(wanted), auto_id="filter_%s")
        written = [(item.code, item.native_name) for item in languages.offered()]
        self._choose("kind", [ANY, *Thread.Kind.choices])
        self._choose("language", [ANY, *written])
        self._choose("country", [ANY, *sorted(country_names().items(), key=lambda row: row[1])])
        self._choose("order", [("", _("Newest activity")), ("newest", _("Newest threads"))])
        self._choose("product", [ANY, *products])
        for name in ("show", "state"):
            if not self.initial[name]:
                del self.fields[name]
        if not products:
            del self.fields["product"]

    def _choose(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
