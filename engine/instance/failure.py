"""What fails in an instance by itself: a timer that cannot be fired, a correction that is refused, tokens that nothing can move.

It is an instance's, and no part of its state: it stands beside the history, and says when it is tried again. Where that has
been done often enough it is an incident, and waits for somebody.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from engine.digest import sha256
from engine.errors import KartablError
from engine.instance.state import InstanceId

CORRECTION = "correction"
"""The subject of a failure that is no job's: what came about outside could not be let in."""
TOKENS = "tokens"
"""The same: the instance runs, and nothing is open in it."""
MOST_ATTEMPTS = 8
"""So often something is tried, within some twenty minutes, before it is an incident."""
FIRST, LONGEST = timedelta(seconds=10), timedelta(hours=1)
"""The time until the second attempt, which doubles with each, and the longest there is."""
SPREAD = 0.25
"""By what part a time may be longer or shorter, so that what failed together is not tried together again."""
ROOT = Path(__file__).parents[2]
OURS = ("engine", "processes", "web")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """Why something failed: the name of the error, and the sentence for a person."""

    code: str
    en: str
    fa: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """Something that is to be done in an instance, which nobody else does meanwhile."""

    instance: InstanceId
    subject: str
    """A job's id, or `CORRECTION`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """Something that failed: since when, how often, why, and when it is tried again."""

    instance: InstanceId
    subject: str
    """A job's id, `CORRECTION` or `TOKENS`."""
    element: str
    """The key of what it is about in the diagram; empty where it is about the whole."""
    since: datetime
    attempts: int
    next_at: datetime | None
    """None: not by itself any more. That is an incident."""
    cause: Cause

    @property
    def is_job(self) -> bool:
        """Return whether a job failed."""
        return self.subject not in (CORRECTION, TOKENS)


def failed(
    before: Failure | None, *, instance: InstanceId, subject: str, element: str, at: datetime, cause: Cause
) -> Failure:
    """Return the failure after one more attempt at `at`."""
    attempts = before.attempts + 1 if before else 1
    again = attempts < MOST_ATTEMPTS and subject != TOKENS
    return Failure(
        instance=instance,
        subject=subject,
        element=element,
        since=before.since if before else at,
        attempts=attempts,
        next_at=at + wait(attempts, f"{instance}/{subject}") if again else None,
        cause=cause,
    )


def wait(attempts: int, of: str) -> timedelta:
    """Return how long after so many attempts the next one comes: for something else of the same count a little later or earlier."""
    chance = int(sha256(f"{of}/{attempts}".encode())[:8], 16) / 0xFFFFFFFF
    doubled = min(FIRST * float(2 ** (attempts - 1)), LONGEST)
    return doubled * (1 - SPREAD + 2 * SPREAD * chance)


def cause_of(error: Exception) -> Cause:
    """Return an error as a cause.

    Of one that is not ours only its kind and its place are told: what it says may name a person, and stands in the log.
    """
    code = type(error).__name__
    if isinstance(error, KartablError):
        return Cause(code=code, en=error.message("en"), fa=error.message("fa"))
    place = _place(error)
    return Cause(
        code=code,
        en=f"Expected this to be done, but Kartabl failed ({code}, {place}). Its log says more.",
        fa=f"انجام نشد: خطای داخلی کارتابل (\u2068{code}, {place}\u2069). جزئیات در گزارش رویدادهای برنامه است.",
    )


def _place(error: Exception) -> str:
    """Return the last line of ours that an error came through."""
    frames = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    own = [
        f"{path.name}:{line}"
        for path, line in frames
        if path.parent.is_relative_to(ROOT) and path.parts[len(ROOT.parts)] in OURS
    ]
    return own[-1] if own else "?"
