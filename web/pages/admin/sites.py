"""The units' sites: the list, adding one, changing one."""

from __future__ import annotations

from functools import partial

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from processes.keeping import systems as keeping
from processes.keeping.meanwhile import Thing, version
from processes.keeping.read.people import unit_options
from processes.keeping.read.systems import site_list
from processes.keeping.record import By
from processes.keeping.rules import row
from processes.tables import DbSite
from web.listing import asked_page
from web.pages.admin.acts import Answer, answer
from web.pages.admin.adding import both_names, new_page
from web.pages.admin.frame import blueprint
from web.pages.admin.lists import asked, pages_of, said
from web.sheets import Field, Form, blank, posted
from web.wiring import kartabl

OWN = ("directorate", "office")
"""Kinds of units that have sites."""


@blueprint.get("/sites")
def sites() -> str:
    """Show the sites that are asked for."""
    given = asked("text", "unit")
    with kartabl().store.reading() as unit:
        found = site_list(unit.session, given["text"], given["unit"], asked_page())
        units = said(unit_options(unit.session, kinds=OWN))
    return render_template("pages/admin/sites.html", found=found, pages=pages_of(found), asked=given, units=units)


@blueprint.get("/sites/new")
def sites_new() -> str:
    """Show the form by which a site is added."""
    with kartabl().store.reading() as unit:
        return _new(blank("site", [_address(), *site_fields(unit.session)]))


@blueprint.post("/sites/new")
def sites_add() -> Answer:
    """Add a site."""
    with kartabl().store.reading() as unit:
        form = posted("site", [_address(), *site_fields(unit.session)])
    return answer(
        form,
        lambda session, by: keeping.add_site(session, by, **form.values),
        _new,
        told=_("The site is added."),
        then=partial(url_for, "admin.sites"),
    )


@blueprint.get("/sites/<path:key>")
def sites_one(key: str) -> str:
    """Show a site, to be changed."""
    with kartabl().store.reading() as unit:
        site = row(unit.session, DbSite, key, "a site", "سایت")
        seen = version(unit.session, Thing(table=DbSite, key=key))
        known = {"name_fa": site.name_fa, "name_en": site.name_en, "unit": site.unit_id}
        return _page(key, blank("site", site_fields(unit.session), seen=seen, **known))


@blueprint.post("/sites/<path:key>")
def sites_change(key: str) -> Answer:
    """Change a site's names or its unit."""
    with kartabl().store.reading() as unit:
        form = posted("site", site_fields(unit.session))

    def act(session: Session, by: By) -> None:
        keeping.change_site(session, by, key, **form.values)

    then, thing = partial(url_for, "admin.sites_one", key=key), Thing(table=DbSite, key=key)
    return answer(form, act, partial(_page, key), told=_("The change is made."), then=then, thing=thing)


def site_fields(session: Session) -> list[Field]:
    """Return the fields of a site that may change."""
    return [
        Field(name="unit", label=_("Unit"), kind="choice", options=said(unit_options(session, kinds=OWN))),
        *both_names(),
    ]


def _address() -> Field:
    return Field(
        name="address",
        label=_("Address"),
        kind="latin",
        hint=_("Such as %(example)s. It cannot be changed later.", example="\u2068roads.example.ir\u2069"),
    )


def _new(form: Form) -> str:
    return new_page(form, _("Add a site"), back=url_for("admin.sites"), back_title=_("Sites"))


def _page(key: str, form: Form) -> str:
    return render_template("pages/admin/site.html", form=form, address=key)
