"""Which terms of a glossary somebody may see, and in which order."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from accounts.models import Community
from accounts.permissions import Actor, Privilege, allowed
from core import languages
from core.errors import NotFound
from translation.models import GlossaryTerm

State = GlossaryTerm.State

PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to: languages (with their regions), words, a state.

    Empty values narrow nothing. Rejected terms are listed only where they are asked for.
    """

    source_language: str = ""
    target_language: str = ""
    words: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class TermPage:
    """A stretch of a list; `next` and `previous` are the terms (ids) beyond which it goes on."""

    items: list[GlossaryTerm]
    next: int | None = None
    previous: int | None = None


def terms_of(actor: Actor, community: Community) -> "QuerySet[GlossaryTerm]":
    """The terms that `actor` may see: members see proposals, too, and what became of their own;
    managers see everything."""
    rows = GlossaryTerm.objects.filter(community=community)
    rows = rows.select_related("proposed_by", "community")
    if allowed(actor, Privilege.MANAGE_GLOSSARY, community):
        return rows
    if not allowed(actor, Privilege.SUGGEST_TERM, community):
        return rows.filter(state=State.APPROVED)
    return rows.filter(~Q(state=State.REJECTED) | Q(proposed_by=actor.id))


def term_for(actor: Actor, community: Community, term_id: int) -> GlossaryTerm:
    """Raises NotFound, also for what is another community's or not for this actor."""
    term = terms_of(actor, community).filter(pk=term_id).first()
    if term is None:
        raise NotFound
    return term


def list_terms(
    actor: Actor,
    community: Community,
    wanted: Wanted,
    *,
    after: int | None = None,
    before: int | None = None,
    limit: int = PAGE,
) -> TermPage:
    """The terms in the order of the alphabet, after or before one of them (its id).

    An edge that is there no more begins the list anew.
    """
    rows = _narrowed(terms_of(actor, community), wanted)
    edge = _edge(community, before if after is None else after)
    backwards = bool(edge and after is None)
    found = list(_beyond(rows, edge, backwards=backwards)[: limit + 1])
    more = len(found) > limit
    items = found[:limit][::-1] if backwards else found[:limit]
    if not items:
        return TermPage([])
    has_next, has_previous = (True, more) if backwards else (more, edge is not None)
    return TermPage(
        items,
        next=items[-1].pk if has_next else None,
        previous=items[0].pk if has_previous else None,
    )


def _narrowed(rows: "QuerySet[GlossaryTerm]", wanted: Wanted) -> "QuerySet[GlossaryTerm]":
    if wanted.source_language:
        rows = rows.filter(source_language__in=_near(rows, "source_language", wanted))
    if wanted.target_language:
        rows = rows.filter(target_language__in=["", *_near(rows, "target_language", wanted)])
    if wanted.words:
        words = wanted.words
        rows = rows.filter(
            Q(source__icontains=words) | Q(target__icontains=words) | Q(note__icontains=words)
        )
    if wanted.state:
        return rows.filter(state=wanted.state)
    return rows.exclude(state=State.REJECTED)


def _near(rows: "QuerySet[GlossaryTerm]", field: str, wanted: Wanted) -> list[str]:
    """The languages of terms that serve who reads the wanted one."""
    known = rows.order_by().values_list(field, flat=True).distinct()
    return [code for code in known if code and languages.serves(code, getattr(wanted, field))]


def _edge(community: Community, term_id: int | None) -> tuple[str, int] | None:
    """Where a term stands in the alphabet, with its id."""
    known = GlossaryTerm.objects.filter(pk=term_id, community=community) if term_id else None
    if known is None:
        return None
    return known.annotate(place=Lower("source")).values_list("place", "pk").first()


def _beyond(
    rows: "QuerySet[GlossaryTerm]", edge: tuple[str, int] | None, *, backwards: bool
) -> "QuerySet[Any]":
    """The rows beyond the edge, nearest first."""
    placed = rows.annotate(place=Lower("source"))
    ordered = placed.order_by("-place", "-id") if backwards else placed.order_by("place", "id")
    if edge is None:
        return ordered
    place, pk = edge
    word = "lt" if backwards else "gt"
    same = Q(place=place, **{f"id__{word}": pk})
    return ordered.filter(Q(**{f"place__{word}": place}) | same)
