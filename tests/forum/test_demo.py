from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from accounts.models import Community, Member, Membership
from core import languages
from forum.demo.content import load
from forum.models import Post, Product, Tag, Thread
from translation.models import Text

# The sample community takes seconds, so all that look at it do so in one process.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The sample community, written once for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def test_the_demo_fills_a_community_with_threads_in_many_languages(demo):
    written = set(Text.objects.filter(post__isnull=False).values_list("language", flat=True))
    assert len(written) >= 10
    assert {"ar", "he", "ja", "zh-Hans"} <= written


def test_the_demo_twice_is_the_demo_once(demo):
    def count() -> list[int]:
        return [rows.objects.count() for rows in (Thread, Post, Member, Tag, Product)]

    before = count()
    call_command("demo", stdout=StringIO())
    assert count() == before


def test_every_tag_of_a_sample_thread_exists():
    content = load()
    known = {row["slug"] for row in content.tags}
    assert {tag for row in content.threads for tag in row["tags"]} <= known


def test_the_demo_has_tags_products_and_urgent_questions(demo):
    content = load()
    assert Tag.objects.count() == len(content.tags)
    assert Product.objects.count() == len(content.products)
    assert not Tag.objects.filter(threads_count=0).exists()
    assert not Thread.objects.filter(product=None).exists()
    assert Thread.objects.filter(urgency=Thread.Urgency.NOW).exists()


def test_everything_in_the_demo_is_marked_as_sample(demo):
    assert Community.objects.get(slug="nordlicht").is_sample
    assert not Member.objects.filter(is_sample=False).exists()


def test_nobody_can_sign_in_as_a_sample_member(demo):
    assert not any(member.has_usable_password() for member in Member.objects.all())


def test_sample_members_have_levels_that_fit_what_they_do(demo):
    levels = {row["username"]: row["level"] for row in load().members}
    found = Membership.objects.values_list("member__username", "level_granted")
    assert dict(found) == levels
    assert {1, 2, 3, 4} == set(levels.values())


def test_every_solved_sample_question_has_its_accepted_answer(demo):
    solved = {row["key"] for row in load().threads if row["solved"]}
    accepted = Thread.objects.filter(accepted_post__isnull=False)
    assert set(accepted.values_list("sample_key", flat=True)) == solved


def test_links_between_sample_threads_lead_to_them(demo):
    assert not Text.objects.filter(source__contains="(/t/aurora").exists()


def test_every_sample_language_is_one_the_forum_knows():
    assert all(languages.canonical(row["language"]) for row in load().threads)


def test_generated_load_adds_the_numbers_asked_for(demo):
    before = Thread.objects.count()
    call_command("demo", "--threads", "3", "--members", "2", stdout=StringIO())
    assert Thread.objects.count() == before + 3
    assert Member.objects.filter(username__startswith="sample-0").count() == 2
