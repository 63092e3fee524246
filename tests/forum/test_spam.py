"""What is suspected of being spam, and what is not, in whatever language."""

import pytest

from forum.demo.content import load
from forum.outward import outward_links
from forum.scripts import scripts_of, share_of_others
from forum.spam import ENOUGH, WEIGHTS, Draft, Signal, alike, signals_in, strokes, weight_of

SENTENCES = {
    "en": "The lamp in my kitchen flickers every evening, and I have tried another bulb.",
    "de": "Die Lampe in meiner Küche flackert jeden Abend, auch mit einer anderen Birne.",
    "ru": "Лампа на моей кухне мигает каждый вечер, я уже пробовала другую лампочку.",
    "ar": "المصباح في مطبخي يومض كل مساء، وقد جربت مصباحا آخر ولم يتغير شيء على الإطلاق.",
    "he": "המנורה במטבח שלי מהבהבת כל ערב, וכבר ניסיתי נורה אחרת בלי שום הצלחה.",
    "hi": "मेरी रसोई का दीपक हर शाम टिमटिमाता है, और मैंने दूसरा बल्ब आज़मा लिया है।",
    "ja": "台所のランプが毎晩ちらつきます。別の電球も試しましたが、変わりませんでした。",
    "ko": "부엌 램프가 매일 저녁 깜박입니다. 다른 전구도 써 보았지만 달라지지 않았습니다.",
    "zh-Hans": "我厨房里的灯每天晚上都会闪烁，我已经换过另一个灯泡了，还是一样。",
}
SHOP = "https://cheap-lamps.example/buy"


def noticed(source: str, *links: str, language: str = "en", **facts) -> set[Signal]:
    return set(signals_in(Draft(source=source, links=links, language=language, **facts)))


@pytest.mark.parametrize("language", SENTENCES)
def test_no_language_is_suspicious_by_itself(language):
    text = SENTENCES[language]
    assert noticed(text, language=language, seconds=30) == set()
    assert noticed(f"{text} {text} {SHOP}", SHOP, language=language, seconds=60) == set()


@pytest.mark.parametrize("language", SENTENCES)
def test_a_text_and_a_link_weigh_the_same_in_every_language(language):
    short = SENTENCES[language][:8]
    assert noticed(short, SHOP, language=language) == {Signal.MOSTLY_LINKS}
    assert weight_of([Signal.MOSTLY_LINKS]) < ENOUGH


def test_what_leads_nowhere_is_no_spam_whatever_else_it_is():
    text = SENTENCES["ru"] * 40
    assert noticed(text, language="en", seconds=0, own=[text], others=[text]) == set()


def test_many_links_and_few_words_are_enough():
    links = [f"{SHOP}/{number}" for number in range(3)]
    found = noticed("Buy now " + " ".join(links), *links)
    assert found == {Signal.MOSTLY_LINKS, Signal.MANY_LINKS}
    assert weight_of(found) >= ENOUGH


@pytest.mark.parametrize("host", ["cheap-lamps.example", "example"])
def test_a_link_to_a_known_place_is_enough(host):
    found = noticed(SENTENCES["en"] + SENTENCES["de"], SHOP, known_hosts={host})
    assert found == {Signal.KNOWN_HOST}
    assert weight_of(found) >= ENOUGH


def test_a_place_whose_name_merely_ends_alike_is_another():
    assert Signal.KNOWN_HOST not in noticed("Look", SHOP, known_hosts={"lamps.example"})


@pytest.mark.parametrize("contact", ["sales@lamps.example", "+49 170 1234567"])
def test_an_address_is_noticed_and_not_enough(contact):
    assert noticed(f"{SENTENCES['en']} {contact}") == {Signal.CONTACT}
    assert WEIGHTS[Signal.CONTACT] < ENOUGH


def test_a_messenger_is_an_address():
    assert Signal.CONTACT in noticed(SENTENCES["en"] * 2, "https://t.me/cheaplamps")


def test_what_is_in_code_or_quoted_is_not_the_authors_own():
    log = "```\nroot@router: from 0170 1234567\n```\n> write to me: a@b.example\n`x@y.example`"
    assert noticed(f"{SENTENCES['en']}\n{log}") == set()


def test_the_same_again_with_a_link_is_enough():
    text = f"{SENTENCES['en']} {SHOP}"
    found = noticed(text, SHOP, own=[f"{SENTENCES['en']} Really. https://other.example"])
    assert Signal.REPEATED in found and weight_of(found) >= ENOUGH


def test_a_post_of_somebody_else_with_a_link_added_is_noticed():
    found = noticed(f"{SENTENCES['ja']} {SHOP}", SHOP, language="ja", others=[SENTENCES["ja"]])
    assert Signal.COPIED in found


def test_thanks_are_like_nothing():
    assert not alike("Thanks, that helped!", "Thanks, that helped!")


def test_russian_that_claims_to_be_german_is_noticed():
    assert Signal.OTHER_SCRIPT in noticed(SENTENCES["ru"], SHOP, language="de")


@pytest.mark.parametrize("language", ["ru", "ar", "ja", "hi"])
def test_latin_letters_are_foreign_to_nobody(language):
    assert Signal.OTHER_SCRIPT not in noticed(SENTENCES["en"], SHOP, language=language)


@pytest.mark.parametrize("language", ["und", "tlh", "x"])
def test_nothing_is_foreign_to_a_language_without_a_known_script(language):
    assert share_of_others(SENTENCES["ru"], language)[1] == 0
    assert scripts_of(language) <= {"LATIN"}


def test_named_scripts_count():
    assert scripts_of("sr-Latn") == {"LATIN"}
    assert scripts_of("sr") == {"CYRILLIC"}


def test_nobody_types_so_fast():
    text = SENTENCES["en"] * 10 + SHOP
    assert Signal.FAST in noticed(text, SHOP, seconds=1)
    assert Signal.FAST not in noticed(text, SHOP, seconds=120)
    assert Signal.FAST not in noticed(text, SHOP, seconds=None)


def test_a_sign_that_says_more_takes_more_strokes():
    assert strokes("ab c") == 4
    assert strokes("台所") == 6


def test_codes_of_other_versions_weigh_nothing():
    assert weight_of(["known_host", "of_tomorrow"]) == WEIGHTS[Signal.KNOWN_HOST]


@pytest.mark.parametrize("text", ["", "\0", "\ud800", "@" * 5000, "> " * 5000, "```", "x" * 50_000])
def test_whatever_is_written_is_looked_at(text):
    assert isinstance(noticed(text, "https://[broken", language="en"), set)


def written_in_the_demo() -> list[tuple[str, str]]:
    threads = load().threads
    posts = [post for thread in threads for post in [thread, *thread.get("posts", [])]]
    return [(post["body"], post["language"]) for post in posts]


def test_nothing_that_people_write_in_the_demo_is_spam_even_with_a_link_below():
    written = written_in_the_demo()
    assert len({language for _body, language in written}) > 8
    for body, language in written:
        assert weight_of(noticed(f"{body}\n{SHOP}", SHOP, language=language)) < ENOUGH, body


def test_only_links_to_elsewhere_count():
    html = (
        '<p><a href="https://a.example/x">a</a> <a href="/de/t/1/">here</a>'
        '<a href="https://own.example/y">own</a> <a href="mailto:a@b.example">mail</a>'
        '<a href="https://[x">broken</a></p>'
        '<blockquote><a href="https://quoted.example">q</a></blockquote>'
        '<a href="https://a.example/x">again</a>'
    )
    found = outward_links(html, own_host="own.example")
    assert found == ("https://a.example/x", "https://[x")
