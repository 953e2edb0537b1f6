"""Pictures of every page, to be looked at: `make pictures`.

All of them go to build/pictures/, in both languages, wide and narrow. Those that the README and the guides show (`kept`) go to
docs/pictures/ too. The office in them is a demonstration that is made for it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from processes.demo.people import PASSWORD
from tests.browser.conftest import quiet
from tests.browser.served import served

ROOT = Path(__file__).parents[2]
ALL, KEPT = ROOT / "build" / "pictures", ROOT / "docs" / "pictures"
WIDTHS = {"wide": 1280, "narrow": 360}
ENOUGH = 160
"""Cases, so that some have ended: the first ones halt at each task."""
Then = Callable[[Page], object]


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A page in a state. `path` may name a case (`{running}`) or a link (`css:…` after a path); `kept`: what of it the guides show."""

    name: str
    person: str | None
    path: str
    follow: str | None = None
    """The link on that page that leads to the one that is pictured."""
    then: Then | None = None
    """What is done there before the picture is taken."""
    kept: Sequence[str] = ()
    whole: bool = True
    """Whether the whole page is pictured; else what is seen at first."""


def press(selector: str) -> Then:
    """Return what presses something."""
    return lambda page: page.locator(selector).first.click()


def send_unfilled(page: Page) -> None:
    """Take a task, if it is not taken yet, and send its form as it is."""
    claim = page.locator("form[action*='/claim'] button")
    if claim.count():
        claim.click()
        page.wait_for_load_state("networkidle")
    page.locator("form[enctype] .page-actions button").first.click()


def search(text: str) -> Then:
    """Return what searches on a list's page."""

    def then(page: Page) -> None:
        page.locator("main [name=q]").first.fill(text)
        page.keyboard.press("Enter")
        page.wait_for_load_state("networkidle")

    return then


TASK = "main a[href*='/tasks/']"
SCENES = (
    Scene(name="sign-in", person=None, path="/sign-in"),
    Scene(name="sign-in-fault", person=None, path="/sign-in", then=press("main button[type=submit]")),
    Scene(name="track", person=None, path="/track"),
    Scene(name="track-fault", person=None, path="/track", then=press("main button[type=submit]")),
    Scene(name="services", person="nouri", path="/services", kept=("fa-wide",)),
    Scene(name="request", person="nouri", path="/services/office_automation_inbox", kept=("fa-wide",)),
    Scene(
        name="request-faults", person="nouri", path="/services/office_automation_inbox",
        then=press("form[data-warn-unsaved] .page-actions button"),
    ),
    Scene(name="request-for-others", person="bagheri", path="/services/support_bug_fix"),
    Scene(name="my-requests", person="nouri", path="/cases", kept=("fa-wide", "fa-narrow")),
    Scene(name="my-requests-empty", person="rahimi", path="/cases"),
    Scene(name="tray", person="karimi", path="/tray", kept=("fa-wide", "en-wide", "fa-narrow")),
    Scene(name="tray-empty", person="rahimi", path="/tray"),
    Scene(name="tray-all", person="karimi", path="/tray?tab=all"),
    Scene(name="task", person="karimi", path="/tray", follow=TASK, kept=("fa-wide", "en-wide")),
    Scene(name="task-expert", person="bagheri", path="/tray", follow=TASK),
    Scene(name="task-contractor", person="mehrabi", path="/tray", follow=TASK),
    Scene(
        name="task-faults", person="karimi", path="/tray", follow=TASK,
        then=send_unfilled,
    ),
    Scene(name="case", person="karimi", path="/cases/{running}", kept=("fa-wide", "en-wide")),
    Scene(name="case-ended", person="karimi", path="/cases/{ended}"),
    Scene(name="case-support", person="karimi", path="/cases/{fault}"),
    Scene(name="case-contractor", person="mehrabi", path="/tray", follow="main a[href^='/cases/']"),
    Scene(name="letter", person="karimi", path="/cases/{ended}", follow="main a[href*='/letters/']", kept=("fa-wide",)),
    Scene(name="notices", person="sarabi", path="/notices"),
    Scene(name="all-cases", person="karimi", path="/cases/all", kept=("fa-wide",)),
    Scene(name="sites", person="karimi", path="/sites"),
    Scene(name="substitutes", person="moradi", path="/substitutes"),
    Scene(name="account", person="nouri", path="/account"),
    Scene(name="keys", person="nouri", path="/keys"),
    Scene(name="design", person="nouri", path="/design"),
    Scene(name="diagrams", person="safavi", path="/diagrams", kept=("fa-wide",)),
    Scene(name="diagram", person="safavi", path="/diagrams/office_automation_inbox", kept=("fa-wide",)),
    Scene(name="audit", person="rahimi", path="/audit", kept=("fa-wide",)),
    Scene(name="audit-verdicts", person="rahimi", path="/audit/verdicts"),
    Scene(name="audit-case", person="rahimi", path="/audit/cases/{ended}"),
    Scene(name="audit-steps", person="rahimi", path="/audit/cases/{ended}/steps", kept=("fa-wide", "en-wide")),
    Scene(name="audit-readings", person="rahimi", path="/audit/readings"),
    Scene(name="administration", person="safavi", path="/admin", kept=("fa-wide",)),
    Scene(name="administration-people", person="safavi", path="/admin/people"),
    Scene(name="administration-person", person="safavi", path="/admin/people/bagheri"),
    Scene(name="administration-leave", person="safavi", path="/admin/people/bagheri/leave"),
    Scene(name="administration-unit", person="safavi", path="/admin/units/roads"),
    Scene(name="administration-system", person="safavi", path="/admin/systems/sajad"),
    Scene(name="administration-contract", person="safavi", path="/admin/contracts/1"),
    Scene(name="administration-permissions", person="safavi", path="/admin/permissions", kept=("fa-wide",)),
    Scene(name="administration-changes", person="safavi", path="/admin/changes"),
    Scene(name="administration-erasure", person="safavi", path="/admin/erasure/{running}"),
    Scene(name="error-not-found", person="nouri", path="/nowhere"),
    Scene(name="error-not-allowed", person="nouri", path="/admin"),
    Scene(name="clock", person="karimi", path="/clock"),
)  # fmt: skip


def take(names: Sequence[str] = ()) -> list[Path]:
    """Take the pictures of all scenes, or of these; return where they are."""
    shutil.rmtree(ALL, ignore_errors=True) if not names else None
    taken, failed = list[Path](), list[str]()
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder), cases=ENOUGH) as address,
        sync_playwright() as playwright,
    ):
        numbers = cases(Path(folder))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(quiet))
        for scene in SCENES:
            if not names or scene.name in names:
                try:
                    taken += pictured(browser, address, scene, numbers)
                except PlaywrightError as fault:
                    print(f"{scene.name}: {fault}", file=sys.stderr)
                    failed.append(scene.name)
        browser.close()
    if failed:
        raise SystemExit(f"Expected a picture of every scene, but these could not be taken: {', '.join(failed)}")
    return taken


def cases(folder: Path) -> Mapping[str, str]:
    """Return tracking numbers to look at: of an inbox case that runs, one that has ended, and a fault that is worked on."""
    command = [str(Path(sys.executable).with_name("kartabl")), "cases", "--json"]
    told = subprocess.run(
        command, env={**os.environ, "KARTABL_DATA": str(folder / "var")}, check=True, capture_output=True
    )
    found = json.loads(told.stdout)["cases"]

    def first(service: str, running: bool) -> str:
        fitting = (each for each in found if each["service"] == service and (each["ended_at"] is None) == running)
        return str(next(fitting)["tracking"])

    return {
        "running": first("office_automation_inbox", True),
        "ended": first("office_automation_inbox", False),
        "fault": first("support_bug_fix", True),
    }


def pictured(browser: Browser, address: str, scene: Scene, numbers: Mapping[str, str]) -> Iterator[Path]:
    """Take the pictures of a scene; yield where they are."""
    for language in ("fa", "en"):
        for width, pixels in WIDTHS.items():
            with desk(browser, address, scene.person, language, pixels) as page:
                arrive(page, scene, numbers)
                path = ALL / f"{scene.name}-{language}-{width}.png"
                path.parent.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=path, full_page=scene.whole)
            yield path
            if f"{language}-{width}" in scene.kept:
                KEPT.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, KEPT / path.name)


@contextmanager
def desk(browser: Browser, address: str, person: str | None, language: str, width: int) -> Iterator[Page]:
    """Give somebody's page."""
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    context.add_cookies([{"name": "language", "value": language, "url": address}])
    page = context.new_page()
    if person is not None:
        page.goto("/sign-in")
        page.locator("#username").fill(person)
        page.locator("#password").fill(PASSWORD)
        page.locator("main button[type=submit]").click()
        page.wait_for_url("**/tray")
    yield page
    context.close()


def arrive(page: Page, scene: Scene, numbers: Mapping[str, str]) -> None:
    """Go where the picture is taken, and do what is done there."""
    page.goto(scene.path.format(**numbers), wait_until="networkidle")
    if scene.follow is not None:
        page.locator(scene.follow).first.click()
        page.wait_for_load_state("networkidle")
    if scene.then is not None:
        scene.then(page)
        page.wait_for_load_state("networkidle")
    for diagram in page.locator("[data-diagram]:visible").all():
        expect(diagram).to_have_attribute("data-drawn", "true")
    page.evaluate("document.fonts.ready")


if __name__ == "__main__":
    for taken_at in take(sys.argv[1:]):
        print(taken_at.relative_to(ROOT))
