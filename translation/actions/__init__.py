"""What may change texts, their translations and the queue."""

from translation.actions.previews import preview, request_preview
from translation.actions.requests import refresh, request
from translation.actions.texts import correct_language, erase_text, write_text

__all__ = [
    "correct_language",
    "erase_text",
    "preview",
    "refresh",
    "request",
    "request_preview",
    "write_text",
]
