"""What a timer's FEEL would give, tried without a case: on clocks that begin now, with the targets that somebody says.

The expression is compiled, bounded and evaluated as a timer's is, and the clocks are those that a case keeps. It sees nothing but
the moment and these clocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from engine.calendar import WorkingCalendar
from engine.clock import Clock, NotATarget, Pause, Target, read_target
from engine.diagram.model import TimerKind
from engine.diagram.timers import read_literal
from engine.errors import BadInput
from engine.feel import Expression, FeelSyntaxError, compile_expression
from engine.feel.builtins.deadlines import CLOCKS, DEADLINES
from engine.values import Value
from processes.clocks.names import CONTRACT, DESK
from processes.dates import date_words

MOST_ASKED: Final = 20
"""How often one expression may ask a clock: a calendar is searched each time, which the operations of FEEL do not count."""
FARTHEST: Final = timedelta(days=3653)
"""No calendar is searched farther, and where it has not enough time it says so; of other moments this is the bound."""
NAMES: Final = ("case", "layer", CONTRACT, "stated", DESK)
"""The clocks that run where an expression is tried: those that reports know."""
TIMERS: Final[tuple[TimerKind, ...]] = ("timeDate", "timeDuration", "timeCycle")
_UTC: Final = ZoneInfo("UTC")
_ANY: Final = datetime(2026, 1, 1, tzinfo=_UTC)
"""An amount is the same at every moment."""
_AS_TEXT: Final = compile_expression("string(value)")
_NAMED: Final = re.compile(r"([^\W\d]\w*(?:[ _]?deadline|\s+deadline)|deadline)\s*\(", re.IGNORECASE)


class AsItStands(BadInput):
    en = (
        'Expected FEEL such as “working deadline("PT2H")”, but “{found}” is a time as it stands: a timer takes it without asking a clock, '
        "and counts no working time. Put an amount in quotes into one of the functions."
    )
    fa = (
        'عبارتی مانند «working deadline("PT2H")» انتظار می‌رفت، ولی «{found}» خودِ زمان است و زمان‌سنج آن را بی‌آنکه از ساعتی بپرسد و زمان کاری را بشمارد '
        "به کار می‌برد. مقدار را درون گیومهٔ لاتین در یکی از تابع‌ها بنویسید."
    )


class NoSuchFunction(BadInput):
    en = "Expected one of the functions {known}, but found “{found}”. Correct the name: in small letters, with one blank."
    fa = (
        "یکی از تابع‌های {known_fa} انتظار می‌رفت، ولی «{found}» نوشته شد. نام تابع را با حروف کوچک و یک فاصله درست کنید."
    )


class ReadsACase(BadInput):
    en = (
        "Expected an expression that reads nothing of a case, for there is none here, but it reads “{found}”. If it is text, put it in "
        "quotes; if it is data of a case, write a value in its place."
    )
    fa = (
        "اینجا پرونده‌ای در کار نیست و عبارت نباید چیزی از پرونده بخواند، ولی «{found}» را می‌خواند. اگر متن است آن را درون گیومهٔ لاتین بنویسید و "
        "اگر دادهٔ پرونده است به‌جایش مقداری بنویسید."
    )


class NotAnAmountOfTime(BadInput):
    en = (
        "Expected an amount such as PT4H (working hours), PT30M (minutes) or P2D (working days), but found “{found}”. Write it like "
        "that; there are no weeks, months and years of working time."
    )
    fa = (
        "مقداری مانند PT4H (ساعت کاری)، PT30M (دقیقه) یا P2D (روز کاری) انتظار می‌رفت، ولی «{found}» نوشته شد. آن را همان‌گونه بنویسید؛ زمان "
        "کاری با هفته و ماه و سال شمرده نمی‌شود."
    )


class NoClockOfThatName(BadInput):
    en = "Expected one of the clocks {known}, but found “{found}”. Correct the name; only in a diagram there may be others."
    fa = "یکی از ساعت‌های {known_fa} انتظار می‌رفت، ولی «{found}» نوشته شد. نام را درست کنید؛ ساعت‌های دیگر فقط در نمودار ممکن است باشند."


class NoTargetOfThatName(BadInput):
    en = (
        "Expected a target of the clock “{clock}” ({known}), but found “{found}”. Correct the name, or fill in that target; in a "
        "diagram such a timer never goes off."
    )
    fa = (
        "یکی از مهلت‌های ساعت «{clock}» ({known_fa}) انتظار می‌رفت، ولی «{found}» نوشته شد. نام را درست کنید یا آن مهلت را پر کنید؛ در نمودار، چنین "
        "زمان‌سنجی هرگز به کار نمی‌افتد."
    )


class NotAMoment(BadInput):
    en = (
        "Expected that the expression gives a date and time, but it gave {found}. Correct it: names and amounts stand "
        "in quotes, and a fraction is a number not below zero."
    )
    fa = (
        "انتظار می‌رفت عبارت تاریخ و ساعت بدهد، ولی حاصلش {found_fa} بود. آن را درست کنید: نام و مقدار درون گیومهٔ لاتین نوشته "
        "می‌شود و کسر عددی است که از صفر کمتر نیست."
    )


class AsksTooOften(BadInput):
    en = "Expected an expression that asks clocks at most {most} times, but it asks more often. Make it simpler."
    fa = "انتظار می‌رفت عبارت حداکثر {most} بار از ساعت‌ها بپرسد، ولی بیشتر می‌پرسد. عبارت را ساده‌تر کنید."


class TooFarAway(BadInput):
    en = "Expected that the expression gives a moment within ten years, but it gave {found}. Ask for less time."
    fa = "انتظار می‌رفت عبارت زمانی تا ده سال بعد بدهد، ولی حاصلش «{found}» بود. زمان کمتری بخواهید."


class BeginsBeforeTheCalendar(BadInput):
    en = "Expected a day from {since} on, when the working calendar “{calendar}” begins, but found {found}. Choose a later day."
    fa = "تقویم کاری «{calendar_fa}» از {since_fa} آغاز می‌شود، ولی {found_fa} نوشته شد. روزی پس از آغاز تقویم انتخاب کنید."


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """What is tried. `targets`: amounts of the clocks that run, by clock and by name, all begun at `begun` (an aware instant).

    `own`: the clock of the activity on which the timer stands, if it has one; `wait`: from and until when all stood still.
    `zone`: that of moments that the expression says without one.
    """

    feel: str
    begun: datetime
    calendar: WorkingCalendar
    zone: ZoneInfo
    targets: Mapping[str, Mapping[str, str]]
    own: str | None = None
    wait: tuple[datetime, datetime] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """Until when it is; what of that is working time; and when that begins to count: `begun`, or when work begins next."""

    due: datetime
    working: timedelta
    counts_from: datetime


def try_out(trial: Trial) -> Tried:
    """Return until when the expression of a timer gives time; raise a `BadInput` that says what was expected."""
    calendar, begun = trial.calendar, trial.begun
    _begins(trial)
    expression, clocks = _compiled(trial.feel), _Clocks(trial)
    value = expression.evaluate({"$now": begun, CLOCKS: clocks})
    if value is None and clocks.missing is not None:
        raise clocks.missing
    if not isinstance(value, datetime):
        said = _said(value)
        raise NotAMoment(found=said, found_fa="تهی" if value is None else f"«{said}»")
    due = max(value if value.tzinfo else value.replace(tzinfo=trial.zone), begun)  # what is past goes off at once
    if due - begun > FARTHEST:
        raise TooFarAway(found=_said(value))
    return Tried(due=due, working=calendar.between(begun, due), counts_from=calendar.add_days(begun, 0))


class _Clocks:
    """Answers the functions, as `engine.spiff.deadlines` does in a case; remembers the target that was not there."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.asked = 0
        self.missing: NoTargetOfThatName | None = None

    def __call__(self, name: str | None, target: Any, fraction: Decimal) -> datetime | None:
        self.asked += 1
        if self.asked > MOST_ASKED:
            raise AsksTooOften(most=MOST_ASKED)
        if name is None:
            return self._clock(self.trial.own or "", {}).deadline(self.trial.calendar, amount(target), fraction)
        targets = self.trial.targets.get(name)
        if targets is None:
            raise NoClockOfThatName(found=name, **_listed(self.trial.targets))
        found = self._clock(name, targets).deadline(self.trial.calendar, target, fraction)
        if found is None:
            self.missing = NoTargetOfThatName(clock=name, found=target, **_listed(targets))
        return found

    def _clock(self, name: str, targets: Mapping[str, str]) -> Clock:
        trial = self.trial
        wait = (Pause(since=trial.wait[0], until=trial.wait[1], by=""),) if trial.wait else ()
        read = {key: amount(written) for key, written in targets.items()}
        return Clock(
            id=name, name=name, element="", calendar=trial.calendar.key, since=trial.begun, targets=read, pauses=wait
        )


def amount(written: Value) -> Target:
    """Return the target that an amount of working time is, as text or as a duration; raise `NotAnAmountOfTime`."""
    if isinstance(written, str | timedelta):
        try:
            found = read_target(written, name="", element="", now=_ANY, zone=_UTC)
        except NotATarget as fault:
            raise NotAnAmountOfTime(found=_said(written)) from fault
        if found is not None:
            return found
    raise NotAnAmountOfTime(found=_said(written))


def _begins(trial: Trial) -> None:
    first = min(week.since for week in trial.calendar.weeks)
    day = trial.begun.astimezone(ZoneInfo(trial.calendar.zone)).date()
    if day < first:
        since, found, calendar = date_words(first), date_words(day), trial.calendar
        raise BeginsBeforeTheCalendar(
            calendar=calendar.name_en or calendar.key, calendar_fa=calendar.name_fa, since=since.en, since_fa=since.fa,
            found=found.en, found_fa=found.fa,
        )  # fmt: skip


def _compiled(feel: str) -> Expression:
    text = feel.strip()
    if any(read_literal(kind, text) for kind in TIMERS):
        raise AsItStands(found=text[:60])
    try:
        expression = compile_expression(text)
    except FeelSyntaxError as fault:
        named = [" ".join(name.split()) for name in _NAMED.findall(text)]
        if wrong := [name for name in named if name not in DEADLINES]:
            raise NoSuchFunction(found=wrong[0][:60], **_listed(DEADLINES)) from fault
        raise
    if expression.names:
        (first, *_) = sorted(expression.names)
        raise ReadsACase(found=first[:60])
    return expression


def _listed(known: Iterable[str]) -> dict[str, str]:
    quoted = [(f"“{name}”", f"«{name}»") for name in known]
    return {
        "known": ", ".join(en for en, _ in quoted) or "none",
        "known_fa": "، ".join(fa for _, fa in quoted) or "هیچ",
    }


def _said(value: Value) -> str:
    """Return a value as FEEL writes it, short enough for a sentence."""
    return str(_AS_TEXT.evaluate({"value": value}) or "null")[:60]
