"""The coverage page: for whom, with which numbers, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from forum.actions import record_demand
from frontend.pages.coverage import PAIRS_SHOWN
from tests.builders import a_community, a_role, a_thread
from tests.frontend.pages.conftest import see, text_of
from translation.models import TranslationJob

pytestmark = pytest.mark.django_db

PATH = "/en/c/lamps/coverage/"


@pytest.fixture
def operator(category, signed_in):
    return signed_in(a_role(category.community, Membership.Role.OPERATOR).member)


def test_visitors_are_sent_to_sign_in(category, visitor):
    assert "/login" in visitor.get(PATH)["Location"]


def test_members_are_refused(category, signed_in):
    assert signed_in().get(PATH).status_code == 403


def test_experienced_members_see_it(category, signed_in):
    client = signed_in(a_role(category.community, level=3).member)
    assert client.get(PATH).status_code == 200


def test_operators_of_other_communities_are_refused(category, signed_in):
    stranger = a_role(a_community(), Membership.Role.OPERATOR)
    assert signed_in(stranger.member).get(PATH).status_code == 403


def test_the_community_leads_there_those_who_may(category, operator, visitor):
    assert PATH in str(see(operator, "/en/c/lamps/").content, "utf-8")
    assert PATH not in str(see(visitor, "/en/c/lamps/").content, "utf-8")


def test_an_empty_community_has_a_page(operator):
    assert "Nothing has been translated here yet." in text_of(operator.get(PATH))


def test_languages_read_here_are_told(category, operator, translate):
    thread = a_thread(category=category, language="de")
    record_demand(community=category.community, thread=thread, language="en")
    translate()
    page = text_of(operator.get(PATH))
    assert "German" in page
    assert "reference:pseudo" in page


def test_failures_are_told_in_words(category, operator):
    thread = a_thread(category=category, language="de")
    record_demand(community=category.community, thread=thread, language="en")
    TranslationJob.objects.create(
        text=thread.title, source_language="de", language="fr", checksum="", priority=30,
        state=TranslationJob.State.FAILED, reason="engine_out_of_memory",
    )  # fmt: skip
    assert "not enough memory for the model" in text_of(operator.get(PATH))


def test_pairs_in_which_little_happens_are_shown_on_demand(category, operator):
    text = a_thread(category=category).title
    jobs = (
        TranslationJob(text=text, source_language="en", language=f"x{number}", priority=30)
        for number in range(PAIRS_SHOWN + 5)
    )
    TranslationJob.objects.bulk_create(jobs)
    assert len(operator.get(PATH).context["pairs"]) == PAIRS_SHOWN
    assert len(operator.get(f"{PATH}?all=1").context["pairs"]) == PAIRS_SHOWN + 5


def test_it_takes_the_same_number_of_queries_however_much_there_is(category, operator, translate):
    def cost():
        operator.get(PATH)
        with CaptureQueriesContext(connection) as caught:
            operator.get(PATH)
        return len(caught)

    def write(language):
        thread = a_thread(category=category, language=language)
        record_demand(community=category.community, thread=thread, language="en")
        translate()

    write("de")
    before = cost()
    for language in ("es", "fr", "ja", "ar"):
        write(language)
    assert cost() == before <= 14
