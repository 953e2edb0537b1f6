"""What is needed to put a case's history into words, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.instance.state import InstanceId, State
from engine.store.port import Unit
from engine.values import Value
from processes.casefile.history import HistoryReader
from processes.casefile.reader import wording_of
from processes.organisation import Member
from processes.wording import Wording


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseReader:
    """Reads the history of one case in words; `personal` are its values that were not erased, by commitment."""

    history: HistoryReader
    wording: Wording
    personal: Mapping[str, Value]


def case_reader(unit: Unit, reader: Member, instance: InstanceId, state: State | None) -> CaseReader:
    """Return the reader of a case that stands at `state`."""
    definition = unit.definition(unit.load(instance).definition)
    wording = wording_of(unit.session, definition, state, on=reader.on)
    personal = unit.personal(instance)
    return CaseReader(history=HistoryReader(definition, personal, wording), wording=wording, personal=personal)
