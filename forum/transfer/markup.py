"""HTML of other forums as Markdown. What no Markdown says is left out; its text stays."""

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from markdownify import ATX, MarkdownConverter

_BLANK_LINES = re.compile(r"\n{3,}")
_LEFT_OUT = ("script", "style", "iframe", "object", "embed", "template", "noscript", "svg")
DEPTH_MAX = 100
"""Deeper nesting is taken for text alone: it would only exhaust the stack."""


class _Converter(MarkdownConverter):
    """Fences with the language of the code; links and pictures with addresses of the web only."""

    def convert_a(self, element: Tag, text: str, parent_tags: set[str]) -> str:
        if not _is_web(str(element.get("href", ""))):
            return text
        return str(super().convert_a(element, text, parent_tags))  # type: ignore[misc]  # made from its name

    def convert_img(self, element: Tag, text: str, parent_tags: set[str]) -> str:
        if not _is_web(str(element.get("src", ""))):
            return str(element.get("alt", ""))
        return str(super().convert_img(element, text, parent_tags))  # type: ignore[misc]  # the same


def to_markdown(html: str) -> str:
    """The Markdown of an HTML fragment."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup(_LEFT_OUT):
        element.decompose()
    if _depth(soup) > DEPTH_MAX:
        return soup.get_text("\n").strip()
    options: dict[str, Any] = {
        "heading_style": ATX,
        "bullets": "-",
        "code_language_callback": _language,
        "escape_misc": True,
    }
    markdown = str(_Converter(**options).convert_soup(soup))
    return _BLANK_LINES.sub("\n\n", markdown).strip()


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://", "/", "#", "mailto:", "lingora:"))


def _language(element: Tag) -> str:
    """The language of a code block: ``lang-py`` or ``language-py`` on it or its code."""
    code = element.find("code")
    classes = [*element.get_attribute_list("class")]
    classes += code.get_attribute_list("class") if isinstance(code, Tag) else []
    for name in filter(None, classes):
        prefix, _dash, language = str(name).partition("-")
        if prefix in ("lang", "language") and language.isalnum():
            return language
    return ""


def _depth(soup: BeautifulSoup) -> int:
    """How deep elements are nested, without recursion."""
    deepest, level, stack = 0, 0, [(child, 1) for child in soup.children]
    while stack:
        element, level = stack.pop()
        deepest = max(deepest, level)
        if deepest > DEPTH_MAX:
            break
        if isinstance(element, Tag):
            stack += [(child, level + 1) for child in element.children]
    return deepest
