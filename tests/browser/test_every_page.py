"""Every page of the product in every state, in both languages, wide and narrow: drawn, within its window, accessible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import MapAdapter

from tests.browser.failing import fail_some
from tests.browser.office import Office
from tests.browser.scenes import SCENES
from tests.browser.scenes.refused import NOWHERE
from tests.browser.scenes.scene import WIDTHS, Scene, arrive
from tests.browser.served import ENOUGH, numbers_of, served
from tests.browser.watch import fit
from web import account, i18n
from web.doors import DOORS
from web.pages import blueprints, myself, track

pytestmark = pytest.mark.browser
Large = tuple[Office, Mapping[str, str]]
NO_PAGE = {
    "tray.home": "leads to the tray",
    "tasks.pass_over": "leads to the next task",
    "notices.follow": "leads to what it tells of",
    "cases.diagram": "a diagram to be drawn",
    "cases.marks": "what is marked in it",
    "cases.file": "a file",
    "cases.meeting": "a file",
    "diagrams.file": "a file",
    "diagrams.drawing": "a diagram to be drawn",
    "diagrams.draft": "a diagram to be drawn",
    "board.figures_csv": "a file",
    "board.diagram": "a diagram to be drawn",
    "board.contract_csv": "a file",
    "board.contract_cases_csv": "a file",
    "audit.cases_csv": "a file",
    "audit.records_csv": "a file",
    "audit.frames": "the words of steps",
    "audit.diagram": "a diagram to be drawn",
    "health.alive": "for those who watch over the server",
    "health.ready": "for those who watch over the server",
    "metrics.show": "for those who watch over the server",
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
        fail_some(folder)
        office = Office(browser=browser, address=address)
        yield office, numbers_of(folder)
        office.close()


@pytest.mark.parametrize(
    ("scene", "language"), IN_ORDER, ids=[f"{scene.name}-{language}" for scene, language in IN_ORDER]
)
def test_every_page_is_fit_for_everybody(large: Large, scene: Scene, language: str) -> None:
    office, numbers = large
    person = scene.person and scene.person.format(**numbers)
    context, watch = office.of(
        person, language, reduced_motion="reduce"
    )  # a colour half-way is neither the one nor the other
    page = context.new_page()
    for place, width in enumerate(scene.widths):
        page.set_viewport_size({"width": WIDTHS[width], "height": 800})
        if place == 0:
            arrive(page, scene, numbers)
        fit(page, scene.within)
    assert ending(scene) in endpoints_of(page.url)
    page.close()
    assert watch.forget() == []


def test_no_page_is_forgotten() -> None:
    rules = list(addresses().map.iter_rules())
    asked = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}
    ends = {ending(scene) for scene in SCENES} - {NOWHERE}

    assert {rule.endpoint for rule in rules} == set(DOORS) - {"static"}
    assert asked - ends == set(NO_PAGE)
    assert ends <= set(DOORS)


def ending(scene: Scene) -> str:
    """Return the endpoint at which a scene ends."""
    if scene.ends_at:
        return scene.ends_at
    (shown,) = endpoints_of(scene.path.format_map(dict.fromkeys(("running", "ended", "fault"), "1")), ("GET",))
    return shown


def endpoints_of(url: str, methods: Sequence[str] = ("GET", "POST")) -> set[str]:
    """Return the endpoints of an address: of a page, and of what is sent to it."""
    found, path = set[str](), urlsplit(url).path
    for method in methods:
        with suppress(MethodNotAllowed, NotFound):
            found.add(str(addresses().match(path, method)[0]))
    return found or {NOWHERE}


def addresses() -> MapAdapter:
    """Return the addresses of the product, without anything behind them."""
    app = Flask("web", static_folder=None)
    for blueprint in (account.blueprint, i18n.blueprint, myself.blueprint, track.blueprint, *blueprints):
        app.register_blueprint(blueprint)
    return app.url_map.bind("localhost")
