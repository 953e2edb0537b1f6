"""The tray: what waits for the one who is signed in, seen in several ways, and taking from it."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from engine.errors import KartablError
from engine.instance.state import InstanceId
from processes import reading
from processes.permissions import Action, may
from processes.reading import TrayView
from processes.reading.choices import choices
from processes.reading.tray import EVERY, MINE, PAGE, ROLES, WAITING
from processes.views import View
from processes.waiting.find import ORDERS
from web.account import actor, me
from web.frame import home as first_page
from web.i18n import current_language, local_path
from web.listing import PAGE as PAGE_FIELD
from web.listing import asked_order, asked_page, counted, heading, here_with, pages_of
from web.pages.onward import FROM, asked_tray
from web.pages.views import kept, open_one, tabs_of, this_query
from web.shell import Heading, NavItem
from web.wiring import kartabl

blueprint = Blueprint("tray", __name__)
FILTERS = ("q", "service", "step", "unit", "late")


@blueprint.get("/")
def home() -> Response:
    """Go where the one who is signed in begins."""
    return redirect(first_page())


@blueprint.get("/tray")
def show() -> str:
    """Show a page of the tray."""
    with kartabl().store.reading() as unit:
        now = kartabl().office.now(unit.session)
        asked = replace(asked_tray(unit, request.args), skip=(asked_page() - 1) * PAGE)
        can = choices(unit, me(), request.args.get("service"))
        found, views = reading.tray(unit, me(), asked), kept(unit.session, "tray")
    return render_template(
        "pages/tray.html", tray=found, asked=asked, now=now, tabs=[*_views(found.views, asked.view, views), *tabs_of(views)], query=this_query(), view=open_one(views), choices=can,
        headings=_headings(), pages=pages_of(found.found, PAGE), filtered=any(map(request.args.get, FILTERS)),
        asks=may(me(), Action.ASK), came={FROM: request.query_string.decode() or f"view={WAITING}"},
    )  # fmt: skip


@blueprint.post("/tray/take")
def take() -> Response:
    """Take tasks from the tray: the one whose button was pressed, or all that are ticked."""
    one = request.form.get("take")
    taken, refused = 0, list[str]()
    for key in [one] if one else request.form.getlist("tasks"):
        tracking, _slash, task = key.partition("/")
        try:
            _take(tracking, task)
            taken += 1
        except KartablError as refusal:
            refused.append(refusal.message(current_language()))
    if taken:
        flash(ngettext("%(num)s task is yours now.", "%(num)s tasks are yours now.", taken), "good")
    for why in dict.fromkeys(refused):
        flash(why, "warn")
    if not taken and not refused:
        flash(_("Tick the tasks that you want to take."), "warn")
    return redirect(local_path(request.form.get("next") or url_for("tray.show")), code=303)


def _take(tracking: str, task: str) -> None:
    with kartabl().store.reading() as unit:
        instance = InstanceId(reading.find(unit, me(), tracking).instance)
    kartabl().office.claim(actor(), instance, task, g.request_id)


def _views(views: list[TrayView], current: str, saved: list[View]) -> list[NavItem]:
    named = {
        WAITING: _("All that waits for me"),
        MINE: _("Mine"),
        ROLES: _("Of my roles"),
        EVERY: _("All that I may see"),
    }
    return [
        NavItem(
            label=_("Instead of %(name)s", name=view.absent.fa if current_language() == "fa" else view.absent.en)
            if view.absent
            else named[view.key],
            url=here_with(view=None if view.key == WAITING else view.key, **{PAGE_FIELD: None}),
            current=view.key == current and not open_one(saved),
            count=counted(view.count),
        )
        for view in views
    ]


def _headings() -> list[Heading | str]:
    order = asked_order(ORDERS, "since")
    return [
        heading(_("Task"), "step", order),
        heading(_("Service"), "service", order),
        heading(_("Requester"), "unit", order),
        _("Tracking number"),
        heading(_("Since"), "since", order),
        heading(_("Due"), "until", order),
        _("Whose"),
    ]
