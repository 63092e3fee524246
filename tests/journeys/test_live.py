"""What people see on pages that they had open before."""

import re
import shutil

from playwright.sync_api import Page, expect

FAR_SCREEN = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}

has_apertium = bool(shutil.which("apertium"))


def opened(thread: dict, lang: str) -> str:
    return f"/{lang}/t/{thread['id']}/"


def connected(page: Page) -> Page:
    """The page, once its socket has said hello."""
    expect(page.locator("#live")).to_have_attribute("data-state", "on")
    page.evaluate("globalThis.neverReloaded = true")
    return page


def not_reloaded(page: Page) -> None:
    assert page.evaluate("globalThis.neverReloaded") is True


def post_with(page: Page, text: str):
    return page.locator("#posts > article", has_text=text)


def test_an_english_answer_appears_in_spanish_and_a_german_one_in_english(visit, ask, answer):
    thread = ask("The lamp does not turn on", "I pressed the button and nothing happens.")
    spanish = connected(visit(opened(thread, "es")))
    english = connected(visit(opened(thread, "en")))

    answer(thread, "You must open the door and press the red button.")
    written = post_with(spanish, "You must open the door")
    expect(written).to_be_attached()
    expect(written.locator(".text__shown[lang=es]")).to_be_visible()
    if has_apertium:
        expect(written.locator(".text__shown")).to_contain_text(re.compile("puerta", re.I))
    expect(written.locator("[data-see=original]")).to_be_visible()

    answer(thread, "Ich habe das gleiche Problem mit der Lampe.", name="clara", language="de")
    german = post_with(english, "Ich habe das gleiche Problem")
    expect(german.locator(".text__shown[lang=en]")).to_be_attached()
    not_reloaded(spanish)
    not_reloaded(english)


def test_a_question_asked_in_one_browser_is_answered_live_in_another(visit, forum):
    asking = visit("/en/ask/", name="dora")
    asking.fill("input[name=title]", "How do I reset the router?")
    asking.keyboard.press("Enter")
    asking.fill("textarea[name=body]", "The router is slow and I want to reset it.")
    asking.click("main form button[type=submit]:not([formnovalidate]):not([name=preview])")
    asking.wait_for_url(re.compile(r"/en/t/\d+/"))
    connected(asking)
    path = re.search(r"/t/\d+/", asking.url)[0]

    answering = visit(f"/de{path}", name="emil")
    connected(answering)
    answering.fill("#reply textarea[name=body]", "Halten Sie den Knopf zehn Sekunden gedrückt.")
    answering.click("#reply button[type=submit]:not([formnovalidate]):not([name=preview])")
    answer_seen = post_with(asking, "Halten Sie den Knopf")
    expect(answer_seen.locator(".text__shown[lang=en]")).to_be_attached()
    not_reloaded(asking)


def test_a_deleted_post_disappears(visit, forum, ask, answer):
    thread = ask("Which cable do I need?", "The box has no cable in it.")
    post = answer(thread, "This answer will be deleted.")
    reader = connected(visit(opened(thread, "en")))
    expect(post_with(reader, "This answer will be deleted.")).to_be_visible()
    forum.api("DELETE", f"/posts/{post['id']}", token=forum.token("bob"))
    expect(post_with(reader, "This answer will be deleted.")).to_have_count(0)
    expect(reader.locator("#thread-header")).to_contain_text("0 replies")
    not_reloaded(reader)


def test_an_arabic_page_runs_from_right_to_left_and_stays_live(visit, ask, answer):
    thread = ask("The display is dark", "Since yesterday the display stays dark.")
    reader = connected(visit(opened(thread, "ar")))
    assert reader.evaluate("document.documentElement.dir") == "rtl"
    answer(thread, "Hold the power button for ten seconds.")
    expect(post_with(reader, "Hold the power button")).to_be_visible()


def test_a_phone_shows_the_whole_width_of_a_live_post(visit, ask, answer):
    thread = ask("Noise from the fan", "The fan is loud at night.")
    reader = connected(visit(opened(thread, "en"), viewport=PHONE))
    answer(thread, "Clean it.\n\n```\n" + "a long line of a log " * 20 + "\n```")
    post = post_with(reader, "Clean it.")
    expect(post).to_be_attached()
    post.scroll_into_view_if_needed()
    assert reader.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_new_posts_do_not_move_what_is_read_and_are_counted_in_a_bar(visit, ask, answer):
    thread = ask("A long thread", "It begins here.")
    for number in range(6):
        answer(thread, f"Paragraph {number}.\n\n" * 8)
    reader = connected(visit(opened(thread, "en"), viewport=FAR_SCREEN))
    first = reader.locator("#posts > article").nth(1)
    first.evaluate("node => node.scrollIntoView({block: 'start', behavior: 'instant'})")
    before = first.bounding_box()["y"]
    post = answer(thread, "News from below.")
    button = reader.locator("[data-live-bar] button")
    expect(button).to_have_text("New posts: 1")
    assert abs(first.bounding_box()["y"] - before) < 2
    button.click()
    expect(reader.locator(f"#post-{post['id']}")).to_be_in_viewport()
    expect(button).to_be_hidden()


def test_a_translation_replaces_the_original_while_somebody_types(visit, ask, answer):
    thread = ask("A question of cables", "Which one is the right one?")
    writer = connected(visit(opened(thread, "es"), name="felix"))
    writer.fill("#reply textarea[name=body]", "Estoy escribiendo")
    writer.focus("#reply textarea[name=body]")
    answer(thread, "The blue cable is the right one.")
    expect(post_with(writer, "The blue cable").locator(".text__shown[lang=es]")).to_be_attached()
    writer.keyboard.type(" todavía")
    assert writer.input_value("#reply textarea[name=body]") == "Estoy escribiendo todavía"


def test_whoever_reads_originals_keeps_them_when_the_translation_comes(visit, forum, ask, answer):
    thread = ask("Which fuse?", "Which fuse does the machine need?")
    forum.shell(
        "from accounts.models import Member;"
        "Member.objects.filter(username='gitta').update(kept_languages=['en'])"
    )
    reader = connected(visit(opened(thread, "es"), name="gitta"))
    answer(thread, "It needs a fuse of ten amperes.")
    text = post_with(reader, "It needs a fuse").locator(".text")
    expect(text).to_have_attribute("data-view", "original")
    expect(text.locator(".text__original")).to_be_visible()


def test_a_page_catches_up_after_the_server_was_restarted(visit, forum, ask, answer):
    thread = ask("Restart", "What happens when the server restarts?")
    reader = connected(visit(opened(thread, "en")))
    forum.stop("server")
    expect(reader.locator("#live")).to_have_attribute("data-state", "off")
    forum.start("server")
    forum.wait_until_ready()
    answer(thread, "Nothing is lost.")
    expect(post_with(reader, "Nothing is lost.")).to_be_visible(timeout=45_000)
    not_reloaded(reader)


def test_a_post_of_somebody_blocked_arrives_folded_up(visit, forum, ask, answer):
    thread = ask("Blocking", "Is the post of somebody blocked folded up at once?")
    felix = visit("/en/m/hugo/block/", name="felix")
    felix.click("main form button[type=submit]")
    reader = connected(visit(opened(thread, "en"), name="felix"))
    other = connected(visit(opened(thread, "en"), name="dora"))
    post = answer(thread, "Words that felix does not want to read.", name="hugo")
    answer(thread, "Words of somebody else.", name="bob")
    expect(post_with(other, "Words that felix")).to_be_visible()
    expect(post_with(reader, "Words of somebody else.")).to_be_visible()
    fold = reader.locator("#posts > details.blocked-post")
    expect(fold.locator("summary")).to_contain_text("You blocked hugo.")
    expect(fold.locator("article")).to_be_hidden()
    snapshot = "fold => fold.cloneNode().outerHTML + fold.querySelector('summary').outerHTML"
    arrived = fold.evaluate(snapshot)
    not_reloaded(reader)
    reader.reload()
    assert fold.evaluate(snapshot) == arrived
    connected(reader)
    fold.locator("summary").click()
    expect(fold.locator("article")).to_be_visible()
    forum.api("DELETE", f"/posts/{post['id']}", token=forum.token("hugo"))
    expect(fold).to_have_count(0)
    felix.goto("/en/privacy/")
    felix.click("form[action$='/m/hugo/unblock/'] button")


def test_a_poll_that_is_ended_shows_its_result_to_those_who_look(visit, forum, ask):
    thread = ask("A poll to end", "Which lamp is better?")
    poll = {"body": "Choose one.", "poll": {"options": ["Red", "Green"]}}
    path = f"/threads/{thread['id']}/posts"
    post = forum.api("POST", path, poll, token=forum.token("bob"))
    reader = connected(visit(opened(thread, "en"), name="dora"))
    shown = reader.locator(f"#poll-{post['id']}")
    expect(shown.get_by_role("button", name="Vote")).to_be_visible()
    expect(shown.locator(".poll__result").first).to_be_hidden()
    ending = visit(opened(thread, "en"), name="bob")
    ending.get_by_role("link", name="End the poll").click()
    ending.get_by_role("button", name="End the poll").click()
    expect(ending.get_by_text("This poll has ended.").first).to_be_visible()
    expect(shown).to_contain_text("This poll has ended.")
    expect(shown.locator(".poll__result").first).to_be_visible()
    expect(shown.get_by_role("radio")).to_have_count(0)
    not_reloaded(reader)


def test_a_page_equals_itself_loaded_anew(visit, forum, ask, answer):
    thread = ask("Equality", "Does a pushed page equal a loaded one?")
    reader = connected(visit(opened(thread, "es")))
    first = answer(thread, "First answer with `code`.")
    answer(thread, "Second answer, to be deleted.", name="hugo")
    forum.api(
        "PATCH",
        f"/posts/{first['id']}",
        {"body": "First answer, edited.", "revision": 1},
        token=forum.token("bob"),
    )
    forum.api("POST", f"/posts/{first['id']}/accept", token=forum.token("anna"))
    expect(
        post_with(reader, "First answer, edited").locator(".text__shown[lang=es]")
    ).to_be_attached()
    expect(post_with(reader, "Second answer").locator(".text__shown[lang=es]")).to_be_attached()
    expect(post_with(reader, "First answer")).to_have_class(re.compile("post--accepted"))
    expect(reader.locator(".post--arrived")).to_have_count(0)
    expect(reader.locator("#posts [data-reply-to]")).to_have_count(3)
    expect(reader.locator("main .text:not([data-state=ready])")).to_have_count(0)
    snapshot = """() => [...document.querySelectorAll("#thread-header, #posts > article")].map(
        (node) => { const copy = node.cloneNode(true);
            copy.querySelectorAll("time").forEach((each) => each.remove());
            return copy.outerHTML.replace(/>\\s+</g, "><").replace(/\\s+/g, " "); })"""
    not_reloaded(reader)
    pushed = reader.evaluate(snapshot)
    reader.reload()
    connected(reader)
    for before, loaded in zip(pushed, reader.evaluate(snapshot), strict=True):
        assert before.split("><") == loaded.split("><")


def test_a_post_finds_its_place(visit):
    whole = {"first": True, "last": True}
    expected = [
        ([1, 2], 3, whole, 2),
        ([1, 3], 2, whole, 1),
        ([], 1, whole, 0),
        ([21, 22], 3, {"first": False, "last": True}, "earlier"),
        ([1, 2], 30, {"first": True, "last": False}, "later"),
    ]
    found = visit("/en/").evaluate(
        """async (cases) => {
            const state = await import(new URL("/static/js/live-state.js", location));
            return cases.map(([numbers, number, ends]) =>
                [numbers, number, ends, state.place(numbers, number, ends)]);
        }""",
        expected,
    )
    assert [tuple(case) for case in found] == expected
