"""Earlier versions of texts: texts of their own, readable in every language."""

from copy import copy

from django.db import transaction

from translation.memory.uses import note_texts
from translation.models import SegmentUse, Text, Translation


def version_of(text: Text) -> Text:
    """The text as it stands now, not stored: `keep_version` does that once it was replaced."""
    version = copy(text)
    version.pk, version._state.adding = None, True
    return version


@transaction.atomic
def keep_version(*, version: Text, of: Text) -> Text:
    """Store an earlier version of the text `of`, in the transaction that replaces it.

    It has the translations that were up to date then and the sentences of the text, so what
    people correct reaches it, and erasing it erases them. What was masked stays masked: the
    sealed fragments belong to the present text alone.
    """
    version.save(force_insert=True)
    rows = list(Translation.objects.filter(text=of, source_checksum=version.checksum))
    for row in rows:
        row.pk, row.text, row._state.adding = None, version, True
    Translation.objects.bulk_create(rows)
    keys = SegmentUse.objects.filter(text=of).values_list("source_key", flat=True)
    note_texts({version.pk: list(keys)})
    return version
