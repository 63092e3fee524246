"""How pictures of our own house are rendered: at their size, small, in a link to the whole.

Their address says how large they are (``/files/<id>/<name>#800x600``), so nothing has to be looked
up and no page jumps while it loads. Pictures from elsewhere are rendered as they are.
"""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from translation.pipeline.trust import ours

THUMBNAIL_SIDE = 1280
"""Larger pictures have a thumbnail; the same as `forum.uploads.pictures.THUMBNAIL_SIDE`."""
SHOWN_WIDTH_MAX, SHOWN_HEIGHT_MAX = 690, 480
"""Room for a picture in a text, in CSS pixels."""
_OWN = re.compile(
    r"(?P<folder>/files/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/)(?P<name>[^/#?]+)"
    r"#(?P<width>[1-9]\d{0,4})x(?P<height>[1-9]\d{0,4})"
)


def render_picture(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """The renderer's rule for images."""
    plain = renderer.image(tokens, index, options, env)
    own = _OWN.fullmatch(str(tokens[index].attrs.get("src", "")))
    if own is None:
        return plain
    picture = _picture(tokens[index], own)
    if _in_link(tokens, index):
        return picture
    whole = escapeHtml(own["folder"] + own["name"])
    return f'<a class="{ours("picture")}" href="{whole}">{picture}</a>'


def _picture(token: Token, own: re.Match[str]) -> str:
    width, height = int(own["width"]), int(own["height"])
    small = own["folder"] + ("thumbnail" if max(width, height) > THUMBNAIL_SIDE else own["name"])
    scale = min(1.0, SHOWN_WIDTH_MAX / width, SHOWN_HEIGHT_MAX / height)
    attributes = {
        "src": small,
        # A link needs words: where nobody described the picture, its name.
        "alt": token.attrs.get("alt") or unquote(own["name"]),
        "width": max(1, round(width * scale)),
        "height": max(1, round(height * scale)),
    }
    if title := token.attrs.get("title"):
        attributes["title"] = title
    said = "".join(f' {name}="{escapeHtml(str(value))}"' for name, value in attributes.items())
    return f"<img{said}>"


def _in_link(tokens: Sequence[Token], index: int) -> bool:
    """True inside a link: one in another is none."""
    before = tokens[:index]
    opened = sum(token.type == "link_open" for token in before)
    return opened > sum(token.type == "link_close" for token in before)
