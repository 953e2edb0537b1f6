"""Every page of the product in every state, in both languages, wide and narrow: drawn, within its window, accessible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import MapAdapter

from tests.browser.office import Office
from tests.browser.scenes import SCENES
from tests.browser.scenes.refused import NOWHERE
from tests.browser.scenes.scene import WIDTHS, Scene, arrive
from tests.browser.served import ENOUGH, numbers_of, served
from tests.browser.watch import fit
from web import account
from web.doors import DOORS
from web.pages import blueprints

pytestmark = pytest.mark.browser
Large = tuple[Office, Mapping[str, str]]
NO_PAGE = {
    "tray.home": "leads to the tray",
    "tasks.pass_over": "leads to the next task",
    "notices.follow": "leads to what it tells of",
    "cases.diagram": "a diagram to be drawn",
    "cases.marks": "what is marked in it",
    "cases.file": "a file",
    "diagrams.file": "a file",
    "diagrams.draft": "a file",
    "audit.cases_csv": "a file",
    "audit.records_csv": "a file",
    "audit.frames": "what is marked in a diagram",
    "audit.diagram": "a diagram to be drawn",
}
"""What is asked for by GET and is no page, and why."""
IN_ORDER = [
    *((scene, language) for language in ("fa", "en") for scene in SCENES if not scene.last),
    *((scene, language) for scene in SCENES if scene.last for language in ("fa", "en")),
]


@pytest.fixture(scope="module")
def large(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Large]:
    """An office with so many cases that some have ended."""
    folder = tmp_path_factory.mktemp("large")
    with served(folder, cases=ENOUGH) as address:
        office = Office(browser=browser, address=address)
        yield office, numbers_of(folder)
        office.close()


@pytest.mark.parametrize(
    ("scene", "language"), IN_ORDER, ids=[f"{scene.name}-{language}" for scene, language in IN_ORDER]
)
def test_every_page_is_fit_for_everybody(large: Large, scene: Scene, language: str) -> None:
    office, numbers = large
    context, watch = office.of(scene.person and scene.person.format(**numbers), language)
    page = context.new_page()
    for place, width in enumerate(scene.widths):
        page.set_viewport_size({"width": WIDTHS[width], "height": 800})
        if place == 0:
            arrive(page, scene, numbers)
        fit(page)
    assert endpoint_of(page.url) == ending(scene)
    page.close()
    assert watch.forget() == []


def test_no_page_is_forgotten() -> None:
    asked = {
        rule.endpoint
        for rule in addresses().map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint != "static"
    }
    pages = {ending(scene) for scene in SCENES} - {NOWHERE}

    assert asked - pages == set(NO_PAGE)
    assert pages <= set(DOORS)


def ending(scene: Scene) -> str:
    """Return the endpoint at which a scene ends."""
    return scene.ends_at or endpoint_of(scene.path.format_map(dict.fromkeys(("running", "ended", "fault"), "1")))


def endpoint_of(url: str) -> str:
    """Return the endpoint of an address, of a page or of what is sent to it."""
    path = url.partition("//")[2].partition("/")[2] if "//" in url else url.lstrip("/")
    path = "/" + path.partition("?")[0].partition("#")[0]
    for method in ("GET", "POST"):
        try:
            return str(addresses().match(path, method)[0])
        except MethodNotAllowed:
            continue
        except NotFound:
            return NOWHERE
    raise AssertionError(path)


def addresses() -> MapAdapter:
    """Return the addresses of the product, without anything behind them."""
    app = Flask("web", static_folder=None)
    for blueprint in (account.blueprint, *blueprints):
        app.register_blueprint(blueprint)
    return app.url_map.bind("localhost")
