"""The output values of a table: fixed values, listed in the order of their priority.

Beside the *diagram*, inside `compile`.
"""

from __future__ import annotations

from typing import Any

from engine.decision import rules
from engine.decision.compile import Compiler
from engine.decision.fault import Place
from engine.decision.model import Output, Table
from engine.diagram.fault import clip
from engine.feel.embedded import Part
from engine.feel.errors import FeelEvaluationError
from engine.feel.frame import Frame
from engine.feel.limits import Purse


def constant(part: Part) -> Any:
    """Return the value of a constant expression; null where it goes beyond a bound."""
    try:
        return part.run(Frame({}, {}, Purse(), {}))
    except (FeelEvaluationError, RecursionError):
        return None


def priorities(table: Table, compiler: Compiler, where: Place) -> tuple[tuple[Any, ...] | None, ...]:
    """Return the output values by column, None where a column lists none."""
    needed = table.policy in ("PRIORITY", "OUTPUT ORDER")
    listed = tuple(_listed(output, compiler, where, needed) for output in table.outputs)
    if needed and table.outputs and all(values is None for values in listed):
        compiler.book.add(where.fault(rules.PRIORITIES, line=table.line, policy=table.policy))
    return listed


def _listed(output: Output, compiler: Compiler, where: Place, needed: bool) -> tuple[Any, ...] | None:
    if output.values is None:
        return None
    place = where.within(f"the output “{output.label}”", f"خروجی «{output.label}»", output.values.line)
    cell = compiler.cell(output.values, (), place)
    if cell.negated or any(cell.signs) or not all(cell.parts):
        if needed:
            compiler.book.add(place.fault(rules.PRIORITY_LIST, text=clip(output.values.text, 100)))
        return None
    return tuple(constant(part) for part in cell.parts if part)
