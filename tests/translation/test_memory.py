from datetime import timedelta

import pytest
from django.utils import timezone

from core.worker import run_once
from tests.builders import a_community
from tests.translation.scripted import backend
from translation import memory, routing, translating
from translation.actions import refresh_sentence, request, write_text
from translation.engines.base import Pair, RequiredTerm, Segment, atom_character
from translation.models import HumanSegment, MemorySegment, Text, Translation
from translation.pipeline import Outcome
from translation.priority import Priority
from translation.queries import Reader, render
from translation.routing import Hop
from translation.sentences import sentences_of

pytestmark = pytest.mark.django_db

SENTENCE = "Der Router ist kaputt."


def a_text(source=SENTENCE, *, community=None, text=None) -> Text:
    return write_text(
        source=source, format="markdown", community=community, author=None, language="de", text=text
    )


def translated(*texts: Text, language="en") -> None:
    request(texts=texts, languages=[language], priority=Priority.LIVE)
    run_once()


def people_say(target: str, *, community=None, source=SENTENCE, language="en") -> None:
    memory.remember_human(
        community=community,
        source_language="de",
        target_language=language,
        source=source,
        target=target,
    )


def refresh(*, community=None, source=SENTENCE, language="en", text=None) -> int:
    return refresh_sentence(
        source_key=memory.source_key("de", source),
        source_language="de",
        target_language=language,
        community=community,
        text=text,
    )


def shown(text: Text, language="en") -> str:
    return render([text.pk], Reader(language))[text.pk].shown.text


def a_hop() -> Hop:
    return Hop(routing.engines()[0], Pair("de", "en"))


def the_engine():
    return routing.engines()[0]


def test_people_stand_above_engines(engines):
    engines("a", a=backend())
    people_say("The router has died.")
    text = a_text(f"{SENTENCE} Was tun?")
    translated(text)
    assert shown(text) == "The router has died. WAS TUN?"


def test_what_people_translated_is_not_asked_of_an_engine(engines):
    engines("a", a=backend())
    people_say("The router has died.")
    translated(a_text())
    assert the_engine().calls == []


def test_a_text_that_people_translated_wholly_says_so(engines):
    engines("a", a=backend(poor=True))
    people_say("The router has died.")
    text = a_text()
    translated(text)
    row = Translation.objects.get(text=text)
    assert (row.origin, row.human_segments, row.segments) == ("human", 1, 1)
    assert not row.uncertain


def test_a_text_that_people_translated_partly_stays_a_machines(engines):
    engines("a", a=backend())
    people_say("The router has died.")
    text = a_text(f"{SENTENCE} Was tun?")
    translated(text)
    row = Translation.objects.get(text=text)
    assert (row.origin, row.human_segments, row.segments) == ("machine", 1, 2)


def test_a_communitys_own_words_stand_above_shared_ones(engines):
    engines("a", a=backend())
    community = a_community()
    people_say("Shared.")
    people_say("Our own.", community=community)
    text = a_text(community=community)
    translated(text)
    assert shown(text) == "Our own."


def test_another_communitys_words_do_not_count(engines):
    engines("a", a=backend())
    people_say("Theirs.", community=a_community())
    text = a_text(community=a_community())
    translated(text)
    assert shown(text) == "DER ROUTER IST KAPUTT."


def test_people_survive_an_upgrade_of_the_engine(engines):
    engines("a", a=backend())
    text = a_text(f"{SENTENCE} Was tun?")
    translated(text)
    people_say("The router has died.")
    the_engine().version = "2"
    the_engine().answer = str.lower
    routing.forget()
    translated(text)
    assert shown(text) == "The router has died. was tun?"


def test_people_survive_an_edit_of_other_sentences(engines):
    engines("a", a=backend())
    people_say("The router has died.")
    text = a_text()
    translated(text)
    a_text(f"{SENTENCE} Es brennt!", text=text)
    run_once()
    assert shown(text) == "The router has died. ES BRENNT!"


def test_people_translate_where_no_engine_can(engines):
    engines("a", a=backend())
    text = a_text()
    people_say("Router jest zepsuty.", language="pl")
    refresh(language="pl", text=text)
    run_once()
    assert shown(text, "pl") == "Router jest zepsuty."


def test_without_an_engine_and_without_people_the_pair_is_unsupported(engines):
    engines("a", a=backend())
    text = a_text()
    request(texts=[text], languages=["pl"], priority=Priority.LIVE)
    people_say("Co innego.", language="pl", source="Etwas anderes.")
    run_once()
    assert render([text.pk], Reader("pl"))[text.pk].translation.state == "unsupported"


def test_a_new_sentence_reaches_every_text_that_contains_it(engines):
    engines("a", a=backend())
    texts = [a_text(), a_text(f"* {SENTENCE}\n* Was tun?"), a_text("Etwas anderes.")]
    translated(*texts)
    people_say("The router has died.")
    assert refresh() == 2
    run_once()
    assert ["died" in shown(text) for text in texts] == [True, True, False]


def test_refreshing_a_sentence_costs_no_call_of_a_model(engines):
    engines("a", a=backend())
    text = a_text(f"{SENTENCE} Was tun?")
    translated(text)
    the_engine().calls.clear()
    people_say("The router has died.")
    refresh()
    run_once()
    assert the_engine().calls == []


def test_a_sentence_of_one_community_is_refreshed_there_only(engines):
    engines("a", a=backend())
    here, there = a_community(), a_community()
    translated(a_text(community=here), a_text(community=there))
    assert refresh(community=here) == 1


def test_a_refresh_is_not_lost_while_a_worker_has_the_text_in_hand(engines):
    text = a_text()

    def approve_meanwhile(source):
        if not HumanSegment.objects.exists():
            people_say("The router has died.")
            refresh()
        return source.upper()

    engines("a", a=backend(answer=approve_meanwhile))
    translated(text)
    assert shown(text) == "The router has died."


def test_a_forgotten_sentence_is_the_machines_again(engines):
    engines("a", a=backend())
    people_say("The router has died.")
    text = a_text()
    translated(text)
    memory.forget_human(community=None, source_language="de", target_language="en", source=SENTENCE)
    refresh()
    run_once()
    assert shown(text) == "DER ROUTER IST KAPUTT."


def test_the_sentences_of_a_text_come_with_what_they_became(engines):
    engines("a", a=backend())
    people_say("The router has died.")
    text = a_text(f"{SENTENCE} Was tun?")
    translated(text)
    the_engine().calls.clear()
    found = [
        (one.outcome.text, one.outcome.origin) for one in sentences_of(text, "en") if one.outcome
    ]
    assert found == [("The router has died.", "human"), ("WAS TUN?", "memory")]
    assert the_engine().calls == []


def test_sentences_that_came_through_a_pivot_are_found_again(engines):
    engines("a", a=backend(routes=("de>en", "en>es")))
    text = a_text()
    translated(text, language="es")
    assert sentences_of(text, "es")[0].outcome.text == "DER ROUTER IST KAPUTT."


def test_a_sentence_nobody_translated_stands_without_an_outcome(engines):
    engines("a", a=backend())
    assert sentences_of(a_text(), "en")[0].outcome is None


def test_abstracted_atoms_share_a_memory(engines):
    engines("a", a=backend())
    translated(a_text("Öffne bitte `a.txt` im Editor."))
    the_engine().calls.clear()
    translated(a_text("Öffne bitte `b.txt` im Editor."))
    assert the_engine().calls == []


def test_numbers_that_a_model_sees_are_part_of_the_key(engines):
    engines("a", a=backend())
    hop = a_hop()
    one, many = (Segment(f"Noch {atom_character(0)} Tage.", (atom,)) for atom in ("1.5", "2.5"))
    assert memory.key_of(one, hop) != memory.key_of(many, hop)


def test_terms_that_match_are_part_of_the_key_and_no_others(engines):
    engines("a", a=backend())
    hop = a_hop()
    plain = Segment(SENTENCE)
    with_term = Segment(SENTENCE, terms=(RequiredTerm("Router", "gateway"),))
    assert memory.key_of(plain, hop) != memory.key_of(with_term, hop)


def test_what_stays_in_its_source_is_not_tried_again_and_again(engines):
    engines("a", a=backend(answer=lambda _source: ""))
    translated(a_text())
    the_engine().calls.clear()
    translated(a_text(f"# {SENTENCE}"))
    assert the_engine().calls == []


def test_what_stays_in_its_source_is_tried_again_by_another_version(engines):
    engines("a", a=backend(answer=lambda _source: ""))
    translated(a_text())
    the_engine().version, the_engine().answer = "2", str.upper
    text = a_text(f"# {SENTENCE}")
    translated(text)
    assert shown(text) == "DER ROUTER IST KAPUTT."


def test_what_a_preview_translated_meanwhile_is_remembered(engines):
    def lands_meanwhile(source: str) -> str:
        translating.flights.land([key], {key: Outcome("Broken.")})
        return source.upper()

    engines("a", a=backend(answer=lands_meanwhile))
    key = memory.key_of(Segment(SENTENCE), a_hop())
    translating.flights.board([key])
    text = a_text(f"{SENTENCE} Bitte hilf mir.")
    translated(text)
    assert shown(text) == "Broken. BITTE HILF MIR."
    assert set(MemorySegment.objects.values_list("target", flat=True)) == {
        "Broken.",
        "BITTE HILF MIR.",
    }


def age(**fields) -> None:
    MemorySegment.objects.filter(**fields).update(
        last_used=timezone.now().date() - timedelta(days=91)
    )


def test_sentences_nobody_needed_for_long_are_forgotten(engines):
    engines("a", a=backend())
    translated(a_text(f"{SENTENCE} Was tun?"))
    age(source=SENTENCE)
    assert memory.evict() == 1
    assert MemorySegment.objects.get().source == "Was tun?"


def test_a_sentence_that_is_needed_again_is_young_again(engines):
    engines("a", a=backend())
    translated(a_text())
    age(source=SENTENCE)
    translated(a_text(f"# {SENTENCE}"))
    assert memory.evict() == 0
    assert MemorySegment.objects.get().days_used == 1


def test_beyond_the_most_that_is_kept_the_least_needed_go(engines, settings):
    settings.MEMORY_SEGMENTS_MAX = 2
    engines("a", a=backend())
    translated(a_text("Eins ist gut. Zwei ist gut. Drei ist gut."))
    MemorySegment.objects.exclude(source="Zwei ist gut.").update(days_used=3)
    assert memory.evict() == 1
    assert not MemorySegment.objects.filter(source="Zwei ist gut.").exists()


def test_people_are_never_evicted(engines, settings):
    settings.MEMORY_SEGMENTS_MAX = 0
    people_say("The router has died.")
    memory.evict()
    assert HumanSegment.objects.exists()
