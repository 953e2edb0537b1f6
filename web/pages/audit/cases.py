"""The cases that an auditor finds: as a page, as CSV, and proven so many at a time."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, render_template
from flask_babel import gettext as _

from processes.audit.asked import Asked
from processes.audit.choices import choices
from processes.audit.found import FoundCase, every, found, totals
from processes.audit.people import meant
from processes.audit.verdicts import AT_A_TIME, verdicts
from web.i18n import current_language
from web.listing import heading, pages
from web.pages.audit.asking import typed
from web.pages.audit.blueprint import blueprint
from web.pages.audit.csv import send_csv
from web.pages.audit.words import capacities, latenesses, options
from web.persian import short_moment
from web.shell import Heading
from web.wiring import kartabl

SIZE = 20


@blueprint.get("")
def cases() -> tuple[str, int]:
    """Show the cases that are asked for, with what they come to."""
    asked, zone = typed(), kartabl().office.time_zone
    with kartabl().store.reading() as unit:
        sums = totals(unit.session, asked.asked, zone)
        shown = pages(sums.cases, SIZE)
        page = render_template(
            "pages/audit/cases.html",
            asked=asked,
            choices=options(choices(unit)),
            latenesses=latenesses(),
            capacities=capacities(),
            people=meant(unit.session, asked.asked.person) if asked.asked.person else {},
            totals=sums,
            cases=found(unit, asked.asked, zone, offset=(shown.number - 1) * SIZE, limit=SIZE),
            headings=_headings(asked.asked),
            pages=shown,
            at_a_time=AT_A_TIME,
        )
    return page, 422 if asked.faults else 200


@blueprint.get("/verdicts")
def proven() -> str:
    """Prove the cases that are asked for, so many a page."""
    asking, office = typed(), kartabl().office
    asked = asking.asked
    with kartabl().store.reading() as unit:
        count = totals(unit.session, asked, office.time_zone).cases
        shown = pages(count, AT_A_TIME)
        offset = (shown.number - 1) * AT_A_TIME
        made = verdicts(
            unit, asked, office.time_zone, origin=office.engine.origin, offset=offset, files=office.files.store
        )
        return render_template(
            "pages/audit/verdicts.html", proven=made, count=count, pages=shown, first=offset + 1, query=asking.query
        )


@blueprint.get("/cases.csv")
def cases_csv() -> Response:
    """Send the cases that are asked for as CSV, as they are read."""
    asked, language = typed().asked, current_language()
    app = kartabl()

    def rows() -> Iterator[list[object]]:
        with app.store.reading() as unit:
            for case in every(unit, asked, app.office.time_zone):
                yield _row(case, language)

    return send_csv("cases.csv", _csv_headings(), rows())


def _headings(asked: Asked) -> list[str | Heading]:
    order = asked.order
    return [
        _("Tracking number"),
        heading(_("Service"), "service", order),
        _("Requester"),
        heading(_("Unit"), "unit", order),
        heading(_("Asked"), "asked", order, greatest_first=True),
        heading(_("Outcome"), "ended", order, greatest_first=True),
        heading(_("Late"), "breached", order, greatest_first=True),
        heading(_("Records"), "refused", order, greatest_first=True),
    ]


def _csv_headings() -> list[str]:
    return [_("Tracking number"), _("Service"), _("Unit"), _("Requester"), _("Asked"), _("Ended"), _("Outcome"),
            _("Closing"), _("First delay of a desk"), _("First missed time"), _("Records"), _("Refused commands"),
            _("Last step")]  # fmt: skip


def _row(case: FoundCase, language: str) -> list[object]:
    words = [case.service, case.unit, case.requester, case.outcome]
    service, unit, requester, outcome = (each and (each.fa if language == "fa" else each.en) for each in words)
    zone = kartabl().settings.time_zone
    asked, ended, delayed, breached, moved = (
        short_moment(at, zone, language) if at else ""
        for at in (case.asked_at, case.ended_at, case.delayed_at, case.breached_at, case.moved_at)
    )
    return [case.tracking, service, unit, requester, asked, ended, outcome, case.closing, delayed, breached,
            case.records, case.refused, moved]  # fmt: skip
