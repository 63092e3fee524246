"""Every address, call and socket, asked by everybody: nobody reaches anything without the level
or role that the one table names for it. Of those whom the same keeps out one asks for each row, and
another one for the next; everybody asks for all of them with the slow proofs, which show, too, that
all who may are let in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from accounts.permissions import VISITOR, Actor, Privilege
from frontend.live.access import accesses, by_session, by_token
from frontend.live.batches import frames_for
from tests.frontend.privileges.asking import ask, complaint, digest
from tests.frontend.privileges.callers import (
    CLOSED_PLACE,
    OPEN_PLACE,
    Caller,
    everybody,
    refused_alike,
    strangers,
)
from tests.frontend.privileges.elsewhere import ELSEWHERE
from tests.frontend.privileges.endpoints import OF_ANYMAIL, READ, Endpoint, Need, endpoints, needs
from tests.frontend.privileges.matrix import ENDPOINTS
from tests.frontend.privileges.pages import HIDDEN
from tests.frontend.privileges.scene import Place, a_place
from translation import routing

# The scene is made once, so all of it is for one process.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("privileges")]

IN_MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
Scene = tuple[Mapping[str, Place], list[Caller], str]
Asked = tuple[str, Place, Caller]


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """Two places and everybody; what anybody does there is rolled back."""
    chosen = {
        "TRANSLATION_ENGINES": ["reference:pseudo"],
        "STORAGES": {**settings.STORAGES, "default": IN_MEMORY},
    }
    with override_settings(**chosen), django_db_blocker.unblock(), transaction.atomic():
        routing._backends.clear()
        routing.forget()
        places = {OPEN_PLACE: a_place("public"), CLOSED_PLACE: a_place("members")}
        callers = everybody(places)
        yield places, callers, digest()
        transaction.set_rollback(True)
    routing.forget()


of_every_endpoint = pytest.mark.parametrize(
    "endpoint", [pytest.param(each, id=each.id) for each in ENDPOINTS]
)


@of_every_endpoint
def test_nobody_gets_more_than_the_table_gives_them(scene: Scene, endpoint: Endpoint) -> None:
    """One of each kind of those who may not; of those who may, as many as it takes until something
    changes."""
    asking = list(asked_of(scene, endpoint))
    may = [one for one in asking if endpoint.is_met_by(one[2], one[0])]
    changed = check(scene, endpoint, one_of_each([a for a in asking if a not in may], endpoint))
    assert not changed
    for one in may:
        changed = check(scene, endpoint, [one])
        if changed or not endpoint.changes:
            break
    assert changed or not endpoint.changes, "it changed nothing for anybody who may"


def one_of_each(refused: Iterable[Asked], endpoint: Endpoint) -> list[Asked]:
    """Of those whom the same keeps out the one whose turn it is; of the levels the highest."""
    turn, need = ENDPOINTS.index(endpoint), endpoint.need
    about_own = need.own is not None or need.only_own
    alike: dict[tuple[str, str], list[Asked]] = defaultdict(list)
    for one in refused:
        name, _place, caller = one
        why = refused_alike(caller, name, by_call=endpoint.is_call, about_own=about_own)
        alike[name, why].append(one)
    return [
        all_of_them[-1 if why == "level" else turn % len(all_of_them)]
        for (_name, why), all_of_them in alike.items()
    ]


@pytest.mark.slow
@of_every_endpoint
def test_everybody_gets_what_the_table_gives_them(scene: Scene, endpoint: Endpoint) -> None:
    check(scene, endpoint, asked_of(scene, endpoint))


def check(scene: Scene, endpoint: Endpoint, asking: Iterable[Asked]) -> bool:
    """Let them ask, and hold the answers against the table; whether anything changed."""
    found, changed = [], False
    for name, place, caller in asking:
        # Once something has changed for who may, it is asked of who may not only.
        asks = not (changed and endpoint.is_met_by(caller, name))
        answer = ask(endpoint, caller, place, scene[2] if asks else "")
        changed = changed or answer.changed
        found.append(complaint(endpoint, caller, name, answer))
    wrong = [each for each in found if each]
    assert not wrong, "\n".join(wrong)
    return changed


def asked_of(scene: Scene, endpoint: Endpoint) -> Iterator[Asked]:
    """By everybody; in the closed place only what is about a place."""
    for name, place, caller in in_every_place(scene):
        if name == OPEN_PLACE or endpoint.in_place:
            yield name, place, caller


def test_every_page_has_rows_for_all_that_it_takes(scene: Scene) -> None:
    """Whoever only looks at a page finds no form behind it that has no row."""
    operator = next(each for each in scene[1] if each.name == "an operator")
    pages = [each for each in ENDPOINTS if not each.is_call]
    sent = {each.name for each in pages if each.method == "POST"}
    found = {}
    for page in pages:
        if page.name not in sent:
            answer = ask(replace(page, method="POST"), operator, scene[0][OPEN_PLACE], scene[2])
            if answer.changed or answer.status in {400, 422}:
                found[page.name] = answer.status
    assert found == {}


def test_there_is_no_endpoint_that_the_matrix_does_not_know() -> None:
    known = {each.name for each in ENDPOINTS} | ELSEWHERE.keys()
    assert endpoints() - known == set()


def test_the_matrix_knows_no_endpoint_that_is_not_there() -> None:
    known = {each.name for each in ENDPOINTS}
    assert (known | ELSEWHERE.keys()) - endpoints() - {OF_ANYMAIL} == set()
    assert known & ELSEWHERE.keys() == set()


def test_every_privilege_is_reached_by_an_endpoint() -> None:
    reached = {each.need.privilege for each in ENDPOINTS} | {each.need.own for each in ENDPOINTS}
    assert set(Privilege) - reached == set()


def actor_behind(caller: Caller) -> Actor:
    """As a socket knows somebody who connects, and asks again at every event."""
    if caller.token:
        return by_token(caller.token).again()
    return by_session(caller.session).again() if caller.session else VISITOR


def in_every_place(scene: Scene) -> Iterator[Asked]:
    places, callers, _before = scene
    for name, place in places.items():
        for caller in callers if name == OPEN_PLACE else strangers(callers):
            yield name, place, caller


@pytest.mark.parametrize(
    ("which", "need"),
    [("own", READ), ("staffed", needs(Privilege.SEE_STAFF)), ("hidden", HIDDEN)],
)
def test_nobody_follows_a_thread_that_is_not_for_them(scene: Scene, which: str, need: Need) -> None:
    for name, place, caller in in_every_place(scene):
        found = accesses(actor_behind(caller), [place.threads[which]])
        assert bool(found) == need.met_by(caller, name), f"{caller.name}, {name} place"


def test_nobody_is_told_of_what_is_for_staff(scene: Scene) -> None:
    for name, place, caller in in_every_place(scene):
        thread = place.threads["own"]
        for found in accesses(actor_behind(caller), [thread]).values():
            group = ("en", found.audience)
            frames = frames_for(thread, [group], after=0, until=found.thread.event)[group]
            heard = any("This is whisper" in each.frame["text"] for each in frames)
            staff = caller.entitled(Privilege.SEE_STAFF, name)
            assert heard == staff, f"{caller.name}, {name} place"
