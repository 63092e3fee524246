"""A picture on its way from a phone into a thread, where others see it."""

from playwright.sync_api import expect

from tests.pictures import a_photo

SHOWN = "image => image.complete && image.naturalWidth > 0"
PHONE = {"viewport": {"width": 390, "height": 844}}


def test_a_picture_is_uploaded_put_into_an_answer_and_seen_by_others(visit, ask, answer) -> None:
    page = visit("/en/uploads/", name="bob", **PHONE)
    page.get_by_label("Add a file").set_input_files(
        files=[{"name": "IMG 1.jpg", "mimeType": "image/jpeg", "buffer": a_photo(size=(800, 600))}]
    )
    page.get_by_role("button", name="Upload").click()
    expect(page.locator(".notices")).to_contain_text("IMG-1.jpg")
    page.get_by_text("Put it into a post").click()
    markdown = page.locator(".upload__code code").inner_text()

    thread = ask("Which lamp is on?", "The second lamp of my router blinks in red.")
    answer(thread, f"This one: {markdown.replace('![]', '![the second lamp]')}", name="bob")

    seen = visit(f"/en/t/{thread['id']}/")
    picture = seen.get_by_role("img", name="the second lamp")
    picture.scroll_into_view_if_needed()
    seen.wait_for_function(SHOWN, arg=picture.element_handle())
    assert picture.get_attribute("width") == "360"  # upright: 600 x 800, as high as fits
    page.reload()
    expect(page.get_by_role("link", name="Which lamp is on?")).to_be_visible()
