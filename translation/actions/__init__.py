"""What may change texts, their translations and the queue."""

from translation.actions.corrections import propose_correction, withdraw_correction
from translation.actions.decisions import (
    decide_correction,
    share_correction,
    undo_correction,
    vote_correction,
)
from translation.actions.language_reports import report_language
from translation.actions.previews import preview, request_preview
from translation.actions.ratings import rate_translation
from translation.actions.requests import (
    refresh,
    refresh_older,
    refresh_sentence,
    request,
    request_again,
)
from translation.actions.term_effects import retranslate_for_terms
from translation.actions.term_files import Imported, export_terms, import_terms
from translation.actions.terms import (
    change_term,
    decide_term,
    propose_term,
    remove_term,
    sweep_rejected_terms,
)
from translation.actions.texts import correct_language, erase_text, write_text

__all__ = [
    "Imported",
    "change_term",
    "correct_language",
    "decide_correction",
    "decide_term",
    "erase_text",
    "export_terms",
    "import_terms",
    "preview",
    "propose_correction",
    "propose_term",
    "rate_translation",
    "refresh",
    "refresh_older",
    "refresh_sentence",
    "remove_term",
    "report_language",
    "request",
    "request_again",
    "request_preview",
    "retranslate_for_terms",
    "share_correction",
    "sweep_rejected_terms",
    "undo_correction",
    "vote_correction",
    "withdraw_correction",
    "write_text",
]
