from datetime import timedelta

import pytest
from django.utils import timezone

from core import leases
from tests.translation.scripted import backend
from translation import execution, queue, routing
from translation.actions import request, write_text
from translation.models import Text, Translation, TranslationJob
from translation.priority import HANDICAP_SECONDS, Priority, rank

pytestmark = pytest.mark.django_db

ROUTES = ("de>en", "de>es", "en>fr")


@pytest.fixture(autouse=True)
def _fresh_queue(engines):
    queue.forget()
    engines("a", a=backend(routes=ROUTES))
    yield
    queue.forget()


def a_text(source="Der Router ist kaputt.") -> Text:
    return write_text(source=source, format="markdown", community=None, author=None, language="de")


def ask(*texts: Text, priority=Priority.LIVE, languages=("en",)) -> None:
    request(texts=texts, languages=languages, priority=priority)


def asked_earlier(**age) -> None:
    """Every job so far was asked for that long ago."""
    for job in TranslationJob.objects.all():
        job.rank -= int(timedelta(**age).total_seconds() * 1000)
        job.save(update_fields=["rank"])


def languages_waiting() -> set[str]:
    return set(TranslationJob.objects.values_list("language", flat=True))


def the_engine():
    return routing.engines()[0]


def test_a_reader_comes_before_the_oldest_work():
    ask(a_text(), languages=["es"], priority=Priority.RETRANSLATE)
    asked_earlier(days=30)
    ask(a_text(), languages=["en"], priority=Priority.READER)
    execution.work_off()
    assert languages_waiting() == {"es"}


def test_old_work_rises_above_younger_work_that_is_more_urgent():
    ask(a_text(), languages=["es"], priority=Priority.BACKGROUND)
    asked_earlier(minutes=20)
    ask(a_text(), languages=["en"], priority=Priority.LIVE)
    execution.work_off()
    assert languages_waiting() == {"en"}


def test_of_two_asked_at_the_same_moment_the_more_urgent_comes_first():
    ask(a_text(), languages=["es"], priority=Priority.BACKGROUND)
    ask(a_text(), languages=["en"], priority=Priority.LIVE)
    execution.work_off()
    assert languages_waiting() == {"es"}


def test_no_stream_of_readers_starves_the_rest():
    ask(a_text(), languages=["es"], priority=Priority.BACKGROUND)
    asked_earlier(hours=1)
    for number in range(queue.OLDEST_TURN):
        ask(a_text(f"Nummer {number} ist kaputt."), priority=Priority.READER)
        execution.work_off()
    assert languages_waiting() == {"en"}


def test_a_readers_batch_takes_no_other_work_along():
    ask(a_text(), priority=Priority.FOLLOW_UP)
    ask(a_text("Die Lampe ist aus."), priority=Priority.READER)
    assert execution.work_off() == 1


def test_rank_grows_with_every_class():
    now = timezone.now()
    ranks = [rank(priority, now) for priority in sorted(HANDICAP_SECONDS)]
    assert ranks == sorted(ranks)


def test_a_slow_pair_gets_smaller_batches():
    queue.pace.note("de", "en", chars=1000, seconds=10)
    queue.pace.note("de", "en", chars=1000, seconds=10)
    slow = queue.pace.chars("de", "en", reader=False)
    assert slow < queue.pace.chars("de", "es", reader=False)


def test_a_fast_pair_gets_larger_batches_within_bounds():
    for _batch in range(30):
        queue.pace.note("de", "en", chars=100_000, seconds=1)
    assert queue.pace.chars("de", "en", reader=False) == 20_000


def test_a_readers_batch_is_half_as_long():
    whole = queue.pace.chars("de", "en", reader=False)
    assert queue.pace.chars("de", "en", reader=True) * 2 == whole


LONG = " ".join(f"Satz Nummer {number} ist ziemlich lang geraten." for number in range(900))


def test_a_long_text_gives_way_to_a_reader_between_slices():
    long = a_text(LONG)
    ask(long, priority=Priority.BACKGROUND)
    late = a_text("Die Lampe ist aus.")

    def reader_comes(source):
        if not TranslationJob.objects.filter(text=late).exists():
            ask(late, priority=Priority.READER)
        return source.upper()

    the_engine().answer = reader_comes
    execution.work_off()
    assert not Translation.objects.filter(text=long).exists()
    execution.work_off()
    assert Translation.objects.filter(text=late).exists()


def test_what_was_done_before_the_interruption_is_not_done_again():
    ask(a_text(LONG), priority=Priority.BACKGROUND)
    late = a_text("Die Lampe ist aus.")

    def reader_comes(source):
        ask(late, priority=Priority.READER)
        return source.upper()

    the_engine().answer = reader_comes
    execution.work_off()
    the_engine().answer = str.upper
    done = set(the_engine().calls)
    the_engine().calls.clear()
    while execution.work_off():
        pass
    assert done
    assert done.isdisjoint(the_engine().calls)


def test_an_interrupted_job_is_as_if_it_had_never_been_taken():
    long = a_text(LONG)
    ask(long, priority=Priority.BACKGROUND)
    late = a_text("Die Lampe ist aus.")

    def reader_comes(source):
        ask(late, priority=Priority.READER)
        return source.upper()

    the_engine().answer = reader_comes
    execution.work_off()
    job = TranslationJob.objects.get(text=long)
    assert (job.state, job.owner, job.attempts) == ("pending", "", 0)


def held_elsewhere(text: Text, language: str) -> None:
    """Another process works on the text in that language now."""
    TranslationJob.objects.filter(text=text, language=language).update(
        state="working",
        owner="elsewhere/boot/1.1",
        lease_until=timezone.now() + leases.LEASE,
    )


def test_a_text_on_its_way_through_a_pivot_is_left_to_who_has_it(engines):
    engines("a", a=backend(routes=("de>en", "en>es", "en>fr")))
    text = a_text()
    ask(text, languages=["es", "fr"])
    held_elsewhere(text, "es")
    assert execution.work_off() == 0


def test_a_text_that_goes_directly_is_not_left(engines):
    engines("a", a=backend(routes=("de>es", "de>fr")))
    text = a_text()
    ask(text, languages=["es", "fr"])
    held_elsewhere(text, "es")
    assert execution.work_off() == 1


def test_a_full_queue_takes_nothing_that_nobody_waits_for(settings):
    settings.TRANSLATION_QUEUE_MAX = 1
    ask(a_text(), a_text("Die Lampe ist aus."))
    ask(a_text("Noch etwas."), priority=Priority.FOLLOW_UP)
    assert TranslationJob.objects.count() == 2


def test_a_full_queue_takes_what_a_reader_wants(settings):
    settings.TRANSLATION_QUEUE_MAX = 1
    ask(a_text(), a_text("Die Lampe ist aus."))
    ask(a_text("Noch etwas."), priority=Priority.READER)
    assert TranslationJob.objects.count() == 3


def test_writing_never_waits_for_a_full_queue(settings):
    settings.TRANSLATION_QUEUE_MAX = 0
    ask(a_text())
    assert a_text("Die Lampe ist aus.").pk


def test_a_batch_is_stored_in_a_constant_number_of_queries(django_assert_max_num_queries):
    ask(*(a_text(f"Nummer {number} ist kaputt.") for number in range(20)))
    with django_assert_max_num_queries(40):
        assert execution.work_off() == 20
