"""Which fields are hidden now, by the FEEL conditions of the form; which values its rules deny.

Part of the word *form*; used by `check` and `show`. A condition sees the case's variables and, before them, the form's
own fields: a field that is empty, faulty or hidden counts as null there, never as what the case held under that key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.errors import KartablError
from engine.feel import Expression
from engine.form.model import Field
from engine.values import Value

Placed = Sequence[tuple[Field, tuple[Expression, ...]]]


def hides(condition: Expression, variables: Mapping[str, Value]) -> bool:
    """Return whether the condition is true; one that cannot be evaluated hides nothing."""
    try:
        return condition.evaluate(variables) is True
    except KartablError:
        return False


def denies(rule: Expression, variables: Mapping[str, Value]) -> bool:
    """Return whether the rule is false; one that cannot be evaluated denies nothing."""
    try:
        return rule.evaluate(variables) is False
    except KartablError:
        return False


def hidden_keys(fields: Placed, values: Mapping[str, Value], variables: Mapping[str, Value]) -> frozenset[str]:
    """Return the keys hidden when the form holds `values`.

    A hidden field counts as null for the others, so that this is asked again until nothing changes, at most as often as
    there are fields.
    """
    shown_only = {field.key for field, _ in fields if field.readonly}
    hidden: frozenset[str] = frozenset()
    for _ in range(len(fields) + 1):
        own = {
            field.key: None if field.key in hidden else values.get(field.key)
            for field, _ in fields
            if field.key not in shown_only
        }
        scope = {**variables, **own}
        now = frozenset(field.key for field, conditions in fields if any(hides(each, scope) for each in conditions))
        if now == hidden:
            break
        hidden = now
    return hidden
