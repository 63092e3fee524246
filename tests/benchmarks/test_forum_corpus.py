"""The sentences that the benchmark of translating uses."""

from benchmarks.forum_corpus import sentences


def test_no_sentence_comes_twice_and_many_have_a_reference() -> None:
    found = sentences("de", "en", size=300)
    assert len({one.segment.text for one in found}) == len(found) == 300
    assert any(one.reference for one in found)
