"""How much one text may ask of the parser and of the page.

Refuses, with an error a person can act upon, what would otherwise vanish silently (too deep
nesting), blow up (wide tables) or block everybody (very long texts).
"""

from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput

MAX_SOURCE_CHARS = 100_000
MAX_HTML_BYTES = 1_000_000
MAX_DEPTH = 24
"""Levels of nesting, blocks and inline marks each; a list item counts as two. Parsing time of
hostile input grows with it."""
MAX_HTML_DEPTH = 300
"""Blocks of raw HTML inside each other."""
MAX_TABLE_COLUMNS = 60
MAX_TOKENS = 60_000
"""Blocks' opening and closing tokens; short rows of wide tables multiply without this."""
MAX_LABEL_STEPS = 100_000
"""Steps through the labels of links, those of nested brackets counted anew for each level; what
comes after them in the same text is no link."""
MAX_LINE_CHECKS = 120_000
"""How often a line may be asked whether it ends a quote, list or paragraph."""
MAX_SEGMENT_TOKENS = 200
"""Longest piece that is handed to an engine, in (estimated) model tokens."""


class TooLong(InvalidInput):
    code = "too_long"
    message = _("This text is too long. At most %(limit)s characters fit.")


class TooDeep(InvalidInput):
    code = "too_deep"
    message = _("Lists, quotes or formatting are nested too deeply. Please use fewer levels.")


class TooWide(InvalidInput):
    code = "too_wide"
    message = _("A table has too many columns. At most %(limit)s fit.")


class TooLarge(InvalidInput):
    code = "too_large"
    message = _("This text becomes too large a page. Please split it.")
