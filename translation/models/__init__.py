from translation.models.job import PreviewJob, TranslationJob
from translation.models.memory import MemorySegment, SegmentUse
from translation.models.sealed import SealedFragment
from translation.models.text import Text
from translation.models.translation import Translation

__all__ = [
    "MemorySegment",
    "PreviewJob",
    "SealedFragment",
    "SegmentUse",
    "Text",
    "Translation",
    "TranslationJob",
]
