"""Texts of Discourse, raw or cooked, as Markdown of Lingora. Pure."""

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup, Tag

from forum.transfer.markup import to_markdown
from forum.transfer.references import Reference

_CODE = re.compile(r"^(```+|~~~+).*?^\1[ \t]*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_KEPT = re.compile("\x00([0-9]+)\x00")
_QUOTE = re.compile(
    r"\[quote(?:=(?P<head>\"[^\"\n]*\"|[^\]\n]*))?\](?P<said>(?:(?!\[quote|\[/quote\]).)*)\[/quote\]\n*",
    re.DOTALL,
)
_POST = re.compile(r"post:\s*(\d+)")
_TOPIC = re.compile(r"topic:\s*(\d+)")
_DETAILS = re.compile(r"\[details(?:=\"?([^\"\]\n]*)\"?)?\]\n?|\[/details\]\n?")
_UPLOAD = re.compile(r"(?P<mark>!?)\[(?P<words>[^\]\n]*)\]\(upload://(?P<name>[\w.-]+)[^)\n]*\)")
_LINK = re.compile(r"\]\(/t/(?:[^/)\s]+/)?(\d+)(?:/(\d+))?/?\)")
NESTED_MAX = 20


def from_raw(raw: str, uploads: Mapping[str, str]) -> str:
    """Raw Markdown, with Discourse's own marks turned into Lingora's. Code stays as it is."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\x00{len(kept) - 1}\x00"

    text = _CODE.sub(keep, raw.replace("\x00", "").replace("\r\n", "\n"))
    text = _UPLOAD.sub(lambda match: _upload(match, uploads), text)
    text = _LINK.sub(lambda match: f"]({reference_to(match[1], match[2])})", text)
    text = _DETAILS.sub(lambda match: f"**{match[1]}**\n\n" if match[1] else "\n", text)
    for _level in range(NESTED_MAX):
        text, found = _QUOTE.subn(lambda match: _quote(match, kept), text)
        if not found:
            break
    return _restored(text, kept).strip()


def _restored(text: str, kept: list[str]) -> str:
    return _KEPT.sub(lambda match: kept[int(match[1])], text)


def reference_to(topic: str, number: str | None) -> str:
    """How a text names a topic, or one post of it."""
    if number is None:
        return str(Reference("thread", topic))
    return str(Reference("post", f"{topic}-{number}"))


def _quote(match: re.Match[str], kept: list[str]) -> str:
    said = _restored(match["said"].strip(), kept)
    head = _head((match["head"] or "").strip('"'))
    lines = [*([head, ""] if head else []), *said.split("\n")]
    return "\n" + "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


def _head(head: str) -> str:
    """``name, post:3, topic:5`` as a link to that post; only a name where it says no more."""
    name = head.partition(",")[0].strip()
    post, topic = _POST.search(head), _TOPIC.search(head)
    if post and topic and name:
        return f"[@{name}, #{post[1]}]({reference_to(topic[1], post[1])})"
    return f"{name}:" if name else ""


def _upload(match: re.Match[str], uploads: Mapping[str, str]) -> str:
    """An image or file; only its words where the file did not come along."""
    words = match["words"].partition("|")[0]
    key = uploads.get(match["name"].partition(".")[0])
    if key is None:
        return words
    return f"{match['mark']}[{words}]({Reference('upload', key)})"


def from_cooked(cooked: str, uploads: Mapping[str, str]) -> str:
    """HTML as Discourse renders it."""
    soup = BeautifulSoup(cooked, "html.parser")
    for aside in soup.select("aside.quote"):
        _turn_quote(soup, aside)
    for element in soup.select("div.poll, div.meta, aside.onebox .source, a.anchor"):
        element.decompose()
    for image in soup.select("img.emoji"):
        image.replace_with(str(image.get("alt", "")))
    for mention in soup.select("a.mention, span.mention"):
        mention.replace_with(mention.get_text())
    for image in soup.select("img[data-base62-sha1]"):
        key = uploads.get(str(image["data-base62-sha1"]))
        image["src"] = str(Reference("upload", key)) if key else ""
    return to_markdown(str(soup))


def _turn_quote(soup: BeautifulSoup, aside: Tag) -> None:
    title, said = aside.select_one("div.title"), aside.find("blockquote")
    if title is not None:
        title.decompose()
    post, topic = aside.get("data-post"), aside.get("data-topic")
    if not isinstance(said, Tag) or not post or not topic:
        return
    link = soup.new_tag("a", href=reference_to(str(topic), str(post)))
    link.string = f"@{aside.get('data-username', '')}, #{post}"
    paragraph = soup.new_tag("p")
    paragraph.append(link)
    said.insert(0, paragraph)
