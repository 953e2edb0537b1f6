"""Channels (R9), and registering a request on somebody's behalf.

A ticket is what the requester sends himself or herself. What comes by telephone, in person or by letter is registered by
staff: for a person with an account, whose request it then is; or for a caller without one, for whom the registrar speaks.
A substitute may ask for the absent one; that is a ticket.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.completion.command import Start
from engine.definition import Definition
from engine.errors import BadInput, Forbidden
from engine.form import Words
from engine.values import Value
from processes.mobile import mobile_number
from processes.organisation import Member, member, members
from processes.permissions import Action, may_in, may_start, units_for
from processes.tables import DbUnit

TICKET = "ticket"
CHANNELS: Mapping[str, Words] = {
    TICKET: Words(fa="تیکت", en="Ticket"),
    "phone": Words(fa="تلفن", en="Telephone"),
    "in_person": Words(fa="مراجعهٔ حضوری", en="In person"),
    "letter": Words(fa="نامه", en="Letter"),
}
"""How requests come, by key."""
"""Roles that register for anybody; a unit's experts do for their own unit's people."""
CALLER_NAME, CALLER_MOBILE = "caller_name", "caller_mobile"
"""The variables that say who called; they name a person."""


class NotToRegister(Forbidden):
    en = "Expected an expert of {unit} or of the IT office to register this, but {person} is none. Ask one of them."
    fa = "ثبت درخواست برای {unit_fa} با کارشناس همان واحد یا دفتر فناوری اطلاعات است، نه با {person_fa}. از یکی از آنان بخواهید."


class NotAChannel(BadInput):
    en = "Expected one of {allowed} as the way by which the request came, but found “{found}”. Choose one."
    fa = "راه رسیدن درخواست باید یکی از {allowed_fa} باشد، ولی «{found}» است. یکی را انتخاب کنید."


class NoName(BadInput):
    en = "Expected the caller's name, but found none. Write it."
    fa = "نام تماس‌گیرنده نوشته نشده است. آن را بنویسید."


@dataclass(frozen=True, kw_only=True, slots=True)
class Caller:
    """Who called without having an account, and from which unit; raises what is wrong with name or number."""

    name: str
    mobile: str
    unit: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.name.strip()[:200])
        object.__setattr__(self, "mobile", mobile_number(self.mobile))
        if not self.name:
            raise NoName


@dataclass(frozen=True, kw_only=True, slots=True)
class Registration:
    """For whom a request is registered, and how it came: a person with an account (the id), or a caller."""

    channel: str
    requester: str | Caller

    @property
    def person(self) -> str | None:
        """The person's id; None where it is a caller."""
        return self.requester if isinstance(self.requester, str) else None

    @property
    def values(self) -> Mapping[str, Value]:
        """What the start says of a caller."""
        who = self.requester
        return {} if isinstance(who, str) else {CALLER_NAME: who.name, CALLER_MOBILE: who.mobile}

    @property
    def facts(self) -> Mapping[str, Value]:
        """What the office is told with the start."""
        who = self.requester
        return {"channel": self.channel} | ({} if isinstance(who, str) else {"unit": who.unit})


def registers_for(who: Member, unit: str) -> bool:
    """Return whether somebody registers requests for people of a unit; a substitute does not, he asks for the absent one."""
    return may_in(who, Action.REGISTER, unit, lent=False)


def requester(session: Session, acts: Member, command: Start) -> tuple[Member, Mapping[str, Value]]:
    """Return whose request a start is, and the facts of it (unit, channel); raise where it may not be registered so.

    Of a caller's request it is the registrar, who speaks for the caller; the unit is the caller's.
    """
    behalf, channel = command.actor.on_behalf_of, str(command.facts.get("channel", TICKET))
    if CALLER_MOBILE in command.values:
        unit = session.get_one(DbUnit, str(command.facts.get("unit", acts.unit)))
        _demand_registrar(acts, unit)
        return acts, _facts(unit.id, channel, registered=True)
    absent = next((each for each in acts.principals if each.id == (behalf or acts.id)), None)
    if absent is not None:
        return absent, _facts(absent.unit, channel, registered=False)
    person = member(session, str(behalf), on=acts.on)
    _demand_registrar(acts, session.get_one(DbUnit, person.unit))
    return person, _facts(person.unit, channel, registered=True)


def _facts(unit: str, channel: str, *, registered: bool) -> Mapping[str, Value]:
    allowed = [key for key in CHANNELS if (key != TICKET) == registered]
    if channel not in allowed:
        raise NotAChannel(
            found=channel,
            allowed=", ".join(CHANNELS[key].en for key in allowed),
            allowed_fa="، ".join(CHANNELS[key].fa for key in allowed),
        )
    return {"unit": unit, "channel": channel}


def _demand_registrar(acts: Member, unit: DbUnit) -> None:
    if not registers_for(acts, unit.id):
        raise NotToRegister(unit=unit.name_en, unit_fa=unit.name_fa, person=acts.name_en, person_fa=acts.name_fa)


@dataclass(frozen=True, kw_only=True, slots=True)
class Registrable:
    """For whom somebody may ask for a service."""

    own: bool
    """For himself or herself."""
    absent: Sequence[Member]
    """Absent ones that he or she stands in for."""
    people: Sequence[Member]
    """Others with an account."""
    units: Sequence[DbUnit]
    """Units whose callers he or she may speak for; none where the service is not the registrar's to ask for."""

    @property
    def anybody(self) -> bool:
        """Whether there is anybody."""
        return bool(self.own or self.others)

    @property
    def others(self) -> bool:
        """Whether there is anybody but the one who asks."""
        return bool(self.absent or self.people or self.units)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """For whom somebody registers, whatever the service is: by name."""

    people: Sequence[Member]
    units: Sequence[DbUnit]


def reach(session: Session, who: Member) -> Reach:
    """Return for whom somebody registers; of who is no registrar nothing is read."""
    if units_for(who, Action.REGISTER, lent=False) == frozenset():
        return Reach(people=(), units=())
    people = [each for each in members(session, on=who.on).values() if registers_for(who, each.unit)]
    units = session.scalars(select(DbUnit).where(DbUnit.kind != "contractor").order_by(DbUnit.name_fa))
    return Reach(
        people=sorted(people, key=lambda each: each.name_fa),
        units=[unit for unit in units if registers_for(who, unit.id)],
    )


def registrable(session: Session, who: Member, definition: Definition, within: Reach | None = None) -> Registrable:
    """Return for whom somebody may ask for a service: whoever may be its requester, by name; `within`: whom he or she reaches, where that is read."""
    own, [_, *absent] = may_start(who, definition), who.principals
    within = within or reach(session, who)
    known = {who.id, *(each.id for each in absent)}
    return Registrable(
        own=own,
        absent=[each for each in absent if may_start(each, definition)],
        people=[each for each in within.people if each.id not in known and may_start(each, definition)],
        units=within.units if own else (),
    )
