"""What a new installation begins with."""

from django.db import transaction

from accounts.models import Community
from forum.actions.categories import create_category


@transaction.atomic
def make_first_community() -> None:
    """One community with one category, where there is no community at all."""
    if Community.objects.exists():
        return
    community = Community.objects.create(slug="community", name="Community")
    create_category(community=community, slug="general", name="General", language="en")
