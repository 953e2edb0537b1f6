"""The keys that spare the mouse: which there are, and whether the reader wants them.

Beside the sentence. `frontend/behaviours/keys.js` listens; what it does is told here. The choice is in a cookie, as that of
the language: it belongs to the browser and its keyboard, not to the person (WCAG 2.1.4: keys of one character can be switched off).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from web.shell import Shell

COOKIE, OFF = "keys", "off"


@dataclass(frozen=True, kw_only=True)
class KeyLine:
    """What some keys do. `then`: whether they are pressed one after the other, not together."""

    keys: Sequence[str]
    does: str
    then: bool = False


def wanted() -> bool:
    """Return whether the reader wants the keys; who said nothing does."""
    return request.cookies.get(COOKIE) != OFF


def key_lines(shell: Shell) -> Sequence[tuple[str, Sequence[KeyLine]]]:
    """Return the keys under their headings: those that lead somewhere are the ways of the reader's own frame."""
    ways = [way for way in (*shell.nav, *((shell.notices,) if shell.notices else ()), *shell.account) if way.key]
    return (
        (_("To go"), [KeyLine(keys=way.key.split(), does=way.label, then=True) for way in ways]),
        (
            _("In lists"),
            [
                KeyLine(keys=("j",), does=_("The next line")),
                KeyLine(keys=("k",), does=_("The line before")),
                KeyLine(keys=("Enter",), does=_("Open the line")),
                KeyLine(keys=("/",), does=_("Search")),
                KeyLine(keys=("↓",), does=_("From the search to the first line")),
            ],
        ),
        (
            _("Everywhere"),
            [
                KeyLine(keys=("Ctrl", "Enter"), does=_("Send the form one is in")),
                KeyLine(keys=("Esc",), does=_("Close a menu or a dialog")),
                KeyLine(keys=("Alt", "↓"), does=_("Open the calendar of a date field")),
                KeyLine(keys=("?",), does=_("Show these keys")),
            ],
        ),
    )
