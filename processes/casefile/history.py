"""The history of a case as people read it: what each record says was done, by whom, with what, and how long it took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from engine.definition import Definition
from engine.form import Words
from engine.history.personal import unseal
from engine.history.record import Record
from engine.instance.state import State
from engine.values import Sealed, Value, decode
from processes.calendars.correcting import correction_words
from processes.clocks.told import FOR_EVERYBODY, ClockTeller, ClockTold
from processes.withdrawing import ENDING_REASON, WITHDRAWAL, WITHDRAWAL_REASON
from processes.wording import Wording
from processes.words import element_name


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A record of history as a person reads it."""

    seq: int
    at: datetime
    kind: str
    who: Words
    on_behalf_of: Words | None
    given_to: Words | None
    """To whom a task was given."""
    element: Words | None
    took: timedelta | None
    """Of a task that was completed: how long it had been open."""
    said: Sequence[tuple[Words, Words]]
    """What was given: the field's label and the value in words."""
    refused: Words | None
    clocks: Sequence[ClockTold] = ()
    """What became of the clocks, as far as the desks care: they stood still, ran on, got more time or another target."""


class HistoryReader:
    """Puts the records and the variables of one case into words."""

    def __init__(self, definition: Definition, personal: Mapping[str, Value], wording: Wording) -> None:
        self.definition, self.personal, self.wording = definition, personal, wording
        self.elements: dict[str, str] = {}
        """Elements of the tasks and jobs that were ever open, by id."""
        self.opened: dict[str, datetime] = {}
        """Since when each of them is."""
        self.asked_by: dict[str, str | None] = {}
        """The form in which each value was given last, by key; filled as the history is read."""
        self.steps: dict[int, str] = {}
        """The element that each record is about, by its number, where it is about one."""
        self.clocks = ClockTeller(definition)

    def pass_over(self, record: Record) -> None:
        """Read a record that nobody wants in words, for those after it; those before it must have been read."""
        self._remember(record, datetime.fromisoformat(record.body["at"]))
        self.clocks.pass_over(record.derived)

    def entry(self, record: Record) -> Entry:
        """Return a record in words; those before it must have been read."""
        body, command = record.body, record.body["command"]
        at = datetime.fromisoformat(body["at"])
        self._remember(record, at)
        about = _about(command)
        key = self.steps.get(record.seq)
        behalf, given_to = body["actor"]["on_behalf_of"], command.get("assignee")
        done = command["type"] == "complete" and not record.refused and about in self.opened
        return Entry(
            seq=record.seq,
            at=at,
            kind=_kind(command, behalf or body["actor"]["id"]),
            who=self.wording.person(body["actor"]["id"]),
            on_behalf_of=self.wording.person(behalf) if behalf else None,
            given_to=self.wording.person(given_to) if given_to else None,
            element=element_name(self.definition, key) if key else None,
            took=at - self.opened[about] if done else None,
            said=self._said(record, key),
            refused=Words(fa=body["refusal"]["fa"], en=body["refusal"]["en"]) if record.refused else None,
            clocks=[told for told in self.clocks.told(record.derived) if told.what in FOR_EVERYBODY],
        )

    def reason(self, records: Sequence[Record], *, ended: bool) -> tuple[Words, str] | None:
        """Return by whom and why a case ended early: what its withdrawal gave as a reason, else the last command but the clock's and corrections."""
        acted = [
            record
            for record in records
            if record.body["command"]["type"] not in ("fire_timer", "correct") and not record.refused
        ]
        if not ended or not acted:
            return None
        last = next((record for record in acted if record.body["command"].get("message") == WITHDRAWAL), acted[-1])
        command = last.body["command"]
        given = unseal({name: decode(value) for name, value in command.get("values", {}).items()}, self.personal)
        why = next((given[name] for name in ("reason", WITHDRAWAL_REASON, ENDING_REASON) if given.get(name)), None)
        key = self.elements.get(command.get("task") or "")
        who = element_name(self.definition, key) if key else self.wording.person(last.body["actor"]["id"])
        return (who, str(why)) if why else None

    def data(self, state: State | None) -> list[tuple[str, Words, Words]]:
        """Return the case's variables that a form shows again, by name, each in the words of the form in which it was given.

        What was said at the desks is in the history, which must have been read before.
        """
        variables = unseal(state.variables, self.personal) if state else {}
        kept = {name: value for name, value in variables.items() if self.wording.vocabulary.keeps(name)}
        return [
            (name, label, words)
            for name, value in self.wording.vocabulary.ordered(kept)
            for label, words in self.wording.pairs(self.asked_by.get(name), {name: value})
        ]

    def _remember(self, record: Record, at: datetime) -> None:
        for happening in record.derived:
            opened = happening.get("task") or happening.get("job")
            if happening["what"] in ("opened", "job_set") and opened:
                self.elements[opened], self.opened[opened] = happening["element"], at
        command = record.body["command"]
        key = self.elements.get(_about(command))
        if key:
            self.steps[record.seq] = key
        if not record.refused and command["type"] != "correct":
            self.asked_by.update(dict.fromkeys(command.get("values", ()), self._form(command, key)))

    def _said(self, record: Record, key: str | None) -> list[tuple[Words, Words]]:
        """Return what was given; of a refused command no personal value was ever kept."""
        command, kept = record.body["command"], not record.refused
        values = {name: decode(value) for name, value in command.get("values", {}).items()}
        if command["type"] == "correct":
            return correction_words(values)
        values = {name: value for name, value in values.items() if kept or not isinstance(value, Sealed)}
        return self.wording.pairs(self._form(command, key), unseal(values, self.personal))

    def _form(self, command: Mapping[str, Any], key: str | None) -> str | None:
        """Return the form that a command answers; None where there is none."""
        asked = self.definition.start_event if command["type"] == "start" else self.definition.elements.get(key or "")
        return asked.form_key if asked else None


def by_days(entries: Sequence[Entry], zone: ZoneInfo) -> list[tuple[date, Sequence[Entry]]]:
    """Return entries by the day on which each was, the latest first."""
    days = groupby(reversed(entries), key=lambda entry: entry.at.astimezone(zone).date())
    return [(day, list(found)) for day, found in days]


def _about(command: Mapping[str, Any]) -> str:
    """Return the id of the task or timer that a command is about; nothing where it is about none."""
    return str(command.get("task") or command.get("job") or "")


def _kind(command: Mapping[str, Any], taker: str) -> str:
    """Return the kind of a command as a page names it: of an assignment, what it was; of a message, whether it withdraws.

    `taker`: in whose right it was given.
    """
    if command["type"] == "deliver_message" and command["message"] == WITHDRAWAL:
        return WITHDRAWAL
    if command["type"] != "assign":
        return str(command["type"])
    if command["assignee"] is None:
        return "release"
    return "claim" if command["assignee"] == taker else "assign"
