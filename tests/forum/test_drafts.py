"""Drafts: kept on the server, never at the cost of what another device wrote."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.permissions import VISITOR, Actor
from core.errors import InvalidInput, NotSignedIn
from forum.actions.drafts import (
    CHARS_MAX,
    DRAFTS_MAX,
    BadPlace,
    Saving,
    TooManyDrafts,
    delete_draft,
    finish_draft,
    save_draft,
)
from forum.models import Draft
from forum.queries.drafts import drafts_at, drafts_of
from forum.tasks import DRAFTS_KEPT, sweep_drafts
from tests.builders import an_actor

pytestmark = pytest.mark.django_db


def save(
    actor: Actor, body: str, *, place: str = "ask", version: int = 0, device: str = "phone"
) -> Draft | None:
    saving = Saving({"title": "", "body": body}, version, device)
    return save_draft(actor=actor, place=place, saving=saving)


def saved(actor: Actor, body: str, **options: str | int) -> Draft:
    row = save(actor, body, **options)  # type: ignore[arg-type]
    assert row is not None
    return row


def bodies(actor: Actor, place: str = "ask") -> list[object]:
    return [row.fields["body"] for row in drafts_at(actor, place)]


def test_a_device_goes_on_where_another_one_stopped():
    actor = an_actor()
    first = saved(actor, "The lamp", device="phone")
    saved(actor, "The lamp hums", version=first.version, device="laptop")
    assert bodies(actor) == ["The lamp hums"]


def test_every_save_raises_the_version():
    actor = an_actor()
    first = saved(actor, "The lamp").version
    assert saved(actor, "The lamp hums", version=first).version == first + 1


def test_a_save_on_top_of_an_older_version_keeps_both_texts():
    actor = an_actor()
    old = saved(actor, "The lamp", device="phone").version
    saved(actor, "The lamp hums", version=old, device="laptop")
    copy = saved(actor, "The lamp glows", version=old, device="phone")
    assert copy.conflict == 1
    assert bodies(actor) == ["The lamp hums", "The lamp glows"]


def test_a_device_with_a_copy_goes_on_in_its_copy():
    actor = an_actor()
    old = saved(actor, "The lamp", device="phone").version
    saved(actor, "The lamp hums", version=old, device="laptop")
    saved(actor, "The lamp glows", version=old, device="phone")
    saved(actor, "The lamp glows red", version=old, device="phone")
    assert bodies(actor) == ["The lamp hums", "The lamp glows red"]


def test_who_saves_on_top_of_the_present_version_has_settled_the_conflict():
    actor = an_actor()
    old = saved(actor, "The lamp", device="phone").version
    present = saved(actor, "The lamp hums", version=old, device="laptop").version
    saved(actor, "The lamp glows", version=old, device="phone")
    saved(actor, "The lamp glows and hums", version=present, device="phone")
    assert bodies(actor) == ["The lamp glows and hums"]


def test_the_same_save_twice_is_one():
    actor = an_actor()
    first = saved(actor, "The lamp")
    assert saved(actor, "The lamp").version == first.version
    assert bodies(actor) == ["The lamp"]


def test_the_same_text_from_two_devices_is_no_conflict():
    actor = an_actor()
    saved(actor, "The lamp", device="phone")
    saved(actor, "The lamp", device="laptop")
    assert bodies(actor) == ["The lamp"]


def test_a_device_that_remembers_a_draft_sent_long_ago_does_not_write_over_a_new_one():
    actor = an_actor()
    old = saved(actor, "The lamp", device="phone").version
    finish_draft(actor=actor, place="ask", device="phone")
    saved(actor, "The kettle", device="laptop")
    saved(actor, "The lamp hums", version=old, device="phone")
    assert bodies(actor) == ["The kettle", "The lamp hums"]


def test_a_draft_without_text_is_deleted():
    actor = an_actor()
    version = saved(actor, "The lamp").version
    assert save(actor, "  \n", version=version) is None
    assert bodies(actor) == []


def test_emptying_an_older_version_deletes_nothing():
    actor = an_actor()
    old = saved(actor, "The lamp", device="phone").version
    saved(actor, "The lamp hums", version=old, device="laptop")
    save(actor, "", version=old, device="phone")
    assert bodies(actor) == ["The lamp hums"]


def test_sending_forgets_what_this_device_wrote_and_keeps_what_another_wrote():
    actor = an_actor()
    old = saved(actor, "The lamp", device="phone").version
    saved(actor, "The lamp hums", version=old, device="laptop")
    saved(actor, "The lamp glows", version=old, device="phone")
    finish_draft(actor=actor, place="ask", device="phone", version=old)
    assert bodies(actor) == ["The lamp hums"]


def test_sending_what_was_taken_up_from_another_device_forgets_it():
    actor = an_actor()
    version = saved(actor, "The lamp", device="phone").version
    finish_draft(actor=actor, place="ask", device="laptop", version=version)
    assert bodies(actor) == []


def test_drafts_of_different_places_and_members_do_not_mix():
    actor, other = an_actor(), an_actor()
    saved(actor, "Question", place="ask")
    saved(actor, "Answer", place="reply/12")
    saved(other, "Something else", place="ask")
    assert bodies(actor, "ask") == ["Question"]
    assert [row.place for row in drafts_of(actor)] == ["reply/12", "ask"]


@pytest.mark.parametrize(
    "place", ["", "ask/", "reply/", "reply/x", "reply/" + "1" * 16, "edit/1/2", "ask/a b", "x\0"]
)
def test_only_forms_have_drafts(place):
    with pytest.raises(BadPlace):
        save(an_actor(), "The lamp", place=place)


def test_visitors_have_no_drafts():
    with pytest.raises(NotSignedIn):
        save(VISITOR, "The lamp")
    with pytest.raises(NotSignedIn):
        drafts_of(VISITOR)


def test_what_no_database_takes_is_left_out():
    actor = an_actor()
    saved(actor, "The\0 lamp \ud83d hums")
    assert bodies(actor) == ["The lamp  hums"]


@pytest.mark.parametrize(
    "fields",
    [
        {"body": "x" * (CHARS_MAX + 1)},
        {"body": "x", **{f"field-{number}": "x" for number in range(60)}},
        {"body": "x", "n" * 61: "x"},
        {"body": "x", "tags": ["x" * 1000] * (CHARS_MAX // 1000)},
    ],
)
def test_a_draft_has_a_size(fields):
    with pytest.raises(InvalidInput):
        save_draft(actor=an_actor(), place="ask", saving=Saving(fields))


def test_a_member_has_so_many_drafts_and_can_still_go_on_with_them():
    actor = an_actor()
    for number in range(DRAFTS_MAX):
        saved(actor, "The lamp", place=f"reply/{number}")
    with pytest.raises(TooManyDrafts):
        save(actor, "The lamp", place="ask")
    assert saved(actor, "The lamp hums", place="reply/3").fields["body"] == "The lamp hums"


def test_deleting_throws_away_one_copy_or_all():
    actor = an_actor()
    old = saved(actor, "The lamp", device="phone").version
    saved(actor, "The lamp hums", version=old, device="laptop")
    saved(actor, "The lamp glows", version=old, device="phone")
    assert delete_draft(actor=actor, place="ask", conflict=1) == 1
    assert bodies(actor) == ["The lamp hums"]
    assert delete_draft(actor=actor, place="ask") == 1
    assert delete_draft(actor=actor, place="ask") == 0


def test_nobody_deletes_the_draft_of_somebody_else():
    actor = an_actor()
    saved(actor, "The lamp")
    delete_draft(actor=an_actor(), place="ask")
    assert bodies(actor) == ["The lamp"]


def test_drafts_that_nobody_touched_for_long_are_forgotten():
    actor = an_actor()
    old, new = saved(actor, "Old", place="reply/1"), saved(actor, "New", place="reply/2")
    Draft.objects.filter(pk=old.pk).update(saved=timezone.now() - DRAFTS_KEPT - timedelta(days=1))
    assert sweep_drafts() == 1
    assert drafts_of(actor) == [new]
