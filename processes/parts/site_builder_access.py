"""A unit's site expert in the site builder (R3 to R5; catalogue: «درخواست نام کاربری در سامانهٔ سایت ساز»).

The head of the unit introduces, replaces or withdraws by a letter to the IT office. The signature is where the register is
asked (R4); training files and accesses, both done, make the expert (R5); revoking ends the former's place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from engine.completion.command import Assign, Command, Complete, Start, Withdraw
from engine.values import Value
from processes import site_experts
from processes.letters import text
from processes.parts.letter_desk import TO_IT, Desk, Drafting, LetterDesks, Marking, Replying, Signing
from processes.parts.part import Asked, Done, doer, reassigned, split
from processes.site_experts import AccessHeld, IsExpert, NoPlace, OnItsWay, Register, SqlRegister, Wanted
from processes.systems import responsible, system_of
from processes.tables import DbPerson, DbSiteExpert

DESKS: Mapping[str, Desk] = {
    "draft_letter": Drafting(addressee=TO_IT),
    "correct_letter": Drafting(addressee=TO_IT),
    "paraph_letter": Marking(kind="paraph"),
    "sign_letter": Signing(),
    "order_access": Marking(kind="order"),
    "sign_reply": Replying(),
}
WORKS = frozenset({"revoke_access", "send_training", "give_access"})
"""What the ordered expert does."""
SIGNATURES = {
    "sign_letter": ("decision", "sign"),
    **dict.fromkeys(("draft_letter", "correct_letter"), ("letter_source", "registered")),
}
"""Where a letter is signed, or registered as one that came signed, and what is said there."""
OWN = frozenset({"expert", "former_expert", "former_revoked", "enters", "revokes", "access_held"})


@dataclass(frozen=True, kw_only=True)
class SitePart(LetterDesks):
    """The office's part of the service."""

    @property
    def sets(self) -> frozenset[str]:
        """The names of the facts it gives."""
        return super().sets | OWN

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return number, date and the former expert for a signature, and for the works what they do to the register."""
        decision = asked.command.values.get("decision")
        if isinstance(asked.command, Start):
            _demand_in_time(asked)
        if isinstance(asked.command, Withdraw):
            _demand_nothing_given(asked)
        if isinstance(asked.command, Complete) and _is_signed(asked.element, asked.command.values):
            return {**_signed(asked), **super().facts(asked)}
        if asked.element == "take_back_access":
            return {"access_held": False, "revokes": asked.instance if _place(asked) else None}
        if asked.element in WORKS:
            return {**_who(asked), **_work(asked, decision)}
        return super().facts(asked)

    def follow(self, done: Done) -> Sequence[Command]:
        """Use up a letter's number, and write the register; a breach that names another expert gives all open works to that one."""
        super().follow(done)
        self.register(done, SqlRegister(session=done.session, instance=done.instance))
        if done.element == "handle_breach" and done.values.get("breach_action") == "reassign":
            return reassigned(done, WORKS, text(done.values, "expert"))
        return ()

    def register(self, done: Done, register: Register) -> None:
        """Write the register's next state, from the step alone: a proof does it again."""
        command, at = done.moved.command, done.moved.command.at
        variables = done.moved.state.variables
        if done.element in SIGNATURES and command.facts.get("enters"):
            site_experts.enter(register, unit=str(variables["unit"]), person=str(variables["site_person"]), at=at)
        if done.element in ("revoke_access", "take_back_access") and command.facts.get("revokes"):
            site_experts.end(register, str(command.facts["revokes"]), at)
        entered = {element for element, _ in done.happened("entered")}
        if "access_established" in entered:
            site_experts.establish(register, at)
        if "correct_letter" in entered or done.moved.state.ended:
            site_experts.free(register, at)


PART = SitePart(process="site_builder_access", desks=DESKS)


def _demand_in_time(asked: Asked) -> None:
    """Raise what the signature would refuse already when somebody asks: nobody writes a letter in vain."""
    wanted = cast(Wanted, asked.command.values.get("site_request"))
    site_experts.demand(asked.session, str(asked.command.facts["unit"]), wanted, zone=asked.zone)


def _demand_nothing_given(asked: Asked) -> None:
    """Raise where ending the case would leave an access that the register does not know: it is taken back after a withdrawal."""
    mine = _place(asked)
    if mine is not None and mine.since is None and asked.state is not None and asked.state.variables.get("access_held"):
        raise AccessHeld(**site_experts.told(asked.session, mine, asked.zone))


def _is_signed(element: str | None, said: Mapping[str, Value]) -> bool:
    field, word = SIGNATURES.get(element or "", ("", ""))
    return bool(word) and said.get(field) == word


def _signed(asked: Asked) -> Mapping[str, Value]:
    """Return whose access the letter revokes and who will do the work; raise where the register has no place for it (R4)."""
    assert asked.state is not None
    variables = {**asked.state.variables, **asked.command.values} if isinstance(asked.command, Complete) else {}
    unit, wanted = str(variables["unit"]), cast(Wanted, variables["site_request"])
    site_experts.hold(asked.session, unit)
    waiting = site_experts.on_its_way(asked.session, unit)
    if waiting is not None:
        raise OnItsWay(**site_experts.told(asked.session, waiting, asked.zone))
    present, mine = site_experts.active(asked.session, unit), _place(asked)
    facts = {
        "expert": responsible(asked.session, system_of(asked.definition, variables) or "", on=asked.today),
        "enters": wanted != "withdraw",
    }
    if present is None and wanted != "introduce" and variables.get("former_revoked") is True:
        return facts  # this very case revoked the former's access before its letter came back
    if mine is not None and mine.since is not None and mine.person_id == variables.get("site_person"):
        return {**facts, "enters": False}  # the one it names is the expert by this very case
    site_experts.demand(asked.session, unit, wanted, zone=asked.zone)
    if present is not None and wanted == "replace" and present.person_id == variables["site_person"]:
        raise IsExpert(**site_experts.told(asked.session, present, asked.zone))
    return {**facts, "former_expert": present.person_id if present else None, "former_revoked": False}


def _who(asked: Asked) -> Mapping[str, Value]:
    """Return who has the last of the works, if that is another than was ordered: he or she is reminded of it."""
    assert asked.state is not None
    opened = [task for task in asked.state.tasks.values() if split(asked.definition, task.element)[1] in WORKS]
    if len(opened) > 1:
        return {}
    if isinstance(asked.command, Assign):
        return {"expert": asked.command.assignee} if asked.command.assignee else {}
    return {"expert": doer(asked.command)}


def _work(asked: Asked, decision: Value) -> Mapping[str, Value]:
    if not isinstance(asked.command, Complete):
        return {}
    if asked.element == "revoke_access" and decision == "revoked":
        return {"revokes": _former(asked), "former_revoked": True}
    if asked.element == "give_access":
        return _giving(asked, decision)
    return {}


def _former(asked: Asked) -> str | None:
    """Return the case by which the present expert was introduced, whose place the revocation ends."""
    assert asked.state is not None
    unit = str(asked.state.variables["unit"])
    site_experts.hold(asked.session, unit)
    present = site_experts.active(asked.session, unit)
    former = asked.state.variables.get("former_expert")
    return present.instance if present is not None and present.person_id == former else None


def _giving(asked: Asked, decision: Value) -> Mapping[str, Value]:
    """Return that the access is held from now on; raise where it may not be given, or is given and cannot be refused."""
    assert asked.state is not None
    mine = _place(asked)
    if decision == "given" and mine is None:
        person = asked.session.get_one(DbPerson, str(asked.state.variables["site_person"]))
        raise NoPlace(person=person.name_en, person_fa=person.name_fa)
    if decision != "given" and mine is not None and mine.since is not None:
        raise AccessHeld(**site_experts.told(asked.session, mine, asked.zone))
    return {"access_held": decision == "given"}


def _place(asked: Asked) -> DbSiteExpert | None:
    case = str(asked.instance)
    return SqlRegister(session=asked.session, instance=case).place_of(case)
