"""A case as the audit reads it: where it stands, and what is needed to put its history into words, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.definition import Definition
from engine.history.record import Head
from engine.instance.state import InstanceId
from engine.store.port import Unit
from engine.values import Value
from processes.casefile.history import HistoryReader
from processes.casefile.reader import wording_of
from processes.organisation import Member
from processes.wording import Wording


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseReader:
    """Reads the history of one case in words; `personal` are its values that were not erased, by commitment."""

    definition: Definition
    head: Head
    history: HistoryReader
    wording: Wording
    personal: Mapping[str, Value]


def case_reader(unit: Unit, reader: Member, instance: InstanceId) -> CaseReader:
    """Return the reader of a case, as it stands."""
    loaded = unit.load(instance)
    definition = unit.definition(loaded.definition)
    wording = wording_of(unit.session, definition, loaded.state, on=reader.on)
    personal = unit.personal(instance)
    return CaseReader(
        definition=definition, head=loaded.head, history=HistoryReader(definition, personal, wording), wording=wording,
        personal=personal,
    )  # fmt: skip
