"""Clocks of a case, each held against each of its targets, as boards read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from engine.calendar import NoWorkingTime, WorkingCalendar
from engine.clock import CASE, Calendars, Clock, share
from engine.definition import Definition
from engine.diagram.model import Element
from engine.engine import Moved
from engine.history.clocks import KeptClock, follow
from processes.dates import month_of
from processes.measures.working import calendar_by, digest_of, seconds
from processes.organisation import ROLES
from processes.parts.part import split
from processes.tables import DbCase

Row = Mapping[str, Any]
Rows = Mapping[tuple[str, str], Row]
"""Rows of a case by clock and target."""
RISK = Decimal("0.75")
"""What part of a target is used when a case is at risk."""
MEETS = "meets"
"""Property of a user task: the target that is met when it is done, as `contract.response`; the clock runs on."""
LAYER = "layer"
"""Property of an activity with a clock: the role whose work it measures, where that is not the role of its first task."""
CONTRACT, CONTRACTOR = "contract", "contractor_expert"
DESK = "desk"
"""The name of a clock against an internal target, which is not published: what it misses is a delay, no breach, and on no board."""
_ROLE = re.compile("|".join(ROLES))


def clocks_of(moved: Moved) -> Mapping[str, KeptClock]:
    """Return the clocks that ran before a step, and those that it started, as it left them."""
    kept = {
        id: KeptClock(clock=clock, digest=None) for id, clock in (moved.before.clocks if moved.before else {}).items()
    }
    for each in moved.derived:
        if each.what.startswith("clock_"):
            kept[each["clock"]] = follow(kept.get(each["clock"]), {"what": each.what, **each.facts}, moved.command.at)
    return {id: replace(each, digest=digest_of(moved.state, each.clock.calendar)) for id, each in kept.items()}


def clocks_after(there: Rows, moved: Moved, case: DbCase, calendars: Calendars) -> Rows:
    """Return the rows that a step changes or makes, where `there` were all of the case before."""
    met, at = set(_met(moved)), moved.command.at
    changed: dict[tuple[str, str], Row] = {}
    for id, kept in clocks_of(moved).items():
        if kept.stopped_at is not None and kept.clock.since == at:
            continue  # it came and went in one step
        for target in _against(kept.clock):
            before = there.get((id, target))
            if before is not None and before["stopped_at"] is not None:
                continue  # that target was met before
            ended = at if kept.stopped_at is not None or (kept.clock.name, target) in met else None
            row = _row(kept, target, ended, moved, case, calendars)
            if row != before and (before is None or ended is not None or _differs(before, row, at)):
                changed[id, target] = row
    return changed


def _against(clock: Clock) -> Iterable[str]:
    """Return the targets against which boards read a clock; the empty one of a layer's that has none."""
    if clock.name == DESK:
        return ()
    return clock.targets or ([""] if clock.id != CASE else ())


def _differs(before: Row, row: Row, at: datetime) -> bool:
    """Return whether a clock that runs on has changed in more than what goes by: what it used is told where it stands still."""
    kept = {**row, "used": before["used"]}
    return kept != before or bool(row["paused"] and row["used"] != before["used"])


def _met(moved: Moved) -> Iterator[tuple[str, str]]:
    for each in moved.derived:
        said = moved.definition.element(each["element"]).properties.get(MEETS, "") if each.what == "left" else ""
        clock, dot, target = said.partition(".")
        if dot:
            yield clock, target


def _row(kept: KeptClock, target: str, ended: datetime | None, moved: Moved, case: DbCase, calendars: Calendars) -> Row:
    clock, at = kept.clock, moved.command.at
    calendar = calendar_by(calendars, kept.digest)
    used = clock.used(calendar, at)
    given = clock.given(calendar, target) if target else None
    paused = clock.paused and ended is None
    return {
        "clock": clock.id,
        "target": target,
        "name": clock.name,
        "element": clock.element,
        "layer": layer_of(moved.definition, clock.name, clock.element, clock.id),
        "service": case.service,
        "unit_id": case.unit_id,
        "channel": case.channel,
        "severity": _text(moved.state.variables.get("severity"), 16),
        "contract": _contract(moved, clock),
        "calendar": clock.calendar[:64],
        "calendar_digest": kept.digest,
        "amount": _amount(clock, target),
        "given": None if given is None else seconds(given),
        "started_at": clock.since,
        "stopped_at": ended,
        "stopped_month": None if ended is None else month_of(ended, ZoneInfo(moved.definition.time_zone)),
        "paused": paused,
        "due": _due(clock, calendar, target, Decimal(1)),
        "risk_at": _risk_at(clock, calendar, target, used, given),
        "used": seconds(used),
        "breached": given is not None and used >= given,
        "over": 0 if given is None or ended is None else max(0, seconds(used - given)),
    }


def _due(clock: Clock, calendar: WorkingCalendar, target: str, fraction: Decimal) -> datetime | None:
    """Return the deadline; None where it stands still, has no target, or its calendar knows no working time so far ahead."""
    with suppress(NoWorkingTime):
        return clock.deadline(calendar, target, fraction) if target else None
    return None


def _risk_at(
    clock: Clock, calendar: WorkingCalendar, target: str, used: timedelta, given: timedelta | None
) -> datetime | None:
    if clock.paused and given is not None:
        return clock.pauses[-1].since if used >= share(given, RISK) else None
    return _due(clock, calendar, target, RISK)


def _amount(clock: Clock, target: str) -> str | None:
    found = clock.targets.get(target)
    if found is None:
        return None
    return found.amount or (found.until.isoformat() if found.until else None)


def _contract(moved: Moved, clock: Clock) -> str | None:
    contract = moved.state.variables.get(CONTRACT) if clock.name == CONTRACT else None
    return _text(contract.get("number"), 64) if isinstance(contract, Mapping) else None


def _text(value: Any, longest: int) -> str | None:
    return value[:longest] if isinstance(value, str) and value else None


# -- whose work it measures


@lru_cache(maxsize=512)
def layer_of(definition: Definition, name: str, key: str, id: str) -> str:
    """Return the role whose work a clock measures: what its activity says, or the role of its first task; of the case's own, or a desk's, none."""
    if id == CASE or name == DESK:
        return ""
    if name == CONTRACT:
        return CONTRACTOR
    element = definition.elements.get(key)
    said = element.properties.get(LAYER) if element is not None else None
    return said or next(_roles(definition, key, frozenset()), "")


def _roles(definition: Definition, key: str, seen: frozenset[str]) -> Iterator[str]:
    element = definition.elements.get(key)
    if element is None or key in seen:
        return
    found = _ROLE.search(element.candidate_groups or "")
    if found is not None:
        yield found[0]
    for inner in _inside(definition, key, element):
        yield from _roles(definition, inner, seen | {key})


def _inside(definition: Definition, key: str, element: Element) -> Iterator[str]:
    """Yield the keys of the activities in an activity, without those that only an event starts."""
    process, _ = split(definition, key)
    home = element.called or process
    scope = (
        definition.processes[home].scopes.get(element.called or element.id) if home in definition.processes else None
    )
    for each in scope.elements.values() if scope is not None else ():
        if not each.triggered_by_event and each.attached_to is None:
            yield each.id if home == definition.process else f"{home}/{each.id}"
