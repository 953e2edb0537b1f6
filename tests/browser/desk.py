"""What a person does at his or her desk, through the pages and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from processes.demo.paths.inbox import CONFIRM, REPLY, Inbox
from processes.demo.paths.office_automation_inbox import INBOX
from processes.demo.play import InDays, Typed
from tests.browser.watch import fit
from tests.browser.words import latin, word

CREATED = INBOX.create.values
UP_TO_THE_ORDER = ("moradi", "tehrani", "hosseini", "salimi", "hosseini", "karimi")
"""Who has the letter of an inbox's request after its requester, until an expert is to do the work."""


def rows_of(inbox: Inbox) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return an inbox's request as it is typed before a row is added, and the row."""
    second = {name: text for name, text in inbox.request.items() if name.startswith("accesses.1")}
    return {name: text for name, text in inbox.request.items() if name not in second}, second


def desks(inbox: Inbox) -> list[tuple[str, Typed]]:
    """Return who completes which task of an inbox's plain path, and what is typed there but for the expert filled in."""
    people = ["sarabi", *UP_TO_THE_ORDER, inbox.expert, "karimi", "sarabi"]
    typed = [inbox.letter, *(move.values for move in inbox.on), REPLY.values, CONFIRM.values]
    filled_in = [{name: text for name, text in values.items() if name != "expert"} for values in typed]
    return list(zip(people, filled_in, strict=True))


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A person's page. Every page that opens is looked at."""

    page: Page
    language: str

    def button(self, key: str) -> Locator:
        """Return the button that is called so in the reader's language."""
        return self.page.get_by_role("button", name=word(key, self.language), exact=True)

    def menu(self) -> None:
        """Open the menu under one's name."""
        self.page.locator(".shell-menu summary").click()

    def go(self, path: str) -> None:
        """Open a page by its path."""
        self.page.goto(path)
        fit(self.page)

    def press(self, key: str) -> None:
        """Press a button and look at what comes."""
        self.button(key).click()
        fit(self.page)

    def complete(self) -> None:
        """Complete the task whose page is open, and come to its case: from the tray one is led to the next task."""
        self.press("complete")
        case = self.page.locator("#messages a[href^='/cases/']")
        if case.count():
            case.click()
            fit(self.page)

    def ask(self, inbox: Inbox = INBOX) -> str:
        """Ask for an inbox, the second row of accesses after it was added; return the tracking number."""
        first, second = rows_of(inbox)
        self.go(f"/services/{inbox.service}")
        self.fill(first)
        self.press("add")
        self.fill(second)
        for name, text in first.items():
            expect(self.field(name)).to_have_value(text)
        self.press("send")
        return self.tracking()

    def tracking(self) -> str:
        """Return the tracking number of the case whose page is open."""
        found = re.search(r"/cases/([^/?#]+)", self.page.url)
        assert found, self.page.url
        return found[1]

    def line(self, tracking: str) -> Locator:
        """Return the link to a case's tasks in the tray that is open."""
        return self.page.locator(f"a[href^='/cases/{tracking}/tasks/']")

    def open_task(self, tracking: str, task: str | None = None) -> None:
        """Open the case's task from the tray, of several the one of that name; and take it where it is not taken yet."""
        self.go("/tray")
        lines = self.line(tracking)
        (lines if task is None else lines.filter(has_text=word(task, self.language))).click()
        fit(self.page)
        if self.button("take").count():
            self.press("take")

    def do(self, tracking: str, values: Typed, task: str | None = None) -> None:
        """Complete the case's task that waits in the tray."""
        self.open_task(tracking, task)
        self.fill(values)
        self.complete()

    def field(self, name: str) -> Locator:
        """Return what a value is typed into."""
        return self.page.locator(f"main [name='{name}']:not([type=radio])")

    def fill(self, values: Typed) -> None:
        """Type values, choose options, tick those of a list."""
        for name, value in values.items():
            if isinstance(value, InDays):
                value = (date.today() + timedelta(days=value.days)).isoformat()
            if not isinstance(value, str):
                assert isinstance(value, Sequence)
                for one in value:
                    self.page.locator(f"main [name='{name}'][type=checkbox][value='{one}']").check()
                continue
            choices = self.page.locator(f"main [name='{name}'][type=radio]")
            if choices.count():
                choices.and_(self.page.locator(f"[value='{value}']")).check()
            elif self.field(name).evaluate("field => field.tagName") == "SELECT":
                self.field(name).select_option(value)
            else:
                self.field(name).fill(value)

    def text(self) -> str:
        """Return what the page says, with Latin digits."""
        return latin(self.page.locator("main").inner_text())


def proven(desk: Desk, tracking: str) -> None:
    """Look at the proof of a case, which proves itself."""
    desk.go(f"/cases/{tracking}/proof")
    expect(desk.page.locator("main")).to_contain_text(word("proves", desk.language))
