"""Names that Argos gives to languages, and the canonical ones used here.

Argos writes mostly ISO 639-1, with a few inventions of its own. Everything that is not in the
table goes through `core.languages.canonical`.
"""

from core.languages import canonical

_CANONICAL_BY_ARGOS = {"zh": "zh-Hans", "zt": "zh-Hant", "pb": "pt-BR"}
_ARGOS_BY_CANONICAL = {code: argos for argos, code in _CANONICAL_BY_ARGOS.items()}


def from_argos(code: str) -> str:
    """``zt`` gives ``zh-Hant``. Raises `core.languages.InvalidLanguage` for unknown codes."""
    return _CANONICAL_BY_ARGOS.get(code) or canonical(code)


def to_argos(code: str) -> str:
    """``zh-Hant`` gives ``zt``; other codes stay as they are."""
    return _ARGOS_BY_CANONICAL.get(code, code)
