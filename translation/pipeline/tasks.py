"""How the boxes of a list of tasks are rendered: each is named by the first words beside it, so
that whoever hears the page hears what is done and what is not."""

from collections.abc import Sequence
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

NAME_CHARS = 120
_BOX = '<input class="task-list-item-checkbox"'


def render_item(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """The renderer's rule for what opens an item of a list."""
    opened, box, rest = renderer.list_item_open(tokens, index, options, env).partition(_BOX)
    if not box:
        return opened
    name = escapeHtml(_words(renderer, tokens, index, options, env)[:NAME_CHARS])
    return f'{opened}{box} aria-label="{name}"{rest}'


def _words(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """What the item's first paragraph says; a tick where there is none."""
    inline = next(
        (token for token in tokens[index + 1 : index + 3] if token.type == "inline"), None
    )
    said = renderer.renderInlineAsText(inline.children, options, env) if inline else ""
    return said.strip() or "✓"
