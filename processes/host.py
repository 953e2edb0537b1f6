"""What the engine asks of the office inside the transaction of a command: may this be, what does it need, what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from engine.completion.command import CLOCK, Assign, Command, Complete, Start
from engine.definition import Definition
from engine.engine import Moved
from engine.history.personal import unseal
from engine.instance.state import State
from engine.store.port import Loaded, Unit
from processes import notices
from processes.organisation import Member, member
from processes.permissions import demand
from processes.service import Asked, Done, Service
from processes.tables import DbCase, DbParticipant
from processes.targets import targets
from processes.tracking import new_tracking


@dataclass(frozen=True, kw_only=True)
class OfficeHost:
    """The office as the engine meets it. `services` are its modules by the key of their diagram."""

    services: Mapping[str, Service]
    time_zone: str

    def prepare(self, unit: Unit, loaded: Loaded | None, definition: Definition, command: Command) -> Command:
        """Return the command with the office's facts; raise where the actor may not give it."""
        session: Session = unit.session
        who = member(session, command.actor.id)
        case = session.get(DbCase, loaded.instance) if loaded else None
        state = loaded.state if loaded else None
        demand(who, command, definition, case, state)
        facts = dict(command.facts)
        if isinstance(command, Start):
            facts |= {"unit": who.unit, "tracking": new_tracking(session), "targets": targets(definition)}
        elif definition.process in self.services:
            facts |= self.services[definition.process].facts(self._asked(session, who, command, state))
        return replace(command, facts=facts)

    def _asked(self, session: Session, who: Member, command: Command, state: State | None) -> Asked:
        return Asked(
            session=session,
            member=who,
            element=element_of(command, state),
            state=state,
            command=command,
            zone=self.time_zone,
        )

    def project(self, unit: Unit, moved: Moved) -> Sequence[Command]:
        """Write the case's line, who took part, notices, and what the service's module says follows."""
        session: Session = unit.session
        if isinstance(moved.command, Start):
            session.add(case_row(moved))
            session.flush()
        for person in took_part(moved):
            session.merge(DbParticipant(instance=moved.instance, person_id=person))
        notices.send(session, moved)
        if moved.state.ended:
            end(session.get_one(DbCase, moved.instance), moved)
        service = self.services.get(moved.definition.process)
        return () if service is None else service.follow(self._done(unit, moved))

    def _done(self, unit: Unit, moved: Moved) -> Done:
        return Done(
            session=unit.session,
            element=element_of(moved.command, moved.before),
            moved=moved,
            values=unseal(moved.command.values, unit.personal(moved.instance)),
        )


def element_of(command: Command, state: State | None) -> str | None:
    """Return the user task that a command is about, or None."""
    if not isinstance(command, Complete | Assign) or state is None or command.task not in state.tasks:
        return None
    return state.tasks[command.task].element


def took_part(moved: Moved) -> set[str]:
    """Return who gave the command, and whose tasks there are: who loses one to a colleague must still be told so."""
    owners = {task.assignee for task in moved.state.tasks.values() if task.assignee is not None}
    return owners if moved.command.actor == CLOCK else owners | {moved.command.actor.id}


def case_row(moved: Moved) -> DbCase:
    """Return the row of a case that has just started."""
    facts = moved.command.facts
    return DbCase(
        instance=moved.instance,
        tracking=facts["tracking"],
        service=moved.definition.process,
        unit_id=facts["unit"],
        requester_id=moved.command.actor.on_behalf_of or moved.command.actor.id,
        asked_at=moved.command.at,
    )


def end(case: DbCase, moved: Moved) -> None:
    """Write into its row when and where a case ended."""
    ends = [
        happening["element"]
        for happening in moved.derived
        if happening.what == "left" and moved.definition.element(happening["element"]).kind == "endEvent"
    ]
    case.ended_at = moved.command.at
    case.outcome = ends[-1] if ends else None
