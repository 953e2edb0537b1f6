"""The diagrams: what is deployed, an upload and its check, a difference between versions."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.scenes.scene import Scene, Then, one_after_the_other, press, unfold

SERVICE = "office_automation_inbox"
PAGE = f"/diagrams/{SERVICE}"
FILE = "letter_path.bpmn"
NAMED, RENAMED = "نامه را تنظیم کنید", "پیش‌نویس نامه را بنویسید"
TARGETS, TRY = "/targets", "#try .page-actions button"
ASKED = {"feel": 'layer deadline("resolution", 0.75)', "day": "1405/09/13", "time": "17:45", "resolution": "P2D"}
WRONG = {"feel": 'layer deadline("resolution", PT2H)', "response": "P1W"}
FAULTY = 'camunda:formKey="letter_draft"', 'camunda:formKey="no_such_form"'


def check(old: str, new: str) -> Then:
    """Return what uploads a diagram with something else in it, and has it checked."""

    def then(page: Page) -> None:
        shipped = page.request.get(f"{PAGE}/1/diagram/{FILE}").text()
        assert old in shipped
        changed = shipped.replace(old, new).encode()
        page.locator("#upload-files").set_input_files({"name": FILE, "mimeType": "application/xml", "buffer": changed})
        press("form[enctype] .page-actions button")(page)

    return then


def deploy(page: Page) -> None:
    """Deploy what was checked, unless that is what is deployed already."""
    if page.locator("#deploy-reason").count():
        page.locator("#deploy-reason").fill("نام روشن‌تر")
        press("form[action$='/deploy'] button")(page)


def difference(page: Page) -> None:
    """Look at what differs between the newest version and the one before."""
    page.goto(f"{PAGE}/difference")


def send_nothing(page: Page) -> None:
    """Have nothing checked, as a browser does that does not ask for a file itself."""
    page.locator("#upload-files").evaluate("field => field.removeAttribute('required')")
    press("form[enctype] .page-actions button")(page)


renamed = one_after_the_other(check(NAMED, RENAMED), deploy)
SCENES = (
    Scene(name="diagrams", person="safavi", path="/diagrams", kept=("fa-wide",)),
    Scene(name="diagrams-read", person="karimi", path="/diagrams"),
    Scene(name="diagram", person="safavi", path=PAGE, kept=("fa-wide",)),
    Scene(name="diagram-no-file", person="safavi", path=PAGE, then=send_nothing, ends_at="diagrams.check"),
    Scene(name="diagram-checked", person="safavi", path=PAGE, then=check(NAMED, RENAMED), ends_at="diagrams.check"),
    Scene(name="diagram-faulty", person="safavi", path=PAGE, then=check(*FAULTY), ends_at="diagrams.check"),
    Scene(name="targets", person="safavi", path=TARGETS, kept=("fa-wide",)),
    Scene(
        name="targets-tried", person="karimi", path=TARGETS, typed=ASKED, then=one_after_the_other(press(TRY), unfold)
    ),
    Scene(name="targets-wrong", person="safavi", path=TARGETS, typed={**ASKED, **WRONG}, then=press(TRY)),
    Scene(
        name="diagram-difference", person="safavi", path=PAGE,
        then=one_after_the_other(renamed, difference), ends_at="diagrams.difference", last=True,
    ),
    Scene(
        name="diagram-newer", person="safavi", path=PAGE,
        then=one_after_the_other(lambda page: page.locator("#upload-since").select_option("1"), check(*FAULTY)),
        ends_at="diagrams.check", last=True,
    ),
)  # fmt: skip
