"""Hit policies: from the rules that hold to what the table says.

Beside the *diagram*, inside `decide`. What the standard calls an error is null, and a remark says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from engine.decision.model import Aggregation, HitPolicy
from engine.decision.trace import remark
from engine.diagram.words import Words
from engine.feel import comparing
from engine.feel.embedded import compile_part
from engine.feel.frame import Frame

_AGGREGATIONS: Final = {
    name: compile_part(f"{name.lower()}(values)", (frozenset(["values"]),)) for name in ("SUM", "MIN", "MAX")
}
NO_RULE: Final = Words("No rule holds, and there is no default.", "هیچ قاعده‌ای برقرار نیست و مقدار پیش‌فرضی هم نیست.")
SEVERAL: Final = Words(
    "Expected one rule to hold, but several do (UNIQUE): there is no result.",
    "انتظار می‌رفت یک قاعده برقرار باشد، ولی چند قاعده برقرارند (UNIQUE)؛ نتیجه‌ای وجود ندارد.",
)
DIFFERENT: Final = Words(
    "Expected all rules that hold to say the same, but they differ (ANY): there is no result.",
    "انتظار می‌رفت همهٔ قاعده‌های برقرار یک نتیجه بدهند، ولی متفاوت‌اند (ANY)؛ نتیجه‌ای وجود ندارد.",
)


@dataclass(frozen=True, slots=True)
class Hits:
    """What a table makes of the rules that hold; `order` has the output values by column, those first that go first."""

    policy: HitPolicy
    aggregation: Aggregation | None
    names: tuple[str, ...]
    order: tuple[tuple[Any, ...] | None, ...]


def conclude(hits: Hits, said: list[list[Any]], frame: Frame, *, default: bool) -> Any:
    """Return the table's result from what each rule said, in the order of the rules; `default`: no rule held."""
    if not said:
        return _nothing(hits, frame)
    outcomes = [values[0] if len(values) == 1 else dict(zip(hits.names, values, strict=True)) for values in said]
    match hits.policy:
        case "UNIQUE":
            return outcomes[0] if len(outcomes) == 1 else remark(frame, SEVERAL)
        case "ANY":
            same = all(comparing.equal(outcomes[0], other, frame.purse) for other in outcomes[1:])
            return outcomes[0] if same else remark(frame, DIFFERENT)
        case "FIRST":
            return outcomes[0]
        case "PRIORITY":
            return outcomes[_by_priority(hits, said, frame)[0]]
        case "OUTPUT ORDER":
            return [outcomes[place] for place in _by_priority(hits, said, frame)]
        case "RULE ORDER":
            return outcomes
    return _aggregated(hits, outcomes, frame, default)


def _nothing(hits: Hits, frame: Frame) -> Any:
    remark(frame, NO_RULE)
    if hits.policy != "COLLECT":
        return None
    return {None: [], "COUNT": Decimal(0)}.get(hits.aggregation)


def _aggregated(hits: Hits, outcomes: list[Any], frame: Frame, default: bool) -> Any:
    if hits.aggregation is None:
        return outcomes
    if hits.aggregation == "COUNT":
        return outcomes[0] if default else Decimal(len(outcomes))
    return _AGGREGATIONS[hits.aggregation].run(frame.bind("values", outcomes))


def _by_priority(hits: Hits, said: list[list[Any]], frame: Frame) -> list[int]:
    def key(place: int) -> tuple[int, ...]:
        return tuple(
            _rank(value, order, frame)
            for value, order in zip(said[place], hits.order, strict=True)
            if order is not None
        )

    frame.purse.spend(len(said))
    return sorted(range(len(said)), key=key)


def _rank(value: Any, order: tuple[Any, ...], frame: Frame) -> int:
    return next((place for place, other in enumerate(order) if comparing.equal(value, other, frame.purse)), len(order))
