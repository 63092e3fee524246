"""Every decision that is written down can be read in words."""

import re
from pathlib import Path

import forum
from forum.decisions import FINAL, TOLD
from forum.verbs import LOGGED, TOLD as SENTENCES, logged, told

ROOT = Path(forum.__file__).parent.parent
NOUNS = "|".join(sorted({verb.partition(".")[0] for verb in LOGGED}))
GIVEN = re.compile(rf'verb="([a-z_.]+)"|"((?:{NOUNS})\.[a-z_]+)"')


def verbs_in_actions():
    """Whatever looks like a verb in what changes the world."""
    for app in ("accounts", "translation", "forum", "reputation"):
        for path in (ROOT / app / "actions").rglob("*.py"):
            for pair in GIVEN.findall(path.read_text()):
                yield pair[0] or pair[1]


def test_every_verb_that_is_written_down_has_words():
    assert {verb for verb in verbs_in_actions() if verb not in LOGGED} == set()


def test_whoever_is_told_of_a_decision_reads_a_sentence():
    assert set(TOLD) <= set(SENTENCES)
    assert all("%" not in told(verb, "Lamps") for verb in SENTENCES)


def test_what_cannot_be_appealed_against_is_known():
    assert set(FINAL) <= set(LOGGED) | {"thread.unsplit"}


def test_a_verb_of_an_app_that_is_gone_is_shown_as_it_is():
    assert logged("gone.done") == "gone.done"
