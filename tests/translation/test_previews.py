import pytest
from django.utils import timezone

from core import leases
from core.errors import InvalidInput
from tests.builders import a_community
from tests.translation.scripted import backend
from translation import memory
from translation.actions import preview, request_preview
from translation.actions.previews import TEXT_MAX_CHARS, free_dead_previews, work_off_preview
from translation.errors import EngineUnavailable, PairUnsupported
from translation.models import GlossaryTerm, MemorySegment, PreviewJob

pytestmark = pytest.mark.django_db


def wish(text="Der Router ist kaputt.", **options):
    return request_preview(
        **{"text": text, "format": "markdown", "source": "de", "target": "en", **options}
    )


def test_a_worker_answers_a_preview(engines):
    engines("a", a=backend())
    job = wish()
    work_off_preview()
    job.refresh_from_db()
    assert job.result["text"].strip() == "DER ROUTER IST KAPUTT."
    assert job.result["segments"][0]["source"] == "Der Router ist kaputt."


def answered(job):
    work_off_preview()
    job.refresh_from_db()
    return job.result["text"].strip()


def test_a_preview_shows_what_people_of_the_community_made_of_a_sentence(engines):
    engines("a", a=backend())
    community = a_community()
    memory.remember_human(
        community=community,
        source_language="de",
        target_language="en",
        source="Der Router ist kaputt.",
        target="The router has died.",
    )
    assert answered(wish(community=community)) == "The router has died."
    assert answered(wish(community=a_community())) == "DER ROUTER IST KAPUTT."


def test_a_preview_knows_the_glossary_of_the_community(engines):
    engines("a", a=backend())
    community = a_community()
    GlossaryTerm.objects.create(
        community=community,
        source_language="de",
        target_language="en",
        source="Router",
        target="gateway",
        state=GlossaryTerm.State.APPROVED,
    )
    assert "gateway" in answered(wish(community=community)).casefold()


def test_a_preview_can_be_translated_back(engines):
    words = {"der Router": "the router", "the router": "der Router"}
    engines("a", a=backend(routes=("de>en", "en>de"), answer=words.__getitem__))
    answer = preview(text="der Router", format="plain", source="de", target="en", back=True)
    assert (answer["text"], answer["back"]) == ("the router", "der Router")


def test_the_same_language_is_rendered_without_a_route(engines):
    engines("a", a=backend())
    answer = preview(text="**Der** Router", format="markdown", source="de", target="de")
    assert (answer["route"], answer["html"].strip()) == (
        [],
        "<p><strong>Der</strong> Router</p>",
    )


def test_a_pair_nobody_translates_is_refused_at_once(engines):
    engines("a", a=backend())
    with pytest.raises(PairUnsupported):
        wish(target="ja")


@pytest.mark.parametrize("text", ["", "  ", "x" * (TEXT_MAX_CHARS + 1)])
def test_an_empty_or_endless_text_is_refused(engines, text):
    engines("a", a=backend())
    with pytest.raises(InvalidInput):
        wish(text)


def test_a_failing_engine_is_told_to_the_writer(engines):
    def fail(_text):
        raise EngineUnavailable

    engines("a", a=backend(answer=fail))
    job = wish()
    work_off_preview()
    job.refresh_from_db()
    assert (job.result, job.failure) == (None, "engine_unavailable")


def test_the_source_language_is_recognised_when_it_is_not_given(engines):
    engines("a", a=backend())
    assert wish("Der Router verliert jeden Abend die Verbindung.", source=None).source_language == (
        "de"
    )


def test_a_draft_leaves_nothing_in_the_memory(engines):
    engines("a", a=backend())
    wish()
    work_off_preview()
    assert not MemorySegment.objects.exists()


def test_the_preview_of_a_dead_worker_is_answered_by_another(engines):
    engines("a", a=backend())
    job = wish()
    host, boot, _process = leases.owner().split("/")
    PreviewJob.objects.update(
        owner=f"{host}/{boot}/999999.1", lease_until=timezone.now() + leases.LEASE
    )
    assert work_off_preview() == 0
    free_dead_previews()
    work_off_preview()
    job.refresh_from_db()
    assert job.result
