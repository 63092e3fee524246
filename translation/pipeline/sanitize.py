"""The last gate of all HTML that shows what people wrote: an allow-list, by nh3.

Everything passes here, originals and translations, after rendering. Refuses scripts, styles,
frames, forms, event handlers, foreign classes and ids, and every URL scheme but http, https and
mailto (pictures: http and https only).
"""

import re
from collections.abc import Callable

import nh3

from translation.pipeline.trust import unmarked

_BLOCKS = (
    *("blockquote", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "hr", "li", "ol"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "section", "summary", "ul"),
    *("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
)
_INLINES = (
    *("a", "abbr", "b", "bdi", "br", "cite", "code", "del", "dfn", "em", "i", "img", "input"),
    *("ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong"),
    *("sub", "sup", "u", "var", "wbr"),
)
_TAGS = frozenset(_BLOCKS + _INLINES)
_CONTENT_DROPPED = {
    *("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title"),
    *("head", "select"),
}
_ATTRIBUTES = {
    "*": {"lang", "class"},
    "a": {"href", "title", "data-ref", "id"},
    "abbr": {"title"},
    "details": {"open"},
    "img": {"src", "alt", "title", "width", "height"},
    "input": {"checked", "disabled", "aria-label"},
    "li": {"id", "value"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
_DIRECTIONS = {tag: {"dir": {"ltr", "rtl", "auto"}} for tag in _TAGS}
# One each: nh3 writes several in an order that differs from process to process.
_FORCED = {"img": {"loading": "lazy"}, "input": {"type": "checkbox"}}
_PARSER_CLASS = re.compile(
    r"language-[\w+#.-]{1,40}|task-list-item(-checkbox)?|contains-task-list"
    r"|footnotes(-list|-sep)?|footnote-(ref|item|backref)"
)
_FOOTNOTE_ID = re.compile(r"fn(ref)?-[0-9a-f]{12}-\d+(:\d+)?")
_NUMBER = re.compile(r"-?\d{1,9}")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f]+")


def _url(value: str) -> str:
    """A URL as browsers read it; one without scheme but with a host becomes https."""
    compact = _INVISIBLE.sub("", value).replace("\\", "/")
    return f"https:{compact}" if compact.startswith("//") else value.strip()


def _picture(value: str) -> str | None:
    return None if value.lower().lstrip().startswith("mailto:") else _url(value)


def _classes(value: str) -> str | None:
    own = unmarked(value)
    if own is not None:
        return own
    return " ".join(name for name in value.split() if _PARSER_CLASS.fullmatch(name)) or None


def _number(value: str) -> str | None:
    return value if _NUMBER.fullmatch(value) else None


def _footnote(value: str) -> str | None:
    return value if _FOOTNOTE_ID.fullmatch(value) else None


def _alignment(value: str) -> str | None:
    return value if value in {"left", "center", "right"} else None


_FILTERS: dict[str, Callable[[str], str | None]] = {
    "class": _classes,
    "data-ref": unmarked,
    "id": _footnote,
    "href": _url,
    "src": _picture,
    "align": _alignment,
    "colspan": _number,
    "rowspan": _number,
    "start": _number,
    "value": _number,
    "width": _number,
    "height": _number,
}


def _attribute(_tag: str, name: str, value: str) -> str | None:
    rule = _FILTERS.get(name)
    return rule(value) if rule else value


_MENTION_REL = re.compile(r'(<a class="mention" data-ref="[^"<>]*") rel="[^"<>]*"')
"""The `rel` that nh3 gives to mentions too, which lead to members and not out of the house."""

_cleaner = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=_CONTENT_DROPPED,
    attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
    attribute_filter=_attribute,
    tag_attribute_values=_DIRECTIONS,
    set_tag_attribute_values=_FORCED,
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow noopener ugc",
)


def sanitize(html: str) -> str:
    """`html` reduced to what is allowed; well-formed and safe to put into a page.

    Halves of surrogate pairs, which no page can hold, become question marks.
    """
    storable = html.encode("utf-8", "replace").decode("utf-8")
    return _MENTION_REL.sub(r"\1", _cleaner.clean(storable))
