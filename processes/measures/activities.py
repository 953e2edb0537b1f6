"""The activities at which stays are counted, as a stay refers to them: by a number, so that their names are kept once.

They are written when a version of a service is deployed. A case that turns into another service (docs/adr/0011) goes on by its own diagram:
what it then comes to is written with its first stay there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Executable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from engine.definition import Definition
from engine.digest import canonical
from engine.store.tables import table_of
from processes.parts.part import split
from processes.tables import DbActivity

NAMES = ("service", "process", "element")
"""What an activity is called by; the element by its id within its process."""


def number_of(names: Mapping[str, Any]) -> int:
    """Return the number of an activity: made of its `NAMES`, so that whoever changes these is found out."""
    return _number(*(names[each] for each in NAMES))


@lru_cache(maxsize=4096)
def _number(*names: str) -> int:
    return int.from_bytes(hashlib.sha256(canonical(list(names))).digest()[:6], "big") >> 1


def activity_of(names: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row of an activity."""
    return {"id": number_of(names), **{each: names[each] for each in NAMES}}


def keep_activities(session: Session, rows: list[dict[str, Any]]) -> None:
    """Write activities that are not there yet."""
    if rows:
        session.execute(_keep(session.get_bind().dialect.name), rows)


def deployed(definition: Definition) -> list[dict[str, Any]]:
    """Return the activities of a definition as cases of its own service come to them."""
    return [activity_of(each) for each in _named(definition)]


def waits(definition: Definition, key: str) -> bool:
    """Return whether a case stays at an element: what is passed in a single step is none."""
    kind = definition.element(key).kind
    return kind.endswith("Task") or kind in ("callActivity", "subProcess", "intermediateCatchEvent")


def _named(definition: Definition) -> Iterator[dict[str, str]]:
    for key in definition.elements:
        if waits(definition, key):
            process, element = split(definition, key)
            yield {"service": definition.process, "process": process, "element": element}


@lru_cache(maxsize=2)
def _keep(dialect: str) -> Executable:
    made = (sqlite if dialect == "sqlite" else postgresql).insert(table_of(DbActivity))
    return cast("Executable", made.on_conflict_do_nothing(index_elements=["process", "service", "element"]))
