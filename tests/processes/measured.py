"""Rows of cases that nobody played, written directly where boards read: as many as are wanted, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from engine.store.tables import Base, DbInstance, table_of
from processes import deployment
from processes.dates import month_of
from processes.measures.activities import activity_of, keep_activities, number_of
from processes.tables import DbCase, DbCaseClock, DbContract, DbPerson, DbStay

UNITS = ("roads", "finance", "planning", "transport", "legal", "relations", "hr", "it")
CHANNELS = ("ticket",) * 7 + ("phone", "in_person", "letter")
SUPPORT = ("support_guidance", "support_process_change", "support_bug_fix")
STEPS = (
    "draft_letter",
    "paraph_letter",
    "sign_letter",
    "refer_to_admin",
    "approve_admin",
    "refer_to_it",
    "order_creation",
)
SPAN = timedelta(days=330)
"""In which they were asked for, up to now: no more than the twelve months that a board tells."""
CHUNK = 2_000

Rows = dict[type[Base], list[dict[str, Any]]]


def stay_at(service: str, element: str) -> dict[str, str]:
    """Return the names of a step's activity."""
    return {"service": service, "process": "letter_path", "element": element}


@dataclass(kw_only=True)
class Made:
    """Makes rows. `open_share`: how many of the newest cases are open. `months`: rows lie in so many months up to now."""

    session: Session
    now: datetime
    zone: ZoneInfo
    random: Random = field(default_factory=lambda: Random(1405))
    open_cases: int = 100

    def __post_init__(self) -> None:
        offered = deployment.offered(self.session)
        self.definitions = {key: each.definition for key, each in offered.items()}
        self.services = sorted(self.definitions)
        self.contracts = list(self.session.scalars(select(DbContract.number).order_by(DbContract.id)))
        keep_activities(self.session, [activity_of(stay_at(each, step)) for each in self.services for step in STEPS])
        self.requester = self.session.scalars(select(DbPerson.id).order_by(DbPerson.id)).first()

    def write(self, size: int) -> Rows:
        """Write rows of so many cases; return them where they are few enough to be counted by hand."""
        kept: Rows = {table: [] for table in (DbInstance, DbCase, DbCaseClock, DbStay)}
        for start in range(0, size, CHUNK):
            rows: Rows = {table: [] for table in kept}
            for place in range(start, min(size, start + CHUNK)):
                self._case(place, size, rows)
            for table, made in rows.items():
                if made:
                    self.session.execute(insert(table_of(table)), made)
                if size <= CHUNK:
                    kept[table] += made
        self.session.flush()
        return kept

    def _case(self, place: int, size: int, rows: Rows) -> None:
        random = self.random
        service, unit, channel = random.choice(self.services), random.choice(UNITS), random.choice(CHANNELS)
        asked = self.now - SPAN + SPAN * (place / size)
        took = timedelta(minutes=5 + random.expovariate(1 / 400))
        going = place >= size - self.open_cases
        ended = None if going else min(self.now, asked + 3 * took)
        late = random.random() < 0.15
        breached = min(self.now, asked + took) if late else None
        instance = f"{place:09}"
        rows[DbInstance].append({
            "id": instance, "process": service, "definition": self.definitions[service], "status": "running" if going else "completed",
            "state": None, "seq": 9, "head": "", "started_at": asked, "moved_at": ended or asked, "refused": 0,
        })  # fmt: skip
        rows[DbCase].append({
            "instance": instance, "tracking": instance, "service": service, "unit_id": unit, "requester_id": self.requester,
            "channel": channel, "registered_by": None, "asked_at": asked, "ended_at": ended, "outcome": None, "closing": None,
            "delayed_at": None, "breached_at": breached, "asked_month": month_of(asked, self.zone),
            "ended_month": self._month(ended), "breached_month": self._month(breached),
            "used": None if going else int(took.total_seconds()),
        })  # fmt: skip
        shared = {"instance": instance, "service": service, "unit_id": unit, "channel": channel}
        rows[DbCaseClock] += self._clocks(shared, asked, ended, took, late)
        rows[DbStay] += self._stays(instance, service, unit, asked, ended, took)

    def _clocks(
        self, shared: Mapping[str, Any], asked: datetime, ended: datetime | None, took: timedelta, late: bool
    ) -> Iterator[dict[str, Any]]:
        random = self.random
        layer = random.choice(("unit_expert", "it_expert"))
        yield self._clock(shared, "1.1", "resolution", "layer", layer, asked, ended, took, late)
        if shared["service"] in SUPPORT[1:]:
            severity = random.choice(("critical", "high", "medium", "low"))
            under = {**shared, "severity": severity, "contract": random.choice(self.contracts)}
            for target in ("response", "resolution"):
                missed = late and random.random() < 0.5
                yield self._clock(under, "2.1", target, "contract", "contractor_expert", asked, ended, took, missed)

    def _clock(
        self, shared: Mapping[str, Any], clock: str, target: str, name: str, layer: str, asked: datetime, ended: datetime | None,
        took: timedelta, late: bool,
    ) -> dict[str, Any]:  # fmt: skip
        left = timedelta(minutes=self.random.randrange(-120, 600))
        due = None if self.random.random() < 0.1 else self.now + left
        return {
            "severity": None, "contract": None, **shared, "clock": clock, "target": target, "name": name, "element": "x",
            "layer": layer, "calendar": "office", "calendar_digest": None, "amount": "PT8H", "given": 8 * 3600, "started_at": asked,
            "stopped_at": ended, "stopped_month": self._month(ended), "paused": ended is None and due is None,
            "due": due, "risk_at": None if due is None else due - timedelta(hours=2), "used": int(took.total_seconds()),
            "breached": late and ended is not None, "over": 60 * self.random.randrange(1, 500) if late and ended else 0,
        }  # fmt: skip

    def _stays(
        self, instance: str, service: str, unit: str, asked: datetime, ended: datetime | None, took: timedelta
    ) -> Iterator[dict[str, Any]]:
        for place, element in enumerate(STEPS):
            going = ended is None and place == len(STEPS) - 1
            left = None if going else min(self.now, asked + took * place / len(STEPS))
            yield {
                "instance": instance, "token": f"{place + 1}.1", "activity": number_of(stay_at(service, element)), "unit_id": unit,
                "entered_at": asked, "left_at": left, "left_month": self._month(left),
                "seconds": None if going else int(60 + self.random.expovariate(1 / 3000)), "late": self.random.random() < 0.05,
            }  # fmt: skip

    def _month(self, moment: datetime | None) -> int | None:
        return None if moment is None else month_of(moment, self.zone)
