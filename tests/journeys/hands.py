"""How somebody works a page: with a pointer, or with the keyboard alone."""

from playwright.sync_api import Locator, Page

TABS_MAX = 250
HAS_FOCUS = "node => node === document.activeElement"


class Pointer:
    """Points at things and types where they are."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        target.click()

    def write(self, field: Locator, text: str) -> None:
        field.click()
        self.page.keyboard.type(text)

    def choose_last(self, choice: Locator) -> None:
        choice.wait_for()
        choice.select_option(index=choice.locator("option").count() - 1)


class Keys(Pointer):
    """Goes from one thing to the next with the Tab key and never touches a pointer."""

    def press(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.page.keyboard.type(text)

    def choose_last(self, choice: Locator) -> None:
        self.reach(choice)
        self.page.keyboard.press("End")

    def reach(self, target: Locator) -> None:
        """Raises AssertionError where the Tab key does not come to it."""
        for _ in range(TABS_MAX):
            if target.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} is not reached with the Tab key")
