"""The tray: what waits for somebody, seen in several ways, narrowed down and sorted, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.form import Words
from engine.instance.state import InstanceId
from engine.store.port import Unit
from processes.organisation import Member
from processes.permissions import Action, may, units_for
from processes.reading.lines import Lines, TaskLine
from processes.waiting import find, names
from processes.waiting.find import Audience, Count, Narrowed, Order
from processes.words import person_name

WAITING, MINE, ROLES, EVERY = "waiting", "mine", "roles", "all"
"""All that somebody can do; what is his or hers; what nobody of the roles has taken; all that he or she may see."""
FOR = "for:"
"""What waits for an absent one, whose id follows, and not for its substitute."""
TaskKey = tuple[InstanceId, str]
"""A case and an open task of it."""
PAGE = 30
"""Lines of a page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedTray:
    """Which lines of a tray are asked for."""

    view: str = WAITING
    narrowed: Narrowed = field(default_factory=Narrowed)
    order: Order = "since"
    descending: bool = False
    skip: int = 0
    size: int = PAGE


@dataclass(frozen=True, kw_only=True, slots=True)
class TrayView:
    """A way to look at a tray, and how much there is; `absent`: instead of whom."""

    key: str
    count: Count
    absent: Words | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Tray:
    """A page of a tray, and the ways to look at it."""

    lines: Sequence[TaskLine]
    found: Count
    """How many there are as asked for."""
    views: Sequence[TrayView]


def tray(unit: Unit, member: Member, asked: AskedTray) -> Tray:
    """Return a page of a person's tray; of a view that he or she does not have, nothing."""
    session, audiences = unit.session, _audiences(member)
    absent = {f"{FOR}{each.member.id}": person_name(each.member, each.member.id) for each in member.stands_for}
    return Tray(
        lines=tray_lines(unit, member, asked),
        found=find.count(session, audiences.get(asked.view, _NOBODY), asked.narrowed),
        views=[
            TrayView(key=key, count=find.count(session, audience), absent=absent.get(key))
            for key, audience in audiences.items()
        ],
    )


def tray_lines(unit: Unit, member: Member, asked: AskedTray) -> list[TaskLine]:
    """Return the lines of a page of a person's tray, and nothing else."""
    keys = tray_keys(unit, member, asked)
    lines = Lines(unit, member, [instance for instance, _ in keys])
    return [lines.task(instance, lines.open[instance].tasks[task]) for instance, task in keys]


def tray_keys(unit: Unit, member: Member, asked: AskedTray) -> list[TaskKey]:
    """Return the case and the task of each of these lines."""
    audience = _audiences(member).get(asked.view, _NOBODY)
    found = find.page(
        unit.session, audience, asked.narrowed, order=asked.order, descending=asked.descending, skip=asked.skip,
        size=asked.size,
    )  # fmt: skip
    return [(InstanceId(each.instance), each.task) for each in found]


def waiting(unit: Unit, member: Member, *, most: int) -> Count:
    """Return how much waits for a person, counted up to `most`."""
    return find.count(unit.session, _audiences(member)[WAITING], most=most)


_NOBODY = Audience(names=())


def _audiences(member: Member) -> Mapping[str, Audience]:
    """Return what a person may look at, by the key of the view."""
    own = [names.holds(member.id), *names.offered(member)]
    lent = {each.member.id: [names.holds(each.member.id), *names.offered(each.member)] for each in member.stands_for}
    everything = list(dict.fromkeys([*own, *(name for each in lent.values() for name in each)]))
    found = {
        WAITING: Audience(names=everything),
        MINE: Audience(names=own[:1]),
        ROLES: Audience(names=own[1:]),
        **{f"{FOR}{absent}": Audience(names=theirs, without=own) for absent, theirs in lent.items()},
    }
    if may(member, Action.OVERSEE):
        units = units_for(member, Action.OVERSEE)
        found[EVERY] = Audience(names=[names.EVERY], units=None if units is None else sorted(units))
    return found
