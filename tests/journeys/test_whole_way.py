"""From a question to the last answer, in three languages: asked, answered in another, quoted,
edited, followed and read on."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.hands import Keys, Pointer

pytestmark = pytest.mark.xdist_group("workshop")

DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@dataclass(frozen=True)
class Speaker:
    """A member and what she writes in her own language."""

    name: str
    lang: str
    title: str
    question: str
    answer: str
    thanks: str
    added: str


EMIL = Speaker(
    name="emil",
    lang="de",
    title="Die Lampe flackert jeden Abend",
    question="Seit gestern flackert meine neue Lampe im Wohnzimmer. Was kann ich tun?",
    answer="Bitte wechseln Sie die Birne, dann leuchtet die Lampe wieder ruhig.",
    thanks="Vielen Dank, das hat mir sehr geholfen.",
    added=" Jetzt leuchtet sie wieder.",
)
AMAL = Speaker(
    name="amal",
    lang="ar",
    title="المصباح يومض كل مساء",
    question="منذ أمس يومض مصباحي الجديد في غرفة الجلوس. ماذا أفعل؟",
    answer="يرجى تغيير المصباح الصغير ثم يعود الضوء كما كان.",
    thanks="شكرا جزيلا، لقد ساعدني هذا كثيرا.",
    added=" الآن يعمل من جديد.",
)
YUKI = Speaker(
    name="yuki",
    lang="ja",
    title="毎晩ランプがちらつきます",
    question="昨日から居間の新しいランプがちらつきます。どうすればよいですか。",
    answer="電球を交換してください。そうすればランプは元どおりになります。",
    thanks="ありがとうございます。とても助かりました。",
    added="今はまた光っています。",
)


@pytest.fixture(scope="module")
def forum(workshop):
    return workshop.forum


@pytest.mark.parametrize(
    ("asker", "helper", "look", "hand"),
    [
        pytest.param(EMIL, YUKI, DESK, Keys, id="de-desk-keyboard"),
        pytest.param(AMAL, EMIL, PHONE, Pointer, id="ar-phone"),
        pytest.param(YUKI, AMAL, PHONE, Pointer, id="ja-phone", marks=pytest.mark.slow),
        pytest.param(EMIL, AMAL, PHONE, Pointer, id="de-phone", marks=pytest.mark.slow),
        pytest.param(AMAL, YUKI, DESK, Keys, id="ar-desk-keyboard", marks=pytest.mark.slow),
        pytest.param(YUKI, EMIL, DESK, Keys, id="ja-desk-keyboard", marks=pytest.mark.slow),
    ],
)
def test_a_question_goes_all_the_way(visit, asker, helper, look, hand):
    page = visit(f"/{asker.lang}/ask/", name=asker.name, **look)
    hand = hand(page)
    ask(page, hand, asker)
    number = int(re.search(r"/t/(\d+)/", page.url)[1])
    other = visit(f"/{helper.lang}/t/{number}/", name=helper.name, **other_look(look))
    expect(read(other, 1, helper)).to_be_visible()
    reply(other, Pointer(other), helper.answer)
    expect(read(page, 2, asker)).to_be_visible()
    quote(page, hand, asker)
    edit(page, hand, asker)
    follow(page, hand)
    reply(other, Pointer(other), helper.thanks)
    read_on(page, hand, asker, number)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def other_look(look: dict) -> dict:
    """Who asks on a phone is answered from a desk."""
    return PHONE if look is DESK else DESK


def read(page: Page, number: int, reader: Speaker):
    """What a reader sees of a post that somebody wrote in another language."""
    return page.locator(f"#posts > [data-number='{number}'] .text__shown[lang={reader.lang}]")


def ask(page: Page, hand: Pointer, asker: Speaker) -> None:
    hand.write(page.locator("#id_title"), asker.title)
    page.keyboard.press("Enter")
    hand.choose_last(page.locator("#id_category"))
    hand.write(page.locator("[data-body]"), asker.question)
    hand.press(page.locator("main form .button--primary[type=submit]"))
    page.wait_for_url(re.compile(rf"/{asker.lang}/t/\d+/"))
    expect(page.locator("h1")).to_contain_text(asker.title)
    expect(page.locator("#live")).to_have_attribute("data-state", "on")


def reply(page: Page, hand: Pointer, text: str) -> None:
    hand.write(page.locator("#reply [data-body]"), text)
    send(page, hand)


def send(page: Page, hand: Pointer) -> None:
    before = page.url
    hand.press(page.locator("#reply .button--primary[type=submit]"))
    page.wait_for_url(lambda url: "post=" in url and url != before)


def quote(page: Page, hand: Pointer, asker: Speaker) -> None:
    """The quotation stands in the language in which the answer was read."""
    hand.press(page.locator("#posts > [data-number='2'] [data-quote]"))
    field = page.locator("#reply [data-body]")
    expect(field).to_be_focused()
    expect(field).to_have_value(re.compile(rf"shown={asker.lang}#"))
    page.keyboard.type(asker.thanks)
    send(page, hand)
    own = page.locator("#posts > [data-number='3']")
    expect(own.locator(".quote__head")).to_contain_text("#2")
    expect(own.locator(".prose")).to_contain_text(asker.thanks)


def edit(page: Page, hand: Pointer, asker: Speaker) -> None:
    hand.press(page.locator("#posts > [data-number='3'] a[href*='/edit/']"))
    field = page.locator("[data-body]")
    expect(field).to_have_value(re.compile(re.escape(asker.thanks)))
    hand.write(field, "")
    page.keyboard.press("Control+End")
    page.keyboard.type(asker.added)
    hand.press(page.locator("main form .button--primary[type=submit]"))
    own = page.locator("#posts > [data-number='3']")
    expect(own.locator(".prose")).to_contain_text(asker.added.strip())
    expect(own.locator("a[href*='/history/']")).to_be_visible()


def follow(page: Page, hand: Pointer) -> None:
    menu = page.locator("details.follow")
    hand.press(menu.locator("summary"))
    hand.press(menu.locator("button[value=tracking]"))
    expect(page.locator("details.follow--tracking")).to_be_attached()


def read_on(page: Page, hand: Pointer, asker: Speaker, number: int) -> None:
    """The list says what is new, and leads there."""
    page.goto(f"/{asker.lang}/c/workshop/")
    row = page.locator(".thread-row--unread", has_text=asker.title).first
    hand.press(row.locator("h3 a"))
    page.wait_for_url(re.compile(rf"/{asker.lang}/t/{number}/"))
    expect(page.locator("#first-unread")).to_be_attached()
    expect(read(page, 4, asker)).to_be_in_viewport()
