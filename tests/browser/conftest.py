"""The system's Chromium, which talks to nobody but the page under test; the product's server; people at their desks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from processes.demo.people import PASSWORD
from tests.browser.desk import Desk
from tests.browser.served import served
from tests.browser.watch import Watch

quiet = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
At = Callable[..., Desk]
Heard = tuple[BrowserContext, Watch]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium")
    assert chromium, "Expected chromium on the path; on Debian: apt-get install chromium"
    return {**browser_type_launch_args, "executable_path": chromium, "args": list(quiet)}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Kartabl with its demo office."""
    with served(tmp_path_factory.mktemp("office")) as address:
        yield address


@pytest.fixture(scope="session")
def keys(browser: Browser, server: str) -> Callable[[str], StorageState]:
    """What the browser of somebody keeps who has signed in; everybody does so once."""
    kept: dict[str, StorageState] = {}

    def of(person: str) -> StorageState:
        if person not in kept:
            context = browser.new_context(base_url=server)
            page = context.new_page()
            sign_in(page, person)
            page.wait_for_url("**/tray")
            kept[person] = context.storage_state()
            context.close()
        return kept[person]

    return of


def sign_in(page: Page, person: str) -> None:
    page.goto("/sign-in")
    page.locator("#username").fill(person)
    page.locator("#password").fill(PASSWORD)
    page.locator("main button[type=submit]").click()


@pytest.fixture(scope="session")
def browser_of(browser: Browser, server: str, keys: Callable[[str], StorageState]) -> Iterator[Callable[..., Heard]]:
    """Give a browser of somebody, with what it complains of: the same one to who asks for the same."""
    known: dict[str, Heard] = {}

    def of(person: str | None, language: str, fresh: bool, options: dict[str, Any]) -> Heard:
        name = f"{person} {language} {options}" if person and not fresh else f"fresh {len(known)}"
        if name not in known:
            context = browser.new_context(base_url=server, storage_state=keys(person) if person else None, **options)
            context.add_cookies([{"name": "language", "value": language, "url": server}])
            known[name] = context, Watch(context, server)
        return known[name]

    yield of
    for context, _watch in known.values():
        context.close()


@pytest.fixture
def at(browser_of: Callable[..., Heard]) -> Iterator[At]:
    """Give the desk of a person; nothing may have gone wrong in any of its pages when the test ends."""
    opened: list[tuple[Page, Watch]] = []

    def desk(person: str | None, language: str = "fa", *, fresh: bool = False, **options: Any) -> Desk:
        context, watch = browser_of(person, language, fresh, options)
        opened.append((context.new_page(), watch))
        return Desk(page=opened[-1][0], language=language)

    yield desk
    for page, _watch in opened:
        page.close()
    heard = [
        complaint for watch in {id(watch): watch for _page, watch in opened}.values() for complaint in watch.forget()
    ]
    assert heard == []
