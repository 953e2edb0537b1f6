"""What goes on in the instances by itself, done by any number of workers: each takes what nobody else has, until there is no more.

Stands with `engine.engine` outside the sentence. What fails is kept beside the history, held back and tried again later, so
that it keeps nobody waiting: by `engine.instance.failure`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from engine.errors import Broken, Unavailable
from engine.instance.failure import Cause, Claim, cause_of, failed
from engine.instance.state import InstanceId, State
from engine.run import Moved, Run
from engine.store.port import Loaded, Store, Unit

Taking = Callable[[Unit], Claim | None]
"""Takes, in a transaction, an instance in which something is to be done by itself."""
log = logging.getLogger(__name__)


class Works(Protocol):
    """An engine, as far as it is needed here."""

    @property
    def store(self) -> Store:
        """Return where the instances live."""

    def opened(self, unit: Unit, instance: InstanceId) -> tuple[Loaded, Run]:
        """Return an instance, locked, and what is about to happen to it in this transaction."""

    def fire_late_of(self, run: Run, now: datetime) -> list[Moved]:
        """Do what is late in an instance, with what follows from it."""


class NothingToDo(Broken):
    en = "Expected something to be due in this case, but its state says of none: somebody touched the database. Prove the case."
    fa = (
        "ردیفی می‌گوید در این پرونده مهلتی سررسید شده است، ولی وضعیت پرونده چنین نمی‌گوید: پایگاه داده دست‌کاری شده است. درستی پرونده "
        "را بررسی کنید."
    )


@dataclass(kw_only=True)
class _Attempt:
    """What was taken, and the instance as it stood: known as far as the attempt came."""

    at: datetime
    claim: Claim | None = None
    run: Run | None = None
    before: State | None = None
    fired: list[Moved] = field(default_factory=list)


def always() -> bool:
    """Return that there is time for more."""
    return True


def do_all(engine: Works, take: Taking, now: datetime, more: Callable[[], bool] = always) -> int:
    """Do what `take` takes until there is nothing more, or no time for more; return how often an instance was moved."""
    count = 0
    while more() and (moved := do_next(engine, take, now)) is not None:
        count += bool(moved)
    return count


def do_next(engine: Works, take: Taking, now: datetime) -> list[Moved] | None:
    """Do what is late in the instance that `take` takes, in its transaction; None where it takes none.

    What the engine refuses is kept as a failure in the same transaction; whatever else ails the instance undoes that, and is
    kept in another. What hinders every instance alike, as a full disk, is nobody's failure: it is raised, and tried again as it was.
    """
    attempt = _Attempt(at=now)
    try:
        with engine.store.writing() as unit:
            attempt.claim = take(unit)
            if attempt.claim is None:
                return None
            _do(engine, unit, attempt, attempt.claim)
            return attempt.fired
    except Exception as error:
        if attempt.claim is None or (isinstance(error, Unavailable) and error.hinders_all):
            raise
        about = {"facts": {"case": attempt.claim.instance}}
        if isinstance(error, Unavailable):  # nothing is wrong here: a sentence says it
            log.error("What goes on by itself in case %s failed: %s", attempt.claim.instance, error, extra=about)
        else:
            log.exception("What goes on by itself in case %s failed.", attempt.claim.instance, extra=about)
        with engine.store.writing() as unit:
            _keep_error(unit, attempt, attempt.claim, cause_of(error))
        return []


def _do(engine: Works, unit: Unit, attempt: _Attempt, claim: Claim) -> None:
    loaded, run = engine.opened(unit, claim.instance)
    attempt.run, attempt.before = run, loaded.state
    run.stuck |= unit.held(claim.instance, attempt.at)
    attempt.fired = engine.fire_late_of(run, attempt.at)
    causes = {subject: cause_of(refusal) for subject, refusal in run.refusals.items()}
    if not causes and not attempt.fired:  # it was refused before; or its row says what its state does not
        causes[claim.subject] = _last_refusal(run)
    for subject, cause in causes.items():
        _keep(unit, attempt, claim, subject, cause)


def _keep_error(unit: Unit, attempt: _Attempt, claim: Claim, cause: Cause) -> None:
    """Keep what undid a transaction: as the failure of what was tried last, where that was there before; else of what was taken."""
    tried = attempt.run.trying if attempt.run else None
    if tried is None or not _keep(unit, attempt, claim, tried, cause):
        _keep(unit, attempt, claim, claim.subject, cause)


def _keep(unit: Unit, attempt: _Attempt, claim: Claim, subject: str, cause: Cause) -> bool:
    """Keep one more failure of something; return whether there is such a thing."""
    job = attempt.before.jobs.get(subject) if attempt.before else None
    before = unit.failure(claim.instance, subject)
    element = job.element if job else ""
    return unit.hold(
        failed(before, instance=claim.instance, subject=subject, element=element, at=attempt.at, cause=cause)
    )


def _last_refusal(run: Run) -> Cause:
    """Return why the instance refused what it was commanded last; where it did not, that its row is wrong."""
    last = run.unit.records(run.instance)[-1]
    if not last.refused:
        return cause_of(NothingToDo())
    return Cause(**{name: last.body["refusal"][name] for name in ("code", "en", "fa")})
