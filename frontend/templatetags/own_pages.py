"""The way around the pages of one's own account."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()

PAGES: tuple[tuple[str, str, Promise], ...] = (
    ("profile", "languages", _("Profile and languages")),
    ("notification_settings", "announcement", _("What you are told")),
    ("account_email", "mail", _("E-mail address")),
    ("account_change_password", "lock", _("Password")),
    ("privacy", "eye-off", _("Privacy")),
    ("decisions", "info", _("Decisions")),
    ("ledger", "medal", _("My credit")),
    ("drafts", "edit", _("Drafts")),
    ("bookmarks", "bookmark", _("Bookmarks")),
    ("following", "follow", _("Following")),
    ("uploads", "file", _("My files")),
)
"""What can be set, then what was kept: the name of the address, the icon, the label."""


@dataclass(frozen=True, slots=True)
class Link:
    """`current` is "page" on the page itself, "true" below it, else empty."""

    url: str
    icon: str
    label: Promise
    current: str


@register.inclusion_tag("parts/account_nav.html", takes_context=True)
def account_nav(context: dict[str, Any]) -> dict[str, Any]:
    """Links to all pages of the account; on a narrow screen behind the name of the present one."""
    request: HttpRequest = context["request"]
    links = [_link(request.path, *page) for page in PAGES]
    return {"links": links, "here": next((link for link in links if link.current), None)}


def _link(path: str, name: str, icon: str, label: Promise) -> Link:
    url = reverse(name)
    below = "true" if path.startswith(url) else ""
    return Link(url, icon, label, "page" if path == url else below)
