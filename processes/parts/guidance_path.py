"""Guidance: the unit's own experts, then the IT office's (R6)."""

from __future__ import annotations

from processes.parts.support import SupportPart

PART = SupportPart(process="guidance_path", desks={"guide_in_unit": "unit_expert", "guide_in_it": "expert"})
