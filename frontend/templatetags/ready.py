"""Ready-made parts in templates."""

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString

from core import languages
from frontend.context import Alternate
from frontend.ready import filled, kept_by_language, part

register = template.Library()

HERE = "ready-made-address"
"""Stands for what follows the language in the address of the page."""


@register.simple_tag
def ready_made(name: str) -> SafeString:
    """A template that needs no context, rendered once per language."""
    return part(name)


@register.simple_tag(takes_context=True)
def language_menu(context: RequestContext) -> SafeString:
    """The menu of reading languages, which leads to this very page in each of them."""
    first, _slash, rest = context["page"].path[1:].partition("/")
    return filled(_menu(), {HERE: escape(rest if languages.is_offered(first) else "")})


@kept_by_language
def _menu() -> str:
    here = languages.get(languages.current())
    alternates = [
        Alternate(language, f"/{language.slug}/{HERE}", current=language == here)
        for language in languages.offered()
    ]
    page = {"language": here, "alternates": alternates}
    return render_to_string("parts/language_menu.html", {"page": page})
