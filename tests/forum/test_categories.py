import pytest
from django.urls import URLResolver, resolve, reverse

from core import languages
from core.errors import InvalidInput
from forum.actions.categories import RESERVED_SLUGS
from tests.builders import a_category, a_community

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_no_category_hides_behind_a_page(slug):
    with pytest.raises(InvalidInput):
        a_category(a_community(), slug=slug)


def _routes(patterns):
    """Also those of a module of addresses that is taken in."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns)
        else:
            yield str(pattern.pattern)


def test_every_page_of_a_community_reserves_its_name():
    from frontend.pages.urls import urlpatterns

    routes = list(_routes(urlpatterns))
    beside = {route.split("/")[2] for route in routes if route.startswith("c/<slug:slug>/")}
    names = {name for name in beside if name and not name.startswith("<")}
    assert names <= RESERVED_SLUGS


def test_a_category_stands_under_its_community():
    with languages.using("en"):
        path = reverse("category", args=["house", "lamps"])
    assert resolve(path).url_name == "category"
