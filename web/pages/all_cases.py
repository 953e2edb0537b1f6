"""All cases that somebody oversees: narrowed down, sorted, in pages, in views that are kept."""

from __future__ import annotations

from dataclasses import replace

from flask import render_template, request
from flask_babel import gettext as _

from processes import reading
from processes.audit.asked import CONFIRMED, LAPSED, OPEN, OTHERWISE
from processes.reading.choices import choices
from processes.reading.overseen import ORDERS, PAGE
from processes.registration import CHANNELS
from processes.search.find import found_instances
from web.account import me
from web.listing import asked_order, asked_page, heading, pages_of
from web.pages.audit.asking import typed
from web.pages.case_parts import blueprint
from web.pages.views import kept, open_one, tabs_of, this_query
from web.shell import Heading, NavItem
from web.wiring import kartabl


@blueprint.get("/all")
def everybody() -> tuple[str, int]:
    """Show a page of the cases that the one who is signed in oversees."""
    asking, order = typed(), asked_order(ORDERS, "-asked")
    asked = replace(asking.asked, order=order)
    with kartabl().store.reading() as unit:
        query = request.args.get("q", "").strip()
        found = reading.overseen(
            unit, me(), asked, kartabl().office.time_zone, skip=(asked_page() - 1) * PAGE,
            instances=found_instances(unit.session, me(), query) if query else None,
        )  # fmt: skip
        views, can = kept(unit.session, "cases"), choices(unit)
        shares = reading.channel_shares(unit, me()) if request.args.get("shares") else ()
        page = render_template(
            "pages/all_cases.html", asked=asked, typed=asking, found=found, shares=shares, choices=can,
            channels=list(CHANNELS.items()), outcomes=_outcomes(), headings=_headings(order),
            pages=pages_of(found.found, PAGE), now=kartabl().office.now(unit.session), view=open_one(views),
            tabs=[_whole(), *tabs_of(views)], query=this_query(),
        )  # fmt: skip
    return page, 422 if asking.faults else 200


def _whole() -> NavItem:
    return NavItem(label=_("All cases"), url=request.path, current=not this_query())


def _outcomes() -> list[tuple[str, str]]:
    return [
        (OPEN, _("in progress")), (CONFIRMED, _("confirmed by the requester")), (LAPSED, _("closed by itself")),
        (OTHERWISE, _("ended otherwise")),
    ]  # fmt: skip


def _headings(order: str) -> list[Heading | str]:
    return [
        _("Tracking number"),
        heading(_("Service"), "service", order),
        heading(_("Requester"), "unit", order),
        heading(_("Asked"), "asked", order, greatest_first=True),
        heading(_("Where it is"), "ended", order, greatest_first=True),
    ]
