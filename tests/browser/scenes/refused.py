"""What is refused, and how it is said: nothing there, not allowed, too late, too often, a session that has ended."""

from __future__ import annotations

from playwright.sync_api import Page

from processes.demo.people import PASSWORD
from tests.browser.scenes.everybody import INBOX, TASK
from tests.browser.scenes.scene import Scene, one_after_the_other, press, take

NOWHERE = "nowhere"
"""Where an address leads that there is not."""
MANY = 100
"""More attempts than anybody has in a minute."""


def enter(page: Page) -> None:
    """Sign in on the page that is open."""
    page.locator("#username").fill("nouri")
    page.locator("#password").fill(PASSWORD)
    press("main button[type=submit]")(page)


def outlast(page: Page) -> None:
    """Write a request for longer than the session lasts, and send it."""
    enter(page)
    page.goto(INBOX)
    page.locator("[name=person_name]").fill("مهدی کاظمی")
    language = [cookie for cookie in page.context.cookies() if cookie["name"] == "language"]
    page.context.clear_cookies()
    page.context.add_cookies(language)  # type: ignore[arg-type]
    press("form[enctype] .page-actions button")(page)


def forge(page: Page) -> None:
    """Send a form with a token that is not ours."""
    page.locator("main [name=csrf_token]").evaluate("field => { field.value = 'x'; }")
    press("main button[type=submit]")(page)


def put_back_twice(page: Page) -> None:
    """Put a task back in one window, and once more in another that does not know it yet."""
    take(page)
    other = page.context.new_page()
    other.goto(page.url)
    press("form[action*='/release'] button")(other)
    other.close()
    press("form[action*='/release'] button")(page)


def ask_too_often(page: Page) -> None:
    """Try so often that one must wait."""
    token = page.locator("main [name=csrf_token]").input_value()
    for _ in range(MANY):
        if page.request.post("/track", form={"csrf_token": token}).status == 429:
            break
    press("main button[type=submit]")(page)
    assert page.locator("[data-message]").count()


SCENES = (
    Scene(name="error-not-found", person="nouri", path="/nowhere", ends_at=NOWHERE),
    Scene(name="error-not-found-signed-out", person=None, path="/nowhere", ends_at=NOWHERE),
    Scene(name="error-no-such-case", person="nouri", path="/cases/100000009"),
    Scene(name="error-not-allowed", person="nouri", path="/admin"),
    Scene(name="error-not-allowed-to-ask", person="rahimi", path=INBOX),
    Scene(name="error-stale", person=None, path="/sign-in", then=forge, ends_at="account.try_sign_in"),
    Scene(name="error-too-late", person="ziaei", path="/tray", follow=TASK, then=put_back_twice, ends_at="tasks.release"),
    Scene(name="session-ended", person=None, path="/sign-in", then=outlast, ends_at="services.ask"),
    Scene(name="session-back", person=None, path="/sign-in", then=one_after_the_other(outlast, enter), ends_at="account.try_sign_in"),
    Scene(name="error-too-often", person=None, path="/track", then=ask_too_often, ends_at="track.look", last=True),
)  # fmt: skip
