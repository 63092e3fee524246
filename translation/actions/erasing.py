"""Forgetting words: of a text, and of everything that was ever made of it.

The row stays where a post or a title hangs from it, without a word: readers are told that it was
removed. `erase_text` (`translation.actions.texts`) deletes a text that nothing needs any more.
"""

from django.db import transaction

from accounts.erasing import BATCH
from accounts.models import Member
from core import languages
from core.events import publish
from translation import memory
from translation.events import TextErased
from translation.models import PreviewJob, Text
from translation.pipeline import RENDERER_VERSION


@transaction.atomic
def erase_words(*, text: Text, by: str) -> bool:
    """Leave of a text only that it was removed, `by` its author or staff; False where it was.

    Goes with it: translations, jobs, sealed fragments, corrections, ratings and reports, and the
    memory of sentences that no other text contains, the machine's and people's.
    """
    # Texts are locked before everything that hangs from them, as where translations are stored.
    row = Text.objects.select_for_update().filter(pk=text.pk, erased=Text.Erased.NOT).first()
    if row is None:
        return False
    memory.drop_unused(row)
    for hanging in (row.translations, row.jobs, row.sealed, row.corrections, row.ratings):
        hanging.all().delete()
    row.language_reports.all().delete()
    row.segments.all().delete()
    _blank(row, by)
    publish(TextErased(text_id=row.pk))
    return True


def _blank(row: Text, by: str) -> None:
    row.source = row.html = row.plain = ""
    row.erased = Text.Erased(by)
    row.language, row.language_origin = languages.UNKNOWN, Text.LanguageOrigin.ASSUMED
    row.language_confidence = 0.0
    row.renderer_version = RENDERER_VERSION
    row.checksum = row.compute_checksum()
    row.revision += 1
    row.save()


def erase_texts_of(member: Member) -> int:
    """Erase a batch of whatever a member wrote, of whatever kind; how many texts."""
    rows = Text.objects.filter(author=member, erased=Text.Erased.NOT).order_by("pk")[:BATCH]
    return sum(erase_words(text=text, by=Text.Erased.BY_AUTHOR) for text in rows)


@transaction.atomic
def erase_previews_of(member: Member) -> int:
    """Forget what a member let translate while writing; how many previews that were."""
    return PreviewJob.objects.filter(requester=f"member:{member.pk}").delete()[0]
