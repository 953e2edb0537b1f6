"""The paths of process revision: together they go over every flow and event of its diagram and of the path it calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from processes.demo.paths.support import (
    AUTHORISED,
    CLOSED_WITHOUT_CONTRACT,
    CONFIRM,
    FIXED,
    GUIDED,
    REFUSED,
    REOPEN,
    REVISED,
    REVISION,
    REVISION_HANDED,
    TO_CONTRACTOR,
    TO_IT,
    WEEK,
    WORKDAY,
    ask,
    turn,
)
from processes.demo.paths.support_bug_fix import AGREED
from processes.demo.play import Do, Move, Path, Wait, Withdraw

SERVICE = "support_process_change"
INCOMPLETE = Do("authorise", {"decision": "return", "reason": "شمارهٔ نامه درست نیست."})
COMPLETED = Do("complete_revision", {**REVISION, "item": "نامهٔ ۱۲۰/۱۴۰۵/۸۵"})


def paths() -> list[Path]:
    """Return the paths, the plain one first."""
    developed = Do("hand_over_revision", {**REVISION_HANDED.values, "envelope": "development"})
    to_guidance = turn("hand_over_revision", "support_guidance")
    return [
        _path("plain", [*REVISED, CONFIRM]),
        _path("refused", [REFUSED]),
        _path("completed_late", [Wait(WORKDAY), INCOMPLETE, Wait(WEEK), COMPLETED, *REVISED, CONFIRM]),
        _path("handover_late_and_asking", [AUTHORISED, Wait(WORKDAY), *ask("hand_over_revision"), *REVISED[1:], CONFIRM]),
        _path("development", [AUTHORISED, developed, AGREED, *REVISED[2:], CONFIRM]),
        _path("turned_and_described", [
            AUTHORISED, to_guidance, turn("guide_in_unit", "support_bug_fix"), TO_IT, FIXED, REOPEN,
            turn("triage", "support_guidance"), GUIDED, CONFIRM,
        ]),
        _path("closed_without_contract", [
            AUTHORISED, turn("hand_over_revision", "support_bug_fix"), TO_CONTRACTOR, CLOSED_WITHOUT_CONTRACT,
        ], system="attendance"),
        _path("withdrawn", [AUTHORISED, Withdraw("نامهٔ تازه‌ای نوشته شد")]),
    ]  # fmt: skip


def _path(name: str, moves: Sequence[Move], requester: str = "rezaei", **changed: str) -> Path:
    request: Mapping[str, str] = {**REVISION, **changed}
    return Path(name=name, service=SERVICE, requester=requester, request=request, moves=moves)
