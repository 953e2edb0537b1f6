"""What the engine asks of the office inside the transaction of a command: may this be, what does it need, what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from engine.completion.command import CLOCK, Assign, Command, Comment, Complete, Correct, Start
from engine.definition import Definition
from engine.engine import Moved
from engine.history.personal import has_sealed, unseal
from engine.instance.state import InstanceId, State
from engine.store.port import Loaded, Unit
from engine.store.sql_rows import Upsert, upsert
from engine.values import Value
from processes import calendars, measures, notices
from processes.calendars import resting
from processes.calendars.correcting import corrections
from processes.dates import month_of
from processes.files import file_rows
from processes.held import Held, begin, held, look, looked_at
from processes.parts import PARTS, parts_of
from processes.parts.part import Asked, Done, Part, split
from processes.permissions import demand, in_whose_right
from processes.registration import CALLER_MOBILE, CALLER_NAME, TICKET, requester
from processes.search import index
from processes.substitutes import acting
from processes.tables import ACTOR, OWNER, PRINCIPAL, DbActor, DbCaller, DbCase, DbComment
from processes.targets import targets
from processes.tracking import new_tracking
from processes.waiting import rows as waiting
from processes.withdrawing import COMMENT

_ACTORS = Upsert(table=DbActor, changes=("capacities",))


@dataclass(frozen=True, kw_only=True)
class OfficeHost:
    """The office as the engine meets it."""

    time_zone: str

    def prepare(self, unit: Unit, loaded: Loaded | None, definition: Definition, command: Command) -> Command:
        """Return the command with the office's facts; raise where the actor may not give it."""
        session: Session = unit.session
        on = command.at.astimezone(ZoneInfo(self.time_zone)).date()
        if loaded is None:
            acts, here = acting(session, command.actor.id, at=command.at, on=on), None
        else:
            acts = looked_at(session, command.actor.id, at=command.at) or acting(
                session, command.actor.id, at=command.at, on=on
            )
            here = held(session, loaded.instance)
        case, state = here.case if here else None, loaded.state if loaded else None
        who, command = in_whose_right(session, acts, command, case, state)
        facts = dict(command.facts)
        if isinstance(command, Start):
            who, asked_for = requester(session, acts, command)
            facts |= {
                **asked_for,
                **calendars.facts(session, str(asked_for["unit"]), on=on),
                "service": definition.process,
                "tracking": new_tracking(session),
                "targets": targets(definition),
            }
        demand(session, who, command, definition, case, state)
        process, element = where(definition, command, state)
        if process in PARTS:
            asked = Asked(
                session=session, instance=loaded.instance if loaded else None, member=who, definition=definition, element=element, state=state,
                command=replace(command, facts=facts), zone=self.time_zone,
            )  # fmt: skip
            facts |= PARTS[process].facts(asked)
        return replace(command, facts=facts)

    def look(self, unit: Unit, instance: InstanceId, command: Command) -> None:
        """Read the case, the instance behind it, and who gives the command, in one statement."""
        on = command.at.astimezone(ZoneInfo(self.time_zone)).date()
        look(unit, instance, command.actor.id, at=command.at, on=on)

    def meanwhile(self, unit: Unit, loaded: Loaded) -> Sequence[Command]:
        """Return the corrections of the calendars that a case rests on."""
        return corrections(unit, loaded)

    def project(self, unit: Unit, moved: Moved) -> Sequence[Command]:
        """Write the case's line, who took part, notices, files, and what the service's module says follows."""
        session: Session = unit.session
        sealed = has_sealed(moved.command.values)
        values = unseal(moved.command.values, unit.personal(moved.instance) if sealed else {})
        if isinstance(moved.command, Start):
            begin(session, case_row(moved))
            session.add_all([_held(session, moved).case])
            session.flush()
            session.add_all(caller_rows(moved, values))
        here = _held(session, moved)
        case, was = here.case, None if isinstance(moved.command, Start) else here.case.service
        _write_people(session, moved, here)
        session.add_all(comment_rows(moved, values))
        notices.send(session, moved, case)
        move_on(case, moved)
        measures.write(unit, moved, here)
        waiting.write(session, moved, case, was=was)
        resting.write(session, moved)
        index.write(session, moved.instance, moved.record.seq, moved.command, values)
        if files := file_rows(moved, values):
            session.add_all(files)
            session.flush()
        parts = parts_of(moved.definition)
        return [each for part in parts for each in part.follow(done(session, part, moved, values, self.time_zone))]


def _held(session: Session, moved: Moved) -> Held:
    found = held(session, moved.instance)
    if found is None:
        raise LookupError(moved.instance)
    return found


def _write_people(session: Session, moved: Moved, here: Held) -> None:
    """Write who took part and who acted, as far as they had not before."""
    actors = newly(moved, here.actors)
    rows = [{"instance": moved.instance, "person_id": who, "capacities": each} for who, each in actors.items()]
    upsert(session, _ACTORS, rows)
    here.actors.update(actors)


def done(session: Session, part: Part, moved: Moved, values: Mapping[str, Value], zone: str) -> Done:
    """Return a step as one process of its case sees it."""
    process, element = where(moved.definition, moved.command, moved.before)
    return Done(
        session=session,
        process=part.process,
        element=element if process == part.process else None,
        moved=moved,
        values=values,
        zone=zone,
    )


def where(definition: Definition, command: Command, state: State | None) -> tuple[str, str | None]:
    """Return the process that a command is about, and the id within it of its user task; the case's own where of none."""
    if not isinstance(command, Complete | Assign) or state is None or command.task not in state.tasks:
        return definition.process, None
    return split(definition, state.tasks[command.task].element)


def newly(moved: Moved, there: Mapping[str, int]) -> dict[str, int]:
    """Return who takes part in a case in another capacity than those `there`, each with all of them: who acted, and whose tasks there are.

    Who loses a task to a colleague must still be told so, and is an owner if nothing else.
    """
    found: dict[str, int] = {}
    for who, capacity in acted(moved):
        if capacity & ~(known := found.get(who, there.get(who, 0))):
            found[who] = known | capacity
    owners = {task.assignee for task in moved.state.tasks.values() if task.assignee is not None}
    return found | dict.fromkeys(sorted(owners - {*there, *found}), OWNER)


def acted(moved: Moved) -> list[tuple[str, int]]:
    """Return who gave the command, and on whose behalf, each with the capacity in which; nobody where it was the clock, or a correction.

    Who keeps the calendars takes no part in the cases that follow them.
    """
    actor = moved.command.actor
    capacities = ((actor.id, ACTOR), (actor.on_behalf_of, PRINCIPAL))
    nobody = actor == CLOCK or isinstance(moved.command, Correct)
    return [] if nobody else [(who, capacity) for who, capacity in capacities if who is not None]


def case_row(moved: Moved) -> DbCase:
    """Return the row of a case that has just started."""
    facts, actor = moved.command.facts, moved.command.actor
    return DbCase(
        instance=moved.instance,
        tracking=facts["tracking"],
        service=moved.definition.process,
        unit_id=facts["unit"],
        requester_id=actor.on_behalf_of or actor.id,
        channel=facts.get("channel", TICKET),
        registered_by=actor.id if actor.on_behalf_of or CALLER_MOBILE in moved.command.values else None,
        asked_at=moved.command.at,
        asked_month=month_of(moved.command.at, ZoneInfo(moved.definition.time_zone)),
    )


def move_on(case: DbCase, moved: Moved) -> None:
    """Write into a case's row what a step changed: what kind of support it was turned into, times missed, its end."""
    service = str(moved.command.facts.get("service", case.service))
    if service != case.service:  # a row to which nothing was said is not looked through for what changed
        case.service = service
    told = {happening["properties"].get("notice") for happening in moved.derived if happening.what == "sent"}
    if notices.DELAY in told:
        case.delayed_at = case.delayed_at or moved.command.at
    if notices.BREACH in told:
        case.breached_at = case.breached_at or moved.command.at
    if moved.state.ended:
        end(case, moved)


def caller_rows(moved: Moved, values: Mapping[str, Value]) -> list[DbCaller]:
    """Return the row of the caller of a case that has just started, if it has one; `values` are in the clear."""
    if not isinstance(moved.command, Start) or CALLER_MOBILE not in values:
        return []
    return [DbCaller(instance=moved.instance, name=values[CALLER_NAME], mobile=values[CALLER_MOBILE])]


def comment_rows(moved: Moved, values: Mapping[str, Value]) -> list[DbComment]:
    """Return the row of what was remarked, if it was a comment; `values` are in the clear."""
    command = moved.command
    if not isinstance(command, Comment):
        return []
    row = DbComment(
        instance=moved.instance, seq=moved.record.seq, person_id=command.actor.id,
        on_behalf_of=command.actor.on_behalf_of, at=command.at, text=values[COMMENT],
    )  # fmt: skip
    return [row]


def end(case: DbCase, moved: Moved) -> None:
    """Write into its row when and where a case ended, and how it closed: an end event says so by its property `closing`."""
    left = [happening["element"] for happening in moved.derived if happening.what == "left"]
    ends = [key for key in left if moved.definition.element(key).kind == "endEvent"]
    closings = (moved.definition.element(key).properties.get("closing") for key in ends)
    case.ended_at = moved.command.at
    case.outcome = ends[-1] if ends else None
    case.closing = next((closing for closing in closings if closing), None)
