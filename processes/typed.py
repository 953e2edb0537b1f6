"""What was typed into the form of a task that somebody else completed meanwhile, in the words of that form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from engine.form import Words
from engine.instance.state import InstanceId
from engine.store.port import Unit
from processes.vocabulary import vocabulary


def typed(
    unit: Unit, instance: InstanceId, task: str, raw: Mapping[str, Sequence[str]], *, on: date
) -> list[tuple[Words, Sequence[Words]]]:
    """Return what was typed into the form of a task that is gone: each field's label, and its values as on the form."""
    loaded = unit.load(instance)
    definition = unit.definition(loaded.definition)
    variables = loaded.state.variables if loaded.state else {}
    happened = (happening for record in unit.records(instance) for happening in record.derived)
    opened = next((each["element"] for each in happened if each["what"] == "opened" and each["task"] == task), None)
    element, words = definition.elements.get(opened or ""), vocabulary(unit.session, definition, variables, on=on)
    form = element.form_key if element else None
    told: list[tuple[Words, Sequence[Words]]] = []
    for path, values in raw.items():
        name = path.rpartition(".")[2]
        said = [words.choice(form, name, value) or Words(fa=value, en=value) for value in values if value.strip()]
        if said and words.knows(name):
            told.append((words.label(form, name), said))
    return told
