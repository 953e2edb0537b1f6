"""Every page of the product, each in the states that it can be in: what is walked, and what is pictured.

A page that no scene ends at is found out by `test_every_page.py`.
"""

from __future__ import annotations

from tests.browser.scenes import administration, boards, cases, diagrams, everybody, refused
from tests.browser.scenes.scene import Scene

SCENES: tuple[Scene, ...] = (
    *everybody.SCENES,
    *cases.SCENES,
    *diagrams.SCENES,
    *administration.SCENES,
    *boards.SCENES,
    *refused.SCENES,
)
