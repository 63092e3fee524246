from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from core import leases
from core.models import Outbox
from core.worker import run_once
from tests.translation.scripted import backend
from translation import execution, maintenance, queue, routing
from translation.actions import correct_language, erase_text, request, write_text
from translation.errors import EngineOutOfMemory, EngineUnavailable
from translation.events import TextTranslated
from translation.models import MemorySegment, SegmentUse, Text, Translation, TranslationJob
from translation.priority import Priority
from translation.queries import Reader, render

pytestmark = pytest.mark.django_db


def a_text(source="Der Router ist kaputt.", language="de") -> Text:
    return write_text(
        source=source, format="markdown", community=None, author=None, language=language
    )


def ask(*texts: Text, languages=("en",), priority=Priority.LIVE) -> int:
    return request(texts=texts, languages=languages, priority=priority)


def the_engine():
    return routing.engines()[0]


def make_due() -> None:
    TranslationJob.objects.update(next_attempt=timezone.now() - timedelta(seconds=1))


def seen(text: Text, language="en"):
    return render([text.pk], Reader(language))[text.pk]


def test_a_text_is_translated_and_its_job_is_gone(engines):
    engines("a", a=backend())
    text = a_text()
    ask(text)
    execution.work_off()
    assert seen(text).shown.html.strip() == "<p>DER ROUTER IST KAPUTT.</p>"
    assert not TranslationJob.objects.exists()


def test_asking_twice_makes_one_job(engines):
    engines("a", a=backend())
    text = a_text()
    assert (ask(text), ask(text)) == (1, 0)


def test_asking_more_urgently_raises_the_job(engines):
    engines("a", a=backend())
    text = a_text()
    ask(text, priority=Priority.BACKGROUND)
    ask(text, priority=Priority.READER)
    assert TranslationJob.objects.get().priority == Priority.READER


def test_what_is_translated_is_not_asked_for_again(engines):
    engines("a", a=backend())
    text = a_text()
    ask(text)
    execution.work_off()
    assert ask(text) == 0


def test_a_language_the_text_serves_is_not_asked_for(engines):
    engines("a", a=backend(routes=("pt>pt-BR",)))
    assert ask(a_text(language="pt"), languages=["pt-BR"]) == 0


def test_a_batch_of_posts_is_one_call_without_repetitions(engines):
    engines("a", a=backend())
    ask(*(a_text(f"Der Router ist kaputt. Nummer {word}.") for word in ("eins", "zwei")))
    execution.work_off()
    assert sorted(the_engine().calls) == [
        "Der Router ist kaputt.",
        "Nummer eins.",
        "Nummer zwei.",
    ]


def test_a_sentence_in_memory_is_not_translated_again(engines):
    engines("a", a=backend())
    ask(a_text())
    execution.work_off()
    the_engine().calls.clear()
    ask(a_text("# Der Router ist kaputt."))
    execution.work_off()
    assert the_engine().calls == []


def test_a_pivot_translates_each_hop_and_remembers_both(engines):
    engines("a", a=backend(routes=("de>en", "en>es")))
    text = a_text()
    ask(text, languages=["es"])
    execution.work_off()
    assert seen(text, "es").translation.route == ("de", "en", "es")
    assert MemorySegment.objects.count() == 2


def test_the_hop_to_the_pivot_is_shared_between_targets(engines):
    engines("a", a=backend(routes=("de>en", "en>es", "en>fr")))
    ask(a_text(), languages=["es", "fr"])
    run_once()
    assert the_engine().calls.count("Der Router ist kaputt.") == 1


def test_a_pair_without_an_engine_says_so_and_the_original_is_shown(engines):
    engines("a", a=backend())
    text = a_text()
    ask(text, languages=["pl"])
    rendered = seen(text, "pl")
    assert (rendered.translation.state, rendered.shown.lang) == ("unsupported", "de")


def test_an_unsupported_pair_heals_when_an_engine_for_it_comes(engines):
    engines("a", a=backend())
    text = a_text()
    ask(text, languages=["pl"])
    engines("b", b=backend(routes=("de>pl",)))
    maintenance.follow_packages()
    execution.work_off()
    assert seen(text, "pl").translation.state == "ready"


def test_a_better_engine_translates_again_what_another_one_did(engines):
    engines("poor", poor=backend(poor=True))
    text = a_text()
    ask(text)
    execution.work_off()
    assert seen(text).translation.uncertain
    engines("poor", "good", poor=backend(poor=True), good=backend())
    maintenance.follow_packages()
    execution.work_off()
    assert not seen(text).translation.uncertain


def fail_with(error):
    def answer(_text):
        raise error

    return answer


@pytest.mark.parametrize(
    ("error", "reason"),
    [(EngineUnavailable(), "engine_unavailable"), (EngineOutOfMemory(), "engine_out_of_memory")],
)
def test_a_failing_engine_is_a_state_with_a_reason_and_heals(engines, error, reason):
    engines("a", a=backend(answer=fail_with(error)))
    text = a_text()
    ask(text)
    execution.work_off()
    state = seen(text)
    assert (state.translation.state, state.translation.reason) == ("failed", reason)
    assert state.shown.lang == "de"
    the_engine().answer = str.upper
    make_due()
    execution.work_off()
    assert seen(text).translation.state == "ready"


def test_a_failed_job_waits_before_the_next_attempt(engines):
    engines("a", a=backend(answer=fail_with(EngineUnavailable())))
    ask(a_text())
    execution.work_off()
    assert execution.work_off() == 0


def test_the_second_engine_helps_where_the_first_fails(engines):
    engines("a", "b", a=backend(answer=fail_with(EngineUnavailable())), b=backend())
    text = a_text()
    ask(text)
    execution.work_off()
    assert seen(text).translation.engine == "b de_en"


def test_an_edit_makes_the_translation_stale_and_asks_again(engines):
    engines("a", a=backend())
    text = a_text()
    ask(text)
    execution.work_off()
    write_text(
        source="Der Router geht wieder.",
        format="markdown",
        community=None,
        author=None,
        language="de",
        text=text,
    )
    assert seen(text).translation.state == "stale"
    run_once()
    assert "DER ROUTER GEHT WIEDER." in seen(text).shown.html


def test_a_result_for_an_older_version_is_dropped(engines):
    text = a_text()

    def edit_meanwhile(source):
        write_text(
            source="Ganz anders.",
            format="markdown",
            community=None,
            author=None,
            language="de",
            text=Text.objects.get(pk=text.pk),
        )
        return source.upper()

    engines("a", a=backend(answer=edit_meanwhile))
    ask(text)
    execution.work_off()
    assert not Translation.objects.exists()


def test_a_result_without_its_lease_is_dropped(engines):
    text = a_text()

    def lose_the_lease(source):
        TranslationJob.objects.update(owner="elsewhere/b/1.1")
        return source.upper()

    engines("a", a=backend(answer=lose_the_lease))
    ask(text)
    execution.work_off()
    assert not Translation.objects.exists()
    assert TranslationJob.objects.count() == 1


def test_a_job_made_from_an_older_reading_of_a_text_starts_over(engines):
    engines("a", a=backend())
    text = a_text()
    ask(text)
    TranslationJob.objects.update(checksum="older")
    execution.work_off()
    execution.work_off()
    assert seen(text).translation.state == "ready"


def test_asking_with_an_older_reading_of_a_text_asks_for_the_present_one(engines):
    engines("a", a=backend())
    text = a_text()
    older = Text.objects.get(pk=text.pk)
    write_text(
        source="Ganz anders.",
        format="markdown",
        community=None,
        author=None,
        language="de",
        text=text,
    )
    ask(older)
    assert TranslationJob.objects.get().checksum == text.checksum


def test_what_another_engine_had_to_do_is_not_done_again_and_again(engines):
    engines("a", "b", a=backend(answer=fail_with(EngineUnavailable())), b=backend())
    ask(a_text())
    execution.work_off()
    assert maintenance.follow_packages() == 0


def test_a_text_erased_while_it_is_translated_leaves_nothing(engines):
    text = a_text()

    def erase(source):
        erase_text(text=Text.objects.get(pk=text.pk))
        return source.upper()

    engines("a", a=backend(answer=erase))
    ask(text)
    execution.work_off()
    assert not Translation.objects.exists()
    assert not SegmentUse.objects.exists()


def claimed_by_a_dead_worker(attempts: int) -> None:
    host, boot, _process = leases.owner().split("/")
    TranslationJob.objects.update(
        state="working",
        owner=f"{host}/{boot}/999999.1",
        lease_until=timezone.now() + timedelta(seconds=60),
        attempts=attempts,
    )


def test_the_jobs_of_a_dead_worker_are_freed_at_once(engines):
    engines("a", a=backend())
    text = a_text()
    ask(text)
    claimed_by_a_dead_worker(attempts=1)
    assert execution.work_off() == 0
    queue.free_dead()
    execution.work_off()
    assert seen(text).translation.state == "ready"


def test_a_text_on_which_a_worker_died_is_tried_alone(engines):
    engines("a", a=backend())
    suspect, other = a_text("Nummer eins."), a_text("Nummer zwei.")
    ask(suspect)
    claimed_by_a_dead_worker(attempts=1)
    queue.free_dead()
    ask(other)
    assert (execution.work_off(), execution.work_off()) == (1, 1)


def test_a_text_on_which_workers_die_is_set_aside(engines):
    engines("a", a=backend())
    text = a_text()
    ask(text)
    claimed_by_a_dead_worker(attempts=queue.DEATHS_MAX + 1)
    queue.free_dead()
    assert (seen(text).translation.state, seen(text).translation.reason) == (
        "failed",
        "worker_died",
    )


def test_a_translation_below_the_floor_is_not_shown(engines):
    engines("a", a=backend(score=-3.0))
    text = a_text()
    ask(text)
    execution.work_off()
    rendered = seen(text)
    assert (rendered.translation.state, rendered.shown.lang) == ("failed", "de")
    assert rendered.translation.reason == "too_uncertain"


def test_a_withheld_translation_is_not_tried_again_with_the_same_engine(engines):
    engines("a", a=backend(score=-3.0))
    text = a_text()
    ask(text)
    execution.work_off()
    assert ask(text) == 0


def test_the_most_urgent_pair_comes_first(engines):
    engines("a", a=backend(routes=("de>en", "de>es")))
    text = a_text()
    ask(text, languages=["es"], priority=Priority.BACKGROUND)
    ask(text, languages=["en"], priority=Priority.READER)
    execution.work_off()
    assert list(TranslationJob.objects.values_list("language", flat=True)) == ["es"]


def test_pages_hear_of_what_a_reader_waits_for_before_everything_else(engines):
    engines("a", a=backend())
    background, wanted = a_text("Eins und zwei."), a_text("Drei und vier.")
    ask(background, priority=Priority.BACKGROUND)
    ask(wanted, priority=Priority.READER)
    while execution.work_off():
        pass
    rows = Outbox.objects.filter(name=TextTranslated.name).order_by("priority", "id")
    assert [row.payload["text_id"] for row in rows] == [wanted.pk, background.pk]
    assert [row.priority for row in rows] == [Priority.READER, Priority.BACKGROUND]


def test_a_batch_is_bounded_so_that_nobody_waits_long(engines):
    engines("a", a=backend())
    sentence = "Der Router ist schon wieder kaputt und ich weiss nicht warum. " * 60
    ask(*(a_text(f"{sentence} {number}") for number in range(4)))
    assert execution.work_off() == 1


def test_correcting_the_language_asks_for_the_other_pair(engines):
    engines("a", a=backend(routes=("de>en", "nl>en")))
    text = a_text(language="nl")
    ask(text)
    execution.work_off()
    correct_language(text=text, language="de")
    run_once()
    row = Translation.objects.get(text=text)
    assert (row.source_language, row.source_checksum) == ("de", text.checksum)


def test_a_persons_translation_is_never_overwritten(engines):
    engines("a", a=backend())
    text = a_text()
    ask(text)
    execution.work_off()
    Translation.objects.update(origin="human", html="<p>By hand</p>")
    assert ask(text) == 0


def test_machine_output_never_becomes_markup(engines):
    engines("a", a=backend(answer=lambda _: "<script>alert(1)</script> [x](javascript:alert(1))"))
    text = a_text()
    ask(text)
    execution.work_off()
    html = seen(text).shown.html
    assert "<script" not in html
    assert "<a" not in html


def test_one_text_that_breaks_something_does_not_hold_up_the_others(engines):
    def break_on_one(source):
        if "zwei" in source:
            raise ZeroDivisionError
        return source.upper()

    engines("a", a=backend(answer=break_on_one))
    good, bad = a_text("Nummer eins ist gut."), a_text("Nummer zwei ist schlecht.")
    ask(good, bad)
    execution.work_off()
    assert seen(good).translation.state == "ready"
    assert (seen(bad).translation.state, seen(bad).translation.reason) == (
        "failed",
        "internal_error",
    )


def test_jobs_left_behind_by_a_full_disk_are_free_after_their_lease(engines):
    def disk_full(_source):
        raise OperationalError("database or disk is full")

    engines("a", a=backend(answer=disk_full))
    text = a_text()
    ask(text)
    with pytest.raises(OperationalError):
        execution.work_off()
    assert queue.renew_leases() == 0
    the_engine().answer = str.upper
    TranslationJob.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    execution.work_off()
    assert seen(text).translation.state == "ready"


def test_only_jobs_in_hand_get_a_sign_of_life(engines):
    renewed = []

    def renew_meanwhile(source):
        renewed.append(queue.renew_leases())
        return source.upper()

    engines("a", a=backend(answer=renew_meanwhile))
    ask(a_text())
    execution.work_off()
    assert renewed == [1]
    assert queue.renew_leases() == 0
