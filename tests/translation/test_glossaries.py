"""Which terms of a community count in a text: by state, pair, region, and at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import a_community
from translation.glossaries import glossary_for
from translation.models import GlossaryTerm

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return a_community()


def a_row(community, source="router", target="Router", **fields):
    return GlossaryTerm.objects.create(
        **{
            "community": community,
            "source_language": "en",
            "target_language": "de" if target else "",
            "source": source,
            "target": target,
            "state": GlossaryTerm.State.APPROVED,
            **fields,
        }
    )


def targets(community, text, source="en", target="de"):
    """What the glossary asks for in `text`."""
    return [term.target for term in glossary_for(community.pk, source, target).terms_in(text)]


def test_an_approved_term_counts(community):
    a_row(community)
    assert targets(community, "my router is old") == ["Router"]


@pytest.mark.parametrize("state", ["proposed", "rejected"])
def test_a_term_that_is_not_approved_does_not_count(community, state):
    a_row(community, state=state)
    assert targets(community, "my router is old") == []


def test_a_term_counts_in_its_own_community_only(community):
    a_row(community)
    assert targets(a_community(), "my router is old") == []


def test_texts_of_no_community_have_no_glossary():
    assert glossary_for(None, "en", "de").terms_in("my router is old") == ()


def test_a_term_counts_into_its_own_language_only(community):
    a_row(community)
    assert targets(community, "my router is old", target="fr") == []


def test_a_name_without_a_language_counts_into_all(community):
    a_row(community, "Aurora Hub", "")
    assert targets(community, "the Aurora Hub blinks", target="fr") == ["Aurora Hub"]


@pytest.mark.parametrize(("have", "wanted"), [("pt", "pt-BR"), ("pt-BR", "pt")])
def test_a_term_serves_the_regions_of_its_language(community, have, wanted):
    a_row(community, target="roteador", target_language=have)
    assert targets(community, "my router is old", target=wanted) == ["roteador"]


def test_two_regions_do_not_share_terms(community):
    a_row(community, target="encaminhador", target_language="pt-PT")
    assert targets(community, "my router is old", target="pt-BR") == []


def test_the_term_of_exactly_this_region_comes_first(community):
    a_row(community, target="encaminhador", target_language="pt")
    a_row(community, target="roteador", target_language="pt-BR")
    assert targets(community, "my router is old", target="pt-BR") == ["roteador"]


def test_a_changed_term_counts_at_once(community):
    row = a_row(community)
    assert targets(community, "my router is old") == ["Router"]
    row.target = "Verteiler"
    row.save()
    assert targets(community, "my router is old") == ["Verteiler"]


def test_a_removed_term_counts_no_more(community):
    row = a_row(community)
    assert targets(community, "my router is old") == ["Router"]
    row.delete()
    assert targets(community, "my router is old") == []


def test_an_unchanged_glossary_costs_one_query(community):
    a_row(community)
    glossary_for(community.pk, "en", "de")
    with CaptureQueriesContext(connection) as caught:
        glossary_for(community.pk, "en", "de")
    assert len(caught) == 1
