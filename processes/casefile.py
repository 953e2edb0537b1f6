"""The file of one case: where it stands, what happened and whether that proves itself, its letters, its data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.definition import Definition
from engine.form import Words
from engine.history.personal import unseal
from engine.history.record import Record
from engine.instance.state import InstanceId, State
from engine.replay import Difference, frames, verify_chain
from engine.store.port import Unit
from engine.values import Value, decode
from processes.forms import form_of
from processes.letters import Letter, letters
from processes.organisation import Member, members
from processes.permissions import WITHDRAWAL
from processes.reading import CaseLine, case_line
from processes.tables import DbCase
from processes.words import element_name, person_name


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A record of history as a person reads it. `ok`: chain and replay agree up to here."""

    seq: int
    at: datetime
    kind: str
    who: Words
    on_behalf_of: Words | None
    element: Words | None
    said: Sequence[tuple[Words, Words]]
    """What was given: the field's label and the value in words."""
    entered: Sequence[Words]
    """Where this led: the named elements that were entered."""
    refused: Words | None
    ok: bool
    hash: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What proving the history gave; None where it agrees."""

    chain: Difference | None
    replay: Difference | None

    @property
    def ok(self) -> bool:
        """Whether chain and replay both agree."""
        return self.chain is None and self.replay is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Marks:
    """Where a case stands in its diagram, and what it passed: ids of elements and flows."""

    current: Sequence[str]
    passed: Sequence[str]
    flows: Sequence[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFile:
    """All that is shown of a case."""

    line: CaseLine
    status: str
    can_withdraw: bool
    history: Sequence[Entry]
    verdict: Verdict
    letters: Sequence[Letter]
    people: Mapping[str, Member]
    data: Sequence[tuple[Words, Words]]


def case_file(unit: Unit, member: Member, case: DbCase, *, origin: str) -> CaseFile:
    """Return the file of a case that `member` may see."""
    instance = InstanceId(case.instance)
    loaded, records = unit.load(instance), unit.records(instance)
    definition, people = unit.definition(loaded.definition), members(unit.session)
    chain = verify_chain(records, origin=origin, instance=instance, head=(loaded.head.seq, loaded.head.hash))
    replayed = next((frame.difference for frame in frames(definition, records) if frame.difference), None)
    wrong = min((found.seq for found in (chain, replayed) if found), default=None)
    reader = _Reader(definition, people, unit.personal(instance))
    return CaseFile(
        line=case_line(unit, member, case),
        status=loaded.state.status if loaded.state else "refused",
        can_withdraw=case.requester_id == member.id and _may_be_withdrawn(definition, loaded.state),
        history=[reader.entry(record, wrong) for record in records],
        verdict=Verdict(chain=chain, replay=replayed),
        letters=letters(unit.session, instance),
        people=people,
        data=reader.data(loaded.state),
    )


def marks(unit: Unit, case: DbCase) -> Marks:
    """Return where a case stands and what it passed."""
    instance = InstanceId(case.instance)
    state = unit.load(instance).state
    happened = [happening for record in unit.records(instance) for happening in record.derived]
    entered = dict.fromkeys(happening["element"] for happening in happened if happening["what"] == "entered")
    taken = dict.fromkeys(happening["flow"] for happening in happened if happening["what"] == "taken")
    current = dict.fromkeys(task.element for task in state.tasks.values()) if state else {}
    if case.outcome:
        current = {case.outcome: None}
    return Marks(current=list(current), passed=[key for key in entered if key not in current], flows=list(taken))


def _may_be_withdrawn(definition: Definition, state: State | None) -> bool:
    waits = any(
        event.kind == "message" and event.name == WITHDRAWAL
        for element in definition.elements.values()
        for event in element.events
    )
    return waits and state is not None and not state.ended


class _Reader:
    """Puts records and variables into words."""

    def __init__(self, definition: Definition, people: Mapping[str, Member], personal: Mapping[str, Value]) -> None:
        self.definition, self.people, self.personal = definition, people, personal
        self.labels, self.choices = _vocabulary(definition)
        self.tasks: dict[str, str] = {}

    def entry(self, record: Record, wrong: int | None) -> Entry:
        body, command = record.body, record.body["command"]
        for happening in record.derived:
            if happening["what"] == "opened":
                self.tasks[happening["task"]] = happening["element"]
            elif happening["what"] == "job_set":
                self.tasks[happening["job"]] = happening["element"]
        element = self.tasks.get(command.get("task") or command.get("job") or "")
        behalf = body["actor"]["on_behalf_of"]
        return Entry(
            seq=record.seq,
            at=datetime.fromisoformat(body["at"]),
            kind=command["type"],
            who=self._person(body["actor"]["id"]),
            on_behalf_of=self._person(behalf) if behalf else None,
            element=element_name(self.definition, element) if element else None,
            said=self._said(command.get("values", {})),
            entered=self._entered(record.derived),
            refused=Words(fa=body["refusal"]["message"], en=body["refusal"]["message"]) if record.refused else None,
            ok=wrong is None or record.seq < wrong,
            hash=record.hash,
        )

    def data(self, state: State | None) -> list[tuple[Words, Words]]:
        """Return the case's variables that a form has words for."""
        variables = unseal(state.variables, self.personal) if state else {}
        return [
            (self.labels[name], self._value(name, value)) for name, value in variables.items() if name in self.labels
        ]

    def _said(self, values: Mapping[str, Any]) -> list[tuple[Words, Words]]:
        given = unseal({name: decode(value) for name, value in values.items()}, self.personal)
        return [
            (self.labels.get(name, Words(fa=name, en=name)), self._value(name, value))
            for name, value in given.items()
            if value not in (None, "", [])
        ]

    def _entered(self, derived: Sequence[Mapping[str, Any]]) -> list[Words]:
        keys = [happening["element"] for happening in derived if happening["what"] == "entered"]
        named = [key for key in keys if key in self.definition.elements and self.definition.elements[key].name]
        return [element_name(self.definition, key) for key in named]

    def _person(self, person_id: str) -> Words:
        return person_name(self.people.get(person_id), person_id)

    def _value(self, name: str, value: Value) -> Words:
        if isinstance(value, list):
            rows = [self._value(name, item) for item in value]
            return Words(fa="\n".join(row.fa for row in rows), en="\n".join(row.en for row in rows))
        if isinstance(value, dict):
            cells = [self._value(key, item) for key, item in value.items()]
            return Words(fa="، ".join(cell.fa for cell in cells), en=", ".join(cell.en for cell in cells))
        if isinstance(value, str) and (name, value) in self.choices:
            return self.choices[name, value]
        if isinstance(value, str) and value in self.people:
            return self._person(value)
        return Words(fa=str(value), en=str(value))


def _vocabulary(definition: Definition) -> tuple[dict[str, Words], dict[tuple[str, str], Words]]:
    """Return the labels of fields and the words of their choices, from all forms of a definition."""
    labels: dict[str, Words] = {}
    choices: dict[tuple[str, str], Words] = {}
    pending = [
        field for src in definition.sources if src.kind == "form" for field in form_of(definition, src.name).items
    ]
    while pending:
        item = pending.pop()
        pending += getattr(item, "items", ())
        key, label = getattr(item, "key", None), getattr(item, "label", None)
        if key is not None and isinstance(label, Words):
            labels.setdefault(key, label)
            choices.update({(key, option.value): option.words for option in getattr(item, "options", ())})
    return labels, choices
