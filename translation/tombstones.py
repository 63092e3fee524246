"""What readers see in place of a text that was erased: a sentence in the language they read in."""

from django.utils.html import escape
from django.utils.translation import gettext as _, override

from core import languages
from translation.models import Text


def tombstone(erased: str, language: str) -> tuple[str, str, str]:
    """The interface language nearest to `language`, the sentence in it, and its HTML."""
    interface = languages.interface_language(language)
    with override(interface):
        sentence = (
            _("Removed by the staff.")
            if erased == Text.Erased.BY_STAFF
            else _("Removed by the author.")
        )
    return interface, sentence, f"<p><em>{escape(sentence)}</em></p>"
