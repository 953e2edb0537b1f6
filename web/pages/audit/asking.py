"""What an audit page was asked, read from its query string."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from flask import request

from engine.errors import BadInput
from processes.audit.asked import CAPACITIES, LATENESSES, ORDERS, Asked, Capacity, DatedBy, Lateness
from web.i18n import current_language
from web.listing import asked_order
from web.persian import parse_date

LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What was asked, as it was typed, and what was wrong with it by field."""

    asked: Asked
    since: str
    until: str
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def filtered(self) -> bool:
        """Whether anything is asked but an order."""
        return any(value for name, value in request.args.items() if name not in ("sort", "page"))

    @property
    def query(self) -> dict[str, str]:
        """What was asked, for the address of another page about the same cases."""
        return {name: value for name, value in request.args.items() if value and name != "page"}

    @property
    def more(self) -> bool:
        """Whether something is asked of which the page asks apart."""
        return bool(self.asked.refused or self.asked.capacity or request.args.get("dated_by"))


def typed() -> Typed:
    """Return what was asked; a day that cannot be read is a fault, and asks nothing."""
    faults: dict[str, str] = {}
    since, until = (_day(name, faults) for name in ("since", "until"))
    asked = Asked(
        tracking=text("number"),
        service=text("service"),
        unit=text("unit"),
        channel=text("channel"),
        since=since,
        until=until,
        dated_by=cast(DatedBy, _one_of("dated_by", ("asked", "ended")) or "asked"),
        person=text("person"),
        capacity=cast(Capacity, _one_of("capacity", CAPACITIES)),
        late=cast(Lateness, _one_of("late", LATENESSES)),
        outcome=text("outcome"),
        refused=bool(text("refused")),
        order=asked_order(ORDERS, "-asked"),
    )
    return Typed(asked=asked, since=text("since"), until=text("until"), faults=faults)


def text(name: str) -> str:
    """Return what was typed into a field, without what is around it."""
    return request.args.get(name, "").strip()[:LONGEST]


def _one_of(name: str, known: Collection[str]) -> str:
    value = text(name)
    return value if value in known else ""


def _day(name: str, faults: dict[str, str]) -> date | None:
    written = text(name)
    try:
        return parse_date(written) if written else None
    except BadInput as fault:
        faults[name] = fault.message(current_language())
        return None
