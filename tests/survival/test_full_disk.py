"""The disk under PostgreSQL is full: what was said to be done is there, what was typed is kept, and it goes on once there is room."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from processes import clock
from tests.processes import build
from tests.processes.build import Case
from tests.survival.clients import Acknowledged
from tests.survival.cramped import IN_ITS_NAMESPACE, Cramped, Way, cramped
from tests.survival.verified import faults, fired
from tests.web import pages
from tests.web.pages import Site, task_url
from web.ticker import Ticker

pytestmark = pytest.mark.servers
DESK = "paraph_letter"
NOTE = "ملاحظه شد؛ متن نامه با رونوشت آن یکی است. " * 20
CASES = 48
ROOM = "160K"
"""What is left at first: enough for the first clicks (some 80 kB), not for forty (some 10 kB each)."""
AWAY = 8
"""How many clicks meet the full disk, and then the server that is away."""
PATIENCE = 60.0


@pytest.fixture
def postgres() -> Iterator[Cramped]:
    """A PostgreSQL whose disk is small."""
    with cramped() as made:
        yield made


@pytest.fixture
def site(postgres: Cramped, tmp_path: Path) -> Iterator[Site]:
    """The application with an office on it."""
    url, unused = build.on_postgres(postgres.server, tmp_path / "office"), tmp_path / "unused.sqlite"
    unused.touch()
    with pages.site(unused, tmp_path, KARTABL_DATABASE_URL=url, KARTABL_DATABASE_CONNECT="1") as made:
        yield made


def until(what: Callable[[], bool]) -> bool:
    """Return whether something comes to be so."""
    last = time.monotonic() + PATIENCE
    while not (found := what()) and time.monotonic() < last:
        time.sleep(0.2)
    return found


def late(site: Site, cases: int) -> list[Case]:
    """Return cases in each of which somebody has a task, and a timer is due."""
    found = [site.bench.at_desk(DESK) for _ in range(cases)]
    with site.bench.office.store.writing() as unit:
        clock.advance(unit.session, site.bench.later("PT9H") - site.bench.hands.time)
    return found


def wrong(site: Site, told: Acknowledged) -> list[str]:
    """Return what is wrong with the office, or that it cannot be asked."""
    try:
        return faults(site.bench.office, told)
    except Exception as away:
        return [repr(away)]


@dataclass
class Clicks:
    """Somebody who completes a task in each of some cases, and what was answered."""

    site: Site
    cases: list[Case]
    done: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.browser = self.site.browser("moradi")
        self.typed: dict[str, Any] = {"csrf_token": self.browser.token(), "decision": "approve", "note": NOTE}
        self.urls = {case.tracking: task_url(case, DESK) for case in self.cases}

    def send(self, *, refused: int) -> None:
        """Send each form once, until so many were refused: it is done, or what was typed comes back with a sentence."""
        for tracking, url in self.urls.items():
            if len(self.refused) == refused:
                break
            answer = self.browser.client.post(url, data=self.typed)
            assert answer.status_code in (303, 503), answer.text
            (self.done if answer.status_code == 303 else self.refused).add(tracking)
            if answer.status_code == 503:
                assert NOTE.strip() in answer.text
                assert "The database does not answer just now" in answer.text

    def send_again(self) -> None:
        """Send again what was refused, with what was typed the first time; what was said to be done is."""
        assert until(lambda: self.browser.get("/readyz").status_code == 200)
        for case in self.cases:
            if case.tracking in self.done:
                assert DESK not in case.open, "it was said to be done"
            elif DESK in case.open:
                assert self.browser.client.post(self.urls[case.tracking], data=self.typed).status_code == 303


def test_nothing_that_was_said_to_be_done_is_lost_and_it_goes_on_once_there_is_room(
    site: Site, postgres: Cramped, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    cases = late(site, CASES)
    first, second = Clicks(site, cases[:-AWAY]), Clicks(site, cases[-AWAY:])
    told, ticker = Acknowledged(asked={case.tracking for case in cases}), Ticker(site.bench.office, look=0.1, rest=0.1)

    postgres.make_ready()
    postgres.disk.fill(but=ROOM)
    first.send(refused=AWAY)
    assert first.done, "it was full from the beginning"
    assert first.refused, "it was never full"
    ticker.start()  # what is due meets a full disk, too
    assert first.browser.get("/healthz").status_code == 200
    postgres.disk.make_room()
    first.send_again()

    postgres.fill()
    second.send(refused=AWAY)
    assert not second.done
    postgres.disk.make_room()
    postgres.start()  # as whoever looks after it does: systemd, or a person
    second.send_again()

    with site.bench.office.store.writing() as unit:  # what was held back meanwhile is tried again a while later
        clock.advance(unit.session, timedelta(minutes=15))
    told.drafted |= {case.tracking for case in cases}
    assert until(lambda: wrong(site, told) == []), wrong(site, told)
    ticker.stop()
    assert fired(site.bench.office) == CASES


def test_who_is_not_root_mounts_one_as_well_and_nobody_else_sees_it() -> None:
    with cramped([IN_ITS_NAMESPACE]) as made:
        made.disk.fill()
        assert not (made.disk.folder / "filler").exists(), "it is seen from outside"
        made.disk.make_room()


def test_where_no_disk_can_be_mounted_it_is_said_why() -> None:
    nobody = Way(unshare=["false"], enter=[], become=[], owner="0")
    with (
        pytest.raises(RuntimeError, match="as root with CAP_SYS_ADMIN, or let users make namespaces"),
        cramped([nobody]),
    ):
        pass
