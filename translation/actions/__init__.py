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
from translation.actions.texts import (
    Composed,
    compose_text,
    correct_language,
    erase_text,
    store_texts,
    write_text,
)
from translation.actions.versions import keep_version, version_of

__all__ = [
    "Composed",
    "Imported",
    "change_term",
    "compose_text",
    "correct_language",
    "decide_correction",
    "decide_term",
    "erase_text",
    "export_terms",
    "import_terms",
    "keep_version",
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
    "store_texts",
    "sweep_rejected_terms",
    "undo_correction",
    "version_of",
    "vote_correction",
    "withdraw_correction",
    "write_text",
]
