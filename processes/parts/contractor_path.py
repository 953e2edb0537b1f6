"""The contractor: reached through the IT office only, verified by it; and what happens without a contract in force (R7).

Work that was not accepted goes back under the contract of that day; so does a case whose director-general looks again.
"""

from __future__ import annotations

from processes.parts.support import SupportPart

PART = SupportPart(
    process="contractor_path",
    desks={
        "record_acceptance": "expert",
        "record_answer": "expert",
        "answer_contractor": "expert",
        "solve_without_contract": "expert",
        "verify_work": "expert",
    },
    looks_for_contract={"verify_work": "refuse", "decide_without_contract": "retry"},
)
