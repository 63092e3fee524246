"""Products of a community."""

from django.db import transaction

from accounts.models import Community
from core.slugs import slug_of
from forum.actions.names import check_name, write_name
from forum.errors import NameTaken
from forum.models import Product


@transaction.atomic
def create_product(
    *, community: Community, name: str, language: str, slug: str = "", position: int = 0
) -> Product:
    """A new product; its slug is made from its name unless one is given. Called by set-up code
    only, so it asks for no permission.

    Raises InvalidInput, and NameTaken where the community has a product with this slug.
    """
    name = check_name(name)
    slug = slug or slug_of(name)
    if Product.objects.filter(community=community, slug=slug).exists():
        raise NameTaken(fields={"name": NameTaken.message})
    return Product.objects.create(
        community=community,
        slug=slug,
        name=write_name(name, community=community, language=language),
        position=position,
    )


@transaction.atomic
def retire_product(*, product: Product) -> Product:
    """Take no new threads about a product; those there are stay. Set-up code only."""
    Product.objects.filter(pk=product.pk).update(retired=True)
    product.retired = True
    return product
