"""Keeps the time of parsing in proportion to the length of the text, whatever its author wrote.

Some rules of the parser look again and again at the same characters. Each is given here no more
to look at than it needs, and a purse of steps: where that is empty, brackets are plain text.
Texts that people write never notice. Refuses quotes of many levels with very many lines.
"""

import re
import unicodedata
from collections.abc import Callable
from types import SimpleNamespace

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, hr
from markdown_it.rules_inline import StateInline, linkify

from translation.pipeline.limits import MAX_LABEL_STEPS, MAX_LINE_CHECKS, TooDeep

InlineRule = Callable[[StateInline, bool], bool]

_MAX_DOMAIN = 260
"""No name of a host is longer."""
_MAX_FUZZY_LINK = 4096
_BEFORE_LINK = frozenset(" \t\r\n*_~(")
_DOMAIN_END = re.compile(r"[\s<!\"#%&'()*,/:;?@\[\\\]{}]")
_LINK_END = re.compile(r"[ \t\r\n\x00\x0b\x0c<]")
_PROTOCOLS = ("https", "http", "mailto", "xmpp")
_TAIL = 8
"""As much of the text before a colon as shows the longest protocol and what precedes it."""
_SCHEME = re.compile(r"(?<![a-z0-9.+-])(?:https?|ftp|mailto)\Z", re.IGNORECASE)


def bound(md: MarkdownIt) -> None:
    """Give the rules of `md` their bounds; all rules must have been added."""
    rules = dict(zip(md.inline.ruler.get_active_rules(), md.inline.ruler.getRules(""), strict=True))
    md.inline.ruler.at("gfm_autolink_www", _www(rules["gfm_autolink_www"]))
    md.inline.ruler.at("gfm_autolink_protocol", _protocol(rules["gfm_autolink_protocol"]))
    md.block.ruler.at("hr", _counted_hr, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    helpers = {name: getattr(md.helpers, name) for name in md.helpers.__all__}
    md.helpers = SimpleNamespace(**{**helpers, "parseLinkLabel": _link_label})  # type: ignore[assignment]


def linkify_without_blank(state: StateInline, silent: bool) -> bool:
    """The parser's own rule of bare links, asked only where a link surely begins."""
    position = state.pos
    if state.linkLevel > 0 or not state.src.startswith("://", position):
        return False
    scheme = _SCHEME.search(state.pending, max(len(state.pending) - _TAIL, 0))
    if scheme is None:
        return False
    start = position - len(scheme.group())
    if not state.src.startswith(scheme.group(), start):
        return False  # While labels are looked at, what is pending stands elsewhere.
    end = min(state.posMax, start + _MAX_FUZZY_LINK)
    if not state.md.linkify or not state.md.linkify.match_at_start(state.src[start:end]):
        return False
    return linkify(state, silent)


def _www(rule: InlineRule) -> InlineRule:
    def www(state: StateInline, silent: bool) -> bool:
        # The rule never finds anything while labels are looked at.
        if silent or state.linkLevel > 0 or not state.src.startswith("www.", state.pos):
            return False
        return _within_link(rule, state, state.pos + 4)

    return www


def _protocol(rule: InlineRule) -> InlineRule:
    def protocol(state: StateInline, silent: bool) -> bool:
        if silent or state.linkLevel > 0 or state.src[state.pos] != ":":
            return False
        pending = state.pending
        name = next((name for name in _PROTOCOLS if pending.endswith(name)), "")
        start = state.pos - len(name)
        if not name or (start > 0 and state.src[start - 1] not in _BEFORE_LINK):
            return False
        return _with_tail_only(rule, state, web=name.startswith("http"))

    return protocol


def _with_tail_only(rule: InlineRule, state: StateInline, *, web: bool) -> bool:
    """Ask a rule that searches all pending text while only the end of that is pending."""
    pending, count = state.pending, len(state.tokens)
    head = pending[:-_TAIL]
    if head:
        state.pending = pending[-_TAIL:]
    found = _within_link(rule, state, state.pos + 3) if web else rule(state, False)
    if not found:
        state.pending = pending
    elif head:
        state.tokens[count].content = head + state.tokens[count].content
    return found


def _within_link(rule: InlineRule, state: StateInline, domain: int) -> bool:
    """Ask a rule that reads on to the next blank while the text ends where a link ends at last.

    `domain` is where the name of the host begins; without its end near by there is no link.
    """
    maximum = state.posMax
    limit = domain + _MAX_DOMAIN
    if limit < maximum and not _has_end_of_domain(state.src[domain:limit]):
        return False
    state.posMax = min(_end_of_link(state, domain), maximum)
    try:
        return rule(state, False)
    finally:
        state.posMax = maximum


def _end_of_link(state: StateInline, position: int) -> int:
    """Behind the next character that ends a link; the same one is looked for only once."""
    text, begin, end = state.env.get("link_end", ("", 0, 0))
    if text is not state.src or not begin <= position < end:
        found = _LINK_END.search(state.src, position)
        end = found.end() if found else len(state.src)
        state.env["link_end"] = state.src, position, end
    return end


def _has_end_of_domain(text: str) -> bool:
    if _DOMAIN_END.search(text):
        return True
    return not text.isascii() and any(map(_ends_domain, text))


def _ends_domain(character: str) -> bool:
    return character not in "-._" and unicodedata.category(character)[0] == "P"


def _link_label(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803
    """Where the label of a link ends that begins at `start`, or -1; as the parser looks for it.

    Counts its steps in the notes of the text: labels in labels are looked at once per level.
    """
    if state.src.find("]", start + 1, state.posMax) < 0:
        return -1
    before = state.pos
    state.pos = start + 1
    end = _closing_bracket(state, disableNested)
    state.pos = before
    return end


def _closing_bracket(state: StateInline, disable_nested: bool) -> int:
    level = 1
    while state.pos < state.posMax:
        state.env["label_steps"] = steps = state.env.get("label_steps", 0) + 1
        if steps > MAX_LABEL_STEPS:
            return -1
        marker, position = state.src[state.pos], state.pos
        if marker == "]":
            level -= 1
            if level == 0:
                return position
        state.md.inline.skipToken(state)
        if marker == "[" and state.pos == position + 1:
            level += 1
        elif marker == "[" and disable_nested:
            return -1
    return -1


def _counted_hr(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule of thematic breaks, which is asked at each line, once for each level of quotes."""
    state.env["line_checks"] = checks = state.env.get("line_checks", 0) + 1
    if checks > MAX_LINE_CHECKS:
        raise TooDeep()
    return hr(state, start, end, silent)
