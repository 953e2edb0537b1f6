"""How a field is drawn, and how its value reads.

Part of the word *form*; used by `show`.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.form.current import Current
from engine.form.model import (
    CheckboxField,
    ChoiceField,
    DateField,
    Field,
    FileField,
    NumberField,
    Option,
    TextField,
    Words,
)


def kind_of(field: Field) -> str:
    """Return the `kind` of a field's view."""
    match field:
        case TextField(multiline=True):
            return "textarea"
        case NumberField():
            return "number"
        case DateField():
            return "date"
        case CheckboxField():
            return "checkbox"
        case ChoiceField(style=style):
            return style
        case FileField():
            return "file"
        case _:
            return "text"


def shown(field: Field, current: Current, offered: Sequence[Option]) -> Words:
    """Return what a person reads where the field is read-only."""
    if isinstance(field, CheckboxField):
        return Words("بله", "Yes") if current.value is True else Words("خیر", "No")
    if isinstance(field, ChoiceField):
        known = {option.value: option.words for option in offered}
        chosen = [known.get(value, Words(value, value)) for value in current.chosen]
        return Words("، ".join(each.fa for each in chosen), ", ".join(each.en for each in chosen))
    if isinstance(field, FileField):
        names = [each.name for each in current.files]
        return Words("\n".join(names), "\n".join(names))
    return current.typed
