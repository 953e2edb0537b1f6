"""The paths of guidance: together they go over every flow and event of its diagram and of the path it calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from processes.demo.paths.support import (
    ANSWERED,
    CLOSED_WITHOUT_CONTRACT,
    CONFIRM,
    FIXED,
    GUIDANCE,
    GUIDED,
    GUIDED_BY_IT,
    HALF_HOUR,
    HOUR,
    QUESTION,
    REFUSED,
    REOPEN,
    REVISED,
    TO_CONTRACTOR,
    TO_IT,
    WEEK,
    WORKDAY,
    ask,
    breach,
    described,
    turn,
)
from processes.demo.play import Do, Move, Path, Wait, Withdraw

SERVICE = "support_guidance"
HAND_OVER = Do("guide_in_unit", {"decision": "hand_over", "handover_note": "تنظیمات بایگانی در دسترس ما نیست."})


def paths() -> list[Path]:
    """Return the paths, the plain one first."""
    reassigned = {"breach_action": "reassign", "unit_expert": "akbari", "breach_note": "همکار در جلسه است."}
    return [
        _path("plain", [GUIDED, CONFIRM]),
        _path("unit_without_expert", [GUIDED_BY_IT, CONFIRM], "kamali"),
        _path("asked_and_handed_over", [*ask("guide_in_unit"), HAND_OVER, *ask("guide_in_it"), GUIDED_BY_IT, CONFIRM]),
        _path("question_left_lying", [Do("guide_in_unit", QUESTION), Wait(WEEK), ANSWERED, GUIDED, CONFIRM]),
        _path("unit_late", [Wait(HALF_HOUR), Wait(HOUR), Wait(WORKDAY), Do("handle_unit_breach", reassigned, by="tehrani"), GUIDED, CONFIRM]),
        _path("it_late", [HAND_OVER, Wait(HALF_HOUR), Wait(HOUR), *breach("handle_it_breach"), GUIDED_BY_IT, CONFIRM]),
        _path("breach_still_open_at_the_end", [Wait(HOUR), Wait(HOUR), GUIDED, CONFIRM]),
        _path("closed_by_itself", [GUIDED, Wait(WEEK)]),
        _path("turned_all_round", [
            turn("guide_in_unit", "support_bug_fix"), TO_IT, FIXED, REOPEN, turn("triage", "support_process_change"),
            turn("describe_revision", "support_guidance"), HAND_OVER, turn("guide_in_it", "support_process_change"),
            described(), *REVISED, CONFIRM,
        ]),
        _path("turned_and_refused", [turn("guide_in_unit", "support_process_change"), described(), REFUSED]),
        _path("turned_and_closed", [turn("guide_in_unit", "support_bug_fix"), TO_CONTRACTOR, CLOSED_WITHOUT_CONTRACT], system="attendance", part="attendance_cards"),
        _path("withdrawn", [Withdraw("خودم راهش را یافتم")]),
    ]  # fmt: skip


def _path(name: str, moves: Sequence[Move], requester: str = "kazemi", **changed: str) -> Path:
    request: Mapping[str, str] = {**GUIDANCE, **changed}
    return Path(name=name, service=SERVICE, requester=requester, request=request, moves=moves)
