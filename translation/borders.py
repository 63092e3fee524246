"""Where a text may be cut that is too long for a model."""

import re

CLAUSE_END = re.compile(r"[;:—–](?=\s)|[,،、，；：](?=\D)|[；：]")
"""Matches end where a clause ends, in all scripts; a comma inside a number ends none."""
