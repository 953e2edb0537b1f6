"""The system's Chromium, which talks to nobody but the page under test; the product's server; people at their desks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, StorageState

from processes.demo.people import PASSWORD
from tests.browser.desk import Desk
from tests.browser.served import served
from tests.browser.watch import Watch

quiet = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
At = Callable[..., Desk]


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


def sign_in(page: Any, person: str) -> None:
    page.goto("/sign-in")
    page.locator("#username").fill(person)
    page.locator("#password").fill(PASSWORD)
    page.locator("main button[type=submit]").click()


@pytest.fixture
def at(browser: Browser, server: str, keys: Callable[[str], StorageState]) -> Iterator[At]:
    """Give the desk of a person; nothing may have gone wrong in any of its pages when the test ends."""
    opened: list[tuple[Any, Watch]] = []

    def desk(person: str | None, language: str = "fa", **options: Any) -> Desk:
        state = keys(person) if person else None
        context = browser.new_context(base_url=server, storage_state=state, **options)
        context.add_cookies([{"name": "language", "value": language, "url": server}])
        opened.append((context, Watch(context, server)))
        return Desk(page=context.new_page(), language=language)

    yield desk
    heard = [complaint for _context, watch in opened for complaint in watch.heard]
    for context, _watch in opened:
        context.close()
    assert heard == []
