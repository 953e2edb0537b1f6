"""Texts beside a history that are erased values: comments, a caller's name. They are found by projecting again.

What was said once may stand in several places, and the same words may have been said twice; so a text is not searched for:
the history is projected again, and where it has something that was erased, the row says that it is erased.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.errors import Conflict
from engine.history.personal import unseal
from engine.instance.state import InstanceId
from engine.store.port import Unit
from engine.store.tables import Base
from processes.host import caller_rows, comment_rows
from processes.proof.again import Again, run_again
from processes.proof.personal import Erased, Kept, held
from processes.tables import DbCaller, DbComment
from processes.wording import ERASED


class CaseAstray(Conflict):
    en = "Expected the history of the case to agree with itself, but it does not: {found}. Nothing was erased. Ask an auditor to look into it first."
    fa = "سابقهٔ پرونده با خود سازگار نیست: {found}. چیزی پاک نشد. نخست از حسابرس بخواهید آن را بررسی کند."


def blank_texts(unit: Unit, instance: InstanceId) -> None:
    """Write that they are erased into all texts beside a case's history that were values which are there no more."""
    records = unit.records(instance)
    again, kept = run_again(unit, instance, records), held(unit, instance, records)
    if again.difference is not None:
        raise CaseAstray(found=again.difference)
    for wanted, stands in _said(unit, instance, again, kept):
        for column in wanted.__table__.columns:
            if isinstance(getattr(wanted, column.key), Erased):
                setattr(stands, column.key, ERASED.fa)
    unit.session.flush()


def _said(unit: Unit, instance: InstanceId, again: Again, kept: Kept) -> Iterator[tuple[Base, Base]]:
    """Yield the caller and each comment as the history has it, with its row."""
    told = [(moved, unseal(moved.command.values, kept.values)) for moved in again.moves]
    callers: Iterable[DbCaller] = (row for moved, values in told for row in caller_rows(moved, values))
    for caller in callers:
        yield caller, unit.session.get_one(DbCaller, instance)
    for comment in (row for moved, values in told for row in comment_rows(moved, values)):
        yield comment, unit.session.get_one(DbComment, (instance, comment.seq))
