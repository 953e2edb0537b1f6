"""Correcting the cases that rest on a calendar of which another version is in force.

A case that is behind is corrected by commands of its own, one for each version that was saved since, dated when it was saved:
before anything else that happens in the case, or when the ticker comes by. So it makes no difference when it is done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.completion.command import CLOCK, Actor, Command, Correct
from engine.form import Words
from engine.store.port import Loaded, Unit
from engine.values import Value
from processes.calendars import CALENDARS
from processes.calendars.resting import rests_on
from processes.calendars.wording import difference
from processes.held import held
from processes.tables import DbCalendarVersion

CALENDAR, BEFORE, AFTER, CHANGES, REASON = "calendar", "before", "after", "changes", "reason"
"""What a correction says: the calendar's key and names, the digests, what changed in words, why."""
AUTHN = "calendar"
"""How the actor of a correction is known: as who saved the version."""
MOST_LINES = 5
"""Lines by which a correction tells what changed; whoever wants more reads the calendar's versions."""
LABELS: Mapping[str, Words] = {
    CALENDAR: Words(fa="تقویم کاری", en="Working calendar"),
    CHANGES: Words(fa="تغییر", en="What changed"),
    REASON: Words(fa="دلیل", en="Reason"),
}


def corrections(unit: Unit, loaded: Loaded) -> Sequence[Command]:
    """Return the commands that bring a case to the versions in force, in order of time; none where it is there."""
    session: Session = unit.session
    case = held(session, loaded.instance)
    if case is None or not case.behind:
        return ()
    rests, commands = rests_on(loaded.state), list[Command]()
    for version in _missed(session, rests):
        before, rests = rests[version.key], {**rests, version.key: version.digest}
        commands.append(_command(unit, version, before, rests))
    return () if commands and _was_refused(unit, loaded, commands[0]) else commands


def correction_words(values: Mapping[str, Value]) -> list[tuple[Words, Words]]:
    """Return what a correction says, with the label of each."""
    calendar, changes = values.get(CALENDAR), values.get(CHANGES)
    told: dict[str, Words] = {REASON: _plain(values.get(REASON))}
    if isinstance(calendar, Mapping):
        told[CALENDAR] = Words(fa=str(calendar["fa"]), en=str(calendar["en"]))
    if isinstance(changes, Mapping):
        fa, en = (
            "\n".join(map(str, lines)) if isinstance(lines, list) else "" for lines in (changes["fa"], changes["en"])
        )
        told[CHANGES] = Words(fa=fa, en=en)
    return [(label, told[name]) for name, label in LABELS.items() if name in told]


def _missed(session: Session, rests: Mapping[str, str]) -> list[DbCalendarVersion]:
    """Return the versions that were saved since those a case rests on, in the order in which they were."""
    query = select(DbCalendarVersion).where(DbCalendarVersion.key.in_(sorted(rests)))
    missed: list[DbCalendarVersion] = []
    reached: set[str] = set()
    for version in session.scalars(query.order_by(DbCalendarVersion.seq.desc())):
        if version.digest == rests[version.key]:
            reached.add(version.key)
        elif version.key not in reached:
            missed.append(version)
    return missed[::-1]


def _was_refused(unit: Unit, loaded: Loaded, command: Command) -> bool:
    """Return whether the same correction was what the case refused last: it is tried again when the case has moved."""
    last = unit.records(loaded.instance)[-1]
    return last.refused and last.body["command"].get("values", {}).get(AFTER) == command.values[AFTER]


def _command(unit: Unit, version: DbCalendarVersion, before: str, rests: Mapping[str, Value]) -> Correct:
    was, now = unit.calendar(before), unit.calendar(version.digest)
    lines = difference(was, now).lines
    shown = [*lines[:MOST_LINES], *([Words(fa="…", en="…")] if len(lines) > MOST_LINES else [])]
    values: Mapping[str, Value] = {
        CALENDAR: {"key": version.key, "version": version.number, "fa": now.name_fa, "en": now.name_en},
        BEFORE: before,
        AFTER: version.digest,
        CHANGES: {"fa": [each.fa for each in shown], "en": [each.en for each in shown]},
        REASON: version.reason,
    }
    actor = CLOCK if version.person_id is None else Actor(id=version.person_id, authn=AUTHN)
    return Correct(actor=actor, at=version.at, values=values, facts={CALENDARS: dict(rests)})


def _plain(value: Value) -> Words:
    return Words(fa=str(value), en=str(value))
