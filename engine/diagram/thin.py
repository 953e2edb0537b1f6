"""Thin out a large file before it is held against the schema, which says the same of every one of many like elements.

First word of the sentence, inside `schema`. The validator has no way to stop, and each thing that it says of one child
among many costs as much as there are children.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from lxml import etree

LARGE: Final = 2_000
KEPT: Final = 20
_TELLING: Final = 12
"""Values up to so many characters may make two elements different: true, True, Exclusive. Ids are longer or do not matter."""
_FREE: Final = {
    "id",
    "name",
    "sourceRef",
    "targetRef",
    "bpmnElement",
    "x",
    "y",
    "width",
    "height",
    "attachedToRef",
    "default",
}


def thin(root: etree._Element) -> None:
    """Keep in a file of many elements only the first few children of each shape, wherever there are many of one."""
    every = list(root.iter())
    if len(every) <= LARGE:
        return
    shapes: dict[etree._Element, int] = {}
    numbers: dict[object, int] = {}
    for xml in reversed(every):
        inside = tuple(dict.fromkeys(_runs([shapes[child] for child in xml])))
        shapes[xml] = numbers.setdefault(
            (xml.tag, _attributes(xml), inside, bool((xml.text or "").strip())), len(numbers)
        )
    for xml in every:
        seen: Counter[int] = Counter()
        for child in list(xml):
            seen[shapes[child]] += 1
            if seen[shapes[child]] > KEPT:
                xml.remove(child)


def _runs(shapes: list[int]) -> list[tuple[int, int]]:
    """Return each shape with how often it came so far, counted to two: once and twice are different things."""
    seen: Counter[int] = Counter()
    runs = []
    for shape in shapes:
        seen[shape] = min(seen[shape] + 1, 2)
        runs.append((shape, seen[shape]))
    return runs


def _attributes(xml: etree._Element) -> tuple[tuple[str, str], ...]:
    """Return the attributes, with the values of those that have few."""
    return tuple(
        (str(name), "" if name in _FREE or len(value) > _TELLING else str(value))
        for name, value in sorted(xml.attrib.items())
    )
