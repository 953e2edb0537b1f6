"""The pictures of the guides are those that `make pictures` takes, and all of them are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
SHOWN = re.compile(r"pictures/([a-z-]+\.png)")


def test_every_picture_that_a_guide_shows_is_there() -> None:
    guides = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {name for guide in guides for name in SHOWN.findall(guide.read_text("utf-8"))}
    assert len(shown) > 5
    assert shown - {path.name for path in PICTURES.iterdir()} == set()
