"""What a browser is called, in place of the long line by which it introduces itself.

Beside the sentence: for the one who asks where he or she is signed in, and only there; nothing depends on it.
"""

from __future__ import annotations

import re

NAMES = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Version", "Safari"))
"""By what each is told, the first that is found: those that are made of another one name it, too."""
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
LONGEST = 60
"""Letters that are shown of one that is none of these."""


def browser_name(introduced: str) -> str:
    """Return the name, version and system of a browser; of one that is not known, how it begins to introduce itself."""
    for sign, name in NAMES:
        if found := re.search(rf"{sign}/(\d+)", introduced):
            system = next((f", {words}" for part, words in SYSTEMS if part in introduced), "")
            return f"{name} {found[1]}{system}"
    return introduced[:LONGEST]
