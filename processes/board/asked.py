"""What a board is asked: which cases, and which months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from processes.organisation import Member
from processes.permissions import Action, units_for

USUAL_MONTHS, MOST_MONTHS = 12, 36
"""How many months a board tells where none are asked for, and up to how many."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Months are Jalali, both included, counted as `processes.dates.month_of` does; what is empty narrows nothing."""

    since: int
    until: int
    service: str = ""
    unit: str = ""
    channel: str = ""
    units: frozenset[str] | None = None
    """The units whose cases the reader oversees; None: of all."""

    @property
    def months(self) -> range:
        """Return the months, the first first."""
        return range(self.since, self.until + 1)

    def narrowed(self, table: Any) -> Iterator[ColumnElement[bool]]:
        """Yield the conditions on a table with the columns `unit_id` and perhaps `service` and `channel`; the months are not in them."""
        if self.service and "service" in table.c:
            yield table.c.service == self.service
        if self.unit:
            yield table.c.unit_id == self.unit
        if self.channel and "channel" in table.c:
            yield table.c.channel == self.channel
        if self.units is not None:
            yield table.c.unit_id.in_(sorted(self.units))

    def within(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Return the condition that a month is one of those asked for."""
        return column.between(self.since, self.until)


def asked_of(
    member: Member, now: int, *, since: int | None, until: int | None, service: str = "", unit: str = "", channel: str = ""
) -> Asked:  # fmt: skip
    """Return what is asked of a board in the month `now`; months that are missing, or turned round, are put right."""
    last = min(until if until is not None else now, now)
    first = since if since is not None and since <= last else last - USUAL_MONTHS + 1
    return Asked(
        since=max(first, last - MOST_MONTHS + 1), until=last, service=service, unit=unit, channel=channel,
        units=units_for(member, Action.READ_BOARD),
    )  # fmt: skip


def months_to_choose(now: int) -> Sequence[int]:
    """Return the months that can be chosen, the newest first."""
    return range(now, now - MOST_MONTHS, -1)
