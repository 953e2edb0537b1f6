"""The system's Chromium, which talks to nobody but the page under test; the product's server; people at their desks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, StorageState

from tests.browser.desk import Desk
from tests.browser.office import Office
from tests.browser.office import sign_in as sign_in
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
def office(browser: Browser, server: str) -> Iterator[Office]:
    """The office that is served, and its people's browsers."""
    made = Office(browser=browser, address=server)
    yield made
    made.close()


@pytest.fixture(scope="session")
def keys(office: Office) -> Callable[[str], StorageState]:
    """What the browser of somebody keeps who has signed in; everybody does so once."""
    return office.keys


@pytest.fixture
def at(office: Office) -> Iterator[At]:
    """Give the desk of a person; nothing may have gone wrong in any of its pages when the test ends."""
    opened: list[tuple[Page, Watch]] = []

    def desk(person: str | None, language: str = "fa", *, fresh: bool = False, **options: Any) -> Desk:
        context, watch = office.of(person, language, fresh=fresh, **options)
        opened.append((context.new_page(), watch))
        return Desk(page=opened[-1][0], language=language)

    yield desk
    for page, _watch in opened:
        page.close()
    heard = [
        complaint for watch in {id(watch): watch for _page, watch in opened}.values() for complaint in watch.forget()
    ]
    assert heard == []
