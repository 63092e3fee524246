"""What a thread is about besides its words: product, version, urgency, tags."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.models import Community
from core.errors import InvalidInput
from forum.models import Product, Thread

VERSION_MAX_CHARS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """`tags` are names or slugs as people typed them, who read the names in `read_in` (by default
    the language of the thread). `urgency` is a question's."""

    product: Product | None = None
    product_version: str = ""
    urgency: int = Thread.Urgency.NORMAL
    tags: Sequence[str] = ()
    read_in: str = ""


NO_DETAILS = Details()


def check_details(
    details: Details, *, community: Community, kind: str, present: Product | None = None
) -> dict[str, object]:
    """The columns of a thread that hold `details`; the `present` product may stay, also where it
    takes no new threads. Raises InvalidInput."""
    return {
        "product": present if details.product == present else _product(details.product, community),
        "product_version": _version(details),
        "urgency": _urgency(details.urgency, kind),
    }


def _product(product: Product | None, community: Community) -> Product | None:
    if product is None:
        return None
    if product.community_id != community.pk:
        raise InvalidInput(fields={"product": _("Choose a product of this community.")})
    if product.retired:
        raise InvalidInput(fields={"product": _("This product takes no new threads.")})
    return product


def _version(details: Details) -> str:
    version = " ".join(details.product_version.replace("\0", "").split())
    if len(version) > VERSION_MAX_CHARS:
        problem = _("At most %(most)d characters.") % {"most": VERSION_MAX_CHARS}
        raise InvalidInput(fields={"product_version": problem})
    if version and details.product is None:
        raise InvalidInput(fields={"product": _("Choose the product that has this version.")})
    return version


def _urgency(urgency: int, kind: str) -> int:
    if urgency not in Thread.Urgency.values:
        raise InvalidInput(fields={"urgency": _("Choose how urgent it is from the list.")})
    if urgency != Thread.Urgency.NORMAL and kind != Thread.Kind.QUESTION:
        raise InvalidInput(fields={"urgency": _("Only questions can be urgent.")})
    return urgency
