"""Read and check diagrams with the forms beside them; what cannot be read at all is a fault too, never an exception.

Word *form* of the sentence and those before it meet here: a diagram is checked against the forms it names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from engine.decision import Decisions, read_decisions
from engine.decision.result import check_use, rule_tasks
from engine.diagram.calls import called_by
from engine.diagram.check import check
from engine.diagram.fault import Fault, Rule
from engine.diagram.graph import reached
from engine.diagram.model import Diagram
from engine.diagram.read import read_diagram
from engine.diagram.rules_file import FORM_UNREADABLE, UNREADABLE
from engine.diagram.words import Words
from engine.diagram.world import FormFacts, World
from engine.errors import KartablError
from engine.feel import compile_expression
from engine.form import Form, read_form
from engine.form.model import ChoiceField

Kind = Literal["diagram", "called", "form", "decision"]
"""`called` is a diagram that stands beside: it is checked where one of the diagrams calls a process of it, however far."""


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """One file; `name` is what the faults call it, of a form its id."""

    kind: Kind
    name: str
    content: bytes = field(repr=False)


def examine(files: Iterable[File], *, groups: Collection[str] | None, variables: Collection[str]) -> list[Fault]:
    """Return all faults of files that are deployed together, by file and line.

    `groups` are the roles of the organisation (None: unknown), `variables` what the host sets in every case.
    """
    every = list(files)
    found: list[Fault] = []
    forms = _forms(every, found)
    diagrams = _diagrams(every, found)
    world = World(
        called={id: process for _, diagram in diagrams for id, process in diagram.processes.items()},
        forms=forms,
        groups=None if groups is None else frozenset(groups),
        compile_expression=lambda text: compile_expression(text).names,
        variables=frozenset(variables),
    )
    used = _used(diagrams)
    for file, diagram in used:
        found += check(diagram, world=world, source=file.content)
    return found + _decision_faults(every, [diagram for _, diagram in used])


def _used(diagrams: Sequence[tuple[File, Diagram]]) -> list[tuple[File, Diagram]]:
    """Return the diagrams to check: those given as such, and those beside of which they call a process."""
    homes = {id: diagram.file for _, diagram in reversed(diagrams) for id in diagram.processes}
    calls = {diagram.file: [homes[id] for id in called_by(diagram) if id in homes] for _, diagram in diagrams}
    wanted = reached([file.name for file, _ in diagrams if file.kind == "diagram"], calls.__getitem__)
    return [(file, diagram) for file, diagram in diagrams if file.name in wanted]


def _decision_faults(files: Sequence[File], diagrams: Sequence[Diagram]) -> list[Fault]:
    """Return what is wrong with decisions: beside diagrams of those that they use, and with their use; else of all."""
    asked = {element.decision for diagram in diagrams for element in rule_tasks(diagram)}
    if diagrams and not asked:
        return []
    found: list[Fault] = []
    read: list[Decisions] = []
    for file in files:
        if file.kind == "decision":
            try:
                read.append(read_decisions(file.content, file.name))
            except KartablError as cause:
                found.append(unreadable(UNREADABLE, file.name, cause))
    found += [fault for diagram in diagrams for fault in check_use(diagram, read)]
    used = [decisions for decisions in read if not diagrams or asked & set(decisions.ids)]
    return found + [fault for decisions in used for fault in decisions.faults]


def _forms(files: Sequence[File], found: list[Fault]) -> Mapping[str, FormFacts]:
    forms: dict[str, FormFacts] = {}
    for file in files:
        if file.kind == "form":
            try:
                forms[file.name] = facts_of(read_form(file.content, f"{file.name}.form"))
            except KartablError as cause:
                found.append(unreadable(FORM_UNREADABLE, f"{file.name}.form", cause))
                forms[file.name] = FormFacts(keys=None)
    return forms


def _diagrams(files: Sequence[File], found: list[Fault]) -> list[tuple[File, Diagram]]:
    diagrams: list[tuple[File, Diagram]] = []
    for file in files:
        if file.kind in ("diagram", "called"):
            try:
                diagrams.append((file, read_diagram(file.content, file.name)))
            except KartablError as cause:
                if file.kind == "diagram":  # of one beside, a call that needs it says that it is not there
                    found.append(unreadable(UNREADABLE, file.name, cause))
    return diagrams


def facts_of(form: Form) -> FormFacts:
    """Return what the check of a diagram asks of a form."""
    options = {
        item.key: frozenset(option.value for option in item.options)
        for item in form.fields
        if isinstance(item, ChoiceField) and not item.many and not item.options_key
    }
    written = frozenset(item.key for item in form.fields if not item.readonly)
    return FormFacts(keys=form.keys, written=written, options=options)


def unreadable(rule: Rule, file: str, cause: KartablError) -> Fault:
    """Return the fault of a file that could not be read at all."""
    line = cause.facts.get("line")
    words = Words(cause.message("en"), cause.message("fa"))
    return rule.at(file, None, line=line if isinstance(line, int) else None, cause=words)
