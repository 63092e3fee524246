"""How a figure stands to what must hold. A miss is said as loudly as a hit."""


def at_least(limit: float, measured: float) -> str:
    return _said(f"limit at least {limit:g}", measured, measured >= limit)


def at_most(limit: float, measured: float) -> str:
    return _said(f"limit at most {limit:g}", measured, measured <= limit)


def _said(limit: str, measured: float, holds: bool) -> str:
    return f"{limit}, measured {measured:.2f}, {'ok' if holds else 'MISSED'}"
