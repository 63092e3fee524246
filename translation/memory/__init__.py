"""The segment memory: a sentence that was translated once is not translated again.

`machine` holds what engines wrote, a cache that may be emptied at any time; `human` what people
wrote, which stands above every engine and survives them; `keys` names sentences.
"""

from translation.memory.human import forget_human, human_for, is_shared, remember_human
from translation.memory.keys import key_of, source_key
from translation.memory.machine import evict, note_uses, recall, remember
from translation.memory.uses import drop_orphans, drop_unused, texts_with

__all__ = [
    "drop_orphans",
    "drop_unused",
    "evict",
    "forget_human",
    "human_for",
    "is_shared",
    "key_of",
    "note_uses",
    "recall",
    "remember",
    "remember_human",
    "source_key",
    "texts_with",
]
