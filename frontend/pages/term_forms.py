"""Forms of the glossary. They check shape only; actions decide what a term may be."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core import languages
from frontend.pages.forms import KeyedForm
from frontend.pages.texts import interface
from translation.models import GlossaryTerm
from translation.term_queries import Wanted
from translation.terms import NOTE_MAX_CHARS, TERM_MAX_CHARS

WORDS_MAX_CHARS = 100


def language_choices(first: Any = None) -> list[tuple[str, Any]]:
    """The offered languages by their names in the interface, after an empty choice."""
    code = interface()
    rows = [(item.code, item.name_in(code)) for item in languages.offered()]
    rows.sort(key=lambda row: row[1].casefold())
    return [("", first), *rows] if first else rows


def _words(**attributes: Any) -> forms.TextInput:
    return forms.TextInput(
        attrs={"class": "input", "dir": "auto", "autocomplete": "off", **attributes}
    )


class ChangeForm(forms.Form):
    """What may change in a term that stands: its translation and what is said about it."""

    target = forms.CharField(
        label=_("Translation"),
        max_length=TERM_MAX_CHARS,
        required=False,
        help_text=_("Empty: it stays as it is, in every text."),
        widget=_words(),
    )
    case_sensitive = forms.BooleanField(label=_("Capital letters matter"), required=False)
    note = forms.CharField(
        label=_("Note"),
        max_length=NOTE_MAX_CHARS,
        required=False,
        help_text=_("Why, or where it does not hold."),
        widget=_words(),
    )


class TermForm(KeyedForm, ChangeForm):
    """A new term."""

    source = forms.CharField(label=_("Term"), max_length=TERM_MAX_CHARS, widget=_words())
    source_language = forms.ChoiceField(
        label=_("Language of the term"), widget=forms.Select(attrs={"class": "input"})
    )
    target_language = forms.ChoiceField(
        label=_("Language of the translation"),
        required=False,
        widget=forms.Select(attrs={"class": "input"}),
    )
    field_order = (
        "key",
        "source",
        "source_language",
        "target",
        "target_language",
        "case_sensitive",
        "note",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source_language"].choices = language_choices()  # type: ignore[attr-defined]
        self.fields["target_language"].choices = language_choices(_("every language"))  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    """What a list of terms is narrowed to; what makes no sense narrows nothing."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=WORDS_MAX_CHARS,
        widget=_words(type="search"),
    )
    source = forms.ChoiceField(
        label=_("Term in"), required=False, widget=forms.Select(attrs={"class": "input"})
    )
    target = forms.ChoiceField(
        label=_("Translated into"), required=False, widget=forms.Select(attrs={"class": "input"})
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, widget=forms.Select(attrs={"class": "input"})
    )

    def __init__(self, *args: Any, with_state: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        any_language = language_choices(_("any"))
        self.fields["source"].choices = self.fields["target"].choices = any_language  # type: ignore[attr-defined]
        self.fields["state"].choices = [("", _("any")), *GlossaryTerm.State.choices]  # type: ignore[attr-defined]
        if not with_state:
            del self.fields["state"]

    def wanted(self) -> Wanted:
        """As the query takes it."""
        self.is_valid()
        data = self.cleaned_data
        return Wanted(
            source_language=data.get("source", ""),
            target_language=data.get("target", ""),
            words=data.get("q", "").replace("\0", ""),
            state=data.get("state", ""),
        )


class ImportForm(KeyedForm):
    """A file with terms."""

    file = forms.FileField(
        label=_("CSV file"),
        widget=forms.FileInput(attrs={"class": "input", "accept": ".csv,text/csv"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )
