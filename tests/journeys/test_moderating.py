"""A moderator who reads only Polish clears a queue of Spanish, Arabic and Japanese reports."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.reported import POSTS
from tests.services.forum import Forum

pytestmark = pytest.mark.xdist_group("workshop")

AUDIT = """
import json
from accounts.models import AuditEntry
rows = AuditEntry.objects.filter(actor__username="ewa").order_by("pk")
print(json.dumps([[row.verb, row.reason] for row in rows]))
"""
LEFT = """
import json
from forum.models import Flag, Post
print(json.dumps([
    sorted(Post.objects.filter(flags__isnull=False).values_list("body__language", "visibility")),
    list(Flag.objects.filter(post__thread__title__plain="Lámparas que parpadean")
        .order_by("pk").values_list("state", flat=True)),
]))
"""


@pytest.fixture(scope="module")
def forum(workshop) -> Forum:
    """The workshop's, with a community in which three posts are reported."""
    workshop.forum.make_members({"ewa": "pl"})
    workshop.forum.shell("from tests.journeys.reported import build; build()")
    return workshop.forum


def test_a_polish_moderator_clears_a_queue_of_other_languages(visit, forum):
    page = visit("/pl/", name="ewa", viewport={"width": 1280, "height": 900})
    counter = page.locator(".topbar__review")
    expect(counter).to_contain_text("3")
    counter.click()
    expect(page.locator(".review-card")).to_have_count(3)
    page.locator(".review-card a").first.click()
    for number in range(3):
        decide(page, language_of(page))
        if number < 2:
            page.wait_for_url("**/review/*/?*done=*")
    expect(page.locator(".empty")).to_be_visible()

    page.locator(".review-done button").click()
    expect(page.locator(".review-form")).to_be_visible()
    decide(page, language_of(page))
    expect(page.locator(".empty")).to_be_visible()

    check_audit(forum)
    posts, flags = json.loads(forum.shell(LEFT))
    assert {"es": "hidden", "ar": "hidden", "ja": "public"}.items() <= dict(posts).items()
    assert flags == ["upheld"] * 3


def language_of(page: Page) -> str:
    """That of the post on the desk, read as Polish beside the original."""
    page.locator('form[action*="/claim"] button').click()
    expect(page.locator('form[action*="/release"]')).to_be_visible()
    sides = page.locator(".review-post .prose")
    for _turn in range(30):
        if sides.count() == 2:
            break
        page.wait_for_timeout(500)
        page.reload()
    assert sides.nth(0).get_attribute("lang") == "pl"
    language = str(sides.nth(1).get_attribute("lang"))
    words = {code: said for code, said, _reason, _note in POSTS}
    expect(sides.nth(1)).to_have_text(words[language])
    expect(page.locator(".review-voices .prose").first).to_have_attribute("lang", "pl")
    return language


def decide(page: Page, language: str) -> None:
    page.locator("[name=statement]").fill("Zasady obowiązują wszystkich.")
    if language == "es":
        page.locator("[name=decision][value=hide]").click()
    elif language == "ar":
        page.locator("[name=decision][value=warn]").click()
    else:
        page.locator("details:has([name=pieces]) > summary").click()
        page.locator("[name=pieces]").fill("田中太郎")
        page.locator("[name=decision][value=mask]").click()


def check_audit(forum: Forum) -> None:
    """Every step, in order: three are claimed and decided, the last one twice."""
    log = [tuple(row) for row in json.loads(forum.shell(AUDIT))]
    steps = [verb for verb, _reason in log if verb.startswith("review.")]
    assert steps == [
        *("review.claimed", "review.decided") * 3,
        "review.undone",
        "review.claimed",
        "review.decided",
    ]
    reasons = {reason for verb, reason in log if verb == "review.decided"}
    assert reasons == {"spam", "abuse", "personal_data"}
    effects = {verb for verb, _reason in log} - set(steps)
    assert {"post.hidden", "member.warned", "post.masked"} <= effects
