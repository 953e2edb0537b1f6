"""What everybody has: the sign-in, services and requests, tray and tasks, notices, search."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.scenes.scene import (
    Scene,
    one_after_the_other,
    press,
    search,
    send_unfilled,
    take,
    unfold,
)

TASK = "main a[href*='/tasks/']"
INBOX = "/services/office_automation_inbox"


def keep_view(page: Page) -> None:
    """Keep a view, and open what is done with it."""
    name = f"Late {page.locator('html').get_attribute('lang')}"
    if not page.locator("main .tabs a", has_text=name).count():
        press(".list-tools summary")(page)
        page.locator("#view-name").fill(name)
        press(".keeping button")(page)
    page.locator("main a", has_text=name).first.click()
    page.wait_for_load_state()
    press(".list-tools summary")(page)


def open_picker(page: Page) -> None:
    """Open the calendar of a date field."""
    page.locator("#since").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("dialog.date-picker")).to_be_visible()


def open_keys(page: Page) -> None:
    """Open the dialog of the keys."""
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()


def give(page: Page) -> None:
    """Take a task and go where it is given to somebody else."""
    take(page)
    page.goto(f"{page.url.partition('?')[0]}/give")


SCENES = (
    Scene(name="sign-in", person=None, path="/sign-in"),
    Scene(name="sign-in-fault", person=None, path="/sign-in", typed={"username": "nouri", "password": "x"}, then=press("main button[type=submit]"), ends_at="account.try_sign_in"),
    Scene(name="track", person=None, path="/track"),
    Scene(name="track-fault", person=None, path="/track", then=press("main button[type=submit]"), ends_at="track.look"),
    Scene(name="track-found", person=None, path="/track", typed={"tracking": "{running}", "mobile": "{mobile}"}, then=press("main button[type=submit]"), ends_at="track.look"),
    Scene(name="services", person="nouri", path="/services", kept=("fa-wide",)),
    Scene(name="request", person="nouri", path=INBOX, kept=("fa-wide",)),
    Scene(name="request-faults", person="nouri", path=INBOX, then=send_unfilled),
    Scene(name="request-rows", person="nouri", path=INBOX, then=press("[name=_add]", "[name=_add]")),
    Scene(name="request-for-others", person="bagheri", path="/services/support_bug_fix"),
    Scene(
        name="request-for-a-caller", person="bagheri", path="/services/support_bug_fix",
        then=one_after_the_other(lambda page: page.locator("#_for").select_option("caller"), press("[name=_whose]"), send_unfilled),
    ),
    Scene(name="my-requests", person="nouri", path="/cases", kept=("fa-wide", "fa-narrow")),
    Scene(name="my-requests-ended", person="nouri", path="/cases?ended=yes"),
    Scene(name="my-requests-empty", person="rahimi", path="/cases"),
    Scene(name="my-requests-not-found", person="nouri", path="/cases?q=000"),
    Scene(name="tray", person="karimi", path="/tray", kept=("fa-wide", "en-wide", "fa-narrow")),
    Scene(name="tray-empty", person="rahimi", path="/tray"),
    Scene(name="tray-nothing-found", person="karimi", path="/tray", then=search("ناموجود")),
    Scene(name="tray-all", person="karimi", path="/tray?view=all"),
    Scene(name="tray-roles", person="bagheri", path="/tray?view=roles"),
    Scene(name="tray-late", person="karimi", path="/tray?view=all&late=yes&sort=-since"),
    Scene(name="tray-keep", person="karimi", path="/tray?late=yes", then=press(".list-tools summary")),
    Scene(name="tray-kept", person="karimi", path="/tray?late=yes", then=keep_view),
    Scene(name="menu", person="karimi", path="/tray", then=press(".shell-menu summary"), within=".shell-menu", whole=False),
    Scene(name="keys-dialog", person="karimi", path="/tray", then=open_keys, within="dialog", whole=False),
    Scene(name="task", person="karimi", path="/tray", follow=TASK, ends_at="tasks.show"),
    Scene(name="task-expert", person="bagheri", path="/tray", follow=TASK, ends_at="tasks.show", kept=("fa-wide", "en-wide")),
    Scene(name="task-contractor", person="mehrabi", path="/tray", follow=TASK, ends_at="tasks.show"),
    Scene(name="task-of-another", person="karimi", path="/tray?view=all&sort=-since", follow=TASK, ends_at="tasks.show"),
    Scene(name="task-faults", person="karimi", path="/tray", follow=TASK, ends_at="tasks.complete", then=send_unfilled),
    Scene(
        name="task-all-open", person="bagheri", path="/tray", follow=TASK, ends_at="tasks.show",
        then=one_after_the_other(take, unfold),
    ),
    Scene(name="give", person="bagheri", path="/tray", follow=TASK, ends_at="giving.show", then=give),
    Scene(
        name="give-faults", person="bagheri", path="/tray", follow=TASK, ends_at="giving.delegate",
        then=one_after_the_other(give, press(".confirm-form button")),
    ),
    Scene(name="notices", person="sarabi", path="/notices"),
    Scene(name="notices-unread", person="sarabi", path="/notices?unread=yes&about=work"),
    Scene(name="notices-contract", person="karimi", path="/notices?about=time"),
    Scene(name="notices-empty", person="rahimi", path="/notices"),
    Scene(name="search-empty", person="karimi", path="/search"),
    Scene(name="search", person="karimi", path="/search?q=کارتابل"),
    Scene(name="search-person", person="karimi", path="/search?q=sarabi"),
    Scene(name="search-nothing", person="karimi", path="/search?q=ناموجود"),
    Scene(name="substitutes", person="moradi", path="/substitutes"),
    Scene(name="substitutes-faults", person="moradi", path="/substitutes", ends_at="substitutes.show", then=press("main form .page-actions button")),
    Scene(name="date-picker", person="moradi", path="/substitutes", then=open_picker, within="dialog", whole=False),
    Scene(name="account", person="nouri", path="/account"),
    Scene(name="account-faults", person="nouri", path="/account", then=press("form[action$='/password'] button"), ends_at="myself.change_password"),
    Scene(name="keys", person="nouri", path="/keys"),
    Scene(name="design", person="nouri", path="/design"),
    Scene(name="design-faults", person="nouri", path="/design?form=faults"),
    Scene(name="sites", person="karimi", path="/sites"),
    Scene(name="clock", person="karimi", path="/clock"),
)  # fmt: skip
