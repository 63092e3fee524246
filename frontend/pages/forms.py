"""Forms of the pages. They check shape only; actions decide what may be and say what is wrong."""

from typing import Any
from uuid import uuid4
from zoneinfo import available_timezones

from babel import Locale
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from core import languages
from core.errors import InvalidInput
from forum.actions.checks import BODY_MAX_CHARS, TITLE_MAX_CHARS
from forum.errors import TermsChanged
from forum.models import Post
from frontend.pages.terms import changed_terms
from frontend.pages.texts import interface

Choices = list[tuple[str, Any]]


def take_errors(form: forms.Form, error: InvalidInput) -> None:
    """Put what an action found wrong beside the fields it concerns."""
    for name, message in error.fields.items():
        form.add_error(name if name in form.fields else None, str(message))
    if isinstance(error, TermsChanged):
        form.add_error(None, changed_terms(error))
    elif not error.fields:
        form.add_error(None, str(error))


def _languages(first: Any = None) -> Choices:
    rows: Choices = [(item.code, item.native_name) for item in languages.offered()]
    return [("", first), *rows] if first else rows


def country_names() -> dict[str, str]:
    """Countries by their ISO 3166 code, named in the language of the interface."""
    names = Locale.parse(interface().replace("-", "_"), sep="_").territories
    return {code: name for code, name in names.items() if len(code) == 2 and code.isalpha()}


def countries() -> Choices:
    """All countries by name, after none."""
    return [("", _("Not said")), *sorted(country_names().items(), key=lambda row: row[1])]


class KeyedForm(forms.Form):
    """A form that acts once: `key` tells one filling-in from another."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class DraftedForm(KeyedForm):
    """A form whose unfinished state is kept: `draft_version` is what it was filled from."""

    draft_version = forms.CharField(required=False, widget=forms.HiddenInput)


class WritingForm(DraftedForm):
    """A body, and the language it is in unless that is to be recognised."""

    body = forms.CharField(
        label=_("Your text"),
        max_length=BODY_MAX_CHARS,
        strip=False,
        error_messages={"required": _("Please write something.")},
        widget=forms.Textarea(attrs={"class": "input", "rows": 8, "dir": "auto", "data-body": ""}),
    )
    language = forms.ChoiceField(
        label=_("Written in"),
        required=False,
        widget=forms.Select(attrs={"class": "input"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = _languages(_("Recognise by itself"))  # type: ignore[attr-defined]


class ReplyForm(WritingForm):
    """An answer or a comment, where it may be both: only questions take answers, and newcomers
    comment only where they are at home."""

    kind = forms.ChoiceField(
        label=_("This is"),
        choices=[(Post.Kind.ANSWER, _("an answer")), (Post.Kind.COMMENT, _("a comment"))],
        required=False,
        widget=forms.Select(attrs={"class": "input"}),
    )
    reply_to = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, both_kinds: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not both_kinds:
            del self.fields["kind"]


class EditForm(DraftedForm):
    """A post as it stood at `revision`; the opening post with the thread's title."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    merging = forms.BooleanField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE_MAX_CHARS,
        widget=forms.TextInput(attrs={"class": "input input--title", "dir": "auto"}),
    )
    body = WritingForm.base_fields["body"]

    def __init__(self, *args: Any, with_title: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_title:
            del self.fields["title"]


class LanguageForm(forms.Form):
    """The language a post is really in; for an opening post that of the title, too."""

    language = forms.ChoiceField(
        label=_("Written in"), widget=forms.Select(attrs={"class": "input"})
    )
    title_too = forms.BooleanField(
        label=_("The title is in this language, too"), required=False, initial=True
    )

    def __init__(self, *args: Any, with_title: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = _languages()  # type: ignore[attr-defined]
        if not with_title:
            del self.fields["title_too"]


class LanguageReportForm(forms.Form):
    """The language that a post of somebody else is really in: any but the one it claims."""

    language = LanguageForm.base_fields["language"]

    def __init__(self, *args: Any, claimed: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, name) for code, name in _languages(_("Choose")) if code != claimed]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]


class ProfileForm(forms.Form):
    """What a member says of herself."""

    display_name = forms.CharField(
        label=_("Name shown"),
        max_length=60,
        required=False,
        help_text=_("What others see. Empty: your user name."),
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "nickname"}),
    )
    reading_language = forms.ChoiceField(
        label=_("I read pages in"), widget=forms.Select(attrs={"class": "input"})
    )
    written_languages = forms.MultipleChoiceField(
        label=_("I write in"),
        required=False,
        help_text=_("Helps to recognise the language of short texts."),
        widget=forms.CheckboxSelectMultiple,
    )
    kept_languages = forms.MultipleChoiceField(
        label=_("I also read"),
        required=False,
        help_text=_("Texts in these languages are shown to you as they were written."),
        widget=forms.CheckboxSelectMultiple,
    )
    country = forms.ChoiceField(
        label=_("Country"), required=False, widget=forms.Select(attrs={"class": "input"})
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"), widget=forms.Select(attrs={"class": "input"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("reading_language", "written_languages", "kept_languages"):
            self.fields[name].choices = _languages()  # type: ignore[attr-defined]
        self.fields["country"].choices = countries()  # type: ignore[attr-defined]
        zones = sorted(available_timezones())
        self.fields["timezone"].choices = [(zone, zone.replace("_", " ")) for zone in zones]  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(member: Member) -> dict[str, Any]:
        """The form as it stands before anything is changed."""
        return {
            "display_name": member.display_name,
            "reading_language": member.reading_language,
            "written_languages": member.written_languages,
            "kept_languages": member.kept_languages,
            "country": member.country,
            "timezone": member.timezone,
        }
