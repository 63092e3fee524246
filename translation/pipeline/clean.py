"""Makes machine text fit for a page: plain characters, one line, nothing invisible.

Refuses control characters, overrides of direction, invisible tags and private-use characters
that stand for no atom. HTML or Markdown may stay: it is only ever an escaped text node.
"""

import re
from dataclasses import replace

from translation.engines.base import Candidate, Segment
from translation.pipeline.characters import UNSAFE

_LINE_BREAK = re.compile(r"\s*[\n\r\u2028\u2029\x0b\x0c\x85]+\s*")


def clean(text: str, segment: Segment) -> str:
    """The machine's `text` without what a machine may not write, trimmed."""
    if text == segment.text:
        return text
    return UNSAFE.sub("", _LINE_BREAK.sub(" ", text)).strip()


def cleaned(candidate: Candidate, segment: Segment) -> Candidate:
    """The candidate with a clean text; its alignment stays only if no character moved."""
    text = clean(candidate.text, segment)
    if text == candidate.text:
        return candidate
    return replace(candidate, text=text, alignment=None)
