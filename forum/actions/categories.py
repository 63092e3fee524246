"""Categories of a community."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import Community
from forum.models import Category, Thread
from translation.actions import write_text
from translation.models import Text


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
    """A new category. Called by set-up code only, so it asks for no permission."""

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
