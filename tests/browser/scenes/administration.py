"""The pages by which the organisation is kept, with their forms folded, open, and refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from playwright.sync_api import Page

from processes.calendars.month import month_of
from tests.browser.scenes.scene import Scene, press, unfold
from tests.browser.words import typed_in

PLACES = {
    "people": "/admin/people/kazemi",
    "units": "/admin/units/roads",
    "systems": "/admin/systems/sajad",
    "contracts": "/admin/contracts/1",
}
"""Lists, and a thing that is in each."""
ADDED = {"people": "people_add", "units": "units_add", "systems": "systems_add", "sites": "sites_add"}
"""Where what is refused of a new one is shown."""
SEND = "main form[id] .page-actions button"


def scene(name: str, path: str, **more: object) -> Scene:
    """Return a scene of the administrator."""
    return Scene(name=f"administration-{name}", person="safavi", path=path, **more)  # type: ignore[arg-type]


def send_emptied(page: Page) -> None:
    """Empty the first form that changes the thing, and send it."""
    press("main details.admin-form summary")(page)
    form = page.locator("main details.admin-form[open] form").first
    for field in form.locator("input[type=text]:visible, input:not([type]):visible").all():
        field.fill("")
    form.locator(".page-actions button").click()
    page.wait_for_load_state()


def lists() -> Iterator[Scene]:
    """Yield each list, one thing in it, with its forms open, and with a fault."""
    for name, path in PLACES.items():
        yield scene(name, f"/admin/{name}")
        yield scene(f"{name}-one", path)
        yield scene(f"{name}-open", path, then=unfold)
        yield scene(f"{name}-faults", path, then=send_emptied, ends_at=f"admin.{name}_change")
    for name, endpoint in ADDED.items():
        yield scene(f"{name}-new", f"/admin/{name}/new")
        yield scene(f"{name}-new-faults", f"/admin/{name}/new", then=press(SEND), ends_at=f"admin.{endpoint}")


def send_wrong_times(page: Page) -> None:
    """Open the times that a contract promises, and send a resolution without its response, and one before it."""
    page.locator("main details:has(#targets) > summary").click()
    for name, text in {"low.resolution": "2", "high.response": "3", "high.resolution": "1"}.items():
        page.locator(f"main [name='support_guidance.{name}']").fill(text)
    press("#targets .page-actions button")(page)


def try_all_again(page: Page) -> None:
    """Let all incidents be tried again, where there are any: after the scene in one language there are none in the other."""
    again = page.locator("main .page-actions button")
    if again.count():
        again.click()
        page.wait_for_load_state()


def choose_all(page: Page) -> None:
    """Choose everything that names a person, and go on to the confirmation."""
    for box in page.locator("main [type=checkbox]").all():
        box.check()
    page.locator("main [name=reason]").fill("به درخواست صاحب داده")
    press("main .page-actions button")(page)


FRIDAY = 4
"""As Python numbers weekdays: nobody works, so that there is nothing to close."""
PREVIEW = "main form.calendar-edit .page-actions button"
RAMADAN = {
    "first": typed_in(10),
    "last": typed_in(23),
    "hours": "09:00-13:00",
    "name_fa": "ساعات ماه رمضان",
    "name_en": "Ramadan hours",
}


def preview(page: Page) -> None:
    """Choose other hours, and look at what that changes."""
    page.locator("main [name=kind]").select_option("hours")
    press(PREVIEW)(page)


def calendars() -> Iterator[Scene]:
    """Yield the working calendars: the list, one in several months, each change, what it would change, and what is refused."""
    one, change = "/admin/calendars/office", "/admin/calendars/office/change"
    yield scene("calendars", "/admin/calendars")
    yield scene("calendars-new", "/admin/calendars/new")
    yield scene("calendars-new-faults", "/admin/calendars/new", then=press(SEND), ends_at="admin.calendars_add")
    yield Scene(name="administration-calendars-one", person="safavi", path=one, kept=("fa-wide",))
    spring = month_of(date.today()).year + 1
    yield scene("calendars-spring", f"{one}?month={spring}-01&year={spring}")
    yield scene("calendars-version", f"{one}/versions/1")
    for what in ("days", "week", "holidays", "removal", "week-removal", "names"):
        yield scene(f"calendars-{what}", f"{change}/{what}")
        yield scene(
            f"calendars-{what}-faults",
            f"{change}/{what}",
            typed=FAULTY.get(what, {}),
            then=press(PREVIEW),
            ends_at="admin.calendars_change",
        )
    yield scene("calendars-preview", f"{change}/days", typed=RAMADAN, then=preview, ends_at="admin.calendars_change")


FAULTY = {
    "week": {"since": typed_in(120), "d5": "15:00-07:00", "d6": "07:00-12:00, 11:00-14:00", "d0": "صبح"},
    "days": {"first": typed_in((FRIDAY - date.today().weekday()) % 7)},
    "removal": {"first": "1405/09/07"},
    "names": {"zone": "Asia/Teheran"},
}
"""What is typed that cannot be."""

SCENES = (
    Scene(name="administration", person="safavi", path="/admin", kept=("fa-wide",)),
    *lists(),
    scene("people-found", "/admin/people?text=karimi"),
    scene("people-none", "/admin/people?text=ناموجود"),
    scene("leave", "/admin/people/bagheri/leave", then=press(".confirm summary")),
    scene("leave-faults", "/admin/people/bagheri/leave", then=press(".confirm summary", ".confirm-form .btn-danger"), ends_at="admin.people_left"),
    scene("company", "/admin/units/rayan"),
    scene("sites", "/admin/sites"),
    scene("site", "/admin/sites/roads.example.ir"),
    scene("contract-new", "/admin/contracts/new"),
    scene("contract-times-faults", "/admin/contracts/1", then=send_wrong_times, ends_at="admin.contracts_targets"),
    Scene(name="contracts-read", person="karimi", path="/admin/contracts"),
    Scene(name="contract-read", person="karimi", path="/admin/contracts/1"),
    scene("contract-new-faults", "/admin/contracts/new?company=rayan", then=press("main .page-actions button"), ends_at="admin.contracts_add"),
    *calendars(),
    scene("roles", "/admin/roles"),
    scene("role", "/admin/roles/it_expert"),
    Scene(name="administration-permissions", person="safavi", path="/admin/permissions", kept=("fa-wide",)),
    scene("changes", "/admin/changes"),
    scene("substitutes", "/admin/substitutes"),
    scene("incidents", "/admin/incidents"),
    scene("incidents-case", "/admin/incidents", follow="main tbody th a", ends_at="cases.show"),
    scene("incidents-none", "/admin/incidents", then=try_all_again, last=True),
    scene("erasures", "/admin/erasure"),
    scene("erasures-fault", "/admin/erasure?tracking=1"),
    scene("erasure", "/admin/erasure/{ended}"),
    scene("erasure-faults", "/admin/erasure/{ended}", then=press("main .page-actions button"), ends_at="admin.erasure_ask"),
    scene("erasure-sure", "/admin/erasure/{ended}", then=choose_all, ends_at="admin.erasure_ask"),
)  # fmt: skip
