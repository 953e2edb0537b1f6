"""The catalogue of the services."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.definition import Definition
from engine.form import Field, Words
from engine.form.model import Group, Item
from engine.store.port import Unit
from processes import deployment
from processes.course import Stage, course
from processes.forms import form_of
from processes.organisation import Member
from processes.registration import Registrable, reach, registrable
from processes.targets import stated_time
from processes.words import service_description, service_name, service_place, usual_time


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogueEntry:
    """A service as the catalogue states it (R3). `time` is in amounts, None where none is stated."""

    key: str
    name: Words
    description: Words
    time: tuple[str, str] | None
    usual: Words | None
    """How long it usually takes, where no time is stated."""
    asked: Sequence[Words]
    """What its form asks for, so that one has it at hand."""
    course: Sequence[Stage]
    """The stages that a case of it usually passes."""
    may_ask: bool
    registers: bool
    """Whether the reader may ask for others: an absent one, people or callers whom he or she registers (R9)."""


def catalogue(unit: Unit, member: Member) -> list[CatalogueEntry]:
    """Return the services the office offers, in the order in which the catalogue has them."""
    offered, within = deployment.offered(unit.session), reach(unit.session, member)
    definitions = {key: unit.definition(deployed.definition) for key, deployed in offered.items()}
    return [
        catalogue_entry(key, definition, registrable(unit.session, member, definition, within))
        for key, definition in sorted(definitions.items(), key=lambda each: (service_place(each[1]), each[0]))
    ]


def catalogue_entry(key: str, definition: Definition, whom: Registrable) -> CatalogueEntry:
    """Return a service as its reader sees it; `whom`: for whom he or she may ask for it."""
    return CatalogueEntry(
        key=key,
        name=service_name(definition),
        description=service_description(definition),
        time=stated_time(definition),
        usual=usual_time(definition),
        asked=_asked(definition),
        course=course(definition),
        may_ask=whom.own,
        registers=whom.others,
    )


def _asked(definition: Definition) -> list[Words]:
    """Return the labels of what the form of a service wants of everybody who asks."""
    form = form_of(definition, definition.start_event.form_key)
    return [field.label for field in _fields(form.items) if field.required]


def _fields(items: Sequence[Item]) -> Iterator[Field]:
    for item in items:
        if isinstance(item, Field):
            yield item
        elif isinstance(item, Group):
            yield from _fields(item.items)
