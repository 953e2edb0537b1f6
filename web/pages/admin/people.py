"""People: the list, and adding one."""

from __future__ import annotations

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from processes.keeping import people as keeping
from processes.keeping.read import people as read
from processes.organisation import ROLES
from processes.words import group_name
from web.account import me
from web.listing import asked_page
from web.pages.admin.acts import Answer, answer
from web.pages.admin.adding import both_names, key_field, new_page
from web.pages.admin.frame import blueprint
from web.pages.admin.lists import asked, pages_of, said
from web.sheets import Field, Form, blank, posted
from web.wiring import kartabl


@blueprint.get("/people")
def people() -> str:
    """Show the people who are asked for."""
    given = asked("text", "unit", "role", "state")
    with kartabl().store.reading() as unit:
        at = kartabl().office.now(unit.session)
        found = read.people_list(unit.session, read.Sought(**given), asked_page(), at=at, on=me().on)
        units = said(read.unit_options(unit.session))
    roles = said({name: group_name(name) for name in ROLES})
    return render_template(
        "pages/admin/people.html", found=found, pages=pages_of(found), asked=given, units=units, roles=roles
    )


@blueprint.get("/people/new")
def people_new() -> str:
    """Show the form by which a person is added."""
    with kartabl().store.reading() as unit:
        return _new(blank("person", [_key(), *person_fields(unit.session)]))


@blueprint.post("/people/new")
def people_add() -> Answer:
    """Add a person."""
    with kartabl().store.reading() as unit:
        form = posted("person", [_key(), *person_fields(unit.session)])
    return answer(
        form,
        lambda session, by: keeping.add_person(session, by, **form.values),
        _new,
        told=_("The person is added. Next: a position, the roles, and a password."),
        then=lambda: url_for("admin.people_one", key=form.values["key"]),
    )


def person_fields(session: Session) -> list[Field]:
    """Return the fields of what is known of a person."""
    return [
        *both_names(),
        Field(name="unit", label=_("Unit"), kind="choice", options=said(read.unit_options(session))),
        Field(name="mobile", label=_("Mobile number"), kind="digits", needed=False, hint=_("Such as 09121234567."), longest=40),
    ]  # fmt: skip


def _key() -> Field:
    return key_field(_("User name"))


def _new(form: Form) -> str:
    return new_page(form, _("Add a person"), back=url_for("admin.people"), back_title=_("People"))
