from translation.models.correction import (
    Correction,
    CorrectionVote,
    LanguageReport,
    TranslationRating,
)
from translation.models.glossary import GlossaryTerm
from translation.models.job import PreviewJob, TranslationJob
from translation.models.memory import HumanSegment, MemorySegment, SegmentUse
from translation.models.sealed import SealedFragment
from translation.models.tally import EngineTally
from translation.models.text import Text
from translation.models.translation import Translation

__all__ = [
    "Correction",
    "CorrectionVote",
    "EngineTally",
    "GlossaryTerm",
    "HumanSegment",
    "LanguageReport",
    "MemorySegment",
    "PreviewJob",
    "SealedFragment",
    "SegmentUse",
    "Text",
    "Translation",
    "TranslationJob",
    "TranslationRating",
]
