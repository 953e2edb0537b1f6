"""Passwords: typed twice, and long enough; or generated."""

from __future__ import annotations

import secrets

from flask_babel import gettext as _

from web.sheets import Field, Form

SHORTEST = 10
"""Letters of a password that somebody types."""
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of generated passwords: nothing that is read aloud or copied wrongly."""


def generated() -> str:
    """Return a new password."""
    return "-".join("".join(secrets.choice(SIGNS) for _letter in range(4)) for _group in range(4))


def password_fields() -> list[Field]:
    """Return the fields in which a password is typed."""
    hint = _("At least %(number)s characters.", number=SHORTEST)
    return [
        Field(name="password", label=_("New password"), kind="password", hint=hint),
        Field(name="again", label=_("The new password once more"), kind="password"),
    ]


def check_password(form: Form) -> None:
    """Tell what is wrong with a password that was typed twice."""
    if len(form.values["password"]) < SHORTEST:
        form.faults["password"] = _("At least %(number)s characters, please.", number=SHORTEST)
    elif form.values["password"] != form.values["again"]:
        form.faults["again"] = _("The two are not the same. Type both again.")
