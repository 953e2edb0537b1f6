"""The forms of one person's page: what may be changed, given and ended."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from processes.keeping.meanwhile import Thing, version, versions
from processes.keeping.read import people as read
from processes.tables import DbHolding, DbPerson, DbRole
from web.account import me
from web.pages.admin.lists import said
from web.pages.admin.people import person_fields
from web.passwords import password_fields
from web.sheets import Field, Form, blank


def position_fields(session: Session, person: DbPerson) -> list[Field]:
    """Return the fields by which a position is given."""
    free = said(read.position_options(session, person.unit_id, on=me().on))
    hint = _("Those of the unit that nobody holds; another is added on the unit's page.")
    return [Field(name="position", label=_("Position"), kind="choice", options=free, hint=hint), *period_fields()]


def role_fields(session: Session, person: DbPerson) -> list[Field]:
    """Return the fields by which a role is given."""
    options = said(read.role_options(session, person))
    return [Field(name="role", label=_("Role"), kind="choice", options=options), *period_fields()]


def period_fields() -> list[Field]:
    """Return the fields of a period, whose end may be open."""
    return [
        Field(name="since", label=_("From"), kind="day"),
        Field(name="until", label=_("Until"), kind="day", needed=False, hint=_("The last day; empty: until further notice.")),
    ]  # fmt: skip


def end_fields() -> list[Field]:
    """Return the field by which a period is ended."""
    return [Field(name="until", label=_("Last day"), kind="day")]


def leave_fields() -> list[Field]:
    """Return the fields by which somebody leaves."""
    return [
        Field(
            name="last_day", label=_("Last day"), kind="day", hint=_("Positions, roles and sign-in end with this day.")
        ),
        Field(name="reason", label=_("Reason"), kind="area", hint=_("It stays on record."), longest=2000),
    ]


def person_forms(session: Session, sheet: read.PersonSheet) -> list[Form]:
    """Return the forms of the page as nothing was typed into them yet."""
    row, seen = sheet.row, version(session, Thing(table=DbPerson, key=sheet.row.id))
    known = {"name_fa": row.name_fa, "name_en": row.name_en, "unit": row.unit_id, "mobile": row.mobile}
    leaves = row.last_day is not None and row.last_day >= me().on
    return [
        *([blank("stay", [], seen=seen)] if leaves else []),
        blank("person", person_fields(session), seen=seen, **known),
        blank("password", password_fields(), seen=seen),
        blank("position", position_fields(session, row), since=me().on),
        blank("role", role_fields(session, row), since=me().on),
        *_ends(session, "position", DbHolding, sheet.positions),
        *_ends(session, "role", DbRole, sheet.roles),
    ]


def _ends(session: Session, kind: str, table: type[DbHolding | DbRole], held: Sequence[read.Held]) -> list[Form]:
    """Return the forms by which each of what somebody holds is ended."""
    going_on = [one for one in held if one.period.state != "over"]
    seen = versions(session, table, (one.id for one in going_on))
    return [
        blank(f"end-{kind}-{one.id}", end_fields(), seen=seen[str(one.id)], until=max(me().on, one.period.since))
        for one in going_on
    ]
