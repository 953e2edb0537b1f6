"""What pages weigh on the wire on a first visit: held to a bound by the tests, and told by `python -m tests.browser.weights`."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from playwright.sync_api import Response, sync_playwright

from tests.browser.conftest import quiet
from tests.browser.desk import Desk
from tests.browser.office import Office
from tests.browser.served import ENOUGH, numbers_of, served

KILOBYTES = 120
REQUESTS = 15
KINDS = ("document", "font", "stylesheet", "script", "fetch", "other")
"""Of the parts of a page, in the browser's words; what is fetched by a script is a diagram or words, the rest the icon."""
PAGES = (
    ("karimi", "/tray"),
    ("karimi", "/cases/{running}"),
    ("karimi", "/board"),
    ("karimi", "/board/diagrams/letter_path"),
    ("karimi", "/board/diagrams/contractor_path"),
    ("safavi", "/diagrams"),
    ("safavi", "/diagrams/office_automation_inbox"),
    ("safavi", "/diagrams/site_builder_access"),
    ("rahimi", "/audit/cases/{ended}"),
    ("rahimi", "/audit/cases/{ended}/steps"),
    ("rahimi", "/audit/cases/{fault}/steps"),
)


def weigh(desk: Desk, path: str) -> dict[str, int]:
    """Return what a page and its parts weigh on the wire, by address, in bytes; nothing is kept from before."""
    return {answer.url: size for answer, size in _loaded(desk, path)}


def _loaded(desk: Desk, path: str) -> list[tuple[Response, int]]:
    answers: list[Response] = []
    desk.page.on("response", lambda answer: answers.append(answer))
    desk.page.goto(path, wait_until="networkidle")
    sizes = [(answer, answer.request.sizes()) for answer in answers]
    return [(answer, size["responseBodySize"] + size["responseHeadersSize"]) for answer, size in sizes]


def told(address: str, numbers: Mapping[str, str], office: Office) -> Iterator[str]:
    """Yield the lines of a table: what each page weighs in KB, in each language, and what of it is what."""
    yield f"| page | language | requests | KB | {' | '.join(KINDS)} |"
    yield "| --- " * (4 + len(KINDS)) + "|"
    for person, path in PAGES:
        for language in ("fa", "en"):
            context, _watch = office.of(person, language, fresh=True)
            page = context.new_page()
            loaded = _loaded(Desk(page=page, language=language), address + path.format(**numbers))
            kinds = Counter[str]()
            for answer, size in loaded:
                kinds[answer.request.resource_type] += size
            parts = (kinds[kind] for kind in KINDS)
            yield " | ".join(
                (f"| `{path}`", language, str(len(loaded)), *(f"{size / 1024:.1f}" for size in (sum(kinds.values()), *parts)))
            ) + " |"  # fmt: skip
            page.close()


def main() -> None:
    """Print the table for a demo office that is made for it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder), cases=ENOUGH) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(quiet))
        for line in told(address, numbers_of(Path(folder)), Office(browser=browser, address=address)):
            print(line)
        browser.close()


if __name__ == "__main__":
    main()
