"""A table as a grid: for each rule and input, in which regions the cell surely passes, and in which it may.

Beside the *diagram*, inside `analysis`. Sets of regions and of rules are the bits of integers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from engine.decision.analysis.regions import Region, always, analysable, answer, regions_of, said
from engine.decision.table import Column, Prepared
from engine.diagram.words import Words
from engine.feel.embedded import Cell

MOST_ANSWERS: Final = 100_000
"""Cells times regions that are asked for one input."""
MOST_VISITS: Final = 20_000
"""Steps in the search for uncovered combinations; a table that needs more is not analysed further."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One input: the columns that read it, its regions, and by rule the regions in which it surely and maybe holds."""

    columns: tuple[Column, ...]
    regions: tuple[Region, ...] | None
    sure: tuple[int, ...]
    maybe: tuple[int, ...]

    @property
    def all(self) -> int:
        """All regions."""
        return (1 << len(self.regions)) - 1 if self.regions else 1

    @property
    def usual(self) -> int:
        """The regions without null: a case in which a value is missing needs no rule."""
        return self.all >> 1 if self.regions and len(self.regions) > 1 else self.all

    @property
    def plain(self) -> bool:
        """Whether the input is a variable, which may have any value, and not something computed."""
        return all(column.part.tree.data in ("name", "path") for column in self.columns)

    @property
    def matters(self) -> bool:
        """Whether any rule looks at it."""
        return any(mask != self.all for mask in self.sure)

    def words(self, mask: int) -> Words | None:
        """Return how a sentence says that the input is in these regions; None where that says nothing."""
        if self.regions is None or not self.usual & ~mask:
            return None
        inside = said([region for place, region in enumerate(self.regions) if mask >> place & 1])
        label = self.columns[0].input.label
        return Words(f"{label} is {inside.en}", f"{label} برابر است با {inside.fa}")


@dataclass(frozen=True)
class Grid:
    """A table as a grid."""

    axes: tuple[Axis, ...]
    rules: int

    @property
    def independent(self) -> bool:
        """Whether every combination of regions can occur: inputs are variables, each in one axis."""
        return all(axis.plain for axis in self.axes if axis.matters)

    @cached_property
    def _may_hold(self) -> list[list[int]]:
        return [_by_region(axis, axis.maybe) for axis in self.axes]

    @cached_property
    def _surely_hold(self) -> list[list[int]]:
        return [_by_region(axis, axis.sure) for axis in self.axes]

    def gaps(self, most: int) -> list[tuple[int, ...]]:
        """Return boxes (a set of regions an axis) in which surely no rule holds; none where the search is too long."""
        return _Search(self._may_hold, [axis.usual for axis in self.axes], most).run((1 << self.rules) - 1)

    def is_covered(self, rule: int) -> bool:
        """Say whether the rules before `rule` (from 0) surely take all it would."""
        within = [axis.maybe[rule] for axis in self.axes]
        if not all(within):
            return False
        search = _Search(self._surely_hold, within, 1)
        return not search.run((1 << rule) - 1) and search.left > 0

    def where(self, box: tuple[int, ...]) -> Words:
        """Return the words for a box."""
        parts = [words for axis, mask in zip(self.axes, box, strict=True) if (words := axis.words(mask))]
        if not parts:
            return Words("nothing else is asked", "چیز دیگری پرسیده نمی‌شود")
        return Words(" and ".join(part.en for part in parts), " و ".join(part.fa for part in parts))


def _by_region(axis: Axis, masks: tuple[int, ...]) -> list[int]:
    found = [0] * (len(axis.regions) if axis.regions else 1)
    for rule, mask in enumerate(masks):
        bit = 1 << rule
        while mask:
            lowest = mask & -mask
            found[lowest.bit_length() - 1] |= bit
            mask ^= lowest
    return found


class _Search:
    """Looks for boxes without a rule, axis by axis; regions in which the same rules are left are one step."""

    def __init__(self, rules: list[list[int]], within: list[int], most: int) -> None:
        self.rules, self.within, self.most = rules, within, most
        self.left = MOST_VISITS
        self.covered: set[tuple[int, int]] = set()

    def run(self, rules: int) -> list[tuple[int, ...]]:
        found: list[tuple[int, ...]] = []
        for box in self._boxes(0, rules, ()):
            found.append(box)
            if len(found) == self.most:
                break
        return found if self.left > 0 else []

    def _boxes(self, axis: int, rules: int, box: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        self.left -= 1
        if self.left <= 0 or (axis, rules) in self.covered:
            return
        if not rules:
            yield (*box, *self.within[axis:])
            return
        if axis == len(self.within):
            return
        groups: dict[int, int] = {}
        for place, holding in enumerate(self.rules[axis]):
            if self.within[axis] >> place & 1:
                groups[rules & holding] = groups.get(rules & holding, 0) | 1 << place
        empty = True
        for holding, mask in groups.items():
            for found in self._boxes(axis + 1, holding, (*box, mask)):
                empty = False
                yield found
        if empty and self.left > 0:
            self.covered.add((axis, rules))


def grid_of(prepared: Prepared) -> Grid:
    """Return the grid of a table; columns that read the same input are one axis."""
    by_text: dict[str, list[int]] = {}
    for place, column in enumerate(prepared.columns):
        by_text.setdefault(" ".join(column.input.expression.text.split()), []).append(place)
    return Grid(tuple(_axis(prepared, places) for places in by_text.values()), len(prepared.lines))


def _axis(prepared: Prepared, places: list[int]) -> Axis:
    columns = tuple(prepared.columns[place] for place in places)
    rows = [[line.cells[place] for place in places] for line in prepared.lines]
    cells = {id(cell): cell for row in rows for cell in row}
    regions = _cut(columns, list(cells.values()))
    if regions is None:
        sure = tuple(int(all(map(always, row))) for row in rows)
        return Axis(columns, None, sure, tuple(1 for _ in rows))
    whole = (1 << len(regions)) - 1
    masks = {key: _mask(cell, regions, whole) for key, cell in cells.items()}
    both = [_all_of([masks[id(cell)] for cell in row], whole) for row in rows]
    return Axis(columns, tuple(regions), tuple(sure for sure, _ in both), tuple(maybe for _, maybe in both))


def _all_of(masks: list[tuple[int, int]], whole: int) -> tuple[int, int]:
    surely = maybe = whole
    for one_sure, one_maybe in masks:
        surely, maybe = surely & one_sure, maybe & one_maybe
    return surely, maybe


def _cut(columns: tuple[Column, ...], cells: list[Cell]) -> list[Region] | None:
    first, *rest = columns
    same = all((other.type, other.allowed) == (first.type, first.allowed) for other in rest)
    regions = regions_of(first.type, cells, first.allowed) if same else None
    return None if regions is None or len(regions) * len(cells) > MOST_ANSWERS else regions


def _mask(cell: Cell, regions: list[Region], whole: int) -> tuple[int, int]:
    if always(cell):
        return whole, whole
    if not analysable(cell):
        return 0, whole
    mask = sum(1 << place for place, region in enumerate(regions) if answer(cell, region.sample))
    return mask, mask


def never_passes(axis: Axis, cell: Cell) -> bool:
    """Say whether a cell passes no value that its input can have."""
    if axis.regions is None or always(cell) or not analysable(cell):
        return False
    return not any(answer(cell, region.sample) for region in axis.regions)
