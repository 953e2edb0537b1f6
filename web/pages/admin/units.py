"""Units and contractors' companies: the list, adding one, one with its positions, people and sites."""

from __future__ import annotations

from functools import partial

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.store.port import Unit
from processes.calendars import OFFICE
from processes.keeping import people as keeping
from processes.keeping.calendars import give_calendar
from processes.keeping.meanwhile import Thing, version, versions
from processes.keeping.names import KINDS
from processes.keeping.read import units as read
from processes.keeping.read.calendars import calendar_options, calendar_words
from processes.keeping.record import By
from processes.tables import DbPosition, DbUnit
from web.account import me
from web.listing import asked_page
from web.pages.admin.acts import Act, Answer, answer
from web.pages.admin.adding import both_names, key_field, new_page
from web.pages.admin.frame import blueprint
from web.pages.admin.lists import asked, pages_of, said
from web.sheets import Field, Form, blank, posted
from web.wiring import kartabl


@blueprint.get("/units")
def units() -> str:
    """Show the units that are asked for."""
    given = asked("text", "kind")
    with kartabl().store.reading() as unit:
        found = read.unit_list(unit.session, given["text"], given["kind"], asked_page(), on=me().on)
    return render_template(
        "pages/admin/units.html", found=found, pages=pages_of(found), asked=given, kinds=said(KINDS)
    )  # fmt: skip


@blueprint.get("/units/new")
def units_new() -> str:
    """Show the form by which a unit or a company is added."""
    return _new(blank("unit", [*_fixed_fields(), *name_fields()]))


@blueprint.post("/units/new")
def units_add() -> Answer:
    """Add a unit or a company."""
    form = posted("unit", [*_fixed_fields(), *name_fields()])
    return answer(
        form,
        lambda session, by: keeping.add_unit(session, by, **form.values),
        _new,
        told=_("The unit is added."),
        then=lambda: url_for("admin.units_one", key=form.values["key"]),
    )


@blueprint.get("/units/<key>")
def units_one(key: str) -> str:
    """Show all that is kept of a unit."""
    return _page(key)


@blueprint.post("/units/<key>")
def units_change(key: str) -> Answer:
    """Change a unit's names."""
    form = posted("unit", name_fields())

    def act(session: Session, by: By) -> None:
        keeping.change_unit(session, by, key, **form.values)

    return _answer(key, form, act, _("The change is made."), Thing(table=DbUnit, key=key))


@blueprint.post("/units/<key>/calendar")
def units_calendar(key: str) -> Answer:
    """Choose the working calendar of a unit."""
    with kartabl().store.reading() as unit:
        form = posted("calendar", calendar_fields(unit))

    def act(session: Session, by: By) -> None:
        give_calendar(session, by, key, form.values["calendar"])

    return _answer(key, form, act, _("The change is made."), Thing(table=DbUnit, key=key))


@blueprint.post("/units/<key>/positions")
def units_add_position(key: str) -> Answer:
    """Add a position to a unit."""
    form = posted("position", title_fields())

    def act(session: Session, by: By) -> None:
        keeping.add_position(session, by, key, **form.values)

    return _answer(key, form, act, _("The position is added. Give it to somebody on that person's page."))


@blueprint.post("/units/<key>/positions/<int:number>")
def units_change_position(key: str, number: int) -> Answer:
    """Change a position's title."""
    form = posted(f"position-{number}", title_fields())

    def act(session: Session, by: By) -> None:
        keeping.change_position(session, by, number, **form.values)

    return _answer(key, form, act, _("The change is made."), Thing(table=DbPosition, key=number, of={"unit_id": key}))


def name_fields() -> list[Field]:
    """Return the fields of a unit that may change."""
    return [
        *both_names(),
        Field(name="head_fa", label=_("How letters address its head, in Persian"), hint=_("Such as %(example)s.", example="\u2068مدیرکل محترم راه‌ها\u2069")),
        Field(name="head_en", label=_("How letters address its head, in English")),
    ]  # fmt: skip


def calendar_fields(unit: Unit) -> list[Field]:
    """Return the field of a unit's working calendar."""
    hint = _("It counts for the unit’s requests from now on. None: the office’s.")
    return [Field(name="calendar", label=_("Working calendar"), kind="choice", needed=False, hint=hint, options=said(calendar_options(unit)))]  # fmt: skip


def title_fields() -> list[Field]:
    """Return the fields of a position."""
    return [
        Field(name="title_fa", label=_("Title in Persian"), hint=_("As its holder signs, below the name.")),
        Field(name="title_en", label=_("Title in English")),
    ]


def _fixed_fields() -> list[Field]:
    return [
        Field(name="kind", label=_("Kind"), kind="choice", options=said(KINDS)),
        key_field(_("Key")),
        Field(name="code", label=_("Code in letter numbers"), kind="digits", longest=8, hint=_("It stands in the numbers of letters, and cannot be changed later.")),
    ]  # fmt: skip


def _answer(key: str, form: Form, act: Act, told: str, thing: Thing | None = None) -> Answer:
    then = partial(url_for, "admin.units_one", key=key)
    return answer(form, act, partial(_page, key), told=told, then=then, thing=thing)


def _new(form: Form) -> str:
    return new_page(form, _("Add a unit or a company"), back=url_for("admin.units"), back_title=_("Units"))


def _page(key: str, sent: Form | None = None) -> str:
    with kartabl().store.reading() as unit:
        sheet = read.unit_sheet(unit.session, key, on=me().on)
        forms = {form.id: form for form in _forms(unit, sheet)} | ({sent.id: sent} if sent else {})
        return render_template(
            "pages/admin/unit.html", sheet=sheet, forms=forms, sent=sent.id if sent else None,
            calendar=calendar_words(unit, sheet.row), calendar_key=sheet.row.calendar or OFFICE,
        )  # fmt: skip


def _forms(unit: Unit, sheet: read.UnitSheet) -> list[Form]:
    row, session = sheet.row, unit.session
    seen = version(session, Thing(table=DbUnit, key=row.id))
    posts = versions(session, DbPosition, (post.row.id for post in sheet.posts))
    known = {each.name: getattr(row, each.name) for each in name_fields()}
    return [
        blank("unit", name_fields(), seen=seen, **known),
        blank("calendar", calendar_fields(unit), seen=seen, calendar=row.calendar),
        blank("position", title_fields()),
        *(
            blank(
                f"position-{post.row.id}", title_fields(), title_fa=post.row.title_fa, title_en=post.row.title_en,
                seen=posts[str(post.row.id)],
            )
            for post in sheet.posts
        ),
    ]  # fmt: skip
