"""An inbox in one of the office's systems: the letter's path and the creation (R1 to R3), shared by the inbox services.

The elements named here are user tasks of the service's diagram; `docs/` for owners says what each of them brings about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast
from zoneinfo import ZoneInfo

from engine.completion.command import Assign, Command, Complete
from engine.values import Value
from processes import letters
from processes.letters import Draft, Folder, Mark, MarkKind, SqlFolder, text
from processes.numbering import dated, next_number, use_number
from processes.organisation import holders
from processes.parts.part import Asked, Done
from processes.systems import responsible
from processes.tables import DbLetter

TO_HR = ("مدیرکل محترم منابع انسانی و پشتیبانی", "The Director-General of HR and Support")
DESKS: Mapping[str, MarkKind] = {
    "paraph_letter": "paraph",
    "refer_to_admin": "referral",
    "approve_admin": "approval",
    "refer_to_it": "referral",
    "order_creation": "order",
}
"""Desks that leave a mark on the letter, and its kind when the letter goes on."""
REFUSALS: Mapping[str, MarkKind] = {"return": "return", "reject": "rejection"}
SIGNED = {"sign_letter": "sign", "sign_reply": "sign"}
"""Desks that sign, and the decision by which they do."""


@dataclass(frozen=True)
class InboxPart:
    """The office's part of an inbox service."""

    process: str
    sets = frozenset({"letter_number", "letter_date", "reply_number", "reply_date", "expert"})
    effects: Mapping[str, Callable[[Done, Folder], DbLetter | None]] = field(init=False)

    def __post_init__(self) -> None:
        effects = {
            "draft_letter": _draft,
            "correct_letter": _draft,
            "sign_letter": _sign,
            "sign_reply": _reply,
            **dict.fromkeys(DESKS, _mark),
        }
        object.__setattr__(self, "effects", effects)

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return number and date for a signature, for the order the expert responsible for what is asked, and who did the work."""
        decision = asked.command.values.get("decision")
        if asked.element is not None and decision is not None and SIGNED.get(asked.element) == decision:
            return _number(asked)
        if asked.element == "refer_to_it" and decision == "approve":
            return {"expert": self._responsible(asked)}
        if asked.element == "create_inbox" and isinstance(asked.command, Assign) and asked.command.assignee:
            return {"expert": asked.command.assignee}
        if asked.element == "create_inbox" and isinstance(asked.command, Complete):
            return {"expert": asked.command.actor.on_behalf_of or asked.command.actor.id}  # may have taken it over
        return {}

    def _responsible(self, asked: Asked) -> Value:
        """Return the expert responsible for the first part that is asked for and whose expert is known."""
        accesses = asked.state.variables.get("accesses") if asked.state else None
        parts = [row.get("part") for row in accesses or [] if isinstance(row, dict)]
        system = asked.definition.main.properties.get("system", "")
        return responsible(asked.session, system, [str(part) for part in parts])

    def follow(self, done: Done) -> Sequence[Command]:
        """Write the letter's next state; a breach that names another expert gives the work to that one."""
        folder = SqlFolder(session=done.session, instance=done.instance, on=done.today)
        signed = self.write(done, folder)
        if signed is not None and signed.number is not None:
            use_number(done.session, signed.unit_id, signed.number)
        if done.element == "handle_breach" and done.values.get("breach_action") == "reassign":
            return _reassign(done)
        return ()

    def write(self, done: Done, folder: Folder) -> DbLetter | None:
        """Write the letter's next state into `folder`, from the step alone; return the letter if the step signed it."""
        effect = self.effects.get(done.element or "")
        if effect is None or not isinstance(done.moved.command, Complete):
            return None
        return effect(done, folder)


def _number(asked: Asked) -> Mapping[str, Value]:
    day = dated(asked.command.at, ZoneInfo(asked.zone))
    unit = _signing_unit(asked)
    prefix = "letter" if asked.element == "sign_letter" else "reply"
    return {f"{prefix}_number": next_number(asked.session, unit, day), f"{prefix}_date": day}


def _signing_unit(asked: Asked) -> str:
    if asked.element == "sign_letter" and asked.state is not None:
        return str(asked.state.variables["unit"])
    return _it_office(asked)


def _it_office(asked: Asked) -> str:
    [director, *_] = holders(asked.session, "it_director", on=asked.today)
    return director.unit


def _draft(done: Done, folder: Folder) -> None:
    said, command = done.values, done.moved.command
    draft = Draft(
        kind="request",
        unit=str(done.moved.state.variables["unit"]),
        addressee=TO_HR,
        subject=text(said, "letter_subject"),
        body=text(said, "letter_body"),
        urgency=text(said, "letter_urgency"),
        classification=text(said, "letter_classification"),
        copies=text(said, "letter_copies"),
        attachments=text(said, "letter_attachments"),
    )
    letters.draft(folder, draft, by=command.actor.id, at=command.at)


def _mark(done: Done, folder: Folder) -> None:
    assert done.element is not None
    letter = folder.latest("request")
    if letter is not None:
        letters.mark(folder, letter, _said(done, DESKS[done.element]))


def _said(done: Done, kind: MarkKind) -> Mark:
    command, refusal = done.moved.command, REFUSALS.get(text(done.values, "decision"))
    return Mark(
        kind=refusal or kind,
        person=command.actor.id,
        on_behalf_of=command.actor.on_behalf_of,
        at=command.at,
        text=text(done.values, "reason" if refusal else "note"),
    )


def _sign(done: Done, folder: Folder) -> DbLetter | None:
    letter = folder.latest("request")
    if letter is None:
        return None
    letters.mark(folder, letter, _said(done, "signature"))
    facts, command = done.moved.command.facts, done.moved.command
    if "letter_number" not in facts:
        return None
    number = str(facts["letter_number"])
    day, behalf = cast(date, facts["letter_date"]), command.actor.on_behalf_of
    letters.sign(letter, by=command.actor.id, at=command.at, number=number, dated=day, on_behalf_of=behalf)
    return letter


def _reply(done: Done, folder: Folder) -> DbLetter | None:
    facts, command = done.moved.command.facts, done.moved.command
    asked = folder.latest("request")
    if "reply_number" not in facts or asked is None:
        return None
    sender = folder.sender(asked.unit_id)
    draft = Draft(
        kind="reply", unit=sender.unit, addressee=sender.addressee, subject=asked.subject,
        body=text(done.values, "reply_body"), urgency=asked.urgency, classification=asked.classification,
    )  # fmt: skip
    reply = letters.draft(folder, draft, by=command.actor.id, at=command.at)
    number = str(facts["reply_number"])
    day, behalf = cast(date, facts["reply_date"]), command.actor.on_behalf_of
    letters.sign(reply, by=command.actor.id, at=command.at, number=number, dated=day, on_behalf_of=behalf)
    reply.in_reply_to = asked.id
    return reply


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
