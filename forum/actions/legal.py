"""Imprint, privacy notice, terms and rules of a community, and who agreed to which version.

Terms and rules are agreed to by taking part: the first time the forms say so, and a newer version
has to be accepted before one writes on. Reading never asks for anything.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import record
from accounts.models import Community, Member
from accounts.permissions import Actor, Privilege, require
from core.errors import InvalidInput
from core.events import publish
from forum.actions.checks import check_member
from forum.errors import TermsChanged
from forum.events import NameWritten
from forum.models import LegalAcceptance, LegalPage
from forum.queries.legal import AGREED_TO, current_pages
from translation.actions import write_text
from translation.models import Text

SOURCE_MAX_CHARS = 100_000


@transaction.atomic
def write_legal_page(
    *, actor: Actor, community: Community, kind: str, source: str, language: str
) -> LegalPage:
    """Write a new version of a legal page; the same words again are no new version.

    Raises NotSignedIn, NotPermitted, InvalidInput, InvalidLanguage.
    """
    require(actor, Privilege.MANAGE_LEGAL, community)
    page = store_legal_page(community=community, kind=kind, source=source, language=language)
    record(
        community=community,
        actor=actor.member,
        verb="legal_page.written",
        subject=("legal_page", page.pk),
        after={"kind": page.kind, "version": page.version},
    )
    return page


@transaction.atomic
def store_legal_page(*, community: Community, kind: str, source: str, language: str) -> LegalPage:
    """The same for set-up code, which asks for no permission."""
    if kind not in LegalPage.Kind.values:
        raise InvalidInput(fields={"kind": ", ".join(LegalPage.Kind.values)})
    if not source.strip() or len(source) > SOURCE_MAX_CHARS:
        message = _("Please write between 1 and %(most)d characters.") % {"most": SOURCE_MAX_CHARS}
        raise InvalidInput(fields={"source": message})
    # Versions of one community take turns.
    Community.objects.select_for_update(no_key=True).filter(pk=community.pk).first()
    newest = LegalPage.objects.filter(community=community, kind=kind).order_by("version").last()
    # The words are the community's, not those of whoever typed them.
    text = write_text(
        source=source,
        format=Text.Format.MARKDOWN,
        community=community,
        author=None,
        language=language,
    )
    if newest and newest.text.checksum == text.checksum:
        text.delete()
        return newest
    publish(NameWritten(community_id=community.pk, text_id=text.pk))
    version = newest.version + 1 if newest else 1
    return LegalPage.objects.create(community=community, kind=kind, version=version, text=text)


@transaction.atomic
def accept_terms(*, actor: Actor, community: Community) -> int:
    """Agree to the present terms and rules of a community; how many that had not been yet.

    Raises NotSignedIn.
    """
    return _accept(check_member(actor), list(current_pages(community, AGREED_TO).values()))


def agree_by_taking_part(*, actor: Actor, community: Community) -> None:
    """Called where a member writes: the first time it is agreement, as the forms say.

    Raises TermsChanged where a newer version than the one agreed to has to be accepted first.
    """
    pages = current_pages(community, AGREED_TO)
    if not pages or actor.member is None or actor.exempt:
        return
    mine = LegalAcceptance.objects.filter(member=actor.member, page__community=community)
    agreed = dict(mine.order_by("page__version").values_list("page__kind", "page__version"))
    if any(kind in agreed and agreed[kind] < page.version for kind, page in pages.items()):
        raise TermsChanged(community=community)
    _accept(actor.member, [page for kind, page in pages.items() if kind not in agreed])


def _accept(member: Member, pages: list[LegalPage]) -> int:
    rows = [LegalAcceptance(member=member, page=page) for page in pages]
    known = LegalAcceptance.objects.filter(member=member, page__in=pages).count()
    LegalAcceptance.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows) - known
