"""Notices: what the one who is signed in was told."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from processes import reading, told
from web.account import me
from web.i18n import local_path
from web.listing import asked_page, here_with, pages
from web.shell import NavItem
from web.wiring import kartabl

blueprint = Blueprint("notices", __name__, url_prefix="/notices")


@blueprint.get("")
def show() -> str:
    """Show the notices by days, the unread first."""
    wanted = told.Wanted(unread=request.args.get("unread") == "yes", about=request.args.get("about", ""))
    with kartabl().store.reading() as unit:
        lines = reading.notice_lines(unit, me(), wanted, page=asked_page())
        found, unread = told.found(unit.session, me(), wanted), told.unread(unit.session, me())
    views = [
        NavItem(label=_("All"), url=here_with(unread=None, page=None), current=not wanted.unread),
        NavItem(label=_("Unread"), url=here_with(unread="yes", page=None), current=wanted.unread, count=unread),
    ]
    days = reading.by_days(lines, kartabl().settings.time_zone)
    shown = pages(found, told.PAGE)
    return render_template(
        "pages/notices.html", days=days, views=views, wanted=wanted, unread=unread, found=found, pages=shown
    )


@blueprint.get("/<int:number>")
def follow(number: int) -> Response:
    """Take a notice as read and go to what it is about: the reader's task in the case, the case, or the contract."""
    with kartabl().store.writing() as unit:
        notice = told.open_notice(unit.session, me(), number)
        task = notice and reading.task_of(unit, me(), notice)
    if notice is None:
        raise NotFound
    if notice.contract is not None:
        return redirect(url_for("admin.contracts_one", key=notice.contract), code=303)
    if task is not None:
        return redirect(url_for("tasks.show", tracking=notice.tracking, task=task), code=303)
    return redirect(url_for("cases.show", tracking=notice.tracking), code=303)


@blueprint.post("/<int:number>/read")
def read_one(number: int) -> Response:
    """Take one notice as read."""
    with kartabl().store.writing() as unit:
        if told.open_notice(unit.session, me(), number) is None:
            raise NotFound
    return redirect(_back(), code=303)


@blueprint.post("/read")
def read() -> Response:
    """Take all notices as read."""
    with kartabl().store.writing() as unit:
        told.mark_read(unit.session, me())
    return redirect(_back(), code=303)


def _back() -> str:
    back = request.form.get("next")
    return local_path(back) if back else url_for("notices.show")
