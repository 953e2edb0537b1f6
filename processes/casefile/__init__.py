"""The file of one case: where it stands, what happened, its letters, files, comments and data, as far as its reader may see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.form import Words
from engine.instance.state import InstanceId
from engine.store.port import Unit
from engine.values import Value
from processes.beside import Beside
from processes.casefile.failing import Failing, failing_in
from processes.casefile.history import Entry, by_days
from processes.casefile.letters import letters_of
from processes.casefile.reader import Told, history_of
from processes.casefile.remarks import Remark, remarks
from processes.clocks import ClockLine, clock_lines, concerning, shown_to
from processes.contracts import contract_words
from processes.dates import date_words
from processes.files import GivenFile, case_files, files_of
from processes.letters import FILE_FIELDS, Letter
from processes.meetings import OF_MEETING, Meeting, meetings
from processes.organisation import Member, members
from processes.permissions import About, Action, right_to
from processes.reading import CaseLine, case_line
from processes.standing import DiagramLine, diagrams_of
from processes.tables import DbCase
from processes.turns import Turn, turns
from processes.whereabouts import Whereabouts, whereabouts
from processes.words import element_name

__all__ = [
    "CaseFile", "CaseFileLine", "CaseHistory", "Entry", "Failing", "LetterFile", "Remark", "belongs_to_a_letter", "case_file",
    "case_history", "letter_file", "meeting_of",
]  # fmt: skip

OF_LETTERS = "letter_"
"""How the names of the values begin that a letter is made of; they are read in the letter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFileLine:
    """A file as a case's page lists it; `field` is what it was asked for as, `step` the activity in which it came."""

    file: GivenFile
    given_by: Words
    field: Words
    step: Words | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFile:
    """All of a case that its reader may see; what is not for him or her is empty."""

    line: CaseLine
    where: Whereabouts
    status: str
    can_withdraw: bool
    can_comment: bool
    can_end: bool
    """Whether the reader may end it from outside its process."""
    can_erase: bool
    """Whether the reader may erase its personal values."""
    remarks: Sequence[Remark]
    """What was remarked, the oldest first."""
    reason: tuple[Words, str] | None
    """Of a case that was rejected or withdrawn: by which desk (or the requester), and why."""
    history: Sequence[tuple[date, Sequence[Entry]]]
    """What happened, or the latest of it, by days where the office is; both the latest first."""
    happened: int
    """How many entries the whole history has."""
    letters: Sequence[Letter]
    files: Sequence[CaseFileLine]
    diagrams: Sequence[DiagramLine]
    people: Mapping[str, Member]
    data: Sequence[tuple[Words, Words]]
    meetings: Sequence[Meeting]
    """In the order in which they were arranged first."""
    turns: Sequence[Turn]
    """What triage turned it into, in order."""
    contract: Words | None
    """Under which support contract it is, or that there is none; None where nobody has looked yet."""
    clocks: Sequence[ClockLine]
    """Its clocks as they stand, in the order in which they began."""
    clocks_around: Mapping[str, Sequence[ClockLine]]
    """Those that have not stopped around each open task."""
    failing: Sequence[Failing]
    """What should have gone on by itself and failed, the longest there first."""
    stands_still: bool
    """Whether something of it waits for an administrator; whoever sees the case is told that much."""

    @property
    def earlier(self) -> int:
        """How many entries of the history are not among those shown."""
        return self.happened - sum(len(entries) for _, entries in self.history)


def case_file(unit: Unit, member: Member, case: DbCase, *, now: datetime, latest: int | None = None) -> CaseFile:
    """Return the file of a case that `member` may see; `latest`: with no more of its history than so many entries."""
    told, instance = history_of(unit, member, case, latest), InstanceId(case.instance)
    state = told.state
    about = About(session=unit.session, case=case, state=state)

    def may(action: Action) -> bool:
        return right_to(action, about, member) is not None

    beside = Beside.of(unit.session, member, [case], people=told.people)
    where = whereabouts(unit, member, [case], now=now, beside=beside)[case.instance]
    goes_on = state is not None and not state.ended
    may_files, may_data, may_history = may(Action.SEE_FILES), may(Action.SEE_DATA), may(Action.SEE_HISTORY)
    may_letters = may(Action.SEE_LETTERS)
    rows = files_of(unit.session, instance) if may_files or may_letters else []
    written = letters_of(told.records, told.reader.personal, unit.definition, rows)
    within = {file.id for letter in written for file in (*letter.scan, *letter.files)}
    every = _clocks(unit, told, now)
    clocks = shown_to(member, about, every)
    failing = failing_in(unit.session, told.definition, case) if goes_on and case.failing else []
    arranged = _meetings(told) if may_data else []
    return CaseFile(
        line=case_line(unit, member, case, beside),
        where=where,
        status=state.status if state else "refused",
        can_withdraw=where.withdrawable and may(Action.WITHDRAW),
        can_comment=goes_on and may(Action.COMMENT),
        can_end=goes_on and may(Action.END_CASE),
        can_erase=may(Action.ERASE),
        remarks=_remarks(unit, told, instance) if may(Action.SEE_COMMENTS) else [],
        reason=told.reader.reason(told.records, ended=not goes_on) if may_history else None,
        history=by_days(told.entries, told.definition.zone) if may_history else [],
        happened=len(told.records) if may_history else 0,
        letters=written if may_letters else [],
        files=[
            CaseFileLine(
                file=file,
                given_by=told.reader.wording.person(file.given_by),
                field=told.words.label(None, file.field),
                step=element_name(told.definition, key) if (key := told.reader.steps.get(file.seq)) else None,
            )
            for file in case_files(rows)
            if may_files and (may_letters or file.id not in within)
        ],
        diagrams=diagrams_of(told.definition, state, case, told.records),
        people=told.people,
        data=[
            (label, said)
            for name, label, said in told.reader.data(state)
            if may_data and not name.startswith((OF_LETTERS, OF_MEETING) if arranged else OF_LETTERS)
        ],
        meetings=arranged,
        turns=turns(told.definition, told.records),
        contract=_contract(state.variables if state else {}),
        clocks=clocks,
        clocks_around={id: concerning(every, clocks, state, task) for id, task in state.tasks.items()} if state else {},
        failing=failing if failing and may(Action.SEE_FAILURES) else [],
        stands_still=any(each.next_at is None for each in failing),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseHistory:
    """The whole history of a case as it is read: its line, and what happened by days, the latest first."""

    line: CaseLine
    days: Sequence[tuple[date, Sequence[Entry]]]
    happened: int


def case_history(unit: Unit, member: Member, case: DbCase) -> CaseHistory:
    """Return the whole history of a case that `member` may read."""
    told = history_of(unit, member, case)
    beside = Beside.of(unit.session, member, [case], people=told.people)
    return CaseHistory(
        line=case_line(unit, member, case, beside),
        days=by_days(told.entries, told.definition.zone),
        happened=len(told.records),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterFile:
    """One letter of a case, with the people whom it names."""

    letter: Letter
    people: Mapping[str, Member]


def letter_file(unit: Unit, member: Member, case: DbCase, place: int) -> LetterFile | None:
    """Return a letter of a case by its place among them; None where the case has none there."""
    instance = InstanceId(case.instance)
    files = files_of(unit.session, instance)
    written = letters_of(unit.records(instance), unit.personal(instance), unit.definition, files)
    found = next((each for each in written if each.place == place), None)
    return None if found is None else LetterFile(letter=found, people=members(unit.session, on=member.on))


def belongs_to_a_letter(unit: Unit, case: DbCase, file: GivenFile) -> bool:
    """Return whether a file of a case is attached to a letter, or is its scan."""
    if file.field not in FILE_FIELDS:
        return False
    written = letters_of(unit.records(InstanceId(case.instance)), {}, unit.definition, [file])
    return any(letter.scan or letter.files for letter in written)


def _remarks(unit: Unit, told: Told, instance: InstanceId) -> list[Remark]:
    """Return what was remarked; where the history has no remark nobody need look."""
    remarked = any(record.body["command"]["type"] == "comment" for record in told.records)
    return remarks(unit.session, instance, told.reader.wording.person) if remarked else []


def _clocks(unit: Unit, told: Told, now: datetime) -> list[ClockLine]:
    wording, personal = told.reader.wording, told.reader.personal
    return clock_lines(told.definition, told.records, unit.calendar, wording, personal, at=now)


def _meetings(told: Told) -> list[Meeting]:
    return meetings(told.definition, told.records, told.reader.wording, told.reader.personal)


def meeting_of(unit: Unit, member: Member, case: DbCase, number: int) -> Meeting | None:
    """Return a meeting of a case by its number, the last for 0; None where there is none."""
    found = _meetings(history_of(unit, member, case))
    return next((each for each in found if each.number == (number or len(found))), None)


def _contract(variables: Mapping[str, Value]) -> Words | None:
    held = variables.get("contract")
    until = held.get("until") if isinstance(held, Mapping) else None
    return contract_words(variables, date_words(until) if isinstance(until, date) else Words(fa="", en=""))
