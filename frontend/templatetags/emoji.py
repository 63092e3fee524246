"""Where the page's script finds the names of emoji."""

from django import template
from django.templatetags.static import static

from core import languages
from frontend.pages.texts import interface

register = template.Library()


@register.simple_tag
def emoji_names() -> str:
    """The address of the names in the language of the interface; none for English, whose codes
    come with the emoji."""
    code = languages.get(interface()).code
    return "" if code == "en" else static(f"emoji/{code}.json")
