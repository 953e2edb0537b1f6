"""An office that is served, and the browsers of its people: everybody signs in once, in one browser for each language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from processes.demo.people import PASSWORD
from tests.browser.watch import Watch

Heard = tuple[BrowserContext, Watch]


@dataclass(frozen=True, kw_only=True)
class Office:
    """The address of a server, and who has a browser there."""

    browser: Browser
    address: str
    known: dict[str, Heard] = field(default_factory=dict)
    kept: dict[str, StorageState] = field(default_factory=dict)

    def of(self, person: str | None, language: str, *, fresh: bool = False, **options: Any) -> Heard:
        """Return a browser of somebody, with what it complains of: the same one to who asks for the same."""
        name = f"{person} {language} {options}" if person and not fresh else f"fresh {len(self.known)}"
        if name not in self.known:
            state = self.keys(person) if person else None
            context = self.browser.new_context(base_url=self.address, storage_state=state, **options)
            context.add_cookies([{"name": "language", "value": language, "url": self.address}])
            self.known[name] = context, Watch(context, self.address)
        return self.known[name]

    def keys(self, person: str) -> StorageState:
        """Return what the browser of somebody keeps who has signed in."""
        if person not in self.kept:
            context = self.browser.new_context(base_url=self.address)
            page = context.new_page()
            sign_in(page, person)
            page.wait_for_url(lambda url: "/sign-in" not in url)
            self.kept[person] = context.storage_state()
            context.close()
        return self.kept[person]

    def close(self) -> None:
        """Close all browsers."""
        for context, _watch in self.known.values():
            context.close()


def sign_in(page: Page, person: str) -> None:
    """Sign in as somebody of the demo."""
    page.goto("/sign-in")
    page.locator("#username").fill(person)
    page.locator("#password").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
