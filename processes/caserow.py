"""A case's row read as columns of a wider question, and made the object of its session that a question for the object itself would give.

Wider questions for an object go through the mapping with all their columns, which costs more than the object does.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session, class_mapper, make_transient_to_detached
from sqlalchemy.orm.attributes import instance_dict, set_committed_value

from engine.store.tables import table_of
from processes.tables import DbCase

_MAPPER = class_mapper(DbCase)
_NAMES = tuple(column.name for column in table_of(DbCase).c)
CASE_COLUMNS = tuple(column.label(f"case_{column.name}") for column in table_of(DbCase).c)
"""What a wider question asks for first."""


def case_of(session: Session, row: Any, *, failing: bool | None = None) -> DbCase:
    """Return the case of a row that begins with `CASE_COLUMNS`: as the session has it, where it was read or changed before.

    `failing`: whether something of it failed, where that was asked.
    """
    case = session.identity_map.get(_MAPPER.identity_key_from_primary_key((row.case_instance,)))
    if case is None:
        case = DbCase()
        instance_dict(case).update(zip(_NAMES, row, strict=False))  # nobody need hear of it
        make_transient_to_detached(case)
        session.add(case)
        set_committed_value(case, "failing", failing)
    elif failing is not None:
        set_committed_value(case, "failing", failing)
    return case
