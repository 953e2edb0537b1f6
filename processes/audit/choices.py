"""What an auditor can choose from: the services and units of the office, and the ends at which its cases come to rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from engine.definition import Definition
from engine.form import Words
from engine.store.port import Unit
from processes.support import SERVICES
from processes.tables import DbDeployment, DbUnit
from processes.words import element_name, service_name

Choice = tuple[str, Words]


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """The choices of the filter, each a key and its words."""

    services: Sequence[Choice]
    units: Sequence[Choice]
    ends: Sequence[Choice]
    """Those that are called the same are one choice."""


def choices(unit: Unit) -> Choices:
    """Return what can be chosen."""
    digests = unit.session.scalars(select(DbDeployment.definition).order_by(DbDeployment.at, DbDeployment.id))
    definitions = [unit.definition(digest) for digest in dict.fromkeys(digests)]
    rows = unit.session.execute(select(DbUnit.id, DbUnit.name_fa, DbUnit.name_en).order_by(DbUnit.name_fa))
    services = {definition.process: service_name(definition) for definition in definitions} | dict(SERVICES)
    ends: dict[Words, dict[str, None]] = {}
    for key, name in (end for definition in definitions for end in _ends(definition)):
        ends.setdefault(name, {})[key] = None
    return Choices(
        services=sorted(services.items(), key=lambda each: each[1].fa),
        units=[(row.id, Words(fa=row.name_fa, en=row.name_en)) for row in rows],
        ends=sorted(((",".join(keys), name) for name, keys in ends.items()), key=lambda each: each[1].fa),
    )


def _ends(definition: Definition) -> list[Choice]:
    own = definition.main.scopes[definition.process].elements.values()
    return [(each.id, element_name(definition, each.id)) for each in own if each.kind == "endEvent"]
