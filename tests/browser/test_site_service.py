"""The site builder's service through the pages: introduced, refused, replaced, withdrawn, each desk by its own people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from playwright.sync_api import expect

from processes.demo.paths.site_builder_access import (
    FINANCE,
    LETTER,
    REOPEN,
    REPLY,
    REVOKED,
    TAKEN_BACK,
    TRAINED,
    give,
    introduce,
    replace,
    withdraw,
)
from tests.browser.conftest import At
from tests.browser.desk import Desk, proven
from tests.browser.watch import fit
from tests.browser.words import word

pytestmark = pytest.mark.browser

SIGNING = [
    ("nouri", LETTER),
    ("ghasemi", {"decision": "approve", "note": "ملاحظه شد"}),
    ("jafari", {"decision": "sign", "note": ""}),
]
ORDER = ("karimi", {"decision": "approve", "note": "اقدام شود"})
GIVEN = give(FINANCE).values
Steps = Sequence[tuple[str, Mapping[str, str]]]


def ask(desk: Desk, said: Mapping[str, str | Sequence[str]]) -> str:
    """Ask for the service; return the tracking number."""
    desk.go("/services/site_builder_access")
    desk.fill(said)
    desk.press("send")
    return desk.tracking()


def go_on(at: At, language: str, tracking: str, steps: Steps) -> None:
    """Let each person do the one task of the case that waits."""
    for person, values in steps:
        at(person, language).do(tracking, values)


def register(desk: Desk, unit: str = "مالی") -> str:
    """Return what the register says of the unit today."""
    desk.go("/sites")
    unit = unit if desk.language == "fa" else "Finance"
    return desk.page.locator("section").first.locator("tbody tr").filter(has_text=unit).first.inner_text()


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_site_expert_is_introduced_replaced_and_withdrawn(at: At, language: str) -> None:
    requester, expert, auditor = at("nouri", language), at("yousefi", language), at("rahimi", language)
    late = ask(requester, introduce(FINANCE))
    go_on(at, language, late, SIGNING[:2])
    first = ask(requester, introduce(FINANCE))
    go_on(at, language, first, [*SIGNING, ORDER])

    expert.do(first, TRAINED, "training")
    assert word("has access", language) not in register(auditor)
    expert.do(first, GIVEN, "access")
    told = register(auditor)
    assert word("has access", language) in told
    assert ("ندا دانشور" if language == "fa" else "Neda Daneshvar") in told

    director = at("jafari", language)
    director.do(late, {"decision": "sign", "note": "با سپاس"})
    assert word("replacement", language) in director.text()
    expect(director.page.locator("main")).to_contain_text("با سپاس")
    director.do(late, {"decision": "reject", "reason": "کارشناس سایت هست"})

    go_on(at, language, first, [("karimi", REPLY), ("nouri", REOPEN.values)])
    expert.open_task(first, "access")
    expect(expert.page.locator("main")).to_contain_text(str(REOPEN.values["reason"]))
    expert.fill(GIVEN)
    expert.complete()
    expert.do(first, TRAINED, "training")
    go_on(at, language, first, [("karimi", REPLY), ("nouri", {"decision": "confirm"})])
    requester.go(f"/cases/{first}")
    expect(requester.page.locator("main")).to_contain_text(word("closed", language))
    proven(requester, first)

    second = ask(requester, replace(FINANCE))
    go_on(at, language, second, [*SIGNING, ORDER, ("yousefi", REVOKED)])
    expert.do(second, give(FINANCE).values, "access")
    expert.do(second, TRAINED, "training")
    assert ("نرگس نوری" if language == "fa" else "Narges Nouri") in register(director)
    go_on(at, language, second, [("karimi", REPLY), ("nouri", {"decision": "confirm"})])

    last = ask(requester, withdraw(FINANCE))
    go_on(
        at,
        language,
        last,
        [*SIGNING, ORDER, ("yousefi", REVOKED), ("karimi", REPLY), ("nouri", {"decision": "confirm"})],
    )
    assert word("nobody", language) in register(at("safavi", language))
    proven(auditor, last)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_who_withdraws_after_the_access_was_given_has_it_taken_back(at: At, language: str) -> None:
    requester, expert = at("nouri", language), at("yousefi", language)
    tracking = ask(requester, introduce(FINANCE))
    go_on(at, language, tracking, [*SIGNING, ORDER])
    expert.do(tracking, GIVEN, "access")

    requester.go(f"/cases/{tracking}")
    requester.page.get_by_text(word("no longer", language)).click()
    requester.page.locator("[name=reason]").fill("انتقال به واحد دیگر")
    requester.press("withdraw")
    expect(requester.page.locator("main")).to_contain_text(word("taken back", language))
    expert.do(tracking, TAKEN_BACK)

    requester.page.reload()
    fit(requester.page)
    expect(requester.page.locator("main")).to_contain_text(word("withdrawn", language))
    assert word("nobody", language) in register(at("karimi", language))


def test_the_whole_diagram_and_the_narrow_pages_are_fit(at: At) -> None:
    narrow = at("yousefi", viewport={"width": 360, "height": 780})
    narrow.go("/sites")
    narrow.go("/tray")
    head = at("norouzi", viewport={"width": 360, "height": 780})
    head.go("/services/site_builder_access")
