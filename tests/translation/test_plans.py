import pytest

from translation.models import Text
from translation.pipeline import Outcome
from translation.pipeline.glossary import NO_GLOSSARY, Entry, Glossary
from translation.plans import Plans


def a_text(source: str = "Der Router ist kaputt.") -> Text:
    text = Text(source=source, format="markdown", language="de")
    text.checksum = text.compute_checksum()
    return text


def test_a_text_is_parsed_once_for_all_languages():
    plans, text = Plans(), a_text()
    first, second = (plans.plan(text, target, NO_GLOSSARY) for target in ("en", "ar"))
    assert first.document is second.document
    assert (first.target_language, second.target_language) == ("en", "ar")


def test_another_version_is_parsed_anew():
    plans = Plans()
    first = plans.plan(a_text(), "en", NO_GLOSSARY)
    second = plans.plan(a_text("Der Router geht wieder."), "en", NO_GLOSSARY)
    assert first.segments != second.segments


def test_a_glossary_makes_a_plan_of_its_own():
    plans, text = Plans(), a_text()
    terms = Glossary([Entry("Router", "gateway")], source_language="de", target_language="en")
    plans.plan(text, "en", NO_GLOSSARY)
    assert plans.plan(text, "en", terms).segments[0].terms


@pytest.mark.parametrize(("chars", "same"), [(60, True), (30, False)])
def test_the_longest_unused_plan_is_dropped(chars, same):
    plans, text = Plans(kept_chars=chars), a_text()
    first = plans.plan(text, "en", NO_GLOSSARY)
    plans.plan(a_text("Der Router geht wieder."), "en", NO_GLOSSARY)
    assert (plans.plan(text, "en", NO_GLOSSARY).document is first.document) is same


def test_one_plan_is_assembled_the_same_however_often():
    plans, text = Plans(), a_text("Siehe[^1] *dort*.\n\n[^1]: Die Fußnote.")
    plan = plans.plan(text, "en", NO_GLOSSARY)
    outcomes = [Outcome(segment.text.upper()) for segment in plan.segments]
    assert plan.assemble(outcomes).html == plan.assemble(outcomes).html
