"""One person: what is known, positions, roles, the password, leaving, and taking that back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from processes.keeping import people as keeping
from processes.keeping import staying
from processes.keeping.meanwhile import Thing, version
from processes.keeping.read import people as read
from processes.keeping.record import By
from processes.tables import DbHolding, DbPerson, DbRole
from web.account import hasher, me
from web.pages.admin.acts import Act, Answer, answer, submit
from web.pages.admin.frame import blueprint
from web.pages.admin.people import person_fields
from web.pages.admin.person_forms import end_fields, leave_fields, person_forms, position_fields, role_fields
from web.passwords import check_password, generated, password_fields
from web.sheets import Form, blank, posted
from web.wiring import kartabl


@blueprint.get("/people/<key>")
def people_one(key: str) -> str:
    """Show all that is kept of a person."""
    return _page(key)


@blueprint.post("/people/<key>")
def people_change(key: str) -> Answer:
    """Change what is known of a person."""
    with kartabl().store.reading() as unit:
        form = posted("person", person_fields(unit.session))

    def act(session: Session, by: By) -> None:
        keeping.change_person(session, by, key, **form.values)

    return _answer(key, form, act, _("The change is made."), Thing(table=DbPerson, key=key))


@blueprint.post("/people/<key>/password")
def people_password(key: str) -> Answer | str:
    """Set a password: the one that was typed twice, or a generated one, which is shown this once."""
    if request.form.get("way") == "generate":
        made = generated()
        form = posted("password", [])
        return _page(key, form, generated=made) if _set(key, form, made) else (_page(key, form), 422)
    form = posted("password", password_fields())
    if not form.faults:
        check_password(form)
    if form.faults or not _set(key, form, form.values["password"]):
        return _page(key, form), 422
    flash(_("The password is set."), "good")
    return redirect(url_for("admin.people_one", key=key), code=303)


@blueprint.post("/people/<key>/positions")
def people_give_position(key: str) -> Answer:
    """Let a person hold a position."""
    with kartabl().store.reading() as unit:
        form = posted("position", position_fields(unit.session, _row(unit.session, key)))

    def act(session: Session, by: By) -> None:
        post = form.values["position"]
        since, until = form.values["since"], form.values["until"]
        keeping.give_position(session, by, key, int(post), since=since, until=until)

    return _answer(key, form, act, _("The position is given."))


@blueprint.post("/people/<key>/positions/<int:number>/end")
def people_end_position(key: str, number: int) -> Answer:
    """End that a person holds a position."""
    return _ended(
        key, f"end-position-{number}", Thing(table=DbHolding, key=number, of={"person_id": key}), keeping.end_position
    )


@blueprint.post("/people/<key>/roles")
def people_give_role(key: str) -> Answer:
    """Give a person a role."""
    with kartabl().store.reading() as unit:
        form = posted("role", role_fields(unit.session, _row(unit.session, key)))

    def act(session: Session, by: By) -> None:
        role, since, until = (form.values[name] for name in ("role", "since", "until"))
        keeping.give_role(session, by, key, role, since=since, until=until)

    return _answer(key, form, act, _("The role is given."))


@blueprint.post("/people/<key>/roles/<int:number>/end")
def people_end_role(key: str, number: int) -> Answer:
    """End that a person holds a role."""
    return _ended(key, f"end-role-{number}", Thing(table=DbRole, key=number, of={"person_id": key}), keeping.end_role)


@blueprint.get("/people/<key>/leave")
def people_leave(key: str) -> str:
    """Show what a person holds and what waits in his or her name, before it is all ended."""
    return _leaving(key, blank("leave", leave_fields(), last_day=me().on))


@blueprint.post("/people/<key>/leave")
def people_left(key: str) -> Answer:
    """End a person's positions, roles and sign-in with a day, in one step and for a reason."""
    form = posted("leave", leave_fields())

    def act(session: Session, by: By) -> None:
        keeping.leave(session, by, key, last_day=form.values["last_day"], reason=form.values["reason"], today=me().on)

    if not submit(form, act, Thing(table=DbPerson, key=key)):
        return _leaving(key, form), 422
    flash(_("Positions, roles and sign-in end with the last day."), "good")
    return redirect(url_for("admin.people_one", key=key), code=303)


@blueprint.post("/people/<key>/stay")
def people_stay(key: str) -> Answer:
    """Take back that a person leaves, before the last day is over."""
    form = posted("stay", [])

    def act(session: Session, by: By) -> None:
        staying.stay(session, by, key, today=me().on)

    return _answer(key, form, act, _("The leaving is taken back."), Thing(table=DbPerson, key=key))


def _set(key: str, form: Form, password: str) -> bool:
    hashed = hasher.hash(password)
    return submit(
        form, lambda session, by: keeping.set_password(session, by, key, hashed), Thing(table=DbPerson, key=key)
    )


def _ended(key: str, name: str, thing: Thing, end: Callable[..., None]) -> Answer:
    form = posted(name, end_fields())

    def act(session: Session, by: By) -> None:
        day: date = form.values["until"]
        end(session, by, thing.key, until=day, today=me().on)

    return _answer(key, form, act, _("It ends with that day."), thing)


def _answer(key: str, form: Form, act: Act, told: str, thing: Thing | None = None) -> Answer:
    then = partial(url_for, "admin.people_one", key=key)
    return answer(form, act, partial(_page, key), told=told, then=then, thing=thing)


def _row(session: Session, key: str) -> DbPerson:
    return keeping.the_person(session, key)


def _page(key: str, sent: Form | None = None, generated: str | None = None) -> str:
    with kartabl().store.reading() as unit:
        session = unit.session
        sheet = read.person_sheet(unit, key, at=kartabl().office.now(session), on=me().on)
        forms = {form.id: form for form in person_forms(session, sheet)} | (
            {sent.id: sent} if sent and not generated else {}
        )
        return render_template(
            "pages/admin/person.html", sheet=sheet, forms=forms, sent=sent.id if sent else None, generated=generated
        )


def _leaving(key: str, form: Form) -> str:
    with kartabl().store.reading() as unit:
        sheet = read.person_sheet(unit, key, at=kartabl().office.now(unit.session), on=me().on)
        if form.seen is None:
            form.seen = version(unit.session, Thing(table=DbPerson, key=key))
        return render_template("pages/admin/leave.html", sheet=sheet, form=form)
