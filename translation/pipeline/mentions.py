"""The inline rule that makes `@name` a mention.

A mention is a link without an address: `data-ref` names the member, and the page that shows it
resolves all of its references in one query. Never inside links, code or raw HTML links.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from translation.pipeline.trust import ours

NAME = re.compile(r"[^\W_](?:[\w.+-]{0,148}\w)?")
"""What may follow the @: a username as accounts allow it, without punctuation at its end."""
_BEFORE = re.compile(r"[\w.+/@-]")


def mentions_plugin(md: MarkdownIt) -> None:
    """Let `md` recognise mentions, after escapes and code, before e-mail addresses."""
    md.inline.ruler.before("entity", "mention", _mention)


def _mention(state: StateInline, silent: bool) -> bool:
    position = state.pos
    if state.src[position] != "@" or state.linkLevel > 0:
        return False
    if position and _BEFORE.match(state.src[position - 1]):
        return False
    name = NAME.match(state.src, position + 1, state.posMax)
    if name is None:
        return False
    if not silent:
        _push(state, name.group())
    state.pos = name.end()
    return True


def _push(state: StateInline, name: str) -> None:
    opening = state.push("mention_open", "a", 1)
    opening.attrs = {"class": ours("mention"), "data-ref": ours(f"member:{name}")}
    state.push("text", "", 0).content = f"@{name}"
    state.push("mention_close", "a", -1)
