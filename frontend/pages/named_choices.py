"""Names that people wrote, as options to choose from: each says in which language it stands.

A name without a translation stands there as it was written, beside others that are translated.
"""

from typing import Any

from django import forms

from translation.queries import Side


class Name(str):
    """The label of an option, from a side of a text."""

    lang: str
    dir: str

    @classmethod
    def of(cls, side: Side) -> "Name":
        name = cls(side.text)
        name.lang, name.dir = side.lang, side.dir
        return name


class NamedSelect(forms.Select):
    """A select whose options carry the language and direction of their names."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **more: Any) -> Any:
        option = super().create_option(name, value, label, *args, **more)
        if isinstance(label, Name):
            option["attrs"] |= {"lang": label.lang, "dir": label.dir}
        return option
