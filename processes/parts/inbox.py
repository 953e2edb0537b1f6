"""An inbox in one of the office's systems: the letter's path and the creation (R1 to R3), shared by the inbox services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.completion.command import Assign, Command, Complete
from engine.values import Value
from processes.letters import text
from processes.parts.letter_desk import TO_HR, Desk, Drafting, LetterDesks, Marking, Replying, Signing
from processes.parts.part import Asked, Done
from processes.systems import responsible, system_of

DESKS: Mapping[str, Desk] = {
    "draft_letter": Drafting(addressee=TO_HR),
    "correct_letter": Drafting(addressee=TO_HR),
    "paraph_letter": Marking(kind="paraph"),
    "sign_letter": Signing(),
    "refer_to_admin": Marking(kind="referral"),
    "approve_admin": Marking(kind="approval"),
    "refer_to_it": Marking(kind="referral"),
    "order_creation": Marking(kind="order"),
    "sign_reply": Replying(),
}


@dataclass(frozen=True, kw_only=True)
class InboxPart(LetterDesks):
    """The office's part of an inbox service."""

    @property
    def sets(self) -> frozenset[str]:
        """The names of the facts it gives."""
        return super().sets | {"expert"}

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return number and date for a signature, for the order the expert responsible for what is asked, and who did the work."""
        if asked.element == "refer_to_it" and asked.command.values.get("decision") == "approve":
            return {"expert": _responsible(asked)}
        if asked.element == "create_inbox" and isinstance(asked.command, Assign) and asked.command.assignee:
            return {"expert": asked.command.assignee}
        if asked.element == "create_inbox" and isinstance(asked.command, Complete):
            return {"expert": asked.command.actor.on_behalf_of or asked.command.actor.id}  # may have taken it over
        return super().facts(asked)

    def follow(self, done: Done) -> Sequence[Command]:
        """Write the letter's next state; a breach that names another expert gives the work to that one."""
        super().follow(done)
        if done.element == "handle_breach" and done.values.get("breach_action") == "reassign":
            return _reassign(done)
        return ()


def _responsible(asked: Asked) -> Value:
    """Return the expert responsible for the first part that is asked for and whose expert is known."""
    variables = asked.state.variables if asked.state else {}
    parts = [row.get("part") for row in variables.get("accesses") or [] if isinstance(row, dict)]
    system = system_of(asked.definition, variables) or ""
    return responsible(asked.session, system, [str(part) for part in parts])


def _reassign(done: Done) -> Sequence[Command]:
    expert, state = text(done.values, "expert"), done.moved.state
    return [
        Assign(
            actor=done.moved.command.actor,
            at=done.moved.command.at,
            request=done.moved.command.request,
            task=task.id,
            assignee=expert,
        )
        for task in state.tasks.values()
        if task.element == "create_inbox" and task.assignee != expert
    ]
