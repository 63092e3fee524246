"""Two people who change a glossary at the same moment, on a database with real locks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.builders import a_community, a_regular
from tests.translation.terms import a_manager, a_term
from translation.actions import decide_term, propose_term
from translation.errors import TermDecided, TermExists
from translation.models import GlossaryTerm

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each of them answers, or the error it raises, when all begin together."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            barrier.wait(20)
            return act()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_the_same_term_proposed_twice_stands_once():
    community, actors = a_community(), [a_regular() for _ in range(4)]
    answers = at_once(
        *(
            lambda actor=actor: propose_term(actor=actor, community=community, term=a_term())
            for actor in actors
        )
    )
    assert sum(isinstance(answer, TermExists) for answer in answers) == 3
    assert GlossaryTerm.objects.count() == 1


def test_two_decisions_make_one():
    community = a_community()
    proposal = propose_term(actor=a_regular(), community=community, term=a_term())
    managers = [a_manager(community) for _ in range(4)]
    answers = at_once(
        *(
            lambda actor=actor: decide_term(actor=actor, term=proposal, approve=True)
            for actor in managers
        )
    )
    assert sum(isinstance(answer, TermDecided) for answer in answers) == 3
