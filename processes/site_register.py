"""The register of site experts as it is read (R4): of each unit with a site its expert, who is on the way, and who was before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.form import Words
from engine.instance.state import InstanceId, State
from engine.store.port import Unit
from processes.organisation import Member, members
from processes.permissions import Action, demand_may, may_see, units_for
from processes.tables import DbCase, DbSite, DbSiteExpert, DbUnit
from processes.words import person_name

Standing = Literal["active", "on_its_way", "none", "former"]
Trouble = Literal["elsewhere", "no_post"]
"""What an expert may have become since: of another unit, or without a post."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteLine:
    """A line of the register. Of a unit that has no expert only `unit` and `sites` are told."""

    unit: Words
    sites: Sequence[Words]
    standing: Standing
    expert: Words | None = None
    introduced_at: datetime | None = None
    since: datetime | None = None
    until: datetime | None = None
    tracking: str | None = None
    """Of the case by which the expert was introduced; `ended_by` of that by which the place ended."""
    ended_by: str | None = None
    trouble: Trouble | None = None
    open_to_me: frozenset[str] = field(default_factory=frozenset)
    """Those of the two cases that the reader may open."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteRegister:
    """The register: how the units stand today, and the places that ended, the latest first."""

    today: Sequence[SiteLine]
    former: Sequence[SiteLine]


def site_register(unit: Unit, member: Member) -> SiteRegister:
    """Return the register as far as somebody may read it; raise `NotYours` where that is not at all."""
    demand_may(member, Action.READ_SITES)
    units = units_for(member, Action.READ_SITES)
    query = select(DbSiteExpert).order_by(DbSiteExpert.introduced_at, DbSiteExpert.id)
    rows = [row for row in unit.session.scalars(query) if units is None or row.unit_id in units]
    reader = _Reader(unit, member, rows)
    ended = sorted((row for row in rows if row.until), key=lambda row: (row.until, row.id), reverse=True)
    return SiteRegister(today=list(reader.today(rows, units)), former=[reader.line(row, "former") for row in ended])


class _Reader:
    """Makes lines of rows, reading what they share once."""

    def __init__(self, unit: Unit, member: Member, rows: Sequence[DbSiteExpert]) -> None:
        self.unit, self.member = unit, member
        session: Session = unit.session
        self.units: Mapping[str, DbUnit] = {
            row.id: row for row in session.scalars(select(DbUnit).order_by(DbUnit.name_fa))
        }
        self.sites = {site.address: site for site in session.scalars(select(DbSite).order_by(DbSite.address))}
        wanted = {row.instance for row in rows} | {row.ended_by for row in rows if row.ended_by}
        self.cases = {
            case.instance: case for case in session.scalars(select(DbCase).where(DbCase.instance.in_(wanted)))
        }
        self.people = members(session, {row.person_id for row in rows}, on=member.on)
        self.states: dict[str, State | None] = {case: unit.load(InstanceId(case)).state for case in self.cases}

    def today(self, rows: Sequence[DbSiteExpert], units: frozenset[str] | None) -> Iterable[SiteLine]:
        """Yield for each unit that has a site who its expert is, and who is on the way; or that nobody is."""
        owners = {site.unit_id for site in self.sites.values()}
        for key, unit in self.units.items():
            if key not in owners or (units is not None and key not in units):
                continue
            mine = [row for row in rows if row.unit_id == key and row.until is None]
            for row in sorted(mine, key=lambda row: row.since is None):
                yield self.line(row, "active" if row.since else "on_its_way")
            if not mine:
                sites = [site.address for site in self.sites.values() if site.unit_id == key]
                yield SiteLine(unit=_named(unit), sites=self._sites(sites), standing="none")

    def line(self, row: DbSiteExpert, standing: Standing) -> SiteLine:
        """Return a row as a line."""
        state = self.states.get(row.instance)
        given = (state.variables.get("granted_sites") or state.variables.get("sites")) if state else None
        cases = [case for case in (row.instance, row.ended_by) if case is not None]
        return SiteLine(
            unit=_named(self.units[row.unit_id]),
            sites=self._sites(given if isinstance(given, list) else []),
            standing=standing,
            expert=person_name(self.people.get(row.person_id), row.person_id),
            introduced_at=row.introduced_at,
            since=row.since,
            until=row.until,
            tracking=self.cases[row.instance].tracking,
            ended_by=self.cases[row.ended_by].tracking if row.ended_by else None,
            trouble=None if standing == "former" else self._trouble(row),
            open_to_me=frozenset(self.cases[case].tracking for case in cases if self._may_see(case)),
        )

    def _may_see(self, case: str) -> bool:
        return may_see(self.unit.session, self.member, self.cases[case], self.states[case])

    def _trouble(self, row: DbSiteExpert) -> Trouble | None:
        person = self.people.get(row.person_id)
        if person is None or person.unit != row.unit_id:
            return "elsewhere"
        return None if person.title_fa else "no_post"

    def _sites(self, addresses: Iterable[object]) -> list[Words]:
        found = [self.sites[address] for address in addresses if isinstance(address, str) and address in self.sites]
        return [Words(fa=site.name_fa, en=site.name_en) for site in found]


def _named(unit: DbUnit) -> Words:
    return Words(fa=unit.name_fa, en=unit.name_en)
