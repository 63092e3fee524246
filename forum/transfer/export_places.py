"""Categories, tags, products and files of a community as records."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from accounts.models import Community
from forum.models import Category, Product, Tag, Upload
from forum.transfer.parts import in_parts
from forum.transfer.records import CategoryRecord, ProductRecord, TagRecord, UploadRecord

if TYPE_CHECKING:
    from forum.transfer.exporting import Scope

AT_ONCE = 500


def categories(scope: "Scope") -> Iterator[CategoryRecord]:
    """All categories; those of staff only on demand."""
    seen = Q() if scope.everything else ~Q(visibility=Category.Visibility.STAFF)
    rows = Category.objects.filter(seen, community=scope.community)
    rows = rows.select_related("name", "description").order_by("pk")
    ids = {row.pk: row.parent_id for row in rows}
    keys = scope.keys.of("category", ids)
    for row in rows:
        yield CategoryRecord(
            key=keys[str(row.pk)],
            slug=row.slug,
            name=row.name.source,
            language=row.name.language,
            description=row.description.source if row.description else "",
            parent=keys.get(str(row.parent_id)),
            kinds=row.kinds,
            several_solutions=row.several_solutions,
            position=row.position,
            visibility=Category.Visibility(row.visibility),
        )


def tags(scope: "Scope") -> Iterator[TagRecord]:
    """All tags."""
    rows = Tag.objects.filter(community=scope.community).select_related("name").order_by("pk")
    for part in in_parts(rows.iterator(chunk_size=AT_ONCE), AT_ONCE):
        keys = scope.keys.of("tag", (row.pk for row in part))
        for row in part:
            yield TagRecord(
                key=keys[str(row.pk)],
                slug=row.slug,
                name=row.name.source,
                language=row.name.language,
            )


def products(scope: "Scope") -> Iterator[ProductRecord]:
    """All products."""
    rows = Product.objects.filter(community=scope.community).select_related("name").order_by("pk")
    keys = scope.keys.of("product", (row.pk for row in rows))
    for row in rows:
        yield ProductRecord(
            key=keys[str(row.pk)],
            slug=row.slug,
            name=row.name.source,
            language=row.name.language,
            position=row.position,
            retired=row.retired,
        )


def uploads_of(community: Community) -> "QuerySet[Upload]":
    """The files that texts of a community show."""
    return Upload.objects.filter(community=community, uses__isnull=False).distinct().order_by("pk")


def uploads(scope: "Scope") -> Iterator[UploadRecord]:
    """What those files are called; they themselves lie beside."""
    rows = uploads_of(scope.community)
    for part in in_parts(rows.iterator(chunk_size=AT_ONCE), AT_ONCE):
        keys = scope.keys.of("upload", (row.pk for row in part))
        people = scope.keys.of("member", (row.member_id for row in part))
        for row in part:
            yield UploadRecord(
                key=keys[str(row.pk)],
                file=path_in_archive(row),
                name=row.name,
                member=people.get(str(row.member_id)),
            )


def path_in_archive(upload: Upload) -> str:
    """Where a file lies in the archive."""
    return f"uploads/{upload.pk}/{upload.name}"
