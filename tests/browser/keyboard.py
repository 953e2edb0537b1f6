"""Somebody at a keyboard, without a mouse: what has the focus is seen, and every press is a key."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from processes.demo.people import PASSWORD

MOST = 45
"""Presses of Tab that nobody needs more of to get anywhere."""
SEEN = """async () => {
  const focused = document.activeElement;
  if (focused === document.body || focused.matches('main, h1, [tabindex="-1"]')) return '';
  const shown = focused.matches('[type=range]') ? focused : focused.closest('label, summary') ?? focused;
  const ringed = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  };
  const inSight = () => {
    const box = focused.getBoundingClientRect();
    const middle = (box.left + box.right) / 2;
    return box.width > 0 && box.bottom > 1 && box.top < innerHeight - 1 && middle >= 0 && middle <= innerWidth;
  };
  const told = focused.outerHTML.slice(0, 200);
  if (!(ringed(focused) || ringed(shown))) return 'has no ring: ' + told;
  for (let waits = 0; waits < 60 && !inSight(); waits++) await new Promise((on) => setTimeout(on, 50));  // until the page is scrolled to it
  return inSight() ? '' : 'is out of sight: ' + told;
}"""
"""What is wrong with how the focus is shown, or nothing."""


@dataclass(frozen=True, kw_only=True)
class Keyboard:
    """Keys that are pressed on a page."""

    page: Page

    def press(self, *keys: str) -> None:
        """Press keys, one after the other; where the focus is then, one sees."""
        for key in keys:
            self.page.keyboard.press(key)
        self.page.wait_for_load_state()
        self._see()

    def lead(self, *keys: str) -> None:
        """Press keys that lead to another page."""
        with self.page.expect_navigation():
            for key in keys:
                self.page.keyboard.press(key)
        self._see()

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.page.keyboard.insert_text(text)

    def to(self, selector: str, key: str = "Tab") -> None:
        """Press Tab until something has the focus."""
        for _ in range(MOST):
            if self.is_at(selector):
                return
            self.press(key)
        raise AssertionError(f"{selector} is not reached within {MOST} presses of {key} on {self.page.url}")

    def is_at(self, selector: str) -> bool:
        """Return whether something has the focus."""
        return bool(self.page.evaluate("selector => document.activeElement.matches(selector)", selector))

    def enter(self, selector: str) -> None:
        """Go to what has a selector, and press it: it leads to another page."""
        self.to(selector)
        self.lead("Enter")

    def sign_in(self, person: str) -> None:
        """Sign in, as the one field after the other has the focus."""
        self.to("#username")
        self.type(person)
        self.to("#password")
        self.type(PASSWORD)
        self.lead("Enter")

    def sign_out(self) -> None:
        """Sign out from the menu under one's name."""
        self.to(".shell-menu summary", "Shift+Tab")
        self.press("Enter")
        self.to(".shell-menu [action$='/sign-out'] button")
        self.lead("Enter")

    def choose(self, name: str, value: str) -> None:
        """Choose an option: of a list by its place, of radio buttons with the arrows."""
        self.to(f"main [name='{name}']")
        if self.is_at("select"):
            places = (
                "(field, value) => [...field.options].findIndex((each) => each.value === value) - field.selectedIndex"
            )
            steps = self.page.locator(f"main [name='{name}']").evaluate(places, value)
            self.press(*["ArrowDown" if steps > 0 else "ArrowUp"] * abs(steps))
            return
        self.press("Space")
        for _ in range(MOST):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"{value} of {name} is not reached by the arrows on {self.page.url}")

    def fill(self, name: str, text: str) -> None:
        """Type into a field over what stands there."""
        self.to(f"main [name='{name}']")
        self.press("Control+a")
        self.type(text)

    def _see(self) -> None:
        fault = self.page.evaluate(SEEN)
        assert not fault, f"the focus on {self.page.url} {fault}"
