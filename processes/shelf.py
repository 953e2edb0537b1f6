"""The files of which services are made, beside each other: diagrams, forms, decisions.

A service is bundled with all it depends on, called diagrams with what these call included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.decision import read_decisions
from engine.decision.result import rule_tasks
from engine.definition import Definition, Source, SourceKind
from engine.diagram.calls import called_by
from engine.diagram.graph import reached
from engine.diagram.model import Diagram, Process
from engine.diagram.read import read_diagram

CALLED = "called"
"""The folder beside the services' diagrams in which those lie that are only called."""


SUFFIXES: Mapping[SourceKind, str] = {"diagram": ".bpmn", "form": ".form", "decision": ".dmn"}


def file_name(kind: SourceKind, name: str) -> str:
    """Return what a file of the shelf is called outside: a form, which goes by its id, with the ending of a form."""
    return name if name.endswith(SUFFIXES[kind]) else name + SUFFIXES[kind]


def on_disk(folder: Path) -> list[Source]:
    """Return all files of a folder of services, with its folders `called`, `forms` and `decisions`."""
    diagrams = [*sorted(folder.glob("*.bpmn")), *sorted((folder / CALLED).glob("*.bpmn"))]
    return [
        *(Source(kind="diagram", name=file.name, content=file.read_bytes()) for file in diagrams),
        *(Source(kind="form", name=form.stem, content=form.read_bytes()) for form in (folder / "forms").glob("*.form")),
        *(
            Source(kind="decision", name=file.name, content=file.read_bytes())
            for file in (folder / "decisions").glob("*.dmn")
        ),
    ]


def bundle(diagram: Path) -> list[Source]:
    """Return a diagram file with the diagrams it calls and all forms and decisions beside it; it stands first."""
    own = Source(kind="diagram", name=diagram.name, content=diagram.read_bytes())
    return gathered(own, on_disk(home_of(diagram)))


def home_of(diagram: Path) -> Path:
    """Return the folder of services that a diagram's file belongs to."""
    return diagram.parent.parent if diagram.parent.name == CALLED else diagram.parent


def gathered(own: Source, beside: Iterable[Source]) -> list[Source]:
    """Return a diagram, first, with those of `beside` that it calls, however far, and all forms and decisions of it."""
    others = [source for source in beside if source.name != own.name or source.kind != "diagram"]
    diagrams = {own.name: _read(own), **{src.name: _read(src) for src in others if src.kind == "diagram"}}
    homes = {id: name for name, diagram in reversed(diagrams.items()) for id in diagram.processes}
    wanted = reached([own.name], lambda name: [homes[id] for id in called_by(diagrams[name]) if id in homes])
    return [own, *(source for source in others if source.kind != "diagram" or source.name in wanted)]


def used(sources: Sequence[Source]) -> list[Source]:
    """Return the diagrams among `sources`, and the forms and decisions that they name."""
    diagrams = [_read(source) for source in sources if source.kind == "diagram"]
    return [source for source in sources if source.kind == "diagram" or source.name in _names(sources, diagrams)]


def service_of(sources: Iterable[Source]) -> str:
    """Return the key of the service among `sources`: of the first process that can be started; empty where there is none."""
    read = (_read(source) for source in sources if source.kind == "diagram")
    return next((key for key, found in _processes(read).items() if found.executable and found.startable), "")


def _processes(diagrams: Iterable[Diagram]) -> Mapping[str, Process]:
    return {key: process for diagram in diagrams for key, process in diagram.processes.items()}


def _names(sources: Sequence[Source], diagrams: Sequence[Diagram]) -> set[str | None]:
    """Return the names of the forms and the files of decisions in use; what a decision needs stands in the same file."""
    forms = {element.form_key for process in _processes(diagrams).values() for element in process.elements().values()}
    asked = {element.decision for diagram in diagrams for element in rule_tasks(diagram)}
    files = [src for src in sources if src.kind == "decision"] if asked else []
    return forms | {src.name for src in files if asked & set(read_decisions(src.content, src.name).ids)}


def _read(source: Source) -> Diagram:
    return read_diagram(source.content, source.name)


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """All files that are in use in an office: the newest of each, and the newest definition of every service made of them."""

    services: Mapping[str, Definition]
    sources: Mapping[tuple[SourceKind, str], Source]

    def homes(self, kind: SourceKind) -> Mapping[str, str]:
        """Return the name of the file in which each process, each decision or each form stands, by its id."""
        match kind:
            case "diagram":
                return {id: src.name for src in self._of(kind) for id in _read(src).processes}
            case "decision":
                return {id: src.name for src in self._of(kind) for id in read_decisions(src.content, src.name).ids}
            case "form":
                return {src.name: src.name for src in self._of(kind)}

    def changed(self, sources: Iterable[Source]) -> Shelf:
        """Return the shelf with these files in the place of those of the same kind and name."""
        return Shelf(services=self.services, sources={**self.sources, **{(src.kind, src.name): src for src in sources}})

    def bundle(self, service: str) -> list[Source] | None:
        """Return all files that a service is made of, its own diagram first; None where no diagram has it."""
        home = self.homes("diagram").get(service)
        if home is None:
            return None
        return used(gathered(self.sources["diagram", home], self.sources.values()))

    def _of(self, kind: SourceKind) -> list[Source]:
        return [source for (found, _), source in self.sources.items() if found == kind]
