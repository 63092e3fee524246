"""Tells attributes that Lingora wrote from those a member typed as raw HTML.

The sanitizer sees one HTML string. A class or a `data-ref` that carries this mark was put there
by the renderer; the sanitizer removes the mark and keeps the value. The mark is a random number
of this process, so nobody can write it into a text, and it never leaves the process.
"""

from secrets import token_hex

_MARK = f"{token_hex(16)}:"


def ours(value: str) -> str:
    """`value` marked as written by the renderer."""
    return _MARK + value


def unmarked(value: str) -> str | None:
    """The value without its mark, or None where it was not written by the renderer."""
    return value.removeprefix(_MARK) if value.startswith(_MARK) else None
