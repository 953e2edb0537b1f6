"""The frame of the page that is being made: where its reader may go, and what waits there."""

from __future__ import annotations

from datetime import date

from flask import current_app, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from processes import reading, told
from processes.permissions import Action, may
from web.account import me
from web.i18n import current_language
from web.keyboard import wanted
from web.listing import counted
from web.shell import NavItem, Shell
from web.wiring import kartabl, reading_unit


def shell() -> Shell:
    """Return the frame; an error before anybody is known, or without a database to ask, gets one without ways to go."""
    signed_in = not g.get("without_database") and bool(current_user) and current_user.is_authenticated
    waiting, unread, today = _standing() if signed_in else (0, 0, None)
    return Shell(
        language=current_language(),
        here=request.full_path if request.method == "GET" else "/",
        home_url=home() if signed_in else url_for("account.sign_in"),
        sign_in_url=url_for("account.sign_in"),
        sign_out_url=url_for("account.sign_out"),
        language_url=url_for("language.switch"),
        nav=_nav(waiting) if signed_in else (),
        notices=_notices(unread) if signed_in else None,
        search_url=url_for("search.show") if signed_in and "search.show" in current_app.view_functions else None,
        person=me().name(current_language()) if signed_in else None,
        account=_account() if signed_in else (),
        today=today,
        keys_url=url_for("keys.show") if signed_in else None,
        keys=wanted(),
    )


def home() -> str:
    """Return where who is signed in begins: with the tray, an auditor, to whom no task comes, with the audit."""
    return url_for("audit.cases" if may(me(), Action.AUDIT) else "tray.show")


def _standing() -> tuple[int | str, int, date]:
    """Return how many tasks wait for the reader, how many notices are unread, and the office's day."""
    with reading_unit() as unit:
        waiting = counted(reading.waiting(unit, me(), most=100))
        return waiting, told.unread(unit.session, me()), me().on


def _nav(waiting: int | str) -> tuple[NavItem, ...]:
    who = me()
    items = [
        NavItem(label=_("Tray"), url=url_for("tray.show"), current=_at("tray"), count=waiting or None, key="g t"),
        NavItem(label=_("Services"), url=url_for("services.show"), current=_at("services"), key="g s"),
    ]
    if may(who, Action.ASK):
        here = request.endpoint == "cases.mine"
        items.append(NavItem(label=_("My requests"), url=url_for("cases.mine"), current=here, key="g r"))
    if may(who, Action.OVERSEE):
        here = request.endpoint == "cases.everybody"
        items.append(NavItem(label=_("All cases"), url=url_for("cases.everybody"), current=here, key="g c"))
    if may(who, Action.READ_BOARD):
        items.append(NavItem(label=_("Board"), url=url_for("board.show"), current=_at("board"), key="g b"))
    elif may(who, Action.READ_CONTRACT):
        items.append(NavItem(label=_("Contracts"), url=url_for("board.contracts"), current=_at("board"), key="g b"))
    if may(who, Action.AUDIT):
        items.append(NavItem(label=_("Audit"), url=url_for("audit.cases"), current=_at("audit"), key="g a"))
    if may(who, Action.ADMINISTRATE):
        items.append(NavItem(label=_("Administration"), url=url_for("admin.show"), current=_at("admin"), key="g m"))
    if may(who, Action.READ_SITES):
        items.append(NavItem(label=_("Site experts"), url=url_for("sites.show"), current=_at("sites")))
    if may(who, Action.READ_DIAGRAMS):
        here = _at("diagrams") or _at("targets")
        items.append(NavItem(label=_("Diagrams"), url=url_for("diagrams.show"), current=here, key="g d"))
    return tuple(items)


def _notices(unread: int) -> NavItem:
    return NavItem(
        label=_("Notices"), url=url_for("notices.show"), current=_at("notices"), count=_most(unread), key="g n"
    )


def _most(unread: int) -> int | str | None:
    """Return how many notices stand beside the word: none is not shown, and beyond a bound nobody counts."""
    return f"{told.MOST - 1}+" if unread >= told.MOST else unread or None


def _account() -> tuple[NavItem, ...]:
    items = [
        NavItem(label=_("My account"), url=url_for("myself.show"), current=_at("myself")),
        NavItem(label=_("Substitutes"), url=url_for("substitutes.show"), current=_at("substitutes")),
    ]
    if may(me(), Action.READ_CONTRACTS) and not may(me(), Action.ADMINISTRATE):
        here = request.endpoint in ("admin.contracts", "admin.contracts_one")
        items.append(NavItem(label=_("Contracts"), url=url_for("admin.contracts"), current=here))
    if may(me(), Action.READ_CHANGES) and not may(me(), Action.ADMINISTRATE):
        here = request.endpoint == "admin.changes"
        items.append(NavItem(label=_("Changes"), url=url_for("admin.changes"), current=here))
    if may(me(), Action.READ_READINGS):
        url, current = url_for("audit.who_read"), request.endpoint == "audit.who_read"
        items.append(NavItem(label=_("Who read the audit"), url=url, current=current))
    if kartabl().settings.demo:
        items.append(NavItem(label=_("Clock of the demonstration"), url=url_for("clock.show"), current=_at("clock")))
    return tuple(items)


def _at(blueprint: str) -> bool:
    return request.blueprint == blueprint
