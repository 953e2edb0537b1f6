"""Roles: who holds each, and what it may do; the table of permissions that says so."""

from __future__ import annotations

from flask import render_template
from werkzeug.exceptions import NotFound

from processes.keeping.read.units import role_holders, role_lines
from processes.organisation import ROLES
from processes.permissions.page import of_role, parts
from processes.words import group_name
from web.account import me
from web.pages.admin.frame import blueprint
from web.wiring import kartabl


@blueprint.get("/roles")
def roles() -> str:
    """Show all roles, and how many hold each."""
    with kartabl().store.reading() as unit:
        return render_template("pages/admin/roles.html", lines=role_lines(unit.session, on=me().on))


@blueprint.get("/roles/<key>")
def roles_one(key: str) -> str:
    """Show who holds a role, and what it may do."""
    if key not in ROLES:
        raise NotFound
    with kartabl().store.reading() as unit:
        return render_template(
            "pages/admin/role.html", name=group_name(key), holders=role_holders(unit.session, key, on=me().on), lines=of_role(key)
        )  # fmt: skip


@blueprint.get("/permissions")
def permissions() -> str:
    """Show the whole table of permissions: who may do what, being what to the case."""
    return render_template("pages/admin/permissions.html", parts=parts())
