"""Imported categories, tags and products. What has the same slug here already is taken for the
same thing."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from django.db import transaction

from core.errors import InvalidInput
from forum.actions.categories import DEPTH_MAX, RESERVED_SLUGS, create_category
from forum.actions.importing.job import Job
from forum.actions.importing.known import state_of_named
from forum.models import Category, ImportedItem, Product, Tag
from forum.transfer.records import CategoryRecord, ProductRecord, TagRecord
from forum.transfer.staging import Staged
from translation.actions import write_text
from translation.models import Text

R = TypeVar("R", CategoryRecord, TagRecord, ProductRecord)
Row = Category | Tag | Product


def import_categories(job: Job) -> None:
    """Make categories, parents first; one in a circle, or below what is not there, comes to the
    top."""
    for one, parent in _parents_first(job):
        _import(job, one, partial(_category, job, one, parent))


def import_tags(job: Job) -> None:
    """Make tags."""
    for one in job.staging.all(TagRecord):
        _import(job, one, partial(_tag, job, one))


def import_products(job: Job) -> None:
    """Make products."""
    for one in job.staging.all(ProductRecord):
        _import(job, one, partial(_product, job, one))


@transaction.atomic
def _import(job: Job, one: Staged[R], make: Callable[[], Row]) -> None:
    kind, key = one.record.kind_name, one.record.key
    item = job.known.items(kind, [key]).get(key)
    try:
        if item is not None:
            _bring_up_to_date(job, one, item)
            return
        row = make()
    except InvalidInput as error:
        job.refuse(kind, one.origin, str(error) + str(dict(error.fields) or ""))
        return
    item = job.known.new(kind, key, row.pk, one.checksum, state_of_named(row))
    job.known.remember([item])
    job.count(kind, "made")


def _parents_first(job: Job) -> Iterator[tuple[Staged[CategoryRecord], str | None]]:
    """Each category once, with its parent's key, after its parent."""
    rows = {one.record.key: one for one in job.staging.all(CategoryRecord)}
    parents = {key: _parent(job, rows, one) for key, one in rows.items()}
    depths = {key: len(list(_above(parents, key))) for key in rows}
    for key in sorted(rows, key=lambda key: depths[key]):
        yield rows[key], parents[key]


def _parent(
    job: Job, rows: dict[str, Staged[CategoryRecord]], one: Staged[CategoryRecord]
) -> str | None:
    """The parent's key, if that leads to the top within the depth there may be."""
    parent = one.record.parent
    if parent is None:
        return None
    if parent not in rows:
        job.problems.add(one.origin, "missing", f"parent: there is no category “{parent}”")
        return None
    above = _ancestors(rows, one.record.key)
    if one.record.key in above[1:]:
        job.problems.add(one.origin, "cycle", "parent: the category would be below itself")
        return None
    if len(above) > DEPTH_MAX:
        told = f"parent: more than {DEPTH_MAX} levels; it comes to the top"
        job.problems.add(one.origin, "refused", told)
        return None
    return parent


def _ancestors(rows: dict[str, Staged[CategoryRecord]], key: str) -> list[str]:
    """The category and those above it, as the source has them, up to where one comes again."""
    path: list[str] = []
    at: str | None = key
    while at is not None and at in rows:
        path.append(at)
        if path.count(at) > 1:
            break
        at = rows[at].record.parent
    return path


def _above(parents: dict[str, str | None], key: str) -> Iterator[str]:
    seen = {key}
    at = parents[key]
    while at is not None and at not in seen:
        yield at
        seen.add(at)
        at = parents[at]


def _category(job: Job, one: Staged[CategoryRecord], parent: str | None) -> Category:
    record = one.record
    slug = f"{record.slug[:58]}-2" if record.slug in RESERVED_SLUGS else record.slug
    present = Category.objects.filter(community=job.community, slug=slug).first()
    if present is not None:
        return present
    above = job.known.ids("category", [parent]).get(parent or "")
    category = create_category(
        community=job.community,
        slug=slug,
        name=record.name,
        description=record.description,
        language=_language(job, record),
        kinds=record.kinds,
        parent=Category.objects.filter(pk=above).first() if above else None,
        position=record.position,
        visibility=record.visibility,
    )
    if record.several_solutions:
        category.several_solutions = True
        category.save(update_fields=["several_solutions"])
    return category


def _tag(job: Job, one: Staged[TagRecord]) -> Tag:
    present = Tag.objects.filter(community=job.community, slug=one.record.slug).first()
    return present or Tag.objects.create(
        community=job.community, slug=one.record.slug, name=_name(job, one.record)
    )


def _product(job: Job, one: Staged[ProductRecord]) -> Product:
    record = one.record
    present = Product.objects.filter(community=job.community, slug=record.slug).first()
    return present or Product.objects.create(
        community=job.community,
        slug=record.slug,
        name=_name(job, record),
        position=record.position,
        retired=record.retired,
    )


def _language(job: Job, record: CategoryRecord | TagRecord | ProductRecord) -> str:
    return record.language or job.choices.language or "en"


def _name(job: Job, record: TagRecord | ProductRecord) -> Text:
    return write_text(
        source=record.name,
        format=Text.Format.PLAIN,
        community=job.community,
        author=None,
        language=_language(job, record),
    )


def _bring_up_to_date(job: Job, one: Staged[R], item: ImportedItem) -> None:
    kind = one.record.kind_name
    if item.checksum == one.checksum:
        job.count(kind, "kept")
        return
    row = _row(kind, item)
    if row is None or state_of_named(row) != item.state:
        job.count(kind, "left")
        job.problems.add(one.origin, "changed", "changed or removed here meanwhile; left as it is")
        return
    _rewrite(job, row.name, one.record)
    row = _row(kind, item)
    assert row is not None
    item.checksum, item.state = one.checksum, state_of_named(row)
    job.known.remember([item])
    job.count(kind, "changed")


def _row(kind: str, item: ImportedItem) -> Row | None:
    models: dict[str, type[Row]] = {"category": Category, "tag": Tag, "product": Product}
    related = ("name", "description") if kind == "category" else ("name",)
    found: Iterable[Row] = models[kind].objects.filter(pk=item.target).select_related(*related)
    return next(iter(found), None)


def _rewrite(job: Job, text: Text, record: CategoryRecord | TagRecord | ProductRecord) -> None:
    write_text(
        source=record.name,
        format=text.format,
        community=job.community,
        author=None,
        language=_language(job, record),
        text=text,
    )
