"""Translations by people, by program."""

from typing import Any

import pytest

from accounts.models import Member
from accounts.queries import actor_for
from forum.actions import delete_post
from forum.models import Post, Thread
from frontend import limits
from frontend.api.endpoints.corrections import CORRECTIONS_TOLD
from frontend.limits import Limit
from tests.builders import a_role
from tests.frontend.api.callers import Caller, a_caller
from tests.translation.copies import copies
from tests.translation.correcting import translated, work
from translation.models import Correction, Translation, TranslationRating

SOURCE, BETTER = "Der Kanal war bei mir schuld.", "It was the channel's fault."
BODY = {"segments": [{"source": SOURCE, "target": BETTER}]}


@pytest.fixture
def post(thread: Thread) -> Post:
    """A German answer, translated into English."""
    answer = thread.posts.get(kind="answer")
    translated(answer.body)
    return answer


def path(post: Post, what: str = "corrections", lang: str = "en") -> str:
    return f"/posts/{post.pk}/translations/{lang}/{what}"


def speaker(post: Post, **role: Any) -> Member:
    """A member who reads German and English."""
    member = a_role(post.thread.community, **{"level": 1, **role}).member
    assert member is not None
    member.kept_languages = ["de"]
    member.save()
    return member


def proposal(post: Post) -> str:
    """The address of an open proposal of somebody."""
    answer = a_caller(speaker(post)).post(path(post), BODY)
    return path(post, f"corrections/{answer.data['items'][0]['id']}")


def test_sentences_are_listed_as_corrections_name_them(caller: Caller, post: Post) -> None:
    items = caller.get(path(post, "segments")).data["items"]
    assert [item["source"] for item in items] == [SOURCE]
    assert items[0]["origin"] == "machine"


def test_a_proposal_is_created(caller: Caller, post: Post) -> None:
    answer = caller.post(path(post), BODY)
    assert answer.status_code == 201
    item = answer.data["items"][0]
    assert (item["source"], item["target"], item["state"]) == (SOURCE, BETTER, "proposed")


def test_the_whole_source_may_be_sent_as_one_segment(caller: Caller, post: Post) -> None:
    body = {"segments": [{"source": post.body.source, "target": BETTER}]}
    assert caller.post(path(post), body).data["items"][0]["target"] == BETTER


def test_only_the_newest_corrections_are_told(caller: Caller, post: Post) -> None:
    caller.post(path(post), BODY)
    withdrawn = copies(Correction.objects.get(), CORRECTIONS_TOLD, state=lambda _: "withdrawn")
    items = caller.get(path(post)).data["items"]
    assert [item["id"] for item in items] == [row.pk for row in reversed(withdrawn)]


def test_the_same_key_proposes_once(caller: Caller, post: Post) -> None:
    answers = [caller.post(path(post), BODY, key="once") for _ in "ab"]
    assert answers[0].data == answers[1].data
    assert Correction.objects.count() == 1


def test_experts_are_read_at_once(post: Post) -> None:
    expert = a_caller(speaker(post, level=4))
    assert expert.post(path(post), BODY).data["items"][0]["state"] == "approved"
    work()
    shown = expert.get(f"/posts/{post.pk}", lang="en").data["body"]
    assert (shown["shown"]["text"], shown["translation"]["human"]) == (BETTER, 1.0)


def test_corrections_are_listed_for_everybody(visitor: Caller, post: Post) -> None:
    proposal(post)
    items = visitor.get(path(post)).data["items"]
    assert [item["votes"] for item in items] == [{"agree": 0, "disagree": 0}]


def test_two_voices_approve(post: Post) -> None:
    address = proposal(post)
    for _ in "ab":
        answer = a_caller(speaker(post)).put(f"{address}/vote", {"agrees": True})
    assert (answer.data["state"], answer.data["votes"]["agree"]) == ("approved", 2)


def test_a_guide_decides(post: Post) -> None:
    guide = a_caller(speaker(post, level=3))
    answer = guide.put(f"{proposal(post)}/decision", {"approved": False})
    assert answer.data["state"] == "rejected"


def test_others_do_not_decide(caller: Caller, post: Post) -> None:
    answer = caller.put(f"{proposal(post)}/decision", {"approved": True})
    assert (answer.status_code, answer.data["error"]["code"]) == (403, "level_needed")


def test_who_reads_one_language_only_does_not_vote(caller: Caller, post: Post) -> None:
    answer = caller.put(f"{proposal(post)}/vote", {"agrees": True})
    assert answer.data["error"]["code"] == "languages_not_spoken"


def test_an_open_proposal_is_withdrawn(caller: Caller, post: Post) -> None:
    made = caller.post(path(post), BODY).data["items"][0]["id"]
    answer = caller.delete(path(post, f"corrections/{made}"))
    assert answer.data["state"] == "withdrawn"


def test_an_approval_is_undone(post: Post) -> None:
    expert = a_caller(speaker(post, level=4))
    made = expert.post(path(post), BODY).data["items"][0]["id"]
    assert expert.delete(path(post, f"corrections/{made}")).data["state"] == "rejected"


def test_what_is_wrong_is_told_by_segment(caller: Caller, post: Post) -> None:
    answer = caller.post(path(post), {"segments": [{"source": SOURCE, "target": ""}]})
    assert answer.status_code == 422
    assert answer.data["error"]["code"] == "correction_refused"
    assert list(answer.data["error"]["fields"]) == ["segments.0.target"]


def test_a_sentence_that_is_not_in_the_text_is_a_conflict(caller: Caller, post: Post) -> None:
    answer = caller.post(path(post), {"segments": [{"source": "Anders.", "target": "Else."}]})
    assert (answer.status_code, answer.data["error"]["code"]) == (409, "sentence_gone")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"segments": []},
        {"segments": [{"source": SOURCE}]},
        {"segments": [{"source": SOURCE, "target": 1}]},
        {"segments": [{"source": SOURCE, "target": BETTER, "state": "approved"}]},
        {"segments": [{"source": SOURCE, "target": BETTER}] * 201},
    ],
)
def test_bodies_that_make_no_sense_are_refused(caller: Caller, post: Post, body: Any) -> None:
    assert caller.post(path(post), body).status_code == 422


@pytest.mark.parametrize(("lang", "status"), [("de", 422), ("kk", 422), ("x", 422), ("und", 422)])
def test_languages_that_make_no_sense_are_refused(
    caller: Caller, post: Post, lang: str, status: int
) -> None:
    assert caller.post(path(post, lang=lang), BODY).status_code == status


def test_visitors_propose_nothing(visitor: Caller, post: Post) -> None:
    assert visitor.post(path(post), BODY).status_code == 401


def test_a_token_that_only_reads_proposes_nothing(post: Post) -> None:
    reader = a_caller(scopes="read")
    assert reader.post(path(post), BODY).data["error"]["code"] == "scope_missing"


@pytest.mark.parametrize("state", ["paused", "banned"])
def test_the_paused_and_the_banned_propose_nothing(post: Post, state: str) -> None:
    assert a_caller(speaker(post, state=state)).post(path(post), BODY).status_code == 403


def test_a_deleted_post_is_not_there(caller: Caller, post: Post) -> None:
    address = proposal(post)
    delete_post(actor=actor_for(post.author), post=post)
    answers = [
        caller.post(path(post), BODY),
        caller.get(path(post)),
        caller.put(f"{address}/vote", {"agrees": True}),
        caller.put(path(post, "rating"), {"understandable": True}),
    ]
    assert {answer.status_code for answer in answers} == {404}


def test_a_correction_belongs_to_its_post_and_language(caller: Caller, post: Post) -> None:
    made = proposal(post).rpartition("/")[2]
    opening = post.thread.posts.get(kind="opening")
    for address in (path(opening, lang="de"), path(post, lang="fr")):
        answer = caller.put(f"{address}/{made}/vote", {"agrees": True})
        assert answer.status_code == 404


def test_too_many_are_refused(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WRITES", Limit("writes", 0, 86_400))
    answer = a_caller(exempt=False, level=1).post(path(post), BODY)
    assert (answer.status_code, int(answer["Retry-After"]) > 0) == (429, True)


def test_a_translation_is_rated_and_rated_again(caller: Caller, post: Post) -> None:
    caller.put(path(post, "rating"), {"understandable": True})
    answer = caller.put(path(post, "rating"), {"understandable": False})
    assert answer.data == {"lang": "en", "understandable": False}
    assert TranslationRating.objects.get().understandable is False


def test_nobody_rates_his_own_post(post: Post) -> None:
    answer = a_caller(post.author).put(path(post, "rating"), {"understandable": True})
    assert answer.data["error"]["code"] == "own_work"


def test_what_is_not_translated_is_not_rated(caller: Caller, post: Post) -> None:
    Translation.objects.all().delete()
    answer = caller.put(path(post, "rating"), {"understandable": True})
    assert answer.status_code == 404


def test_members_of_other_communities_see_nothing_of_a_closed_one(post: Post) -> None:
    caller = a_caller()
    community = post.thread.community
    community.visibility = "members"
    community.save()
    assert caller.get(path(post)).status_code == 404
    assert caller.post(path(post), BODY).status_code == 404
