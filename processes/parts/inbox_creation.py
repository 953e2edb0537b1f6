"""The expert's work on an inbox under the stated time, and the reply letter (R2, R3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.completion.command import Assign, Command, Complete
from engine.values import Value
from processes.letters import text
from processes.parts.letter_desk import LetterDesks, Replying
from processes.parts.part import Asked, Done, doer, reassigned


@dataclass(frozen=True, kw_only=True)
class InboxCreation(LetterDesks):
    """The reply; who did the work; and a breach that gives the work to another expert."""

    @property
    def sets(self) -> frozenset[str]:
        """The names of the facts it gives."""
        return super().sets | {"expert"}

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return number, date, sender and addressee of the reply, and who has the work or did it."""
        if asked.element == "create_inbox" and isinstance(asked.command, Assign) and asked.command.assignee:
            return {"expert": asked.command.assignee}
        if asked.element == "create_inbox" and isinstance(asked.command, Complete):
            return {"expert": doer(asked.command)}  # may have taken it over
        return super().facts(asked)

    def follow(self, done: Done) -> Sequence[Command]:
        """Use up the reply's number; a breach that names another expert gives the work to that one."""
        super().follow(done)
        if done.element == "handle_breach" and done.values.get("breach_action") == "reassign":
            return reassigned(done, {"create_inbox"}, text(done.values, "expert"))
        return ()


PART = InboxCreation(process="inbox_creation", desks={"sign_reply": Replying()})
