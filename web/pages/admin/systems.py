"""Systems with their parts and levels of access."""

from __future__ import annotations

from functools import partial

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from processes.keeping import systems as keeping
from processes.keeping.meanwhile import Thing, version, versions
from processes.keeping.read import systems as read
from processes.keeping.read.contracts import company_options
from processes.keeping.read.people import people_options
from processes.keeping.record import By
from processes.tables import DbLevel, DbPart, DbSystem
from web.account import me
from web.listing import asked_page
from web.pages.admin.acts import Act, Answer, answer
from web.pages.admin.adding import both_names, key_field, new_page
from web.pages.admin.frame import blueprint
from web.pages.admin.lists import asked, pages_of, said
from web.sheets import Field, Form, blank, posted
from web.wiring import kartabl


@blueprint.get("/systems")
def systems() -> str:
    """Show the systems that are asked for."""
    given = asked("text", "company")
    with kartabl().store.reading() as unit:
        found = read.system_list(unit.session, given["text"], given["company"], asked_page(), on=me().on)
        companies = said(company_options(unit.session))
    return render_template(
        "pages/admin/systems.html", found=found, pages=pages_of(found), asked=given, companies=companies
    )


@blueprint.get("/systems/new")
def systems_new() -> str:
    """Show the form by which a system is added."""
    with kartabl().store.reading() as unit:
        return _new(blank("system", [_key(), *system_fields(unit.session)]))


@blueprint.post("/systems/new")
def systems_add() -> Answer:
    """Add a system."""
    with kartabl().store.reading() as unit:
        form = posted("system", [_key(), *system_fields(unit.session)])
    return answer(
        form,
        lambda session, by: keeping.add_system(session, by, today=me().on, **form.values),
        _new,
        told=_("The system is added. Next: its parts and levels of access."),
        then=lambda: url_for("admin.systems_one", key=form.values["key"]),
    )


@blueprint.get("/systems/<key>")
def systems_one(key: str) -> str:
    """Show all that is kept of a system."""
    return _page(key)


@blueprint.post("/systems/<key>")
def systems_change(key: str) -> Answer:
    """Change a system's names, expert or company."""
    with kartabl().store.reading() as unit:
        form = posted("system", system_fields(unit.session))

    def act(session: Session, by: By) -> None:
        keeping.change_system(session, by, key, today=me().on, **form.values)

    return _answer(key, form, act, Thing(table=DbSystem, key=key))


@blueprint.post("/systems/<key>/parts")
def systems_add_part(key: str) -> Answer:
    """Add a part to a system."""
    with kartabl().store.reading() as unit:
        form = posted("part", [_key(), *part_fields(unit.session)])

    def act(session: Session, by: By) -> None:
        keeping.add_part(session, by, system=key, today=me().on, **form.values)

    return _answer(key, form, act)


@blueprint.post("/systems/<key>/parts/<part>")
def systems_change_part(key: str, part: str) -> Answer:
    """Change a part's names or its expert."""
    with kartabl().store.reading() as unit:
        form = posted(f"part-{part}", part_fields(unit.session))

    def act(session: Session, by: By) -> None:
        keeping.change_part(session, by, part, today=me().on, **form.values)

    return _answer(key, form, act, Thing(table=DbPart, key=part, of={"system_id": key}))


@blueprint.post("/systems/<key>/levels")
def systems_add_level(key: str) -> Answer:
    """Add a level of access to a system."""
    form = posted("level", [_key(), *both_names(), rank_field()])

    def act(session: Session, by: By) -> None:
        given = {**form.values, "rank": int(form.values["rank"])}
        keeping.add_level(session, by, key, **given)

    return _answer(key, form, act)


@blueprint.post("/systems/<key>/levels/<level>")
def systems_change_level(key: str, level: str) -> Answer:
    """Change the names of a level of access."""
    form = posted(f"level-{level}", both_names())

    def act(session: Session, by: By) -> None:
        keeping.change_level(session, by, key, level, **form.values)

    return _answer(key, form, act, Thing(table=DbLevel, key=(key, level)))


def system_fields(session: Session) -> list[Field]:
    """Return the fields of a system that may change."""
    return [
        *both_names(),
        Field(name="expert", label=_("Responsible expert"), kind="choice", options=_experts(session)),
        Field(name="company", label=_("Supporting company"), kind="choice", needed=False, options=said(company_options(session))),
    ]  # fmt: skip


def part_fields(session: Session) -> list[Field]:
    """Return the fields of a part that may change."""
    hint = _("Only where another than the system's is responsible.")
    return [
        *both_names(),
        Field(name="expert", label=_("Expert of the part"), kind="choice", needed=False, hint=hint, options=_experts(session)),
    ]  # fmt: skip


def rank_field() -> Field:
    """Return the field of a level's rank."""
    return Field(
        name="rank", label=_("Rank"), kind="number", hint=_("The least access has the smallest number."), longest=4
    )


def _experts(session: Session) -> dict[str, str]:
    return said(people_options(session, on=me().on, role="it_expert"))


def _key() -> Field:
    return key_field(_("Key"))


def _new(form: Form) -> str:
    return new_page(form, _("Add a system"), back=url_for("admin.systems"), back_title=_("Systems"))


def _answer(key: str, form: Form, act: Act, thing: Thing | None = None) -> Answer:
    then = partial(url_for, "admin.systems_one", key=key)
    return answer(form, act, partial(_page, key), told=_("The change is made."), then=then, thing=thing)


def _page(key: str, sent: Form | None = None) -> str:
    with kartabl().store.reading() as unit:
        sheet = read.system_sheet(unit.session, key, on=me().on)
        forms = {form.id: form for form in _forms(unit.session, sheet)} | ({sent.id: sent} if sent else {})
        return render_template("pages/admin/system.html", sheet=sheet, forms=forms, sent=sent.id if sent else None)


def _forms(session: Session, sheet: read.SystemSheet) -> list[Form]:
    row = sheet.line.row
    seen, of_part = version(session, Thing(table=DbSystem, key=row.id)), part_fields(session)
    parts = versions(session, DbPart, (part.id for part, _expert in sheet.parts))
    levels = versions(session, DbLevel, (f"{row.id}/{level.id}" for level in sheet.levels))
    return [
        blank("system", system_fields(session), seen=seen, name_fa=row.name_fa, name_en=row.name_en, expert=row.expert_id, company=row.company_id),
        blank("part", [_key(), *of_part]),
        blank("level", [_key(), *both_names(), rank_field()], rank=max((level.rank for level in sheet.levels), default=-1) + 1),
        *(
            blank(
                f"part-{part.id}", of_part, name_fa=part.name_fa, name_en=part.name_en, expert=part.expert_id,
                seen=parts[part.id],
            )
            for part, _expert in sheet.parts
        ),
        *(
            blank(
                f"level-{level.id}", both_names(), name_fa=level.name_fa, name_en=level.name_en,
                seen=levels[f"{row.id}/{level.id}"],
            )
            for level in sheet.levels
        ),
    ]  # fmt: skip
