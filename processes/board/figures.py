"""The director's board: how cases stand now, and what became of them by month; by service, unit, layer and channel (R9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from engine.form import Words
from engine.store.port import Unit
from processes.board.asked import Asked
from processes.board.counts import Counted, Open, counted, left_layers, medians, open_cases, open_layers
from processes.dates import month_words
from processes.reading.choices import Choices
from processes.registration import CHANNELS
from processes.words import group_name

DIMENSIONS = ("service", "unit", "channel")
"""By what cases come apart; a case may have been in several layers, so that these are counted for themselves."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """Cases that are open now: all, at risk (past three quarters of a target), past a target; and of the period."""

    open: int = 0
    risk: int = 0
    late: int = 0
    asked: int = 0
    ended: int = 0
    missed: int = 0

    @property
    def within(self) -> int:
        """How many of the open ones are neither at risk nor past a target."""
        return self.open - self.risk - self.late


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Some of the cases: of one service, unit, layer or channel, whose key is `key`."""

    key: str
    name: Words
    figures: Figures
    share: float = 0.0
    """Of the cases that were asked for in the period (R9), 0 to 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthLine:
    """A Jalali month: how many cases were asked for, ended, missed a time, and the median of the working time these took."""

    month: int
    name: Words
    asked: int
    ended: int
    missed: int
    median: timedelta | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """All figures of the board."""

    whole: Figures
    services: Sequence[Group]
    units: Sequence[Group]
    layers: Sequence[Group]
    channels: Sequence[Group]
    months: Sequence[MonthLine]


def board(unit: Unit, asked: Asked, choices: Choices, now: datetime) -> Board:
    """Return the board as of now; `choices` names services and units, in their order."""
    session = unit.session
    stand = open_cases(session, asked, now)
    came, went, missed = (counted(session, asked, what) for what in ("asked", "ended", "breached"))
    middle = medians(session, asked, went)

    def groups(name: str, words: Iterable[tuple[str, Words]]) -> list[Group]:
        found = _by(lambda each: getattr(each, name), stand, came, went, missed)
        return _shared([Group(key=key, name=said, figures=found[key]) for key, said in words if key in found])

    return Board(
        whole=_by(lambda _: "", stand, came, went, missed).get("", Figures()),
        services=groups("service", choices.services),
        units=groups("unit", choices.units),
        channels=_shared(groups("channel", CHANNELS.items())),
        layers=_layers(open_layers(session, asked, now), left_layers(session, asked)),
        months=_months(asked, came, went, missed, middle),
    )


def _by(
    key: Callable[[Open | Counted], str], stand: Sequence[Open], came: Sequence[Counted], went: Sequence[Counted], missed: Sequence[Counted]
) -> dict[str, Figures]:  # fmt: skip
    """Return the figures of all cases for which `key` gives the same."""
    found: dict[str, Counter[str]] = {}
    for each in stand:
        found.setdefault(key(each), Counter()).update(open=each.number, risk=each.risk, late=each.late)
    for name, counts in (("asked", came), ("ended", went), ("missed", missed)):
        for one in counts:
            found.setdefault(key(one), Counter())[name] += one.number
    return {value: Figures(**counter) for value, counter in found.items()}


def _shared(groups: Sequence[Group]) -> list[Group]:
    whole = sum(group.figures.asked for group in groups)
    return [replace(group, share=group.figures.asked / whole if whole else 0.0) for group in groups]


def _layers(now: Mapping[str, tuple[int, int, int]], left: Mapping[str, tuple[int, int]]) -> list[Group]:
    found = []
    for layer in sorted(now.keys() | left.keys()):
        number, risk, late = now.get(layer, (0, 0, 0))
        ended, missed = left.get(layer, (0, 0))
        figures = Figures(open=number, risk=risk, late=late, ended=ended, missed=missed)
        found.append(Group(key=layer, name=group_name(layer), figures=figures))
    return found


def _months(
    asked: Asked, came: Sequence[Counted], went: Sequence[Counted], missed: Sequence[Counted], middle: Mapping[int, int]
) -> list[MonthLine]:  # fmt: skip
    sums = [Counter[int](), Counter[int](), Counter[int]()]
    for counter, counts in zip(sums, (came, went, missed), strict=True):
        for each in counts:
            counter[each.month] += each.number
    return [
        MonthLine(
            month=month, name=month_words(month), asked=sums[0][month], ended=sums[1][month], missed=sums[2][month],
            median=timedelta(seconds=middle[month]) if month in middle else None,
        )
        for month in asked.months
    ]  # fmt: skip
