"""Where a case stands in its diagrams: the service's own, and those that it calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine.definition import Definition
from engine.diagram.drawing import drawing
from engine.errors import NotFound
from engine.form import Words
from engine.history.record import Record
from engine.instance.around import around
from engine.instance.state import InstanceId, State
from engine.store.port import Unit
from processes.parts.part import split
from processes.tables import DbCase
from processes.words import process_name


class NoSuchDiagram(NotFound):
    en = "Expected a diagram “{process}” among those of this case, but it has none of that name. Choose one of them."
    fa = "این پرونده نموداری به نام «{process}» ندارد. یکی از نمودارهای آن را انتخاب کنید."


@dataclass(frozen=True, kw_only=True, slots=True)
class Marks:
    """Where a case stands in one of its diagrams, and what it passed there: ids of elements and flows."""

    current: Sequence[str]
    passed: Sequence[str]
    flows: Sequence[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class DiagramLine:
    """A diagram of a case as its page lists it."""

    process: str
    name: Words
    current: bool
    """Whether the case stands in it."""


def marks(unit: Unit, case: DbCase, process: str | None = None) -> Marks:
    """Return where a case stands in the diagram of one of its processes (its own), and what it passed."""
    definition, state, records = _read(unit, case)
    here = process or definition.process
    entered, flows = list(_happened(records, "entered", "element")), _happened(records, "taken", "flow")
    current = _current(definition, state, case)
    return Marks(
        current=list(_within(definition, here, current)),
        passed=list(_within(definition, here, (key for key in entered if key not in current))),
        flows=list(_within(definition, here, flows)),
    )


def diagrams_of(
    definition: Definition, state: State | None, case: DbCase, records: Sequence[Record]
) -> list[DiagramLine]:
    """Return the diagrams of a case: its service's own first, then the called ones that it has been in."""
    entered = list(_happened(records, "entered", "element"))
    current = {split(definition, key)[0] for key in _current(definition, state, case)}
    been = dict.fromkeys([definition.process, *(split(definition, key)[0] for key in entered)])
    return [
        DiagramLine(process=id, name=process_name(definition.processes[id]), current=id in current)
        for id in been
        if id in definition.processes
    ]


def diagram(unit: Unit, case: DbCase, process: str | None = None) -> bytes:
    """Return the BPMN text of one of a case's processes (its own), as far as it is seen; raise `NoSuchDiagram`."""
    definition = unit.definition(unit.load(InstanceId(case.instance)).definition)
    wanted = process or definition.process
    sources = (source for source in definition.sources if source.kind == "diagram")
    for source, read in zip(sources, definition.diagrams, strict=True):
        if wanted in read.processes:
            return drawing(source.content, source.name)
    raise NoSuchDiagram(process=wanted)


def _read(unit: Unit, case: DbCase) -> tuple[Definition, State | None, Sequence[Record]]:
    instance = InstanceId(case.instance)
    loaded = unit.load(instance)
    return unit.definition(loaded.definition), loaded.state, unit.records(instance)


def _happened(records: Iterable[Record], what: str, fact: str) -> dict[str, None]:
    """Return the keys of what was entered or taken, in the order in which it was at first."""
    found = (happening for record in records for happening in record.derived)
    return dict.fromkeys(happening[fact] for happening in found if happening["what"] == what)


def _current(definition: Definition, state: State | None, case: DbCase) -> list[str]:
    """Return the keys of the elements at which a case stands, with the activities that call what these are in."""
    if case.outcome:
        return [case.outcome]
    if state is None:
        return []
    awaited = [job for job in state.jobs.values() if definition.element(job.element).kind == "intermediateCatchEvent"]
    open_now: dict[str, str] = {task.id: task.element for task in state.tasks.values()}
    open_now |= {job.id: job.element for job in awaited}
    return list(dict.fromkeys(key for id, here in open_now.items() for key in (here, *_calls(definition, state, id))))


def _calls(definition: Definition, state: State, id: str) -> Iterator[str]:
    return (key for key in around(state, id) if definition.element(key).kind == "callActivity")


def _within(definition: Definition, process: str, keys: Iterable[str]) -> Iterator[str]:
    return (id for of, id in (split(definition, key) for key in keys) if of == process)
