"""Targets in diagrams, for who draws them: what a timer asks of clocks, examples that are reckoned as one looks; and to try it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from engine.errors import BadInput
from engine.form import Words
from engine.store.port import Unit
from processes import clock
from processes.calendars import OFFICE, in_force
from processes.clocks import examples
from processes.clocks.examples import Example
from processes.clocks.names import CLOCKS
from processes.clocks.trying import NAMES, BeginsBeforeTheCalendar, NoTargetOfThatName, Trial, amount, try_out
from processes.dates import whole_words
from processes.keeping.read.calendars import calendar_options
from web.i18n import current_language
from web.pages.admin.lists import said
from web.sheets import Field, Form, asked, blank
from web.wiring import kartabl

blueprint = Blueprint("targets", __name__, url_prefix="/targets")
TARGETS = ("response", "resolution")
"""The targets that may be filled in; every clock has them."""
FIRST: Mapping[str, str] = {"feel": 'working deadline("PT2H")', "response": "PT1H", "resolution": "P2D"}
"""What is filled in at first."""
LONGEST = 500


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A moment, and how the page says it."""

    at: datetime
    words: Words


@dataclass(frozen=True, kw_only=True)
class ShownExample:
    """An example with the deadline that was reckoned now."""

    feel: str
    begun: Moment
    wait: tuple[Moment, Moment] | None
    due: Moment


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was tried gives. `counts_from`: when time begins to count, where that is later than `begun`."""

    feel: str
    calendar: str
    begun: Moment
    due: Moment
    working: timedelta
    counts_from: Moment | None


@blueprint.get("")
def show() -> str:
    """Show what targets are, and what an expression gives that somebody tries."""
    with kartabl().store.reading() as unit:
        calendars, answer = said(calendar_options(unit)), None
        fields = _fields(calendars)
        if "feel" in request.args:
            form = asked("try", fields)
            answer = _answered(unit, form, calendars)
        else:
            now = clock.now(unit.session).astimezone(kartabl().settings.time_zone)
            form = blank("try", fields, day=now.date(), time=now.time(), calendar=OFFICE, **FIRST)
    clocks = [(CLOCKS[name], targets) for name, targets in examples.TARGETS.items()]
    return render_template(
        "pages/targets.html", form=form, answer=answer, clocks=clocks, plain=_shown(examples.PLAIN),
        waiting=_shown(examples.WAITING), drawn=examples.DRAWN, xml=examples.XML,
    )  # fmt: skip


def _fields(calendars: Mapping[str, str]) -> list[Field]:
    hours, minutes, days = _as_is("PT1H"), _as_is("PT30M"), _as_is("P2D")
    one = _("An amount such as %(hours)s, %(minutes)s or %(days)s.", hours=hours, minutes=minutes, days=days)
    response, resolution = (_("Target “%(name)s”", name=_as_is(name)) for name in TARGETS)
    return [
        Field(name="feel", label=_("What the timer asks"), kind="latin", longest=LONGEST, hint=_("As in the value of a timer; without data of a case.")),
        Field(name="day", label=_("Begins on"), kind="day"),
        Field(name="time", label=_("At"), kind="time", longest=20, hint=_("Such as 09:30")),
        Field(name="calendar", label=_("Working calendar"), kind="choice", options=calendars, hint=_("The office's, a unit's or a contract's.")),
        Field(name="response", label=response, kind="latin", needed=False, longest=20, hint=one),
        Field(name="resolution", label=resolution, kind="latin", needed=False, longest=20, hint=one),
    ]  # fmt: skip


def _as_is(text: str) -> str:
    """Return what is the same in every language, set apart from the sentence around it."""
    return f"\u2066{text}\u2069"


def _answered(unit: Unit, form: Form, calendars: Mapping[str, str]) -> Answer | None:
    """Return what the form's expression gives; None where something is wrong: all that is stands at its field."""
    targets = {name: _amount(form, name) for name in TARGETS if form.values[name] is not None}
    if form.faults.keys() - TARGETS:
        return None
    values, zone = form.values, kartabl().settings.time_zone
    trial = Trial(
        feel=values["feel"], begun=datetime.combine(values["day"], values["time"], zone), zone=zone,
        calendar=unit.calendar(in_force(unit.session, values["calendar"])), targets=dict.fromkeys(NAMES, targets),
    )  # fmt: skip
    try:
        tried = try_out(trial)
    except BadInput as fault:
        form.faults[_place(fault)] = fault.message(current_language())
    if form.faults:
        return None
    starts = tried.counts_from
    return Answer(
        feel=trial.feel, calendar=calendars[values["calendar"]], begun=_moment(trial.begun), due=_moment(tried.due),
        working=tried.working, counts_from=_moment(starts) if starts > trial.begun else None,
    )  # fmt: skip


def _amount(form: Form, name: str) -> str:
    """Return the amount of a target; one that is none is told, and another stands in, so that the expression is read, too."""
    written = str(form.values[name])
    try:
        amount(written)
    except BadInput as fault:
        form.faults[name] = fault.message(current_language())
        return FIRST[name]
    return written


def _place(fault: BadInput) -> str:
    """Return the field at which something is wrong."""
    if isinstance(fault, BeginsBeforeTheCalendar):
        return "day"
    blank_one = isinstance(fault, NoTargetOfThatName) and fault.facts["found"] in TARGETS
    return str(fault.facts["found"]) if blank_one else "feel"


def _shown(every: Sequence[Example]) -> list[ShownExample]:
    return [_example(one) for one in every]


def _example(one: Example) -> ShownExample:
    tried = try_out(one.trial)
    wait = (_moment(one.wait[0], examples.ZONE), _moment(one.wait[1], examples.ZONE)) if one.wait else None
    begun, due = _moment(one.begun, examples.ZONE), _moment(tried.due, examples.ZONE)
    return ShownExample(feel=one.feel, begun=begun, wait=wait, due=due)


def _moment(at: datetime, zone: ZoneInfo | None = None) -> Moment:
    zone = zone or kartabl().settings.time_zone
    return Moment(at=at.astimezone(zone), words=whole_words(at, zone))
