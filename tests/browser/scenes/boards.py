"""The boards: the director's, time on the diagrams, contracts; and the cases behind their figures."""

from __future__ import annotations

from tests.browser.scenes.scene import Scene, press

LONG_AGO = "since=1390-01&until=1390-02"
"""Months in which there was nothing."""
draw = press("#drawn > summary")

SCENES = (
    Scene(name="board", person="karimi", path="/board", kept=("fa-wide",)),
    Scene(name="board-of-a-unit", person="tehrani", path="/board"),
    Scene(name="board-narrowed", person="shams", path="/board?service=support_bug_fix&channel=phone"),
    Scene(name="board-nothing", person="karimi", path=f"/board?service=none&{LONG_AGO}"),
    Scene(name="board-cases", person="karimi", path="/board/cases?what=open"),
    Scene(name="board-cases-asked", person="rahimi", path="/board/cases?what=ended"),
    Scene(name="board-cases-none", person="tehrani", path="/board/cases?what=missed&service=none"),
    Scene(name="board-heat", person="karimi", path="/board/diagrams/letter_path", then=draw, kept=("fa-wide",)),
    Scene(name="board-heat-contractor", person="karimi", path="/board/diagrams/contractor_path", then=draw),
    Scene(name="board-heat-folded", person="karimi", path="/board/diagrams/letter_path"),
    Scene(name="board-heat-nothing", person="karimi", path=f"/board/diagrams/letter_path?{LONG_AGO}"),
    Scene(name="board-contracts", person="karimi", path="/board/contracts"),
    Scene(name="board-contracts-company", person="mehrabi", path="/board/contracts"),
    Scene(name="board-contract", person="karimi", path="/board/contracts/1", kept=("fa-wide",)),
    Scene(name="board-contract-nothing", person="karimi", path=f"/board/contracts/1?{LONG_AGO}"),
    Scene(name="board-contract-cases", person="mehrabi", path="/board/contracts/1/cases"),
    Scene(name="board-contract-cases-none", person="karimi", path=f"/board/contracts/1/cases?severity=none&{LONG_AGO}"),
)
