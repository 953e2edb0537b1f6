"""Samples for the macros: a list that can be filtered and sorted, and a form with every kind of field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from engine.form import FieldFault, FieldView, Form, Words, present, read_form, validate
from engine.history.clocks import ClockState
from engine.values import Value
from processes.casefile import Entry
from processes.clocks import ClockLine, PauseLine, Standing, TargetLine

FORM = Path(__file__).with_name("sample.form")
KNOWN: Mapping[str, Value] = {"registered_by": "مریم سرابی", "first_day": None, "amount": Decimal(3)}
MOMENT = datetime(2026, 11, 27, 11, 30, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class SampleLine:
    """A line of the sample list. `state`: a word of STATES."""

    number: str
    service: Words
    person: Words
    at: datetime
    state: str


STATES: Mapping[str, str] = {"late": "bad", "running": "active", "waiting": "warn", "closed": "good"}
"""The kind of badge of each state."""
LINES: Sequence[SampleLine] = (
    SampleLine(
        number="487602054",
        service=Words("درخواست کارتابل در سامانهٔ اتوماسیون اداری", "Inbox in the office-automation system"),
        person=Words("مریم سرابی", "Maryam Sarabi"),
        at=datetime(2026, 11, 27, 10, 55, tzinfo=UTC),
        state="running",
    ),
    SampleLine(
        number="625264551",
        service=Words("رفع ایراد و اشکال سامانه", "Faults and bugs of a system"),
        person=Words("طاهره زمانی", "Tahereh Zamani"),
        at=datetime(2026, 11, 24, 6, 9, tzinfo=UTC),
        state="late",
    ),
    SampleLine(
        number="454084666",
        service=Words("درخواست کارتابل در سامانهٔ سجاد", "Inbox in the SAJAD system"),
        person=Words("پویا صادقی", "Pouya Sadeghi"),
        at=datetime(2026, 11, 20, 8, 21, tzinfo=UTC),
        state="closed",
    ),
)
KEYS = ("number", "at")
"""What the list is sorted by."""


def lines(*, text: str, state: str, order: str) -> Sequence[SampleLine]:
    """Return the lines that a filter leaves, in an order such as "-at"."""
    left = [
        line for line in LINES
        if (not state or line.state == state) and text in f"{line.number} {line.person.fa} {line.person.en}"
    ]  # fmt: skip
    return sorted(left, key=lambda line: str(getattr(line, order.lstrip("-"))), reverse=order.startswith("-"))


@cache
def _form() -> Form:
    return read_form(FORM.read_bytes(), FORM.name)


def form(*, sent: bool) -> tuple[Sequence[FieldView], Sequence[FieldFault]]:
    """Return what a page shows of the sample form, empty, or sent with everything wrong that can be."""
    raw = {"subject": [""], "amount": ["سه"], "wanted_on": ["1405/12/30"], "_rows.people": ["1"]} if sent else None
    faults = validate(_form(), raw, variables=KNOWN).faults if raw is not None else ()
    return present(_form(), variables=KNOWN, raw=raw, faults=faults), faults


def _entry(seq: int, hour: int, kind: str, who: Words, element: Words | None, **more: Any) -> Entry:
    plain: dict[str, Any] = {"on_behalf_of": None, "given_to": None, "took": None, "said": (), "refused": None}
    at = MOMENT.replace(hour=hour)
    return Entry(**{**plain, "seq": seq, "at": at, "kind": kind, "who": who, "element": element, **more})


_EXPERT, _DIRECTOR = Words("مینا ضیایی", "Mina Ziaei"), Words("علی کریمی", "Ali Karimi")
_CREATE = Words("کارتابل را تولید کنید", "Create the inbox")
DAYS: Sequence[tuple[date, Sequence[Entry]]] = (
    (
        MOMENT.date(),
        (
            _entry(
                3, 9, "complete", _EXPERT, _CREATE, took=timedelta(hours=2, minutes=40),
                said=((Words("نام کاربری", "User name"), Words("m.sarabi", "m.sarabi")),),
            ),
            _entry(2, 7, "claim", _EXPERT, _CREATE),
            _entry(1, 6, "assign", _DIRECTOR, _CREATE, given_to=_EXPERT, on_behalf_of=Words("رضا حسینی", "Reza Hosseini")),
        ),
    ),
)  # fmt: skip
"""What happened in a case, by days."""
_PLACE = Words("کارشناس دفتر", "Expert of the office")


def _target(name: Words, first: Words, hours: int, used: int, standing: Standing, *more: Words) -> TargetLine:
    given, gone = timedelta(hours=hours), timedelta(hours=used)
    return TargetLine(
        key=name.en, name=name, first=first, agreed=None, more=more, given=given, used=gone, remaining=given - gone,
        deadline=MOMENT + given - gone, met_at=None, standing=standing,
    )  # fmt: skip


def _clock(key: str, name: Words, state: ClockState, target: TargetLine, *pauses: PauseLine) -> ClockLine:
    return ClockLine(
        id=key, key=key, name=name, element=key, about=_PLACE, calendar="office", calendar_name=Words("اداری", "Office"),
        since=MOMENT - timedelta(days=2), stopped_at=None, state=state, used=target.used, targets=(target,), pauses=pauses,
    )  # fmt: skip


_RESOLUTION, _EIGHT, _FOUR = Words("رفع", "Resolution"), Words("۸ ساعت", "8 hours"), Words("۴ ساعت", "4 hours")
CLOCKS: Sequence[ClockLine] = (
    _clock(
        "layer", Words("لایه", "Layer"), "paused", _target(_RESOLUTION, _EIGHT, 12, 10, "at_risk", _FOUR),
        PauseLine(
            since=MOMENT - timedelta(hours=3), until=None, by=Words("به پرسش پاسخ دهید", "Answer the question"),
            asked=((Words("پرسش", "Question"), Words("کدام گزارش؟", "Which report?")),),
        ),
    ),
    _clock(
        "contract", Words("قرارداد پشتیبانی", "Support contract"), "running", _target(_RESOLUTION, _EIGHT, 8, 9, "late")
    ),
)  # fmt: skip
"""Clocks of a case: one that stands still, one whose time is over."""
WHERE: Mapping[str, Any] = {
    "steps": (
        {
            "name": _CREATE, "who": _EXPERT, "taken": True, "yours": False, "can_do": False, "since": MOMENT,
            "until": Words("فردا ساعت ۱۲:۰۰", "tomorrow at 12:00"), "deadline": {"late": False},
            "ahead": (Words("نتیجه را ببینید", "Look at the result"),),
        },
    ),
    "awaits": (),
}  # fmt: skip
"""Where a case is."""
