"""Short ways to write terms of a glossary."""

from typing import Any

from accounts.models import Community, Membership
from accounts.permissions import Actor
from tests.builders import a_role
from translation.actions import propose_term
from translation.models import GlossaryTerm
from translation.terms import Term


def a_term(source: str = "router", target: str = "Router", **fields: Any) -> Term:
    """A term of English texts, into German unless it stays as it is."""
    defaults = {"source_language": "en", "target_language": "de" if target else ""}
    return Term(**{**defaults, "source": source, "target": target, **fields})


def a_manager(community: Community) -> Actor:
    """Somebody who decides on terms."""
    return a_role(community, Membership.Role.OPERATOR)


def an_approved_term(community: Community, *words: str, **fields: Any) -> GlossaryTerm:
    """A term that counts, as a manager enters it."""
    return propose_term(
        actor=a_manager(community), community=community, term=a_term(*words, **fields)
    )
