"""Which words of a text tell its language."""

import pytest

from translation.detection import detect, prose

QUOTED = "> 電球を交換してください。そうすればランプは元どおりになります。\n\n"


@pytest.mark.parametrize("own", ["Vielen Dank, das hat mir sehr geholfen.", "Danke!"])
def test_a_quotation_does_not_make_a_text_foreign(own):
    found = detect(prose(f"{QUOTED}{own}", "markdown"), author_languages=["de"])
    assert found.language == "de"


def test_a_text_of_quotations_only_is_in_their_language():
    assert detect(prose(QUOTED, "markdown"), author_languages=["de"]).language == "ja"


def test_in_plain_text_nothing_is_a_quotation():
    assert "eins" in prose("> eins\nzwei", "plain")
