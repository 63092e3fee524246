"""The page on which people improve a translation."""

import re
from html import unescape

import pytest
from django.core.cache import cache

from accounts.models import Membership
from accounts.queries import actor_for
from forum.actions import delete_post, edit_post, record_demand
from frontend import limits
from frontend.limits import Limit
from frontend.pages.sentences import SENTENCES_SHOWN
from tests.builders import a_post, a_role, a_thread
from tests.frontend.pages.conftest import see, text_of
from translation.actions import propose_correction
from translation.models import Correction, Translation

pytestmark = pytest.mark.django_db
State = Correction.State

BODY = "Die Lampe flackert in `config.yaml`. Was hilft?"
FIRST = "Die Lampe flackert in config.yaml."
BETTER = "The lamp flickers in config.yaml."


@pytest.fixture
def thread(category, translate):
    thread = a_thread(category=category, language="de", title="Die Lampe flackert", body=BODY)
    record_demand(community=category.community, thread=thread, language="en")
    translate()
    return thread


@pytest.fixture
def post(thread):
    return thread.posts.first()


@pytest.fixture
def speaker(category):
    """Makes members who read German and English."""

    def make(**role):
        actor = a_role(category.community, **{"level": 1, **role})
        actor.member.kept_languages = ["de"]
        actor.member.save()
        return actor.member

    return make


def path_of(post, language="en"):
    return f"/{language}/p/{post.pk}/translation/"


def fields_of(response):
    """All fields of the sheet as a browser would send them back."""
    html = response.content.decode()
    areas = re.findall(r'<textarea[^>]*name="(target-[^"]+)"[^>]*>\n(.*?)</textarea>', html, re.S)
    hidden = re.findall(r'<input type="hidden" name="(was-[^"]+)" value="([^"]*)"', html)
    return {name: unescape(value) for name, value in [*areas, *hidden]}


def with_first(response, value):
    """The sheet with another translation of its first sentence."""
    fields = fields_of(response)
    first = next(name for name in fields if name.startswith("target-"))
    return {**fields, first: value}


def propose(client, post, value=BETTER, **more):
    return client.post(path_of(post), {**with_first(client.get(path_of(post)), value), **more})


def shown(post):
    return Translation.objects.get(text=post.body, language="en").plain


def test_every_sentence_stands_beside_its_translation(post, signed_in):
    html = signed_in(level=1).get(path_of(post)).content.decode()
    assert html.count("data-sentence=") == 2
    assert '<bdi class="sentence__atom">config.yaml</bdi>' in html
    assert "By machine" in html


def test_each_side_has_its_language_and_direction(thread, post, translate, signed_in, category):
    record_demand(community=category.community, thread=thread, language="ar")
    translate()
    html = signed_in(language="ar", level=1).get(path_of(post, "ar")).content.decode()
    assert re.search(r'sentence__source"[^>]*lang="de" dir="ltr"', html)
    assert re.search(r'<textarea[^>]*lang="ar" dir="rtl"', html)


def test_visitors_are_asked_to_sign_in(post, visitor):
    assert "login" in visitor.get(path_of(post)).headers["Location"]


@pytest.mark.parametrize("state", [Membership.State.PAUSED, Membership.State.BANNED])
def test_the_paused_and_the_banned_are_refused(post, category, signed_in, state):
    client = signed_in(a_role(category.community, state=state).member)
    assert client.get(path_of(post)).status_code == 403


def test_a_deleted_post_is_not_found_even_by_operators(post, category, signed_in):
    delete_post(actor=actor_for(post.author), post=post)
    client = signed_in(a_role(category.community, Membership.Role.OPERATOR).member)
    assert client.get(path_of(post)).status_code == 404


def test_in_its_own_language_the_page_offers_others(post, signed_in):
    response = signed_in(level=1).get(path_of(post, "de"))
    assert f'href="{path_of(post, "fr")}"' in response.content.decode()


def test_a_proposal_is_stored_and_thanked_for(post, signed_in):
    client = signed_in(level=1)
    response = see(client, propose(client, post).headers["Location"])
    assert "It counts once the author or two others" in text_of(response)
    assert f"{BETTER}" in text_of(response)
    assert Correction.objects.get().state == State.PROPOSED


def test_only_what_was_changed_is_proposed(post, signed_in):
    propose(signed_in(level=1), post)
    assert Correction.objects.count() == 1


def test_an_expert_is_read_at_once(post, speaker, signed_in, translate):
    client = signed_in(speaker(level=4))
    propose(client, post)
    translate()
    assert shown(post).startswith(BETTER)
    assert "Corrected by people" in text_of(client.get(path_of(post)))


def test_nothing_changed_is_said_so(post, signed_in):
    client = signed_in(level=1)
    response = client.post(path_of(post), fields_of(client.get(path_of(post))))
    assert response.status_code == 422


def test_what_is_wrong_stands_beside_the_sentence_and_nothing_is_lost(post, signed_in):
    response = propose(signed_in(level=1), post, "The lamp <b>flickers</b>.")
    html = response.content.decode()
    assert response.status_code == 422
    assert "Please keep this as it is in the original: “config.yaml”" in text_of(response)
    assert "The lamp &lt;b&gt;flickers&lt;/b&gt;.</textarea>" in html
    assert 'aria-invalid="true"' in html


def test_what_was_typed_for_a_sentence_that_is_gone_is_shown(post, signed_in):
    client = signed_in(level=1)
    typed = with_first(client.get(path_of(post)), BETTER)
    edit_post(actor=actor_for(post.author), post=post, revision=1, body="Ganz anders.")
    response = client.post(path_of(post), typed)
    assert response.status_code == 409
    assert "no longer in the text" in text_of(response)
    assert BETTER in text_of(response)


def test_a_huge_translation_is_refused_and_kept(post, signed_in):
    response = propose(signed_in(level=1), post, "x" * 5000)
    assert response.status_code == 422
    assert "x" * 5000 in response.content.decode()


def test_too_much_at_once_is_refused_and_kept(post, signed_in, monkeypatch):
    monkeypatch.setattr(limits, "WRITES", Limit("writes", 0, 86_400))
    response = propose(signed_in(level=1), post)
    assert (response.status_code, int(response["Retry-After"]) > 0) == (429, True)
    assert f"{BETTER}</textarea>" in response.content.decode()
    cache.clear()


def test_the_preview_shows_the_whole_text_and_stores_nothing(post, signed_in):
    response = propose(signed_in(level=1), post, preview="1")
    html = response.content.decode()
    assert "The lamp flickers in <code>config.yaml</code>." in html
    assert f"{BETTER}</textarea>" in html
    assert not Correction.objects.exists()


def test_the_script_gets_the_preview_alone(post, signed_in):
    client = signed_in(level=1)
    typed = {**with_first(client.get(path_of(post)), BETTER), "preview": "1"}
    html = client.post(path_of(post), typed, headers={"HX-Request": "true"}).content.decode()
    assert html.startswith('<div class="prose" lang="en"') and "The lamp flickers" in html


def test_markup_in_a_translation_is_text_in_the_preview(post, signed_in):
    response = propose(
        signed_in(level=1), post, "<script>alert(1)</script> config.yaml", preview="1"
    )
    assert "<script>alert" not in response.content.decode()


def proposed(post, member):
    return propose_correction(
        actor=actor_for(member),
        text=post.body,
        community=post.thread.community,
        language="en",
        segments=[(FIRST, BETTER)],
    )[0]


def test_markup_in_a_proposal_is_text_to_others(post, speaker, signed_in):
    propose(signed_in(speaker()), post, "<script>alert(1)</script> config.yaml")
    html = signed_in(speaker()).get(path_of(post)).content.decode()
    assert "<script>alert" not in html and "&lt;script&gt;alert" in html


def test_others_who_read_both_languages_are_asked(post, speaker, signed_in):
    correction = proposed(post, speaker())
    html = signed_in(speaker()).get(path_of(post)).content.decode()
    assert f'value="agree-{correction.pk}"' in html
    assert f'value="approve-{correction.pk}"' not in html


def test_others_are_told_who_may_vote(post, speaker, signed_in):
    proposed(post, speaker())
    response = signed_in(language="en", level=1).get(path_of(post))
    assert "Who reads both languages (see your profile) can vote." in text_of(response)


def test_two_who_agree_approve(post, speaker, signed_in, translate):
    correction = proposed(post, speaker())
    for _ in "ab":
        signed_in(speaker()).post(path_of(post), {"do": f"agree-{correction.pk}"})
    translate()
    assert shown(post).startswith(BETTER)


def test_voting_loses_nothing_that_was_typed(post, speaker, signed_in):
    correction = proposed(post, speaker())
    response = propose(signed_in(speaker()), post, "Half a thou", do=f"agree-{correction.pk}")
    assert "Half a thou</textarea>" in response.content.decode()
    assert correction.votes.count() == 1


def test_ones_own_proposal_can_only_be_withdrawn(post, speaker, signed_in):
    member = speaker(level=3)
    correction = proposed(post, member)
    client = signed_in(member)
    assert f'value="agree-{correction.pk}"' not in client.get(path_of(post)).content.decode()
    assert client.post(path_of(post), {"do": f"approve-{correction.pk}"}).status_code == 403
    client.post(path_of(post), {"do": f"withdraw-{correction.pk}"})
    correction.refresh_from_db()
    assert correction.state == State.WITHDRAWN


def test_a_guide_approves_alone(post, speaker, signed_in):
    correction = proposed(post, speaker())
    signed_in(speaker(level=3)).post(path_of(post), {"do": f"approve-{correction.pk}"})
    correction.refresh_from_db()
    assert correction.state == State.APPROVED


def test_a_decision_that_came_too_late_says_so(post, speaker, signed_in):
    correction = proposed(post, speaker())
    client = signed_in(speaker(level=3))
    client.post(path_of(post), {"do": f"reject-{correction.pk}"})
    response = client.post(path_of(post), {"do": f"approve-{correction.pk}"})
    assert response.status_code == 409
    assert "Somebody has decided on this meanwhile." in text_of(response)


def test_a_correction_of_another_text_is_not_found_here(post, speaker, signed_in):
    other = a_post(post.thread, language="de", body="Etwas anderes.")
    correction = proposed(post, speaker())
    client = signed_in(speaker(level=3))
    response = client.post(path_of(other), {"do": f"approve-{correction.pk}"})
    assert response.status_code == 404


def test_history_tells_who_changed_what_and_staff_undo_it(post, speaker, signed_in, translate):
    before = shown(post)
    expert = speaker(
        level=4,
    )
    correction = proposed(post, expert)
    translate()
    client = signed_in(a_role(post.thread.community, Membership.Role.AGENT).member)
    html = client.get(path_of(post)).content.decode()
    assert expert.name in html and f"<ins>{BETTER}</ins>" in html
    client.post(path_of(post), {"do": f"undo-{correction.pk}"})
    translate()
    assert shown(post) == before


def test_a_title_has_its_page_too(thread, speaker, signed_in, translate):
    client = signed_in(speaker(level=4))
    path = f"/en/t/{thread.pk}/title/translation/"
    client.post(path, with_first(client.get(path), "Flickering lamp"))
    translate()
    assert Translation.objects.get(text=thread.title, language="en").plain == "Flickering lamp"


def test_a_long_text_comes_in_sheets(thread, signed_in):
    body = "\n\n".join(f"Satz Nummer {number}." for number in range(SENTENCES_SHOWN + 3))
    post = a_post(thread, language="de", body=body)
    client = signed_in(level=1)
    assert client.get(path_of(post)).content.decode().count("data-sentence=") == SENTENCES_SHOWN
    rest = client.get(f"{path_of(post)}?from={SENTENCES_SHOWN}").content.decode()
    assert rest.count("data-sentence=") == 3


@pytest.mark.parametrize("start", ["-1", "x", "99999999", "4000"])
def test_a_sheet_that_is_not_there_is_the_first(post, signed_in, start):
    response = signed_in(level=1).get(f"{path_of(post)}?from={start}")
    assert response.content.decode().count("data-sentence=") == 2
