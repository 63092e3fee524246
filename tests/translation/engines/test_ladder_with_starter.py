"""Every rung of the ladder saves a sentence that the starter package fails on without it."""

import pytest

from translation.engines.argos import ArgosEngine
from translation.engines.base import Pair, RequiredTerm, Segment
from translation.pipeline.gate import Verdict
from translation.pipeline.ladder import translate
from translation.pipeline.rungs import RUNGS, Rung

DE_EN = Pair("de", "en")
ROOM = RequiredTerm("Zimmer", "chamber")


@pytest.mark.parametrize(
    ("rung", "segment"),
    [
        ("only terms", Segment("Zimmer", terms=(ROOM,))),
        ("quick", Segment("Guten Morgen.")),
        ("beam", Segment("Ich habe ihn gleich fotografiert.")),
        ("terms", Segment("Das Zimmer ist heute leer.", terms=(ROOM,))),
        (
            "other forms",
            Segment("Gehe dann zu Internet \ue000 IPv6 → DNS und lösche den Eintrag.", ("→",)),
        ),
        ("no repeat", Segment("Darüber hat inzwischen jemand entschieden.")),
        ("clauses", Segment("Ich habe das in meiner Wohnung gemessen (Wien, 14 fremde Netze):")),
        (
            "chunks",
            Segment("Gib einen Wert pro Zeile an, z.B.: code(ENTER)\ue000 token(ENTER)", ("id",)),
        ),
    ],
)
def test_this_rung_saves_it(argos: ArgosEngine, rung: str, segment: Segment) -> None:
    saved: list[str] = []

    def watch(rung: Rung, _segment: Segment, verdict: Verdict) -> None:
        if verdict.passes:
            saved.append(rung.name)

    translate([segment], engine=argos, pair=DE_EN, watch=watch)
    names = [one.name for one in RUNGS]
    if saved and names.index(saved[0]) < names.index(rung):
        pytest.skip(f"{saved[0]} saves it already with the arithmetic of this processor")
    assert saved == [rung]
