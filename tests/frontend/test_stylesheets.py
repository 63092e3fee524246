"""Stylesheets are written apart and sent as one."""

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.test import Client

from frontend import stylesheets
from frontend.staticfiles import StaticStorage

OF_ONE_PAGE = {"css/api.css", "css/print.css"}
LINKS = '<link rel="stylesheet" href="/static/css/'


def test_every_stylesheet_has_its_place_in_the_order() -> None:
    folder = settings.BASE_DIR / "frontend" / "static" / "css"
    there = {f"css/{path.name}" for path in folder.glob("*.css")}
    assert set(stylesheets.parts()) == there - OF_ONE_PAGE
    assert len(stylesheets.parts()) == len(set(stylesheets.parts()))


@pytest.mark.django_db
def test_pages_link_them_one_by_one_before_anything_is_collected() -> None:
    html = Client().get("/en/").content.decode()
    assert html.count(LINKS) == len(stylesheets.ORDER)


def test_collecting_joins_them_in_order(tmp_path, monkeypatch) -> None:
    storage = StaticStorage(location=tmp_path, base_url="/static/")
    found = {}
    for finder in get_finders():
        for path, source in finder.list([]):
            if path.startswith(("css/", "img/")):
                with source.open(path) as file:
                    storage._save(path, file)
                found[path] = source, path
    list(storage.post_process(found))
    with storage.open(stylesheets.JOINED) as file:
        joined = file.read()
    at = [joined.index((tmp_path / path).read_bytes()) for path in stylesheets.parts()]
    assert at == sorted(at)
    monkeypatch.setattr(stylesheets, "staticfiles_storage", storage)
    (link,) = stylesheets.links()
    assert link.startswith("/static/css/lingora.") and link != "/static/css/lingora.css"
