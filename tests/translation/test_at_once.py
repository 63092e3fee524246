"""Readers, writers, correctors and workers at the same moment, on a database with real locks."""

import random
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.builders import a_community
from tests.translation.scripted import backend
from translation import execution, memory, queue
from translation.actions import erase_text, refresh_sentence, request, request_again, write_text
from translation.models import Text, Translation, TranslationJob
from translation.priority import Priority

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

LANGUAGES = ("en", "es", "fr", "it")
TEXTS = 12
ROUNDS = 25


class Hand(Thread):
    """Does one thing again and again, beginning together with all the others."""

    def __init__(self, act: Callable[[random.Random], object], barrier: Barrier, seed: int) -> None:
        super().__init__(daemon=True)
        self.act, self.barrier, self.chance = act, barrier, random.Random(seed)
        self.errors: list[BaseException] = []

    def run(self) -> None:
        self.barrier.wait(20)
        try:
            for _round in range(ROUNDS):
                self.act(self.chance)
        except Exception as error:  # noqa: BLE001 - the test shows it
            self.errors.append(error)
        finally:
            connection.close()


def at_once(*acts: Callable[[random.Random], object]) -> list[BaseException]:
    """What went wrong while all of them acted at the same time."""
    barrier = Barrier(len(acts))
    hands = [Hand(act, barrier, seed) for seed, act in enumerate(acts)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(timeout=120)
    assert not any(hand.is_alive() for hand in hands), "somebody waits for ever"
    return [error for hand in hands for error in hand.errors]


@pytest.fixture
def community(engines):
    engines("a", a=backend(routes=tuple(f"de>{code}" for code in LANGUAGES)))
    return a_community()


@pytest.fixture
def texts(community) -> list[int]:
    return [a_text(community, number).pk for number in range(TEXTS)]


def a_text(community, number: int, text: Text | None = None) -> Text:
    return write_text(
        source=f"Der Router ist kaputt. Nummer {number} auch.",
        format="markdown",
        community=community,
        author=None,
        language="de",
        text=text,
    )


def some(chance: random.Random, texts: list[int]) -> list[Text]:
    return list(Text.objects.filter(pk__in=chance.sample(texts, 5)))


def test_no_two_wait_for_each_other(community, texts):
    def read(chance):
        languages = chance.sample(LANGUAGES, 2)
        request(texts=some(chance, texts), languages=languages, priority=Priority.READER)

    def plan(chance):
        request(texts=some(chance, texts), languages=LANGUAGES, priority=Priority.FOLLOW_UP)

    def work(_chance):
        execution.work_off()

    def edit(chance):
        text = Text.objects.get(pk=chance.choice(texts))
        a_text(community, chance.randrange(1000), text)

    def correct(chance):
        sentence, language = "Der Router ist kaputt.", chance.choice(LANGUAGES)
        memory.remember_human(
            community=community,
            source_language="de",
            target_language=language,
            source=sentence,
            target=f"Gone, version {chance.randrange(1000)}.",
        )
        refresh_sentence(
            source_key=memory.source_key("de", sentence),
            source_language="de",
            target_language=language,
            community=community,
        )

    def put_together(chance):
        request_again(texts=chance.sample(texts, 4), language=chance.choice(LANGUAGES))

    assert at_once(read, plan, work, work, edit, correct, put_together) == []
    while execution.work_off():
        pass
    fresh = {text.pk: text.checksum for text in Text.objects.all()}
    stored = Translation.objects.values_list("text_id", "source_checksum")
    waiting = set(TranslationJob.objects.values_list("text_id", flat=True))
    # The receivers of news, which would ask again for what was edited, do not run here.
    behind = {pk for pk, checksum in stored if fresh[pk] != checksum}
    assert waiting <= behind


def test_two_workers_never_take_the_same_job(community, texts):
    request(texts=list(Text.objects.all()), languages=LANGUAGES, priority=Priority.FOLLOW_UP)
    taken: list[int] = []

    def claim(_chance):
        jobs = queue.claim_batch()
        taken.extend(job.pk for job in jobs)
        queue.release(jobs)

    assert at_once(claim, claim, claim) == []
    assert len(taken) == len(set(taken)) == TEXTS * len(LANGUAGES)


def test_erasing_a_text_while_it_is_translated_leaves_nothing_of_it(community, texts):
    request(texts=list(Text.objects.all()), languages=LANGUAGES, priority=Priority.LIVE)

    def erase(chance):
        text = Text.objects.filter(pk__in=texts).first()
        if text is not None:
            erase_text(text=text)

    def work(_chance):
        execution.work_off()

    assert at_once(erase, work, work) == []
    assert not Translation.objects.exists()
