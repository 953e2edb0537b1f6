"""The examples of clocks: what a timer asks, and until when. The one source of docs/clocks.md, of the page `/targets` and of their test.

A test runs each as a timer of a diagram; the page reckons each anew when it is asked for. All moments are those of `CALENDAR`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from zoneinfo import ZoneInfo

from engine.calendar import Segment, Week, WorkingCalendar
from processes.clocks.trying import Trial

_DAY = (Segment(8 * 60, 12 * 60), Segment(13 * 60, 17 * 60))
_OFF: tuple[Segment, ...] = ()
CALENDAR = WorkingCalendar(
    key="examples", name_fa="تقویم نمونه‌ها", name_en="Calendar of the examples", zone="Asia/Tehran",
    weeks=(Week(since=date(2020, 1, 1), days=(_DAY, _DAY, _DAY, _OFF, _OFF, _DAY, _DAY)),),
)  # fmt: skip
"""Saturday to Wednesday, 08:00 to 12:00 and 13:00 to 17:00, without holidays."""
ZONE = ZoneInfo(CALENDAR.zone)
OWN = "contract"
"""The clock of the activity on which the timers stand."""
TARGETS: Mapping[str, Mapping[str, str]] = {
    "case": {"resolution": "P5D"},
    "layer": {"resolution": "PT8H"},
    OWN: {"response": "PT1H", "resolution": "P2D"},
}
"""The targets of the clocks that run, by clock and by name; the diagram of the test draws the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """What a timer asks, when its clocks began, and until when it is. `wait`: from and until when the clocks stood still."""

    feel: str
    begun: datetime
    wait: tuple[datetime, datetime] | None = None
    due: datetime

    @property
    def trial(self) -> Trial:
        """What is to be tried, to find `due`."""
        return Trial(
            feel=self.feel, begun=self.begun, calendar=CALENDAR, zone=ZONE, targets=TARGETS, own=OWN, wait=self.wait
        )

    def __str__(self) -> str:
        since = f", {_written(self.wait[0])} – {_written(self.wait[1])}" if self.wait else ""
        return f"{_written(self.begun)}{since} → {_written(self.due)}"


def _example(feel: str, begun: str, due: str, *wait: str) -> Example:
    at, until = _moment(begun), _moment(due)
    if not wait:
        return Example(feel=feel, begun=at, due=until)
    since, ended = map(_moment, wait)
    return Example(feel=feel, begun=at, wait=(since, ended), due=until)


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZONE)


def _written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


PLAIN: Sequence[Example] = (
    _example('working deadline("PT2H")', "2026-11-28T09:00", "2026-11-28T11:00"),
    _example('working deadline("PT2H")', "2026-11-28T11:00", "2026-11-28T14:00"),
    _example('working deadline("PT2H")', "2026-11-28T16:00", "2026-11-29T09:00"),
    _example('working deadline("PT2H")', "2026-12-02T16:00", "2026-12-05T09:00"),
    _example('working deadline("PT2H")', "2026-11-26T10:00", "2026-11-28T10:00"),
    _example('working deadline("PT8H", 0.75)', "2026-11-28T08:00", "2026-11-28T15:00"),
    _example('working deadline("P2D")', "2026-11-28T09:30", "2026-11-30T09:30"),
    _example('working deadline("P1D")', "2026-12-02T16:00", "2026-12-05T16:00"),
    _example('working deadline(duration("PT90M"))', "2026-11-28T11:30", "2026-11-28T14:00"),
    _example('contract deadline("response")', "2026-11-28T09:00", "2026-11-28T10:00"),
    _example('contract deadline("resolution", 0.75)', "2026-11-28T08:00", "2026-11-29T12:00"),
    _example('layer deadline("resolution")', "2026-11-28T09:00", "2026-11-29T09:00"),
    _example('case deadline("resolution")', "2026-11-28T09:00", "2026-12-05T09:00"),
    _example('clock deadline("case", "resolution", 0.5)', "2026-11-28T08:00", "2026-11-30T12:00"),
)
WAITING: Sequence[Example] = (
    _example('working deadline("PT4H")', "2026-11-28T08:00", "2026-11-28T15:00", "2026-11-28T09:00", "2026-11-28T11:00"),
    _example('working deadline("PT4H")', "2026-11-28T08:00", "2026-11-28T12:00", "2026-11-28T12:00", "2026-11-28T13:00"),
    _example('working deadline("PT6H")', "2026-11-28T08:00", "2026-11-28T15:00", "2026-11-28T18:00", "2026-11-29T07:00"),
    _example('contract deadline("resolution")', "2026-11-28T09:00", "2026-12-01T09:00", "2026-11-28T10:00", "2026-11-29T10:00"),
)  # fmt: skip
"""With a wait for the requester in between."""


def text_of(examples: Iterable[Example]) -> str:
    """Return examples as docs/clocks.md has them, a line each."""
    every = list(examples)
    width = max(len(each.feel) for each in every)
    return "".join(f"{each.feel:{width}}   {each}\n" for each in every)


DRAWN: Mapping[str, str] = {
    "clock": "layer",
    "clock_targets": '={response: "PT1H", resolution: "PT8H"}',
    "clock_calendar": "=unit_calendar",
    "reminder": 'layer deadline("resolution", 0.75)',
    "breach": 'layer deadline("resolution")',
    "pauses": "case, layer, contract",
    "clock_decision": '=if breach_action = "extend" then {clock: "layer", by: "PT4H"} else null',
}
"""What an owner writes into the modeler: properties by their names, and what the two timers of an activity ask."""
XML = f"""\
<bpmn:userTask id="answer" name="…" camunda:candidateGroups="it_expert">
  <bpmn:extensionElements>
    <camunda:properties>
      <camunda:property name="clock" value="{DRAWN["clock"]}"/>
      <camunda:property name="clock_targets"
        value="{escape(DRAWN["clock_targets"])}"/>
    </camunda:properties>
  </bpmn:extensionElements>
</bpmn:userTask>
<bpmn:boundaryEvent id="late" attachedToRef="answer" cancelActivity="false">
  <bpmn:timerEventDefinition>
    <bpmn:timeDate>{escape(DRAWN["breach"], quote=False)}</bpmn:timeDate>
  </bpmn:timerEventDefinition>
</bpmn:boundaryEvent>
"""
"""The same activity and its breach as they stand in the file."""
