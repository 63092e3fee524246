"""Categories of a community."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Community
from core.errors import InvalidInput
from forum.models import Category, Thread
from translation.actions import write_text
from translation.models import Text

RESERVED_SLUGS = frozenset(
    {
        *("legal", "reports", "appeals", "audit", "members", "super-user", "super-users", "words"),
        *("ask", "read", "glossary", "coverage", "search", "boards", "review", "ideas", "guides"),
        *("tag", "tags", "product", "products"),
    }
)
"""Names of a community's own pages, which stand where those of its categories do."""
DEPTH_MAX = 5
"""How many levels a tree of categories has at most."""


@transaction.atomic
def create_category(
    *,
    community: Community,
    slug: str,
    name: str,
    language: str,
    description: str = "",
    kinds: Sequence[str] = (Thread.Kind.QUESTION, Thread.Kind.DISCUSSION),
    parent: Category | None = None,
    position: int = 0,
    visibility: str = Category.Visibility.PUBLIC,
) -> Category:
    """A new category. Called by set-up code only, so it asks for no permission.

    Raises InvalidInput for a slug that is the name of a page, and for a parent of another
    community or too far down.
    """
    if slug in RESERVED_SLUGS:
        raise InvalidInput(fields={"slug": _("This name is taken by a page. Choose another one.")})
    _check_parent(parent, community)

    def text(source: str) -> Text:
        return write_text(
            source=source,
            format=Text.Format.PLAIN,
            community=community,
            author=None,
            language=language,
        )

    return Category.objects.create(
        community=community,
        slug=slug,
        name=text(name),
        description=text(description) if description else None,
        kinds=list(kinds),
        parent=parent,
        position=position,
        visibility=visibility,
    )


def _check_parent(parent: Category | None, community: Community) -> None:
    if parent is not None and parent.community_id != community.pk:
        raise InvalidInput(fields={"parent": _("Choose a category of this community.")})
    depth, above = 1, parent
    while above is not None:
        depth, above = depth + 1, above.parent
    if depth > DEPTH_MAX:
        problem = _("At most %(most)d levels of categories.") % {"most": DEPTH_MAX}
        raise InvalidInput(fields={"parent": problem})
