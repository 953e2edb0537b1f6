"""The frame of the page that is being made: where its reader may go, and what waits there."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from processes import notices, reading
from processes.permissions import may_see_diagrams, reads_register
from web.account import me
from web.i18n import current_language
from web.listing import counted
from web.shell import NavItem, Shell
from web.wiring import kartabl


def shell() -> Shell:
    """Return the frame; an error before anybody is known gets one without ways to go."""
    signed_in = bool(current_user) and current_user.is_authenticated
    return Shell(
        language=current_language(),
        here=request.full_path if request.method == "GET" else "/",
        home_url=url_for("tray.show") if signed_in else url_for("account.sign_in"),
        sign_in_url=url_for("account.sign_in"),
        sign_out_url=url_for("account.sign_out"),
        language_url=url_for("language.switch"),
        nav=_nav() if signed_in else (),
        person=me().name(current_language()) if signed_in else None,
        account=_account() if signed_in else (),
    )


def _nav() -> tuple[NavItem, ...]:
    who = me()
    with kartabl().store.reading() as unit:
        waiting, unread = reading.waiting(unit, who, most=100), notices.unread(unit.session, who)
    items = [
        NavItem(label=_("Tray"), url=url_for("tray.show"), current=_at("tray"), count=counted(waiting) or None),
        NavItem(label=_("Services"), url=url_for("services.show"), current=_at("services")),
        NavItem(label=_("My requests"), url=url_for("cases.mine"), current=request.endpoint == "cases.mine"),
    ]
    if reading.oversees(who):
        items.append(
            NavItem(label=_("All cases"), url=url_for("cases.everybody"), current=request.endpoint == "cases.everybody")
        )
    if reads_register(who):
        items.append(NavItem(label=_("Site experts"), url=url_for("sites.show"), current=_at("sites")))
    if may_see_diagrams(who):
        items.append(NavItem(label=_("Diagrams"), url=url_for("diagrams.show"), current=_at("diagrams")))
    items.append(NavItem(label=_("Notices"), url=url_for("notices.show"), current=_at("notices"), count=unread or None))
    return tuple(items)


def _account() -> tuple[NavItem, ...]:
    items = [NavItem(label=_("Substitutes"), url=url_for("substitutes.show"), current=_at("substitutes"))]
    if "administrator" in me().groups:
        items.append(NavItem(label=_("Organisation"), url=url_for("admin.show"), current=_at("admin")))
    return tuple(items)


def _at(blueprint: str) -> bool:
    return request.blueprint == blueprint
