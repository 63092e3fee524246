"""Every surface on which people's texts stand: in the reader's language, marked as that, and never
what was edited, deleted or is not for him."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.test.signals import template_rendered

from frontend.pages import fragments
from tests.frontend.surfaces import registry
from tests.frontend.surfaces.aspects import (
    ASPECTS,
    CLOSED,
    CORRECTED,
    DELETED,
    EDITED,
    READ,
    READ_FROM_THE_RIGHT,
    THREAD_DELETED,
    WAITING,
    Aspect,
    complaints,
)
from tests.frontend.surfaces.elsewhere import ELSEWHERE, NOT_BUILT, TEMPLATES
from tests.frontend.surfaces.looking import Visit, visiting
from tests.frontend.surfaces.matrix import SURFACES, Surface
from tests.frontend.surfaces.world import NAMES, World, a_world
from translation import routing

# The world is made once, so all of it is for one process.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("surfaces")]

IN_MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One for all tests: what a test or an aspect does to it is rolled back."""
    chosen = {
        "TRANSLATION_ENGINES": ["reference:pseudo"],
        "LINK_PREVIEWS": True,
        "STORAGES": {**settings.STORAGES, "default": IN_MEMORY},
    }
    with override_settings(**chosen), django_db_blocker.unblock(), transaction.atomic():
        routing._backends.clear()
        routing.forget()
        yield a_world("es", "ar")
        transaction.set_rollback(True)
    routing.forget()


@pytest.fixture(scope="module")
def visit(world: World, request: Any, django_db_blocker: Any) -> Iterator[Visit]:
    """Somebody in the world as an aspect makes it."""
    aspect: Aspect = request.param
    with django_db_blocker.unblock(), transaction.atomic():
        yield visiting(aspect.change(world, aspect.code), aspect.code)
        transaction.set_rollback(True)


def of_all(aspect: Aspect) -> Callable[[Any], Any]:
    """Let a test run for every surface of which an aspect asks something."""
    rows = [
        pytest.param(surface, id=surface.name)
        for surface in SURFACES
        if not aspect.why_not(surface)
    ]
    visits = pytest.mark.parametrize(
        "visit", [aspect], ids=[aspect.name], indirect=True, scope="module"
    )
    return lambda test: visits(pytest.mark.parametrize("surface", rows)(test))


@of_all(WAITING)
def test_what_is_not_translated_yet_stands_as_it_was_written(
    visit: Visit, surface: Surface
) -> None:
    assert complaints(WAITING, visit, surface) == []


@of_all(READ)
def test_everybody_reads_their_language(visit: Visit, surface: Surface) -> None:
    assert complaints(READ, visit, surface) == []


@of_all(READ_FROM_THE_RIGHT)
def test_everybody_reads_in_their_direction(visit: Visit, surface: Surface) -> None:
    assert complaints(READ_FROM_THE_RIGHT, visit, surface) == []


@of_all(EDITED)
def test_an_edit_is_seen_everywhere(visit: Visit, surface: Surface) -> None:
    assert complaints(EDITED, visit, surface) == []


@of_all(CORRECTED)
def test_a_correction_is_seen_everywhere(visit: Visit, surface: Surface) -> None:
    assert complaints(CORRECTED, visit, surface) == []


@of_all(DELETED)
def test_a_deleted_post_is_nowhere(visit: Visit, surface: Surface) -> None:
    assert complaints(DELETED, visit, surface) == []


@of_all(THREAD_DELETED)
def test_a_deleted_thread_is_nowhere(visit: Visit, surface: Surface) -> None:
    assert complaints(THREAD_DELETED, visit, surface) == []


@of_all(CLOSED)
def test_outsiders_read_nothing_of_a_closed_community(visit: Visit, surface: Surface) -> None:
    assert complaints(CLOSED, visit, surface) == []


def test_there_is_no_surface_that_the_matrix_does_not_know() -> None:
    known = {route for surface in SURFACES for route in surface.routes} | ELSEWHERE.keys()
    assert registry.surfaces() - known == set()


def test_the_matrix_knows_no_surface_that_is_not_there() -> None:
    known = {route for surface in SURFACES for route in surface.routes}
    optional = {registry.OF_ANYMAIL}
    assert (known | ELSEWHERE.keys()) - registry.surfaces() - optional == set()
    assert known & ELSEWHERE.keys() == set()


@pytest.mark.parametrize("name", NOT_BUILT)
def test_what_is_not_built_yet_gets_a_row_when_it_is(name: str) -> None:
    rows = {route for surface in SURFACES for route in surface.routes}
    assert {each for each in registry.surfaces() if name in each} <= rows


@pytest.mark.parametrize("visit", [CORRECTED], ids=[CORRECTED.name], indirect=True, scope="module")
def test_every_template_with_text_belongs_to_a_surface(visit: Visit) -> None:
    used = set(TEMPLATES)

    def note(sender: Any, template: Any, **more: Any) -> None:
        used.add(template.name)

    # Nothing that other tests have made ready is taken as it is.
    fragments._kept.cache_clear()
    again = replace(visit, kept={})
    template_rendered.connect(note)
    try:
        for surface in SURFACES:
            surface.look(again)
    finally:
        template_rendered.disconnect(note)
    assert registry.templates_with_text() - used == set()


def test_every_blank_in_the_matrix_has_its_reason() -> None:
    for aspect in ASPECTS:
        for surface in SURFACES:
            assert bool(aspect.names(surface)) != bool(aspect.why_not(surface))
    names = {aspect.name for aspect in ASPECTS}
    assert {name for surface in SURFACES for name in surface.exempt} <= names
    assert {name for surface in SURFACES for name in surface.shows} <= NAMES
