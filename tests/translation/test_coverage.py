"""The numbers of a community: each text counted once, by language, state and pair."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.builders import a_community, a_member
from tests.translation.scripted import backend
from translation import execution, tallies
from translation.actions import request, write_text
from translation.coverage import coverage_of
from translation.coverage.keeping import Keeper
from translation.engines.base import Pair
from translation.models import (
    Correction,
    EngineTally,
    Text,
    Translation,
    TranslationJob,
    TranslationRating,
)
from translation.priority import Priority

pytestmark = pytest.mark.django_db

State = TranslationJob.State
GERMAN_TO_ENGLISH = Pair("de", "en")


@pytest.fixture
def community():
    return a_community()


@pytest.fixture(autouse=True)
def _engine(engines):
    engines("test", test=backend(routes=("de>en", "en>de"), poor=True))


def a_text(community, language="de", source="Der Router ist kaputt.") -> Text:
    return write_text(
        source=source, format="markdown", community=community, author=None, language=language
    )


def ask(*texts, language="en"):
    request(texts=texts, languages=[language], priority=Priority.READER)


def translated(community) -> Translation:
    """A German text that was translated into English."""
    text = a_text(community)
    ask(text)
    execution.work_off()
    return text.translations.get()


def row_of(community, language="en", read=("en",)):
    rows = coverage_of(community, read=read).by_language
    return next(row for row in rows if row.language == language)


def pair_of(community):
    return next(row for row in coverage_of(community, read=["en"]).pairs)


STATES = "original ready stale pending working failed withheld unsupported unasked".split()


def states(row):
    """The counts of a row that are not zero."""
    return {name: getattr(row, name) for name in STATES if getattr(row, name)}


# Languages


def test_a_text_in_the_language_itself_is_read_as_written(community):
    a_text(community, "en", "The router is broken.")
    assert states(row_of(community)) == {"original": 1}


def test_a_text_nobody_asked_for_is_told_so(community):
    a_text(community)
    assert states(row_of(community)) == {"unasked": 1}


def test_a_translated_text_is_ready(community):
    translated(community)
    assert states(row_of(community)) == {"ready": 1}


def test_an_edited_text_is_outdated_and_counts_once(community):
    text = translated(community).text
    write_text(
        source="Der Router ist ganz kaputt.",
        format="markdown",
        community=community,
        author=None,
        language="de",
        text=text,
    )
    ask(text)
    assert states(row_of(community)) == {"stale": 1}


@pytest.mark.parametrize("state", [State.PENDING, State.WORKING, State.FAILED, State.UNSUPPORTED])
def test_a_text_that_is_not_there_yet_counts_by_its_job(community, state):
    ask(a_text(community))
    TranslationJob.objects.update(state=state)
    assert states(row_of(community)) == {str(state): 1}


def test_a_translation_too_bad_to_show_is_withheld(community):
    translated(community)
    Translation.objects.update(withheld=True)
    assert states(row_of(community)) == {"withheld": 1}


def test_texts_of_other_communities_do_not_count(community):
    translated(a_community())
    assert coverage_of(community, read=["en"]).texts == row_of(community).total == 0


def test_languages_read_here_come_first_also_without_texts(community):
    translated(community)
    found = coverage_of(community, read=["ja"]).by_language
    assert [row.language for row in found] == ["ja", "en"]


def test_a_region_reads_what_its_language_has(community):
    translated(community)
    assert states(row_of(community, "en-GB", read=["en-GB"])) == {"ready": 1}


def test_what_can_be_read_is_a_share_of_all(community):
    translated(community)
    a_text(community, source="Noch ein Text.")
    assert row_of(community).readable_share == 0.5


def test_an_empty_community_is_readable():
    assert row_of(a_community()).readable_share == 1.0


# Pairs


def test_a_pair_tells_its_way_and_that_it_is_experimental(community):
    translated(community)
    found = pair_of(community)
    assert found.pair == GERMAN_TO_ENGLISH
    assert found.way.experimental
    assert found.way.languages == ("de", "en")


def test_a_pair_without_an_engine_has_no_way(community, engines):
    translated(community)
    engines()
    assert pair_of(community).way is None


def test_a_pair_tells_how_good_it_is(community):
    translated(community)
    Translation.objects.update(quality=0.5, uncertain=True, segments=4, human_segments=1)
    found = pair_of(community).translated
    assert (found.mean_quality, found.uncertain_share, found.human_share) == (0.5, 1.0, 0.25)


def test_what_is_withheld_does_not_count_as_quality(community):
    translated(community)
    Translation.objects.update(withheld=True)
    assert pair_of(community).translated.mean_quality is None


def test_the_oldest_waiting_job_tells_how_late_it_is(community):
    ask(a_text(community))
    TranslationJob.objects.update(created=timezone.now() - timedelta(hours=2))
    found = pair_of(community)
    assert found.waiting == 1
    assert found.oldest_seconds == pytest.approx(7200, abs=60)


def test_jobs_that_failed_do_not_wait(community):
    ask(a_text(community))
    TranslationJob.objects.update(state=State.FAILED)
    assert coverage_of(community, read=["en"]).pairs == []


def test_the_median_is_measured_from_writing(community):
    for seconds in (10, 20, 600):
        row = translated(community)
        Translation.objects.filter(pk=row.pk).update(
            created=row.text.created + timedelta(seconds=seconds)
        )
    assert pair_of(community).median_seconds == pytest.approx(20)


def test_texts_of_yesterday_do_not_count_for_the_median(community):
    translated(community)
    Text.objects.update(created=timezone.now() - timedelta(days=2))
    assert pair_of(community).median_seconds is None


def test_a_pair_tells_what_readers_say(community):
    text = translated(community).text
    for understandable in (True, True, False):
        TranslationRating.objects.create(
            text=text, language="en", member=a_member(), understandable=understandable
        )
    voices = pair_of(community).voices
    assert (voices.understandable, voices.not_understandable) == (2, 1)


def test_a_pair_tells_what_became_of_corrections(community):
    text = translated(community).text
    for state in ("proposed", "approved", "replaced", "rejected", "withdrawn"):
        Correction.objects.create(
            text=text, community=community, source_language="de", target_language="en",
            source_key="key", source="Haus", target="house", author=a_member(), state=state,
        )  # fmt: skip
    voices = pair_of(community).voices
    assert (voices.open, voices.approved, voices.rejected) == (1, 2, 1)


# Failures, savings, engines


def test_failures_are_told_with_their_reason(community):
    ask(a_text(community), a_text(community, source="Noch ein Text."))
    TranslationJob.objects.update(state=State.FAILED, reason="engine_unavailable")
    (failure,) = coverage_of(community, read=["en"]).failures
    assert (failure.pair, failure.reason, failure.count) == (
        GERMAN_TO_ENGLISH,
        "engine_unavailable",
        2,
    )


def test_what_is_withheld_is_a_failure(community):
    translated(community)
    Translation.objects.update(withheld=True)
    (failure,) = coverage_of(community, read=["en"]).failures
    assert failure.reason == "too_uncertain"


def test_savings_are_summed_over_a_month(community):
    count = tallies.Count(human=1, memory=2, decoded=1, tokens=30, seconds=3.0)
    tallies.note(engine="test", source="de", target="en", count=count)
    tallies.note(engine="other", source="de", target="en", count=count)
    EngineTally.objects.create(
        day=timezone.now().date() - timedelta(days=31), engine="test", source_language="de",
        target_language="en", decoded=1000,
    )  # fmt: skip
    (saved,) = coverage_of(community, read=["en"]).savings
    assert (saved.human, saved.memory, saved.decoded) == (2, 4, 2)
    assert (saved.saved_share, saved.tokens_per_second) == (0.75, 10.0)


def test_engines_tell_how_many_of_their_pairs_are_experimental(community):
    (engine,) = coverage_of(community, read=["en"]).engines
    assert (engine.alias, engine.pairs, engine.experimental) == ("test", 2, 2)


# What it costs


def test_counting_takes_seven_queries(community):
    translated(community)
    with CaptureQueriesContext(connection) as caught:
        coverage_of(community, read=["en", "de", "fr"])
    assert len(caught) == 7


def test_what_took_long_is_kept(community):
    keeper = Keeper(slow_seconds=0.0)
    first = keeper.coverage(community, read=["en"])
    with CaptureQueriesContext(connection) as caught:
        assert keeper.coverage(community, read=["en"]) is first
    assert not caught


def test_what_was_quick_is_counted_every_time(community):
    keeper = Keeper(slow_seconds=1000.0)
    keeper.coverage(community, read=["en"])
    a_text(community)
    assert keeper.coverage(community, read=["en"]).texts == 1


def test_what_is_kept_belongs_to_one_community(community):
    keeper = Keeper(slow_seconds=0.0)
    a_text(community)
    keeper.coverage(community, read=["en"])
    assert keeper.coverage(a_community(), read=["en"]).texts == 0
