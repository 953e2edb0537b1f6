"""The pictures of the guides: each that is shown is kept, and each that is kept is shown."""

from __future__ import annotations

import re

from tests.browser.pictures import KEPT, ROOT
from tests.browser.scenes import SCENES

SHOWN = re.compile(r"!\[[^\]]+\]\((?:docs/)?pictures/([^)]+)\)")
"""A picture in a text, with what is said of it to who does not see it."""


def test_the_guides_show_the_pictures_that_are_kept() -> None:
    texts = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {name for text in texts for name in SHOWN.findall(text.read_text("utf-8"))}
    kept = {f"{scene.name}-{each}.png" for scene in SCENES for each in scene.kept}
    assert shown == kept == {path.name for path in KEPT.iterdir()}
