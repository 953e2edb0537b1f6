"""Pictures of every page, to be looked at: `make pictures`.

All of them go to build/pictures/, in both languages, wide and narrow. Those that the README and the guides show (`kept`) go to
docs/pictures/ too, as far as is seen at first. The office in them is a demonstration that is made for it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.conftest import quiet
from tests.browser.failing import fail_some
from tests.browser.office import Office
from tests.browser.scenes import SCENES
from tests.browser.scenes.scene import WIDTHS, Scene, arrive
from tests.browser.served import ENOUGH, numbers_of, served

ROOT = Path(__file__).parents[2]
ALL, KEPT = ROOT / "build" / "pictures", ROOT / "docs" / "pictures"


def take(names: Sequence[str] = ()) -> list[Path]:
    """Take the pictures of all scenes, or of these; return where they are."""
    if unknown := set(names) - {scene.name for scene in SCENES}:
        raise SystemExit(f"Expected names of scenes, but there are none called {', '.join(sorted(unknown))}.")
    shutil.rmtree(ALL, ignore_errors=True) if not names else None
    taken, failed = list[Path](), list[str]()
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder), cases=ENOUGH) as address,
        sync_playwright() as playwright,
    ):
        fail_some(Path(folder))
        numbers = numbers_of(Path(folder))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(quiet))
        office = Office(browser=browser, address=address)
        for scene in sorted(SCENES, key=lambda each: each.last):
            if not names or scene.name in names:
                try:
                    taken += pictured(office, scene, numbers)
                except PlaywrightError as fault:
                    print(f"{scene.name}: {fault}", file=sys.stderr)
                    failed.append(scene.name)
        browser.close()
    if failed:
        raise SystemExit(f"Expected a picture of every scene, but these could not be taken: {', '.join(failed)}")
    return taken


def pictured(office: Office, scene: Scene, numbers: Mapping[str, str]) -> Iterator[Path]:
    """Take the pictures of a scene; yield where they are."""
    person = scene.person and scene.person.format(**numbers)
    for language in ("fa", "en"):
        context, _watch = office.of(person, language, reduced_motion="reduce")
        for width in scene.widths:
            page = context.new_page()
            page.set_viewport_size({"width": WIDTHS[width], "height": 800})
            arrive(page, scene, numbers)
            settle(page)
            path = ALL / f"{scene.name}-{language}-{width}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=path, full_page=scene.whole)
            if f"{language}-{width}" in scene.kept:
                KEPT.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=KEPT / path.name)
            page.close()
            yield path


def settle(page: Page) -> None:
    """Wait until everything is drawn."""
    page.wait_for_load_state("networkidle")
    for diagram in page.locator("[data-diagram]:visible").all():
        expect(diagram).to_have_attribute("data-drawn", "true")
    page.evaluate("document.fonts.ready")


if __name__ == "__main__":
    for taken_at in take(sys.argv[1:]):
        print(taken_at.relative_to(ROOT))
