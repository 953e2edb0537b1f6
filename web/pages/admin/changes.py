"""Every change on record, searched and paged."""

from __future__ import annotations

from flask import render_template

from processes.keeping.names import TABLES
from processes.keeping.read.changes import Sought, change_list
from processes.keeping.read.people import people_options
from web.account import me
from web.listing import asked_page
from web.pages.admin.frame import blueprint
from web.pages.admin.lists import asked, asked_day, pages_of, said
from web.wiring import kartabl


@blueprint.get("/changes")
def changes() -> str:
    """Show the changes that are asked for, the latest first."""
    given, faults = asked("table", "row", "by", "since", "until"), dict[str, str]()
    sought = Sought(
        table=given["table"], row=given["row"], by=given["by"],
        since=asked_day("since", faults), until=asked_day("until", faults),
    )  # fmt: skip
    with kartabl().store.reading() as unit:
        found = change_list(unit.session, sought, asked_page(), zone=kartabl().office.time_zone, on=me().on)
        people = said(people_options(unit.session, on=me().on))
    return render_template(
        "pages/admin/changes.html", found=found, pages=pages_of(found), asked=given, faults=faults, people=people,
        tables=said(TABLES),
    )  # fmt: skip
