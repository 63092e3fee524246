"""`manage.py reconcile html` and `translations`."""

import pytest

from core.worker import run_once
from translation import maintenance
from translation.actions import request, write_text
from translation.models import Text, Translation, TranslationJob
from translation.priority import Priority

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts(settings):
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    return [
        write_text(
            source=f"The **lamp** {number} glows.",
            format="markdown",
            community=None,
            author=None,
            language="en",
        )
        for number in range(5)
    ]


def test_what_an_older_renderer_made_is_rendered_again(texts, monkeypatch):
    monkeypatch.setattr(maintenance, "BATCH", 2)
    Text.objects.update(html="<p>old</p>", renderer_version=0)
    assert maintenance.reconcile_html() == Text.objects.count()
    assert Text.objects.filter(html__contains="<strong>lamp</strong>").count() == 5
    assert maintenance.reconcile_html() == 0


def test_translations_of_an_older_version_that_nobody_awaits_are_asked_for(texts, monkeypatch):
    monkeypatch.setattr(maintenance, "BATCH", 2)
    request(texts=texts, languages=["de"], priority=Priority.BACKGROUND)
    run_once()
    Translation.objects.exclude(text=texts[0]).update(source_checksum="an older one")
    assert maintenance.reconcile_translations() == 4
    assert TranslationJob.objects.count() == 4
    run_once()
    assert maintenance.reconcile_translations() == 0
