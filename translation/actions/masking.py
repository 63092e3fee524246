"""Taking personal data out of texts that exist already, and putting it back.

What `translation.masking` does before a text is written, done afterwards: because somebody says
that the text holds data of a person. Nothing that was made of the text keeps it: translations and
sentences that no other text contains go, and are made anew.
"""

from collections.abc import Collection, Iterable

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from core.events import publish
from translation import memory
from translation.events import CorrectionTurned, TextChanged
from translation.masking import Detector, literal, mask, unseal
from translation.models import SealedFragment, Text
from translation.pipeline import RENDERER_VERSION, render_original


@transaction.atomic
def mask_text(*, text: Text, pieces: Iterable[str] = (), detect: bool = True) -> list[str]:
    """Seal what the detectors for reported texts find (unless `detect` is false), and every one of
    `pieces`; the tokens that stand there now, none where nothing was found."""
    row = Text.objects.select_for_update().get(pk=text.pk)
    detectors = _detectors() if detect else []
    masked, sealed = mask(row.source, [*detectors, *map(literal, pieces)])
    if not sealed:
        return []
    SealedFragment.objects.bulk_create(
        SealedFragment(text=row, token=one.token, kind=one.kind, ciphertext=one.ciphertext)
        for one in sealed
    )
    _rewrite(row, masked)
    text.refresh_from_db()
    return [one.token for one in sealed]


@transaction.atomic
def unmask_text(*, text: Text, tokens: Collection[str]) -> int:
    """Put back what was sealed under `tokens`, where it still stands in the text; how much."""
    row = Text.objects.select_for_update().get(pk=text.pk)
    source, found = row.source, []
    for fragment in row.sealed.filter(token__in=tokens):
        if fragment.token in source:
            source = source.replace(fragment.token, unseal(bytes(fragment.ciphertext)))
            found.append(fragment.pk)
    if found:
        SealedFragment.objects.filter(pk__in=found).delete()
        _rewrite(row, source)
        text.refresh_from_db()
    return len(found)


def _detectors() -> list[Detector]:
    return [import_string(path) for path in settings.REPORTED_DETECTORS]


def _rewrite(row: Text, source: str) -> None:
    """Let a locked text say `source`, and forget what was made of what it said before."""
    memory.drop_unused(row)
    for pk in row.corrections.values_list("pk", flat=True):
        publish(CorrectionTurned(id=pk))
    for hanging in (row.translations, row.jobs, row.corrections, row.segments):
        hanging.all().delete()
    made = render_original(source, row.markup, row.language)
    row.source, row.html, row.plain = source, made.html, made.text
    row.renderer_version = RENDERER_VERSION
    row.checksum = row.compute_checksum()
    row.revision += 1
    row.save()
    publish(TextChanged(text_id=row.pk, checksum=row.checksum))
