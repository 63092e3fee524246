"""Tags and products that an actor may choose from or look at."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from accounts.models import Community
from core.errors import NotFound
from core.prepared import prepared
from core.slugs import slug_of
from forum.models import Product, Tag, Thread, ThreadTag
from translation.models import Translation
from translation.routing import target_codes

POPULAR = 12
TAGS_LISTED_MAX = 500
COMPLETIONS = 8
TYPED_MAX_CHARS = 60


def tag_for(community: Community, slug: str) -> Tag:
    """A tag of a community the caller may enter. Raises NotFound."""
    tag = _among(community, Q(slug=slug)).first()
    if tag is None:
        raise NotFound
    return tag


def product_for(community: Community, slug: str) -> Product:
    """A product of a community the caller may enter. Raises NotFound."""
    rows = Product.objects.filter(community=community, slug=slug)
    product = rows.select_related("name", "community").first()
    if product is None:
        raise NotFound
    return product


def tags_of(community: Community, *, most: int = TAGS_LISTED_MAX) -> list[Tag]:
    """The tags of a community, the most used first."""
    return list(Tag.objects.filter(community=community).select_related("name", "community")[:most])


def tags_in(communities: Iterable[Community], *, most: int = TAGS_LISTED_MAX) -> list[Tag]:
    """The same for several communities, in one query."""
    rows = Tag.objects.filter(community__in=list(communities))
    return list(rows.select_related("name", "community")[:most])


def products_in(communities: Iterable[Community], *, retired: bool = True) -> list[Product]:
    """Products in their order, those that take no new threads only if `retired`."""
    rows = Product.objects.filter(community__in=list(communities))
    if not retired:
        rows = rows.filter(retired=False)
    return list(rows.select_related("name", "community"))


def tags_of_threads(threads: Iterable[Thread]) -> dict[int, list[Tag]]:
    """The tags of each thread, with their names, in one query."""
    found: dict[int, list[Tag]] = {}
    for row in _on(threads=[thread.pk for thread in threads]):
        found.setdefault(row.thread_id, []).append(row.tag)
    return found


@prepared
def _on(*, threads: Sequence[int]) -> "QuerySet[ThreadTag]":
    rows = ThreadTag.objects.filter(thread__in=threads)
    return rows.select_related("tag__name", "tag__community").order_by("id")


def tags_named(
    community: Community, names: Sequence[str], *, language: str | None
) -> dict[str, Tag]:
    """Those of `names` that mean a tag: its slug, its name as written, or its name as it is read
    in `language`."""
    if not names:
        return {}
    own = {tag.slug: tag for tag in _among(community, Q(slug__in=[slug_of(n) for n in names]))}
    found = {name: own[slug_of(name)] for name in names if slug_of(name) in own}
    missing = [name for name in names if name not in found]
    return found | (_by_translation(community, missing, language) if missing and language else {})


def _among(community: Community, condition: Q) -> "QuerySet[Tag]":
    return Tag.objects.filter(condition, community=community).select_related("name", "community")


def _by_translation(community: Community, names: Sequence[str], language: str) -> dict[str, Tag]:
    named = Q()
    for name in names:
        named |= Q(plain__iexact=name)
    said = {row.text_id: slug_of(row.plain) for row in _names(community, language).filter(named)}
    tags = {said[tag.name_id]: tag for tag in _among(community, Q(name__in=list(said)))}
    return {name: tags[slug_of(name)] for name in names if slug_of(name) in tags}


def _names(community: Community, language: str) -> "QuerySet[Translation]":
    """The names of a community's tags as they are read in `language`."""
    texts = Tag.objects.filter(community=community).values("name")
    codes = target_codes(language)
    return Translation.objects.filter(text__in=texts, language__in=codes, withheld=False)


def tags_beginning(community: Community, typed: str, *, language: str) -> list[Tag]:
    """Tags whose name begins with what was typed, as written or as read in `language`, the most
    used first; the most used of all where nothing was typed."""
    typed = " ".join(typed.replace("\0", "").split())[:TYPED_MAX_CHARS]
    if not typed:
        return tags_of(community, most=COMPLETIONS)
    # SQLite knows small and capital letters of ASCII only.
    begins = Q(plain__istartswith=typed) | Q(plain__istartswith=typed.capitalize())
    said = _names(community, language).filter(begins)
    condition = Q(slug__startswith=slug_of(typed)) | Q(name__in=said.values("text"))
    return list(_among(community, condition)[:COMPLETIONS])
