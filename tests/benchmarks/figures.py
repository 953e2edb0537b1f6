"""A figure that a bench measured, beside its floor from the same run; many of them as one table or one JSON document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from time import perf_counter
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """What was measured: its median and 95th percentile in `unit`, and what of the same unit it is held against.

    `most`: the target, as a multiple of the floor; `limit`: the target in the figure's own unit; None where it only tells.
    """

    part: str
    name: str
    unit: str
    median: float
    p95: float | None = None
    floor: float | None = None
    floor_name: str = ""
    most: float | None = None
    limit: float | None = None

    @property
    def ratio(self) -> float | None:
        """The figure as a multiple of its floor."""
        return None if not self.floor else self.median / self.floor

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.limit is not None:
            return self.median <= self.limit
        return None if self.most is None or self.ratio is None else self.ratio <= self.most


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds `work` takes."""
    begin = perf_counter()
    work()
    return perf_counter() - begin


def of_seconds(seconds: Sequence[float], *, scale: float = 1000) -> tuple[float, float]:
    """Return the median of many measurements, and what 95 of 100 stay under, in milliseconds unless `scale` says otherwise."""
    return median(seconds) * scale, quantiles(seconds, n=20)[18] * scale


def in_turn(works: Sequence[Callable[[], object]], times: int) -> list[list[float]]:
    """Return the seconds of each of several works, measured in turn, so that all see the same machine."""
    seconds: list[list[float]] = [[] for _ in works]
    for _ in range(times):
        for found, work in zip(seconds, works, strict=True):
            found.append(timed(work))
    return seconds


def as_json(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Return the figures with their ratios and whether each target is met."""
    return [{**asdict(figure), "ratio": figure.ratio, "met": figure.met} for figure in figures]


def as_table(figures: Sequence[Figure]) -> str:
    """Return the figures as one table for people."""
    rows = [["", "median", "p95", "unit", "ratio", "to", "target", ""]]
    for part in dict.fromkeys(figure.part for figure in figures):
        rows.append([part, *[""] * 7])
        rows += [_row(figure) for figure in figures if figure.part == part]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    left = (0, 3, 5, 7)
    lines = (
        "  ".join(
            cell.ljust(width) if place in left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def _row(figure: Figure) -> list[str]:
    met = {None: "", True: "met", False: "missed"}[figure.met]
    return [
        f"  {figure.name}", _number(figure.median), _number(figure.p95), figure.unit,
        "" if figure.ratio is None else f"{figure.ratio:.2f}", figure.floor_name,
        _target(figure), met,
    ]  # fmt: skip


def _target(figure: Figure) -> str:
    if figure.limit is not None:
        return f"≤ {_number(figure.limit)}"
    return "" if figure.most is None else f"≤ {figure.most:g} ×"


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"
