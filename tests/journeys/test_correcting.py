"""Readers correct a translation; who has the page open sees it."""

from playwright.sync_api import expect

from tests.journeys.test_live import connected, not_reloaded, opened, post_with

BETTER = "Hold the red button for ten seconds."


def test_two_readers_agree_on_a_sentence_and_a_third_sees_it_live(visit, forum, ask, answer):
    for name in ("anna", "bob", "hugo"):
        forum.shell(
            "from accounts.models import Member;"
            f"Member.objects.filter(username='{name}').update(kept_languages=['de'])"
        )
    thread = ask("The lamp stays dark", "What can I do?", name="dora")
    post = answer(
        thread, "Halten Sie den roten Knopf zehn Sekunden gedrückt.", name="clara", language="de"
    )
    third = connected(visit(opened(thread, "en"), name="dora"))
    expect(post_with(third, "Halten Sie").locator(".text__shown[lang=en]")).to_be_visible()

    path = f"/en/p/{post['id']}/translation/"
    reader = visit(path, name="anna")
    reader.fill("textarea[name^=target-]", BETTER)
    expect(reader.locator("#translation-preview")).to_contain_text(BETTER)
    reader.reload()
    expect(reader.locator("textarea[name^=target-]")).to_have_value(BETTER)
    reader.keyboard.press("Tab")
    reader.focus("textarea[name^=target-]")
    reader.keyboard.press("Control+Enter")
    expect(reader.locator(".proposal")).to_contain_text(BETTER)

    for name in ("bob", "hugo"):
        judge = visit(path, name=name)
        judge.click(".proposal button[value^=agree-]")
        expect(judge.locator("[role=status]").first).to_be_visible()

    shown = third.locator(f"#post-{post['id']} .text__shown[lang=en]")
    expect(shown).to_have_text(BETTER)
    expect(third.locator(f"#post-{post['id']} .text-note")).to_contain_text("by people")
    not_reloaded(third)


def test_a_reader_says_that_a_translation_is_understandable(visit, ask, answer):
    thread = ask("Noise at night", "The fan is loud.")
    post = answer(thread, "Reinigen Sie den Lüfter.", name="clara", language="de")
    reader = connected(visit(opened(thread, "en"), name="dora"))
    yes = reader.locator(f"button[value='{post['id']}-yes']")
    with reader.expect_response("**/rate*") as answered:
        yes.click()
    assert answered.value.ok, answered.value.text()
    expect(yes).to_have_attribute("aria-pressed", "true")
    not_reloaded(reader)
    reader.reload()
    expect(yes).to_have_attribute("aria-pressed", "true")


def test_a_refused_answer_is_taken_back_and_says_why(visit, ask, answer):
    thread = ask("Water below the machine", "It drips.")
    post = answer(thread, "Prüfen Sie den Schlauch.", name="clara", language="de")
    reader = connected(visit(opened(thread, "en"), name="dora"))
    reader.route("**/rate", lambda route: route.fulfill(status=429, json={"message": "Slower."}))
    yes = reader.locator(f"button[value='{post['id']}-yes']")
    yes.click()
    expect(reader.locator("#told")).to_have_text("Slower.")
    expect(reader.locator("#told")).to_be_in_viewport()
    expect(yes).to_have_attribute("aria-pressed", "false")


def test_an_answer_that_got_lost_is_taken_back_and_says_so(visit, ask, answer):
    thread = ask("A smell of smoke", "It smells.")
    post = answer(thread, "Ziehen Sie den Stecker.", name="clara", language="de")
    reader = connected(visit(opened(thread, "en"), name="dora"))
    reader.route("**/rate", lambda route: route.abort())
    no = reader.locator(f"button[value='{post['id']}-no']")
    no.click()
    expect(reader.locator("#told")).to_contain_text("Nothing was lost; please try again.")
    expect(no).to_have_attribute("aria-pressed", "false")
