"""The file of one case: where it stands, what happened and whether that proves itself, its letters, its data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.definition import Definition
from engine.form import Words
from engine.form.digits import jalali, to_persian
from engine.history.personal import unseal
from engine.history.record import Record
from engine.instance.awaited import awaited_messages
from engine.instance.state import InstanceId, State
from engine.store.port import Unit
from engine.values import Sealed, Value, decode
from processes.ahead import ahead
from processes.contracts import contract_words
from processes.files import GivenFile, case_files
from processes.letters import Letter, letters
from processes.organisation import Member, members
from processes.proof import Verdict, prove
from processes.reading import CaseLine, case_line
from processes.standing import DiagramLine, diagrams
from processes.tables import DbCase, DbComment
from processes.turns import Turn, turns
from processes.vocabulary import vocabulary
from processes.withdrawing import WITHDRAWAL, WITHDRAWAL_REASON
from processes.wording import Wording
from processes.words import element_name, person_name


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A record of history as a person reads it. `ok`: chain and replay agree up to here."""

    seq: int
    at: datetime
    kind: str
    who: Words
    on_behalf_of: Words | None
    given_to: Words | None
    """To whom a task was given."""
    element: Words | None
    said: Sequence[tuple[Words, Words]]
    """What was given: the field's label and the value in words."""
    refused: Words | None
    ok: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """A comment on a case."""

    at: datetime
    who: Words
    on_behalf_of: Words | None
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFileLine:
    """A file as a case's page lists it; `field` is what it was asked for as, `step` the activity in which it came."""

    file: GivenFile
    field: Words
    step: Words | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFile:
    """All that is shown of a case."""

    line: CaseLine
    status: str
    can_withdraw: bool
    remarks: Sequence[Remark]
    """What was remarked, the oldest first."""
    reason: tuple[Words, str] | None
    """Of a case that was rejected or withdrawn: by which desk (or the requester), and why."""
    history: Sequence[Entry]
    verdict: Verdict
    letters: Sequence[Letter]
    files: Sequence[CaseFileLine]
    diagrams: Sequence[DiagramLine]
    people: Mapping[str, Member]
    data: Sequence[tuple[Words, Words]]
    ahead: Mapping[str, Sequence[Words]]
    """What may come after each open task, by the task's id."""
    turns: Sequence[Turn]
    """What triage turned it into, in order."""
    contract: Words | None
    """Under which support contract it is, or that there is none; None where nobody has looked yet."""


def case_file(unit: Unit, member: Member, case: DbCase, *, origin: str) -> CaseFile:
    """Return the file of a case that `member` may see."""
    instance = InstanceId(case.instance)
    loaded, records = unit.load(instance), unit.records(instance)
    definition, people = unit.definition(loaded.definition), members(unit.session, on=member.on)
    verdict = prove(unit, instance, origin=origin)
    wrong = verdict.first.seq if verdict.first else None
    variables = loaded.state.variables if loaded.state else {}
    words = vocabulary(unit.session, definition, variables, on=member.on)
    reader = _Reader(definition, unit.personal(instance), Wording(people=people, vocabulary=words))
    history = [reader.entry(record, wrong) for record in records]
    steps = {entry.seq: entry.element for entry in history}
    return CaseFile(
        line=case_line(unit, member, case),
        status=loaded.state.status if loaded.state else "refused",
        can_withdraw=case.requester_id == member.id and _may_be_withdrawn(definition, loaded.state),
        remarks=_remarks(unit.session, instance, people),
        reason=reader.reason(records, case.outcome),
        history=history,
        verdict=verdict,
        letters=letters(unit.session, instance),
        files=[
            CaseFileLine(file=file, field=words.label(None, file.field), step=steps.get(file.seq))
            for file in case_files(unit.session, instance)
        ],
        diagrams=diagrams(unit, case),
        people=people,
        data=reader.data(loaded.state),
        ahead=ahead(definition, loaded.state, records),
        turns=turns(definition, records),
        contract=_contract(variables),
    )


def _contract(variables: Mapping[str, Value]) -> Words | None:
    held = variables.get("contract")
    until = held.get("until") if isinstance(held, Mapping) else None
    shown = (
        Words(fa=to_persian(jalali(until)), en=until.isoformat()) if isinstance(until, date) else Words(fa="", en="")
    )
    return contract_words(variables, shown)


def _remarks(session: Session, instance: InstanceId, people: Mapping[str, Member]) -> list[Remark]:
    def name(person: str) -> Words:
        return person_name(people.get(person), person)

    rows = session.scalars(select(DbComment).where(DbComment.instance == instance).order_by(DbComment.seq))
    return [
        Remark(
            at=row.at, who=name(row.person_id), text=row.text,
            on_behalf_of=name(row.on_behalf_of) if row.on_behalf_of else None,
        )
        for row in rows
    ]  # fmt: skip


def _may_be_withdrawn(definition: Definition, state: State | None) -> bool:
    return state is not None and not state.ended and WITHDRAWAL in awaited_messages(definition, state)


class _Reader:
    """Puts records and variables into words."""

    def __init__(self, definition: Definition, personal: Mapping[str, Value], wording: Wording) -> None:
        self.definition, self.personal, self.wording = definition, personal, wording
        self.elements: dict[str, str] = {}
        """Elements of the tasks and jobs that were ever open, by id."""
        self.asked_by: dict[str, str | None] = {}
        """The form in which each value was given last, by key; filled as the history is read."""

    def entry(self, record: Record, wrong: int | None) -> Entry:
        body, command = record.body, record.body["command"]
        self._remember(record)
        key = self.elements.get(command.get("task") or command.get("job") or "")
        behalf, given_to = body["actor"]["on_behalf_of"], command.get("assignee")
        return Entry(
            seq=record.seq,
            at=datetime.fromisoformat(body["at"]),
            kind=_kind(command, behalf or body["actor"]["id"]),
            who=self.wording.person(body["actor"]["id"]),
            on_behalf_of=self.wording.person(behalf) if behalf else None,
            given_to=self.wording.person(given_to) if given_to else None,
            element=element_name(self.definition, key) if key else None,
            said=self._said(command, key, kept=not record.refused),
            refused=Words(fa=body["refusal"]["fa"], en=body["refusal"]["en"]) if record.refused else None,
            ok=wrong is None or record.seq < wrong,
        )

    def reason(self, records: Sequence[Record], outcome: str | None) -> tuple[Words, str] | None:
        """Return by whom and why a case ended early: what its withdrawal gave as a reason, else the last command but the clock's."""
        acted = [record for record in records if record.body["command"]["type"] != "fire_timer" and not record.refused]
        if outcome is None or not acted:
            return None
        last = next((record for record in acted if record.body["command"].get("message") == WITHDRAWAL), acted[-1])
        command = last.body["command"]
        given = unseal({name: decode(value) for name, value in command.get("values", {}).items()}, self.personal)
        why = next((given[name] for name in ("reason", WITHDRAWAL_REASON) if given.get(name)), None)
        key = self.elements.get(command.get("task") or "")
        who = element_name(self.definition, key) if key else self.wording.person(last.body["actor"]["id"])
        return (who, str(why)) if why else None

    def data(self, state: State | None) -> list[tuple[Words, Words]]:
        """Return the case's variables that a form shows again, each in the words of the form in which it was given.

        What was said at the desks is in the history, which must have been read before.
        """
        variables = unseal(state.variables, self.personal) if state else {}
        kept = {name: value for name, value in variables.items() if self.wording.vocabulary.keeps(name)}
        return [
            pair
            for name, value in self.wording.vocabulary.ordered(kept)
            for pair in self.wording.pairs(self.asked_by.get(name), {name: value})
        ]

    def _remember(self, record: Record) -> None:
        for happening in record.derived:
            opened = happening.get("task") or happening.get("job")
            if happening["what"] in ("opened", "job_set") and opened:
                self.elements[opened] = happening["element"]

    def _said(self, command: Mapping[str, Any], key: str | None, *, kept: bool) -> list[tuple[Words, Words]]:
        """Return what was given; of a refused command no personal value was ever kept."""
        values = {name: decode(value) for name, value in command.get("values", {}).items()}
        values = {name: value for name, value in values.items() if kept or not isinstance(value, Sealed)}
        asked = self.definition.start_event if command["type"] == "start" else self.definition.elements.get(key or "")
        form = asked.form_key if asked else None
        if kept:
            self.asked_by.update(dict.fromkeys(values, form))
        return self.wording.pairs(form, unseal(values, self.personal))


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
