"""A page in a state: who looks, where it is, what is done there first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Page

Then = Callable[[Page], object]
WIDTHS = {"wide": 1280, "narrow": 360}


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A page in a state. `path` may name a case: `{running}`, `{ended}`, `{fault}`."""

    name: str
    person: str | None
    """Whose page it is; `{requester}`: of who asked for the running case; nobody's: of who has not signed in."""
    path: str
    follow: str | None = None
    """The link on that page that leads to the one that is meant."""
    typed: Mapping[str, str] = field(default_factory=dict)
    """What is typed there, by the names of the fields; a case may be named here, too, and its `{mobile}`."""
    then: Then | None = None
    """What is done then."""
    ends_at: str | None = None
    """The endpoint of the page that stands there in the end, where it is not that of the path."""
    within: str | None = None
    """What lies over the rest: of the rest, no more can be said then."""
    widths: Sequence[str] = ("wide", "narrow")
    kept: Sequence[str] = ()
    """What of it the guides show."""
    whole: bool = True
    """Whether the whole page is pictured; else what is seen at first."""
    last: bool = False
    """Whether others would not be as they are after it."""


def arrive(page: Page, scene: Scene, numbers: Mapping[str, str]) -> None:
    """Go where the scene is, and do what is done there."""
    page.goto(scene.path.format(**numbers))
    if scene.follow is not None:
        page.locator(scene.follow).first.click()
        page.wait_for_load_state()
    for name, text in scene.typed.items():
        page.locator(f"main [name='{name}']:visible").first.fill(text.format(**numbers))
    if scene.then is not None:
        scene.then(page)
        page.wait_for_load_state()


def press(*selectors: str) -> Then:
    """Return what presses one thing after the other."""

    def then(page: Page) -> None:
        for selector in selectors:
            page.locator(selector).first.click()
            page.wait_for_load_state()

    return then


def search(text: str) -> Then:
    """Return what searches in a list: it is narrowed while one types."""

    def then(page: Page) -> None:
        page.locator("main [name=q]").first.fill(text)
        page.wait_for_url("**q=**")

    return then


def one_after_the_other(*acts: Then) -> Then:
    """Return what does several things."""
    return lambda page: [act(page) for act in acts]


def unfold(page: Page) -> None:
    """Open everything that is folded on a page."""
    page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")


def take(page: Page) -> None:
    """Take a task, if it is not taken yet."""
    claim = page.locator("form[action*='/claim'] button")
    if claim.count():
        claim.click()
        page.wait_for_load_state()


def send_unfilled(page: Page) -> None:
    """Send the form of a task, or of a request, as it is."""
    take(page)
    press("form[enctype] .page-actions button")(page)
