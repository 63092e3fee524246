"""Two who decide at the same time: one wins, the other is told."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from accounts.models import Community
from accounts.permissions import Actor
from core.errors import LingoraError
from tests.builders import a_community
from tests.translation.correcting import a_text, proposed, speaker, translated
from translation.actions import decide_correction, vote_correction
from translation.models import Correction, HumanSegment

pytestmark = pytest.mark.django_db(transaction=True)
State = Correction.State


@pytest.fixture
def community(engines) -> Community:
    engines("reference:pseudo")
    return a_community()


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do all of them in threads that begin together; the codes of what was refused."""
    barrier = Barrier(len(deeds))
    refused: list[str] = []

    def run(deed: Callable[[], object]) -> None:
        barrier.wait()
        try:
            deed()
        except LingoraError as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def approving(correction: Correction, actor: Actor) -> Callable[[], object]:
    return lambda: decide_correction(actor=actor, correction=correction, approved=True)


def voting(correction: Correction, actor: Actor) -> Callable[[], object]:
    return lambda: vote_correction(actor=actor, correction=correction, agrees=True)


def test_one_proposal_is_approved_once(community):
    correction = proposed(translated(a_text(community)))
    guides = [speaker(community, level=3) for _ in "ab"]
    refused = at_once(*(approving(correction, guide) for guide in guides))
    assert refused == ["already_decided"]


def test_two_votes_together_decide(community):
    correction = proposed(translated(a_text(community)))
    voices = [speaker(community) for _ in "ab"]
    assert at_once(*(voting(correction, actor) for actor in voices)) == []
    correction.refresh_from_db()
    assert correction.state == State.APPROVED


def test_of_two_proposals_for_one_sentence_one_counts(community):
    texts = [translated(a_text(community)) for _ in "ab"]
    rivals = [
        proposed(text, target=f"config.yaml makes the lamp flicker: {number}.")
        for number, text in enumerate(texts)
    ]
    guides = [speaker(community, level=3) for _ in rivals]
    at_once(*(approving(rival, guide) for rival, guide in zip(rivals, guides, strict=True)))
    counting = Correction.objects.get(state=State.APPROVED)
    assert HumanSegment.objects.get().target == counting.target
