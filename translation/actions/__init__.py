"""What may change texts, their translations and the queue."""

from translation.actions.previews import preview, request_preview
from translation.actions.requests import refresh, request
from translation.actions.terms import (
    change_term,
    decide_term,
    propose_term,
    remove_term,
    sweep_rejected_terms,
)
from translation.actions.texts import correct_language, erase_text, write_text

__all__ = [
    "change_term",
    "correct_language",
    "decide_term",
    "erase_text",
    "preview",
    "propose_term",
    "refresh",
    "remove_term",
    "request",
    "request_preview",
    "sweep_rejected_terms",
    "write_text",
]
