"""Quoting a whole post without a script: `?quote=<post>` on the page of a reply."""

import re
from html.parser import HTMLParser

from django.http import HttpRequest

from accounts.permissions import Actor
from core.errors import NotFound
from forum.models import Post
from forum.queries import post_for
from forum.quoting import address_of
from frontend.pages.texts import text_view
from frontend.pages.visitor import page_reader, reading_of
from translation.queries import Side, render as render_texts

QUOTED_MAX_CHARS = 5_000
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_BLOCKS = frozenset("p li pre h1 h2 h3 h4 h5 h6 tr blockquote details".split())
_LEFT_OUT = frozenset({"blockquote", "details"})


def asked_for(request: HttpRequest, actor: Actor, begun: str) -> dict[str, str]:
    """The body of a form in which a post is to be quoted, below what was `begun`. Raises
    NotFound."""
    wanted = request.GET.get("quote", "")
    if not wanted:
        return {}
    if not wanted.isdecimal() or len(wanted) > 15:
        raise NotFound
    post = post_for(actor, int(wanted))
    rendered = render_texts([post.body], page_reader())[post.body_id]
    quoted = quotation(post, text_view(rendered, reading_of(request)).seen)
    return {"body": f"{begun.rstrip()}\n\n{quoted}" if begun.strip() else quoted}


def quotation(post: Post, side: Side) -> str:
    """A post as a Markdown quotation, in the language it is read in."""
    lines = [_attribution(post, side.lang), "", *_words(side.html).split("\n")]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


def _attribution(post: Post, language: str) -> str:
    name = f"@{post.author.username}, " if post.author else ""
    address = address_of(post.thread_id, post.pk, language)
    return f"[{_plain(name)}#{post.number}]({address})"


def _plain(text: str) -> str:
    """Text in which nothing is markup."""
    return _SPECIAL.sub(r"\\\1", text)


def _words(html: str) -> str:
    """What a rendered text says, a paragraph each, without what it quotes itself."""
    reader = _Reader()
    reader.feed(html)
    paragraphs = (" ".join("".join(each).split()) for each in reader.paragraphs)
    text = "\n\n".join(_plain(each) for each in paragraphs if each)
    return text if len(text) <= QUOTED_MAX_CHARS else text[:QUOTED_MAX_CHARS].rstrip("\\") + " …"


class _Reader(HTMLParser):
    """Collects the words of blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[list[str]] = [[]]
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._quoted += tag in _LEFT_OUT
        self._block(tag)

    def handle_endtag(self, tag: str) -> None:
        self._quoted -= tag in _LEFT_OUT
        self._block(tag)

    def handle_data(self, data: str) -> None:
        if not self._quoted:
            self.paragraphs[-1].append(data)

    def _block(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.paragraphs.append([])
