import pytest
from django.test import override_settings

from core.errors import InvalidInput
from core.languages import InvalidLanguage
from tests.builders import a_member
from translation.actions import correct_language, erase_text, write_text
from translation.masking import unseal
from translation.memory.uses import note_texts
from translation.models import HumanSegment, MemorySegment, SealedFragment, Text
from translation.pipeline import make_plan

pytestmark = pytest.mark.django_db

GERMAN = "Mein Router verliert jeden Abend die Verbindung, was kann ich tun?"
SPANISH = "Cambia el canal del router y reinicia el equipo, a mí me funcionó."


def write(source, **options):
    return write_text(
        **{"source": source, "format": "markdown", "community": None, "author": None, **options}
    )


def test_a_text_is_rendered_when_it_is_written():
    assert write("My **router**", language="en").html.strip() == (
        "<p>My <strong>router</strong></p>"
    )


@pytest.mark.parametrize(
    ("source", "language"),
    [
        (GERMAN, "de"),
        (SPANISH, "es"),
        ("ルーターの接続が毎晩切れてしまいます。どうすればいいですか。", "ja"),
        ("路由器每天晚上都会断开连接，我应该怎么办？", "zh-Hans"),
        ("路由器每天晚上都會斷開連線，我應該怎麼辦？", "zh-Hant"),
        ("جهاز التوجيه يفقد الاتصال كل مساء، ماذا أفعل؟", "ar"),
        ("Роутер каждый вечер теряет соединение, что мне делать?", "ru"),
    ],
)
def test_the_language_of_a_text_is_recognised(source, language):
    assert write(source).language == language


def test_code_says_nothing_about_the_language():
    code = "```\nfor (int i = 0; i < length; i++) { return the_value_of_this_thing; }\n```\n"
    assert write(code + GERMAN).language == "de"


def test_too_short_a_text_is_assumed_to_be_in_its_authors_language():
    text = write("ok :)", author=a_member("pl"))
    assert (text.language, text.language_origin) == ("pl", "assumed")


def test_the_authors_own_word_wins_over_detection():
    text = write(GERMAN, language="nl")
    assert (text.language, text.language_origin) == ("nl", "author")


def test_portuguese_is_that_of_its_author():
    source = "O roteador perde a conexão todas as noites, o que eu posso fazer agora?"
    assert write(source, author=a_member("pt-BR")).language == "pt-BR"


def test_what_the_author_said_about_the_language_holds_for_later_versions():
    text = write(GERMAN, language="nl")
    assert write(GERMAN + " Danke!", text=text).language == "nl"


@pytest.mark.parametrize("source", ["", "   \n\t", "\x00\x07"])
def test_an_empty_text_is_refused(source):
    with pytest.raises(InvalidInput):
        write(source)


def test_an_unknown_language_is_refused():
    with pytest.raises(InvalidLanguage):
        write(GERMAN, language="klingon")


def test_half_a_surrogate_pair_is_refused_in_words():
    with pytest.raises(InvalidInput):
        write("broken \ud800 text", language="en")


def test_a_new_version_has_another_checksum_and_revision():
    text = write(GERMAN)
    before = text.checksum
    write(SPANISH, text=text)
    assert (text.checksum != before, text.revision) == (True, 2)


def test_writing_the_same_again_is_no_new_version():
    text = write(GERMAN)
    write(GERMAN, text=text)
    assert text.revision == 1


def test_a_corrected_language_changes_the_checksum():
    text = write(GERMAN, language="nl")
    before = text.checksum
    correct_language(text=text, language="de")
    assert text.checksum != before


@override_settings(MASKING_DETECTORS=["translation.masking.mail_addresses"])
def test_what_a_detector_finds_is_sealed_before_anything_is_stored():
    text = write("Write to anna@example.org please, I am waiting.", language="en")
    stored = " ".join(map(str, Text.objects.values_list("source", "html", "plain")))
    fragment = SealedFragment.objects.get(text=text)
    assert "anna@example.org" not in stored
    assert fragment.token in text.source and fragment.token not in text.html + text.plain
    assert unseal(fragment.ciphertext) == "anna@example.org"


@override_settings(MASKING_DETECTORS=["translation.masking.mail_addresses"])
def test_a_sealed_fragment_travels_through_translation_as_one_piece():
    text = write("Write to anna@example.org please, I am waiting.", language="en")
    plan = make_plan(text.source, text.markup, "en", "de")
    assert plan.segments[0].atoms == (SealedFragment.objects.get(text=text).token,)


def test_without_detectors_nothing_is_masked():
    assert write("Write to anna@example.org please.", language="en").sealed.count() == 0


def test_erasing_a_text_erases_the_memory_only_it_used():
    own, other = write(GERMAN), write(GERMAN + " a")
    for key in ("own", "shared"):
        fields = {"source_language": "de", "target_language": "en", "source": "s", "target": "t"}
        MemorySegment.objects.create(key=key, source_key=key, quality=1, **fields)
        HumanSegment.objects.create(key=key, source_key=key, **fields)
    note_texts({own.pk: ["own", "shared"], other.pk: ["shared"]})
    erase_text(text=own)
    for memory in (MemorySegment, HumanSegment):
        assert list(memory.objects.values_list("key", flat=True)) == ["shared"]
    assert Text.objects.filter(pk=other.pk).exists()
