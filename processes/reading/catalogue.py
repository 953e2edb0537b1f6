"""The catalogue of the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from engine.form import Words
from engine.store.port import Unit
from processes import deployment
from processes.organisation import Member
from processes.permissions import may_start
from processes.registration import registrable
from processes.targets import stated_time
from processes.words import service_description, service_name, service_place, usual_time


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogueEntry:
    """A service as the catalogue states it (R3). `time` is None where none is stated."""

    key: str
    name: Words
    description: Words
    time: tuple[timedelta, timedelta] | None
    usual: Words | None
    """How long it usually takes, where no time is stated."""
    may_ask: bool
    registers: bool
    """Whether the reader may ask for others: an absent one, people or callers whom he or she registers (R9)."""


def catalogue(unit: Unit, member: Member) -> list[CatalogueEntry]:
    """Return the services the office offers, in the order in which the catalogue has them."""
    entries = []
    offered = deployment.offered(unit.session)
    definitions = {key: unit.definition(deployed.definition) for key, deployed in offered.items()}
    for key, definition in sorted(definitions.items(), key=lambda each: (service_place(each[1]), each[0])):
        entries.append(
            CatalogueEntry(
                key=key,
                name=service_name(definition),
                description=service_description(definition),
                time=stated_time(definition),
                usual=usual_time(definition),
                may_ask=may_start(member, definition),
                registers=registrable(unit.session, member, definition).others,
            )
        )
    return entries
