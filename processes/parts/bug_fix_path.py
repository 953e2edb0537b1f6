"""Faults and bugs: triage, the IT office's work, or the contractor (R6, R7).

The contract is looked for at triage already: its target for the severity counts for the IT office's own work too.
"""

from __future__ import annotations

from processes.parts.support import SupportPart

PART = SupportPart(
    process="bug_fix_path",
    desks={"triage": "expert", "solve_fault": "expert"},
    looks_for_contract={"triage": "confirm", "solve_fault": "hand_over"},
)
