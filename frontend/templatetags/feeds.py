"""Where a page's list can be had as a feed."""

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

FEEDS = {
    "home": ("feed", ()),
    "community": ("feed_community", ("slug",)),
    "category": ("feed_category", ("slug", "category_slug")),
    "tag": ("feed_tag", ("slug", "tag_slug")),
    "product": ("feed_product", ("slug", "product_slug")),
    "thread": ("feed_thread", ("thread_id",)),
    "member": ("feed_member", ("username",)),
}
"""The feed beside each page, and which parts of the page's address it takes."""


@register.simple_tag(takes_context=True)
def feed_link(context: template.Context) -> SafeString:
    """Tells programs where the feed of this page is; nothing where there is none."""
    path = feed_path(context.get("request"))
    if not path:
        return SafeString()
    return format_html(
        '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">', _("Feed"), path
    )


def feed_path(request: HttpRequest | None) -> str:
    """The address of the feed beside the page of a request; nothing where there is none."""
    match = getattr(request, "resolver_match", None)
    if match is None or match.url_name not in FEEDS:
        return ""
    name, parts = FEEDS[match.url_name]
    return reverse(name, kwargs={part: match.kwargs[part] for part in parts})
