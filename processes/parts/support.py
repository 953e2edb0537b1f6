"""What the paths of support share: who has the case, which layer takes it first, turning, the contract at a handover (R6, R7).

A part names the experts' desks of its process; whoever completes one has the case from then on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.completion.command import Assign, Command, Complete
from engine.errors import Forbidden
from engine.values import Value
from processes.calendars import CALENDARS, with_key
from processes.contracts import contract_facts
from processes.letters import text
from processes.parts.part import Asked, Done, doer, reassigned
from processes.registration import CALLER_MOBILE
from processes.substitutes import available
from processes.systems import responsible
from processes.tables import DbPerson

ROUTING = frozenset({"expert", "unit_expert_available"})
CONTRACT = frozenset({"contract", "contract_in_force", "contractor_has_login"})
SOLVING = ("solved", "accept")
"""Decisions by which an expert says that the work is done."""


class OwnCase(Forbidden):
    en = "Expected somebody else than who asked for it, but {person} did: nobody does the support of his or her own case. Hand it to a colleague."
    fa = "این کار را باید کسی جز خود متقاضی انجام دهد، ولی {person_fa} خودش متقاضی است. آن را به همکاری بسپارید."


HOLDERS = frozenset({"expert", "unit_expert"})
"""Facts that name who has the case: in the IT office, in the unit."""


@dataclass(frozen=True, kw_only=True)
class SupportPart:
    """The office's part of a path of support."""

    process: str
    desks: Mapping[str, str]
    """Experts' user tasks, and the fact that names who has the case there."""
    looks_for_contract: Mapping[str, str | None] = field(default_factory=dict)
    """User tasks after which the contract of the day is looked for, and the decision with which; None: with any."""

    @property
    def sets(self) -> frozenset[str]:
        """The names of the facts it gives."""
        return frozenset({"service", "solver", *self.desks.values(), *ROUTING, *CONTRACT})

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return who has the case now, whether that one solved it, what it was turned into, and the contract at a handover."""
        element, command = asked.element or "", asked.command
        holder = self.desks.get(element)
        if holder:
            _demand_another(asked, *_takers(command))
        if isinstance(command, Assign):
            return {holder: command.assignee} if holder and command.assignee else {}
        if not isinstance(command, Complete):
            return {}
        if command.values.get("breach_action") == "reassign":
            _demand_another(asked, *(text(command.values, name) for name in HOLDERS))
        decision = command.values.get("decision")
        facts: dict[str, Value] = {}
        if holder:
            facts[holder] = doer(command)
            facts |= {"solver": doer(command)} if decision in SOLVING else {}
        if decision == "hand_over" and holder == "unit_expert":
            facts["unit_expert_available"] = False  # reopened, it goes to those who could do it
        if decision == "turn" and holder:
            facts |= turning(asked, text(command.values, "turn_to"))
        if element in self.looks_for_contract and self.looks_for_contract[element] in (None, decision):
            facts |= _contract(asked)
        return facts

    def follow(self, done: Done) -> Sequence[Command]:
        """Give the open work to whom a breach names instead."""
        if done.element is None or done.values.get("breach_action") != "reassign":
            return ()
        named = next((name for name in HOLDERS if name in done.values), None)
        if named is None:
            return ()
        desks = {desk for desk, fact in self.desks.items() if fact == named}
        return reassigned(done, desks, text(done.values, named))


def _demand_another(asked: Asked, *takers: str | None) -> None:
    """Raise `OwnCase` where who asked for support is among those who would give it; a caller's registrar did not ask."""
    variables = asked.state.variables if asked.state else {}
    requester = None if CALLER_MOBILE in variables else variables.get("requester")
    if requester is not None and requester in takers:
        person = asked.session.get_one(DbPerson, requester)
        raise OwnCase(person=person.name_en, person_fa=person.name_fa)


def _takers(command: Command) -> tuple[str | None, ...]:
    return command.actor.id, command.assignee if isinstance(command, Assign) else doer(command)


def routing(asked: Asked, values: Mapping[str, Value], unit: str, asker: str) -> Mapping[str, Value]:
    """Return what the first layer depends on: is another expert of the unit there, who is responsible for the system (R6)."""
    requester = None if CALLER_MOBILE in values else asker
    there = available(asked.session, f"unit_expert@{unit}", at=asked.command.at, on=asked.today)
    part = text(values, "part")
    expert = responsible(asked.session, text(values, "system"), [part] if part else [], on=asked.today)
    return {
        "unit_expert_available": any(each.id != requester for each in there),
        "expert": None if expert == requester else expert,  # nobody helps himself: any expert may then take it
    }


def turning(asked: Asked, service: str) -> Mapping[str, Value]:
    """Return the facts of a case that becomes another kind of support."""
    assert asked.state is not None
    variables = asked.state.variables
    routed = routing(asked, variables, str(variables["unit"]), str(variables["requester"]))
    keeps = {"expert": doer(asked.command)} if "it_expert" in asked.member.groups else {}
    return {**routed, **keeps, "service": service}


def _contract(asked: Asked) -> Mapping[str, Value]:
    assert asked.state is not None
    variables = asked.state.variables
    facts = contract_facts(asked.session, text(variables, "system"), text(variables, "service"), on=asked.today)
    contract, rests_on = facts["contract"], variables.get(CALENDARS)
    key = str(contract["calendar"]) if isinstance(contract, Mapping) else None
    if key is None or (isinstance(rests_on, Mapping) and key in rests_on):
        return facts
    return {**facts, CALENDARS: with_key(asked.session, variables, key)}
