"""`kartabl clock CASE`: every clock of a case as it stands, or stood at a moment, read from its records alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy import or_, select

from engine.errors import Language
from engine.form import Words
from engine.form.digits import to_latin
from engine.instance.state import InstanceId
from processes.casefile.reader import wording_of
from processes.clocks import ClockLine, PauseLine, TargetLine, clock_lines
from processes.office import Office
from processes.tables import DbCase
from processes.words import present_service
from web import persian
from web.refused import NoSuchCase

WORDS: Mapping[str, Words] = {
    "case": Words(fa="پروندهٔ", en="Case"),
    "as_of": Words(fa="چنان‌که بود در", en="as of"),
    "none": Words(fa="تا آن زمان هیچ ساعتی آغاز نشده بود.", en="No clock had begun by then."),
    "calendar": Words(fa="تقویم کاری", en="calendar"),
    "started": Words(fa="آغاز", en="started"),
    "stopped_at": Words(fa="پایان", en="stopped"),
    "used": Words(fa="مصرف‌شده", en="used"),
    "target": Words(fa="مهلت", en="target"),
    "deadline": Words(fa="تا", en="deadline"),
    "met": Words(fa="انجام شد", en="met"),
    "remaining": Words(fa="مانده", en="remaining"),
    "stood_still": Words(fa="متوقف", en="stood still"),
    "so_far": Words(fa="تاکنون", en="until now"),
    "more": Words(fa="افزون بر آن", en="and in addition"),
    "none_now": Words(fa="ندارد، چون محاسبهٔ زمان متوقف است", en="none while it stands still"),
    "running": Words(fa="در کار", en="running"),
    "paused": Words(fa="متوقف", en="paused"),
    "stopped": Words(fa="پایان‌یافته", en="stopped"),
    "in_time": Words(fa="در مهلت", en="in time"),
    "at_risk": Words(fa="در آستانهٔ تأخیر", en="at risk"),
    "late": Words(fa="با تأخیر", en="late"),
}
WIDTH = 14
"""Columns for the words before what they say."""


def run(office: Office, case: str, *, at: str | None, as_json: bool, language: Language) -> None:
    """Print the clocks of a case; raise `NoSuchCase`, `NotADate`, `NoSuchDay`."""
    with office.store.reading() as unit:
        number = to_latin(case)
        query = select(DbCase).where(or_(DbCase.tracking == number, DbCase.instance == case))
        row = unit.session.scalars(query).one_or_none()
        if row is None:
            raise NoSuchCase(case=case)
        instance = InstanceId(row.instance)
        loaded, records = unit.load(instance), unit.records(instance)
        definition = unit.definition(loaded.definition)
        zone = definition.zone
        moment = office.now(unit.session) if at is None else read_moment(at, zone)
        wording = wording_of(unit.session, definition, loaded.state, on=office.day(unit.session))
        lines = clock_lines(definition, records, unit.calendar, wording, unit.personal(instance), at=moment)
        service = present_service(definition, row.service)
        tracking = row.tracking
    printed = _Printed(zone, language)
    if as_json:
        whole = {
            "tracking": tracking,
            "instance": instance,
            "at": _iso(moment, zone),
            "clocks": [_json(line, zone) for line in lines],
        }
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
        return
    for line in printed.all(tracking, service, moment, lines):
        click.echo(line)


def read_moment(text: str, zone: ZoneInfo) -> datetime:
    """Return a moment as it was typed: a day, Jalali or Gregorian, and an hour of the office (midnight without one), or ISO 8601.

    Raises `NotADate`, `NoSuchDay`.
    """
    written = to_latin(text).strip()
    day, _, hour = written.replace("T", " ").partition(" ")
    try:
        found = datetime.fromisoformat(f"{persian.parse_date(day).isoformat()}T{hour.strip() or '00:00'}")
    except ValueError as cause:
        raise persian.NotADate(found=text) from cause
    return found if found.tzinfo else found.replace(tzinfo=zone)


class _Printed:
    """The clocks as lines of text in one language."""

    def __init__(self, zone: ZoneInfo, language: Language) -> None:
        self.zone, self.language = zone, language

    def all(self, tracking: str, service: Words, moment: datetime, lines: Sequence[ClockLine]) -> Iterator[str]:
        """Yield all lines."""
        number = persian.persian_digits(tracking) if self.language == "fa" else tracking
        yield f"{self.word('case')} {number}: {self.say(service)} – {self.word('as_of')} {self.moment(moment)} ({self.zone.key})"
        if not lines:
            yield self.word("none")
        for line in lines:
            yield ""
            yield from self.clock(line)

    def clock(self, line: ClockLine) -> Iterator[str]:
        about = "" if line.of_case else f": {self.say(line.about)}"
        states = [self.word(line.state), *([self.word(line.standing)] if line.standing else [])]
        yield f"{self.say(line.name)}{about} [{self.comma.join(states)}]"
        key = f" ({line.calendar})" if line.calendar else ""
        yield self.row("calendar", f"{self.say(line.calendar_name)}{key}")
        yield self.row("started", self.moment(line.since))
        if line.stopped_at is not None:
            yield self.row("stopped_at", self.moment(line.stopped_at))
        for pause in line.pauses:
            yield from self.pause(pause)
        yield self.row("used", self.length(line.used))
        for target in line.targets:
            yield from self.target(target)

    def target(self, target: TargetLine) -> Iterator[str]:
        more = f" {self.word('more')} {self.comma.join(self.say(each) for each in target.more)}" if target.more else ""
        yield self.row(
            "target", f"{self.say(target.name)}: {self.say(target.first)}{more} [{self.word(target.standing)}]"
        )
        if target.met_at is not None:
            yield self.row("met", self.moment(target.met_at), inner=True)
        until = self.word("none_now") if target.deadline is None else self.moment(target.deadline)
        yield self.row("deadline", until, inner=True)
        yield self.row("remaining", self.signed(target.remaining), inner=True)

    def pause(self, pause: PauseLine) -> Iterator[str]:
        until = self.word("so_far") if pause.until is None else self.moment(pause.until)
        asked = "".join(f" – {self.say(label)}: {self.say(value)}" for label, value in pause.asked)
        yield self.row("stood_still", f"{self.moment(pause.since)} – {until}{self.comma}{self.say(pause.by)}{asked}")

    # -- words

    @property
    def comma(self) -> str:
        return "، " if self.language == "fa" else ", "

    def row(self, key: str, said: str, *, inner: bool = False) -> str:
        return f"{'    ' if inner else '  '}{self.word(key):<{WIDTH - 2 if inner else WIDTH}} {said}"

    def word(self, key: str) -> str:
        return self.say(WORDS[key])

    def say(self, words: Words) -> str:
        return words.fa if self.language == "fa" else words.en

    def moment(self, moment: datetime) -> str:
        return persian.long_moment(moment, self.zone, self.language)

    def length(self, length: timedelta) -> str:
        return persian.working_time(length, self.language)

    def signed(self, length: timedelta) -> str:
        return f"{'−' if length < timedelta(0) else ''}{self.length(length)}"


def _json(line: ClockLine, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "clock": line.key,
        "name": _both(line.name),
        "about": _both(line.about),
        "element": line.element,
        "calendar": line.calendar,
        "calendar_name": _both(line.calendar_name),
        "started": _iso(line.since, zone),
        "stopped": _iso(line.stopped_at, zone),
        "state": line.state,
        "standing": line.standing,
        "used": _seconds(line.used),
        "paused": [
            {
                "since": _iso(pause.since, zone),
                "until": _iso(pause.until, zone),
                "by": _both(pause.by),
                "asked": [{"label": _both(label), "value": _both(value)} for label, value in pause.asked],
            }
            for pause in line.pauses
        ],
        "targets": [
            {
                "target": target.key,
                "name": _both(target.name),
                "first": _both(target.first),
                "agreed": _iso(target.agreed, zone),
                "more": [_both(each) for each in target.more],
                "given": _seconds(target.given),
                "used": _seconds(target.used),
                "remaining": _seconds(target.remaining),
                "deadline": _iso(target.deadline, zone),
                "met": _iso(target.met_at, zone),
                "standing": target.standing,
            }
            for target in line.targets
        ],
    }


def _both(words: Words) -> dict[str, str]:
    return {"fa": words.fa, "en": words.en}


def _iso(moment: datetime | None, zone: ZoneInfo) -> str | None:
    return None if moment is None else moment.astimezone(zone).isoformat()


def _seconds(length: timedelta) -> float:
    return length.total_seconds()
