"""The form in which a thread is opened, and the one in which its tags are changed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.actions.checks import TITLE_MAX_CHARS
from forum.actions.details import VERSION_MAX_CHARS
from forum.models import Thread
from frontend.pages.forms import Choices, WritingForm, countries
from frontend.pages.named_choices import NamedSelect

TAGS_FIELD_MAX_CHARS = 300


class TagsField(forms.CharField):
    """Names of tags with commas between them; the commas of many scripts do."""

    COMMAS = str.maketrans(dict.fromkeys("،、，;؛", ","))

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Tags"),
            required=False,
            max_length=TAGS_FIELD_MAX_CHARS,
            help_text=_("Up to five, with commas between them."),
            widget=forms.TextInput(
                attrs={"class": "input", "dir": "auto", "autocomplete": "off", "data-tags": ""}
            ),
            **options,
        )

    def clean(self, value: Any) -> Any:
        """The names, as a list."""
        typed: str = super().clean(value)
        names = (name.strip() for name in typed.translate(self.COMMAS).split(","))
        return [name for name in names if name]


class AskForm(WritingForm):
    """A new thread. Categories and products are given by community: ``[(community, [(id, name),
    …]), …]``; `kinds` are those that this member may open there."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Thread.Kind.choices,
        initial=Thread.Kind.QUESTION,
        widget=forms.RadioSelect,
    )
    category = forms.ChoiceField(
        label=_("Where does it belong?"), widget=NamedSelect(attrs={"class": "input"})
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE_MAX_CHARS,
        help_text=_("In one line: what do you want to know?"),
        widget=forms.TextInput(
            attrs={"class": "input input--title", "dir": "auto", "autocomplete": "off"}
        ),
    )
    product = forms.ChoiceField(
        label=_("Product"), required=False, widget=NamedSelect(attrs={"class": "input"})
    )
    product_version = forms.CharField(
        label=_("Version"),
        required=False,
        max_length=VERSION_MAX_CHARS,
        widget=forms.TextInput(attrs={"class": "input", "dir": "auto", "autocomplete": "off"}),
    )
    country = forms.ChoiceField(
        label=_("Country"), required=False, widget=forms.Select(attrs={"class": "input"})
    )
    urgency = forms.TypedChoiceField(
        label=_("How urgent is it?"),
        required=False,
        choices=Thread.Urgency.choices,
        coerce=int,
        empty_value=str(Thread.Urgency.NORMAL.value),
        widget=forms.Select(attrs={"class": "input"}),
    )
    tags = TagsField()

    def __init__(
        self, *args: Any, categories: Choices, kinds: list[str], products: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [choice for choice in Thread.Kind.choices if choice[0] in kinds]
        self.fields["kind"].choices = named  # type: ignore[attr-defined]
        self.fields["category"].choices = categories  # type: ignore[attr-defined]
        self.fields["country"].choices = countries()  # type: ignore[attr-defined]
        self.fields["product"].choices = [("", _("Not said")), *products]  # type: ignore[attr-defined]
        if not products:
            del self.fields["product"], self.fields["product_version"]

    def clean_urgency(self) -> int:
        """Only questions are urgent: what was chosen before the kind was changed is let go."""
        is_question = self.data.get("kind") == Thread.Kind.QUESTION
        urgency = int(self.cleaned_data["urgency"])
        return urgency if is_question else int(Thread.Urgency.NORMAL)


class RetagForm(forms.Form):
    """The tags of a thread."""

    tags = TagsField()
