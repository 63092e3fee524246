"""Unsent text: kept until the server has taken it."""

from playwright.sync_api import expect

KEPT = "Object.keys(localStorage).filter(key => key.startsWith('lingora:unsent:'))"


def test_a_session_that_ended_while_writing_loses_nothing(forum, visit, ask):
    thread = ask("The lamp hums", "It hums every evening at eight.", name="hugo")
    page = visit(f"/en/t/{thread['id']}/", name="bob")
    page.locator("#reply [data-body]").fill("Change the bulb, that helped me.")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.locator("#reply .button--primary").click()
    page.wait_for_url("**/accounts/login/**")
    page.context.add_cookies(cookies)
    page.goto(f"/en/t/{thread['id']}/")
    body = page.locator("#reply [data-body]")
    expect(body).to_have_value("Change the bulb, that helped me.")
    page.locator("#reply .button--primary").click()
    page.wait_for_url("**post=**")
    expect(page.locator("#reply [data-body]")).to_have_value("")
    assert page.evaluate(KEPT) == []
