"""What a list of tasks or cases can be narrowed down to: services, steps, units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from engine.definition import Definition
from engine.form import Words
from engine.store.port import Unit
from processes import deployment
from processes.organisation import Member
from processes.parts.part import split
from processes.permissions import may_meet
from processes.support import SERVICES
from processes.tables import DbUnit
from processes.words import element_name, process_name, service_name, service_place

Choice = tuple[str, Words]
"""A value and its words. Steps that nobody could tell apart are one choice: its value names them all, with spaces between."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """What can be chosen."""

    services: Sequence[Choice]
    units: Sequence[Choice]
    steps: Sequence[Choice] = ()


def choices(unit: Unit, meets: Member | None = None, service: str | None = None) -> Choices:
    """Return what a list can be narrowed down to; for who `meets` tasks with the steps of one service, or of all."""
    offered = {key: unit.definition(deployed.definition) for key, deployed in deployment.offered(unit.session).items()}
    of_them = [offered[service]] if service in offered else list(offered.values())
    units = unit.session.scalars(select(DbUnit).where(DbUnit.kind != "contractor").order_by(DbUnit.name_fa))
    return Choices(
        services=_services(offered.values()),
        units=[(each.id, Words(fa=each.name_fa, en=each.name_en)) for each in units],
        steps=_steps(of_them, meets) if meets is not None else (),
    )


def _services(offered: Iterable[Definition]) -> list[Choice]:
    definitions = sorted(offered, key=lambda each: (service_place(each), each.process))
    named = {each.process: service_name(each) for each in definitions}
    return list({**named, **{key: words for key, words in SERVICES.items() if key not in named}}.items())


def _steps(definitions: Sequence[Definition], member: Member) -> list[Choice]:
    """Return the user tasks that a person can meet.

    Where two have one name, each with that of its process, and where that is one too, they are one.
    """
    found: dict[str, tuple[Words, Words]] = {}
    for definition in definitions:
        for key, element in definition.elements.items():
            if element.kind == "userTask" and key not in found and may_meet(member, definition, key):
                process = definition.processes[split(definition, key)[0]]
                found[key] = element_name(definition, key), process_name(process)
    often = Counter(name for name, _ in found.values())
    keys: dict[Words, list[str]] = {}
    for key, (name, of) in found.items():
        keys.setdefault(_with(name, of) if often[name] > 1 else name, []).append(key)
    return sorted(((" ".join(alike), words) for words, alike in keys.items()), key=lambda each: each[1].fa)


def _with(name: Words, process: Words) -> Words:
    return Words(fa=f"{name.fa} – {process.fa}", en=f"{name.en} – {process.en}")
