"""What is kept ready-made: for each language and value, and never from one page in another."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation
from django.utils.safestring import mark_safe

from accounts.models import Member
from core import languages


def rendered(template: Template, **values: object) -> str:
    return template.render(Context(values))


def test_what_is_named_is_told_apart_and_nothing_else_is_known():
    template = Template(
        "{% load ready %}{% keep name=member.name %}{{ name }}|{{ other }}{% endkeep %}"
    )
    assert rendered(template, member={"name": "Anna"}, other="secret") == "Anna|"
    assert rendered(template, member={"name": "Bob"}, other="secret") == "Bob|"


def test_the_same_values_are_rendered_once():
    asked = []

    class Name(str):
        __slots__ = ()

        def __str__(self) -> str:
            asked.append(self)
            return "Anna"

    template = Template("{% load ready %}{% keep name=name %}{{ name }}{% endkeep %}")
    name = Name("Anna")
    assert [rendered(template, name=name) for _again in range(3)] == ["Anna"] * 3
    assert len(asked) == 1


def test_safe_and_unsafe_texts_are_told_apart():
    template = Template("{% load ready %}{% keep text=text %}{{ text }}{% endkeep %}")
    assert rendered(template, text=mark_safe("<b>")) == "<b>"
    assert rendered(template, text="<b>") == "&lt;b&gt;"


def test_languages_are_told_apart():
    template = Template("{% load ready i18n %}{% keep %}{% translate 'Sign in' %}{% endkeep %}")
    found = []
    for code in ("en", "de", "en"):
        with languages.using(code), translation.override(code):
            found.append(rendered(template))
    assert found == ["Sign in", "Anmelden", "Sign in"]


def test_each_session_gets_its_own_token():
    template = Template("{% load ready %}{% keep %}{% csrf_token %}{% endkeep %}")
    first, second = (rendered(template, csrf_token=token) for token in ("a<b", "second"))
    assert 'value="a&lt;b"' in first
    assert 'value="second"' in second


def test_rows_are_refused():
    template = Template("{% load ready %}{% keep member=member %}{{ member }}{% endkeep %}")
    with pytest.raises(TypeError):
        rendered(template, member=Member(pk=1))


def test_values_need_names():
    with pytest.raises(TemplateSyntaxError):
        Template("{% load ready %}{% keep member %}{% endkeep %}")
