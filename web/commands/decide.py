"""`kartabl decide`: the value of a decision, as JSON."""

from __future__ import annotations

from pathlib import Path

from engine.decision import Decisions, decide, read_decisions
from engine.errors import BadInput
from web.commands.feel import print_value, read_context


class WhichDecision(BadInput):
    en = "Expected {file} to have one decision that no other one needs, but it has {found}: name one with --decision."
    fa = "انتظار می‌رفت {file} یک تصمیم داشته باشد که تصمیم دیگری به آن نیاز ندارد، ولی این‌ها را دارد: {found}. یکی را با --decision نام ببرید."


def run(file: Path, decision: str | None, context: Path | None) -> None:
    """Print the value of a decision for the variables in a JSON file."""
    decisions = read_decisions(file.read_bytes(), file.name)
    decisions.refuse_faulty()
    print_value(decide(decisions, decision or _last(decisions), read_context(context)))


def _last(decisions: Decisions) -> str:
    needed = {one.ref for decision in decisions.graph.decisions() for one in decision.requires}
    found = [id for id in decisions.ids if id not in needed]
    if len(found) != 1:
        raise WhichDecision(file=decisions.file, found=", ".join(found) or "–")
    return found[0]
