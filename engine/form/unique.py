"""A dynamic list in which nothing may stand twice: the field of its rows that tells them apart.

Part of the word *form*; `components` reads the property `unique` with it, `check` asks it about the rows that were posted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.form.model import ChoiceField, Item, ListField, TextField, Words, placed
from engine.form.schema import Node
from engine.form.sentences import FieldFault, fault
from engine.form.typed import Options, choices
from engine.values import Value


def read_unique(properties: Node, items: tuple[Item, ...]) -> str | None:
    """Return the key that the property `unique` names, None where there is none; any other text is a fault."""
    named = properties.text("unique")
    if not named:
        return None
    able = [field.key for field, _ in placed(items) if _can_tell_apart(field)]
    if named not in able:
        properties.fault("unique", "unique", found=named, expected=", ".join(able))
    return named


def _can_tell_apart(field: Item) -> bool:
    return isinstance(field, TextField) or (isinstance(field, ChoiceField) and not field.many)


def doubled(field: ListField, path: str, rows: Sequence[Mapping[str, Value]], options: Options) -> Iterator[FieldFault]:
    """Yield a fault at the list for everything that stands in more than one of its rows; what is empty is passed over."""
    if field.unique is None:
        return
    stand = [row[field.unique] for row in rows if row.get(field.unique) is not None]
    for value in dict.fromkeys(stand):
        if stand.count(value) > 1:
            said = _words(field, str(value), options)
            yield fault(path, "stands_twice", found=said.en, found_fa=said.fa)


def _words(field: ListField, value: str, options: Options) -> Words:
    inner = next(each for each, _ in placed(field.items) if each.key == field.unique)
    offered = choices(inner, options) if isinstance(inner, ChoiceField) else ()
    return next((option.words for option in offered if option.value == value), Words(value, value))
