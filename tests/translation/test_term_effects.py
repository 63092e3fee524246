"""Translations follow the glossary: those that a changed term concerns, and no others."""

import pytest

from core.outbox import dispatch
from tests.builders import a_community, a_member, a_regular
from tests.translation.copies import copies
from tests.translation.scripted import backend
from tests.translation.terms import a_manager, a_term, an_approved_term
from translation import execution
from translation.actions import (
    change_term,
    decide_term,
    propose_term,
    remove_term,
    request,
    retranslate_for_terms,
    term_effects,
    write_text,
)
from translation.events import GlossaryChanged
from translation.models import Text, Translation, TranslationJob
from translation.priority import Priority

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return a_community()


@pytest.fixture(autouse=True)
def _engine(engines):
    engines("test", test=backend(routes=("en>de", "en>fr")))


def a_translated_text(community, source="My router is old.", into=("de",)) -> Text:
    text = write_text(
        source=source, format="markdown", community=community, author=a_member(), language="en"
    )
    request(texts=[text], languages=into, priority=Priority.READER)
    while execution.work_off():
        pass
    return text


def waiting():
    """Texts and languages that are asked for."""
    return set(TranslationJob.objects.values_list("text_id", "language"))


def tell():
    while dispatch():
        pass


def test_an_approved_term_asks_for_the_texts_that_hold_it(community):
    text = a_translated_text(community)
    a_translated_text(community, "The lamp is old.")
    an_approved_term(community)
    tell()
    assert waiting() == {(text.pk, "de")}


def test_nobody_waits_for_them(community):
    a_translated_text(community)
    an_approved_term(community)
    tell()
    assert TranslationJob.objects.get().priority == Priority.RETRANSLATE


def test_the_term_is_in_the_translation_after_that(community):
    text = a_translated_text(community)
    an_approved_term(community, "router", "Verteiler")
    tell()
    execution.work_off()
    assert "Verteiler" in text.translations.get().plain


def test_a_proposal_asks_for_nothing(community):
    a_translated_text(community)
    proposal = propose_term(actor=a_regular(), community=community, term=a_term())
    decide_term(actor=a_manager(community), term=proposal, approve=False)
    tell()
    assert waiting() == set()


@pytest.mark.parametrize(
    "change",
    [
        lambda actor, term: remove_term(actor=actor, term=term),
        lambda actor, term: change_term(
            actor=actor, term=term, target="Verteiler", case_sensitive=False, note=""
        ),
    ],
)
def test_a_changed_or_removed_term_asks_again(community, change):
    term = an_approved_term(community)
    tell()
    text = a_translated_text(community)
    change(a_manager(community), term)
    tell()
    assert waiting() == {(text.pk, "de")}


def test_inflected_forms_are_found(community):
    text = a_translated_text(community, "Two batteries are empty.")
    an_approved_term(community, "battery", "Akku")
    tell()
    assert waiting() == {(text.pk, "de")}


def test_capitals_of_other_alphabets_are_found(community):
    text = a_translated_text(community, "ÉCLAIR is a cake.")
    an_approved_term(community, "éclair", "Eclair")
    tell()
    assert waiting() == {(text.pk, "de")}


def test_other_languages_are_left_alone(community):
    text = a_translated_text(community, into=("de", "fr"))
    an_approved_term(community, "router", "routeur", target_language="fr")
    tell()
    assert waiting() == {(text.pk, "fr")}


def test_a_name_concerns_every_language(community):
    text = a_translated_text(community, into=("de", "fr"))
    an_approved_term(community, "router", "")
    tell()
    assert waiting() == {(text.pk, "de"), (text.pk, "fr")}


def test_texts_of_other_communities_are_left_alone(community):
    a_translated_text(a_community())
    an_approved_term(community)
    tell()
    assert waiting() == set()


def test_peoples_translations_are_left_alone(community):
    a_translated_text(community)
    Translation.objects.update(origin=Translation.Origin.HUMAN)
    an_approved_term(community)
    tell()
    assert waiting() == set()


def test_who_works_with_the_old_terms_loses_the_job(community):
    text = a_translated_text(community)
    request(texts=[text], languages=["fr"], priority=Priority.READER)
    TranslationJob.objects.update(state=TranslationJob.State.WORKING, owner="another")
    an_approved_term(community, "router", "")
    tell()
    job = TranslationJob.objects.get(language="fr")
    assert (job.state, job.owner) == (TranslationJob.State.PENDING, "")


def test_many_texts_are_looked_at_in_several_runs(community):
    text = a_translated_text(community)
    others = copies(text, term_effects.TEXTS_AT_ONCE)
    copies(text.translations.get(), len(others), text_id=lambda number: others[number].pk)
    term = an_approved_term(community)
    news = GlossaryChanged(community_id=community.pk, term_ids=[term.pk])
    assert retranslate_for_terms(news=news) == len(others)
    tell()
    assert len(waiting()) == len(others) + 1


def test_terms_that_are_gone_ask_for_nothing(community):
    news = GlossaryChanged(community_id=community.pk, term_ids=[1])
    assert retranslate_for_terms(news=news) == 0
