"""The path of a unit's letter to HR and Support, up to the order of the IT director-general (R1, R2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.completion.command import Complete
from engine.values import Value
from processes.parts.letter_desk import TO_HR, Drafting, LetterDesks, Marking, Signing
from processes.parts.part import Asked
from processes.systems import responsible, system_of


@dataclass(frozen=True, kw_only=True)
class LetterPath(LetterDesks):
    """The letter's desks; and for the order, the expert responsible for what is asked."""

    @property
    def sets(self) -> frozenset[str]:
        """The names of the facts it gives."""
        return super().sets | {"expert"}

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return number and date for a signature, and the expert with whom the order is filled in."""
        referred = asked.element == "refer_to_it" and isinstance(asked.command, Complete)
        if referred and asked.command.values.get("decision") == "approve":
            return {"expert": _responsible(asked)}
        return super().facts(asked)


def _responsible(asked: Asked) -> Value:
    """Return the expert responsible for the first part that is asked for and whose expert is known."""
    variables = asked.state.variables if asked.state else {}
    parts = [row.get("part") for row in variables.get("accesses") or [] if isinstance(row, dict)]
    system = system_of(asked.definition, variables) or ""
    return responsible(asked.session, system, [str(part) for part in parts], on=asked.today)


PART = LetterPath(
    process="letter_path",
    desks={
        "draft_letter": Drafting(addressee=TO_HR),
        "correct_letter": Drafting(addressee=TO_HR),
        "paraph_letter": Marking(kind="paraph"),
        "sign_letter": Signing(),
        "refer_to_admin": Marking(kind="referral"),
        "approve_admin": Marking(kind="approval"),
        "refer_to_it": Marking(kind="referral"),
        "order_creation": Marking(kind="order"),
    },
)
