"""The page of the word lists, and the one on which words of a post are masked."""

import pytest

from accounts.models import Membership
from forum.models import ListedWord, Post
from frontend import limits
from frontend.limits import Limit
from tests.builders import a_post, a_role, a_thread
from tests.frontend.pages.conftest import see, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_operator(signed_in, category):
    return signed_in(a_role(category.community, Membership.Role.OPERATOR).member)


@pytest.fixture
def path(category):
    return f"/en/c/{category.community.slug}/words/"


def test_an_operator_writes_a_list(as_operator, path):
    assert "Word lists" in text_of(see(as_operator, path))
    as_operator.post(f"{path}?language=de&treatment=mask", {"words": "Schurke\n\nHalunke"})
    rows = ListedWord.objects.values_list("word", "language", "treatment")
    assert list(rows) == [("Halunke", "de", "mask"), ("Schurke", "de", "mask")]
    page = see(as_operator, f"{path}?language=de&treatment=mask").content.decode()
    assert "Halunke\nSchurke" in page


def test_lists_are_exported_and_taken_in_again(as_operator, path):
    as_operator.post(f"{path}?language=de&treatment=mask", {"words": "Schurke\nfoo, bar"})
    table = as_operator.get(f"{path}export").content.decode()
    assert "de,mask,Schurke" in table
    as_operator.post(f"{path}?language=en&treatment=block", {"words": table})
    assert set(ListedWord.objects.filter(language="en").values_list("word", flat=True)) == {
        "Schurke",
        "foo, bar",
    }


def test_what_a_list_would_have_caught_is_shown_and_nothing_saved(as_operator, path, category):
    post = a_post(a_thread(category=category), body="The casino is closed.")
    answer = as_operator.post(path, {"words": "casinos", "preview": "1"})
    assert f"?post={post.pk}" in answer.content.decode()
    assert not ListedWord.objects.exists()


def test_what_no_list_may_hold_is_not_looked_for(as_operator, path):
    lines = "\n".join(f"word{number}" for number in range(5001))
    assert as_operator.post(path, {"words": lines, "preview": "1"}).status_code == 422


def test_looks_at_what_a_list_would_have_caught_are_counted(as_operator, path, monkeypatch):
    monkeypatch.setattr(limits, "LIST_PREVIEWS", Limit("list_previews", 1, 86_400))
    sent = {"words": "casinos", "preview": "1"}
    assert [as_operator.post(path, sent).status_code for _ in range(2)] == [200, 429]


def test_nobody_else_sees_the_lists(signed_in, client, category, path):
    assert client.get(path).status_code == 302
    other = signed_in(a_role(category.community, Membership.Role.AGENT).member)
    assert other.get(path).status_code == 403
    assert other.get(f"{path}export").status_code == 403


def test_a_super_user_masks_words(signed_in, category):
    post = a_post(a_thread(category=category), body="Call Ada at number twelve please.")
    client = signed_in(a_role(category.community, level=5).member)
    assert "Call Ada" in text_of(see(client, f"/en/p/{post.pk}/mask/"))
    sent = {"words": "Ada at number twelve", "choice": "personal_data"}
    assert client.post(f"/en/p/{post.pk}/mask/", sent).status_code == 302
    assert "Ada" not in Post.objects.get(pk=post.pk).body.source


@pytest.mark.parametrize("words", ["", "not there", "\n\n"])
def test_what_is_not_there_is_not_masked(signed_in, category, words):
    post = a_post(a_thread(category=category))
    client = signed_in(a_role(category.community, level=5).member)
    answer = client.post(f"/en/p/{post.pk}/mask/", {"words": words, "choice": "other"})
    assert answer.status_code == 422


def test_below_level_five_nobody_masks(signed_in, category):
    post = a_post(a_thread(category=category))
    client = signed_in(a_role(category.community, level=4).member)
    assert client.get(f"/en/p/{post.pk}/mask/").status_code == 403
    assert client.post(f"/en/p/{post.pk}/mask/", {"words": "the"}).status_code == 403
