"""What a browser complains of, whom it asks, and whether a page is fit to be read by everybody."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, expect

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
"""Read where a page is examined: tests that need no browser are collected where it is not installed."""
rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REFUSED = "Failed to load resource"
"""What Chromium itself writes of a page that the server answered with 4xx."""


ARRIVED = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (const one of document.getAnimations()) if (one.effect.getTiming().iterations !== Infinity) one.finish();
}"""
"""Lets every colour that is on its way arrive: half-way it is neither the one nor the other."""
SHAPE = """() => {
  const telling = ['class', 'role', 'type', 'lang', 'dir', 'hidden', 'tabindex'];
  const own = ({name, value}) => telling.includes(name) ? name + '=' + value : name;
  const kind = (element) => [
    element.parentElement?.tagName, element.tagName, ...[...element.attributes].map(own).sort(), !!element.textContent.trim()
  ].join(' ');
  return [...new Set(Array.from(document.querySelectorAll('*:not(svg *)'), kind))].sort().join('|');
}"""
"""The kinds of elements on a page: pages that differ only in what is written in them have the same faults."""
STRAYED = """() => {
  const shown = [...document.querySelectorAll('.form-check')].filter((each) => each.checkVisibility());
  const apart = (input, label) => input.top > label.bottom || input.bottom < label.top || Math.abs(input.left - label.left) > label.width + 40;
  const strays = (each) => apart(...['input', 'label'].map((name) => each.querySelector(name).getBoundingClientRect()));
  return shown.filter((each) => each.querySelector('input') && each.querySelector('label') && strays(each)).map((each) => each.textContent.trim());
}"""
"""The choices whose box or circle does not stand beside their words."""
examined: set[str] = set()
"""Shapes that were examined; half a second each is spent once."""


class Watch:
    """Hears everything that goes wrong in the pages of a context."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.host = urlsplit(site).netloc
        self.heard: list[str] = []
        self.refused: set[str] = set()
        """Pages that the server refused: that it did so is for the test to say."""
        context.on("console", self._console)
        context.on("weberror", lambda fault: self.heard.append(str(fault.error)))
        context.on("request", self._request)
        context.on("response", self._response)

    def forget(self) -> list[str]:
        """Return what was heard, and begin anew."""
        heard, self.heard = self.heard, []
        return heard

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        if not (message.text.startswith(REFUSED) and message.location["url"] in self.refused):
            self.heard.append(f"{message.text} ({message.location['url']})")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self.heard.append(f"asked {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.heard.append(f"{response.status} from {response.url}")
        elif response.status >= 400 and response.request.is_navigation_request():
            self.refused.add(response.url)


def fit(page: Page, within: str | None = None) -> None:
    """Look at a page as it stands: drawn, in its language, not wider than the window, accessible.

    `within`: of what lies over the rest, such as an open menu; only it is examined then.
    """
    if page.locator("[data-diagram]:visible").count():
        expect(page.locator("[data-drawn]")).to_be_visible()
    language = page.locator("html").get_attribute("lang")
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "fa" else "ltr")
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} is wider than the window"
    assert page.evaluate(STRAYED) == [], f"{page.url} has choices that do not stand beside their words"
    shape = page.evaluate(SHAPE) + str(page.viewport_size)
    if shape in examined:
        return
    page.evaluate(ARRIVED)
    page.evaluate(AXE.read_text("utf-8"))  # the developer tools' way in, which the page's policy does not concern
    found = page.evaluate("([within, rules]) => axe.run(within ?? document, {runOnly: rules})", [within, rules])
    assert found["passes"]
    faults = [(node["html"], node["failureSummary"]) for fault in found["violations"] for node in fault["nodes"]]
    assert faults == [], f"{page.url}, “{page.title()}”: {faults}"
    examined.add(shape)
