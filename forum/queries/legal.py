"""Legal pages: what holds now, what held before, and what somebody has yet to agree to."""

from collections.abc import Collection

from accounts.models import Community
from accounts.permissions import Actor
from core.errors import NotFound
from forum.models import LegalAcceptance, LegalPage

AGREED_TO = frozenset({LegalPage.Kind.TERMS, LegalPage.Kind.RULES})
"""The pages that members agree to; the others only inform."""


def current_pages(
    community: Community, kinds: Collection[str] = LegalPage.Kind.values
) -> dict[str, LegalPage]:
    """The newest version of each page there is, by kind; one query."""
    rows = LegalPage.objects.filter(community=community, kind__in=kinds).select_related("text")
    return {page.kind: page for page in rows.order_by("version")}


def legal_page(community: Community, kind: str, version: int | None = None) -> LegalPage:
    """A page as it stands now, or one version of it. Raises NotFound."""
    rows = LegalPage.objects.filter(community=community, kind=kind).select_related("text")
    found = rows.filter(version=version) if version else rows.order_by("-version")
    page = found.first()
    if page is None:
        raise NotFound
    return page


def versions_of(community: Community, kind: str) -> list[LegalPage]:
    """All versions of a page, the newest first."""
    return list(LegalPage.objects.filter(community=community, kind=kind).order_by("-version"))


def pages_to_accept(actor: Actor, community: Community) -> list[LegalPage]:
    """Terms and rules in a newer version than the one the member agreed to; none for visitors and
    for those who never took part here."""
    if actor.member is None:
        return []
    mine = LegalAcceptance.objects.filter(
        member=actor.member, page__community=community, page__kind__in=AGREED_TO
    )
    agreed = dict(mine.order_by("page__version").values_list("page__kind", "page__version"))
    if not agreed:
        return []
    pages = current_pages(community, AGREED_TO)
    return [page for kind, page in pages.items() if kind in agreed and agreed[kind] < page.version]
