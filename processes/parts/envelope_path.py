"""Meeting or development (R8): who arranges it has the case.

Weeks may go by before it is settled: the contract is looked for again, so that nothing is timed by one that ended (R7).
"""

from __future__ import annotations

from processes.parts.support import SupportPart

PART = SupportPart(
    process="envelope_path",
    desks={"arrange_meeting": "expert", "record_minutes": "expert", "agree_date": "expert"},
    looks_for_contract={"record_minutes": None, "agree_date": None},
)
