"""What is needed to put a case's history into words, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.instance.state import InstanceId, State
from engine.store.port import Unit
from engine.values import Value
from processes.casefile.history import HistoryReader
from processes.organisation import Member, members
from processes.vocabulary import vocabulary
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
    variables = state.variables if state else {}
    words = vocabulary(unit.session, definition, variables, on=reader.on)
    wording = Wording(people=members(unit.session, on=reader.on), vocabulary=words)
    personal = unit.personal(instance)
    return CaseReader(history=HistoryReader(definition, personal, wording), wording=wording, personal=personal)
