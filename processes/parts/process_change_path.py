"""Revision of a process: recorded, authorised by its owner, handed over to the contractor (R6, R7)."""

from __future__ import annotations

from processes.parts.support import SupportPart

PART = SupportPart(
    process="process_change_path",
    desks={"describe_revision": "expert", "hand_over_revision": "expert"},
    looks_for_contract={"hand_over_revision": "hand_over"},
)
