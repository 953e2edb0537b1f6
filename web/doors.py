"""The doors: what each address is for. Nobody comes through one that the table of permissions does not open to him or her.

An address that is not named here is closed to all: a new page is entered here with what is done there. Of a case's pages
the door sees to it that somebody has signed in; `found_case` and the commands see to the rest, for that depends on the case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import cast

from flask import Flask, g, request
from flask_login import LoginManager, current_user
from werkzeug.wrappers import Response

from engine.errors import Broken
from engine.store.port import Unit
from processes import reading
from processes.permissions import TABLE, Action, demand_may
from processes.permissions.actions import CASE_ACTIONS, NOBODY, TASK_ACTIONS
from processes.tables import DbCase
from web.account import me
from web.wiring import kartabl

ADMINISTRATION = [
    f"admin.{page}"
    for page in (
        "show", "people", "people_new", "people_add", "people_one", "people_change", "people_password",
        "people_give_position", "people_end_position", "people_give_role", "people_end_role", "people_leave", "people_left", "people_stay",
        "units", "units_new", "units_add", "units_one", "units_change", "units_add_position", "units_change_position",
        "roles", "roles_one", "permissions", "substitutes", "substitutes_end", "systems", "systems_new", "systems_add", "systems_one",
        "systems_change", "systems_add_part", "systems_change_part", "systems_add_level", "systems_change_level",
        "sites", "sites_new", "sites_add", "sites_one", "sites_change", "contracts_new", "contracts_add", "contracts_change",
        "contracts_cover", "contracts_targets", "calendars", "calendars_new", "calendars_add", "calendars_one",
        "calendars_version", "calendars_edit", "calendars_change", "units_calendar", "erasure", "incidents", "incidents_retry",
    )
]  # fmt: skip
"""Pages by which the organisation is kept, all for the same people."""

DOORS: Mapping[str, Action] = {
    "static": Action.ENTER,
    "health.alive": Action.ENTER,
    "health.ready": Action.ENTER,
    "metrics.show": Action.ENTER,
    "language.switch": Action.ENTER,
    "account.sign_in": Action.ENTER,
    "account.try_sign_in": Action.ENTER,
    "account.sign_out": Action.ENTER,
    "track.form": Action.FOLLOW,
    "track.look": Action.FOLLOW,
    "tray.home": Action.KEEP_DESK,
    "tray.show": Action.KEEP_DESK,
    "tray.take": Action.KEEP_DESK,
    "search.show": Action.KEEP_DESK,
    "views.keep": Action.KEEP_DESK,
    "views.rename": Action.KEEP_DESK,
    "views.remove": Action.KEEP_DESK,
    "notices.show": Action.KEEP_DESK,
    "notices.follow": Action.KEEP_DESK,
    "notices.read": Action.KEEP_DESK,
    "notices.read_one": Action.KEEP_DESK,
    "keys.show": Action.KEEP_DESK,
    "keys.switch": Action.KEEP_DESK,
    "design.show": Action.KEEP_DESK,
    "cases.mine": Action.KEEP_DESK,
    "myself.show": Action.KEEP_DESK,
    "myself.change_password": Action.KEEP_DESK,
    "myself.end_others": Action.KEEP_DESK,
    "cases.everybody": Action.OVERSEE,
    "services.show": Action.READ_CATALOGUE,
    "services.form": Action.READ_CATALOGUE,
    "services.ask": Action.READ_CATALOGUE,
    "substitutes.show": Action.ARRANGE_ABSENCE,
    "substitutes.arrange": Action.ARRANGE_ABSENCE,
    "substitutes.end": Action.ARRANGE_ABSENCE,
    "sites.show": Action.READ_SITES,
    "diagrams.show": Action.READ_DIAGRAMS,
    "diagrams.service": Action.READ_DIAGRAMS,
    "diagrams.difference": Action.READ_DIAGRAMS,
    "diagrams.file": Action.READ_DIAGRAMS,
    "diagrams.drawing": Action.READ_DIAGRAMS,
    "targets.show": Action.READ_DIAGRAMS,
    "diagrams.draft": Action.DEPLOY,
    "diagrams.check": Action.DEPLOY,
    "diagrams.deploy": Action.DEPLOY,
    "diagrams.take": Action.DEPLOY,
    **dict.fromkeys(ADMINISTRATION, Action.ADMINISTRATE),
    "admin.contracts": Action.READ_CONTRACTS,
    "admin.contracts_one": Action.READ_CONTRACTS,
    "admin.changes": Action.READ_CHANGES,
    "admin.erasure_case": Action.ERASE,
    "admin.erasure_ask": Action.ERASE,
    "admin.erasure_do": Action.ERASE,
    "audit.cases": Action.AUDIT,
    "audit.cases_csv": Action.AUDIT,
    "audit.proven": Action.AUDIT,
    "audit.who_read": Action.READ_READINGS,
    "board.show": Action.READ_BOARD,
    "board.figures_csv": Action.READ_BOARD,
    "board.cases": Action.READ_BOARD,
    "board.heat": Action.READ_BOARD,
    "board.diagram": Action.READ_BOARD,
    "board.contracts": Action.READ_CONTRACT,
    "board.contract": Action.READ_CONTRACT,
    "board.contract_csv": Action.READ_CONTRACT,
    "board.contract_cases": Action.READ_CONTRACT,
    "board.contract_cases_csv": Action.READ_CONTRACT,
    "clock.show": Action.SET_CLOCK,
    "clock.forward": Action.SET_CLOCK,
    "cases.show": Action.SEE_CASE,
    "cases.registered": Action.SEE_CASE,
    "cases.brief": Action.SEE_CASE,
    "cases.diagram": Action.SEE_CASE,
    "cases.marks": Action.SEE_CASE,
    "cases.letter": Action.SEE_LETTERS,
    "cases.file": Action.SEE_FILES,
    "cases.meeting": Action.SEE_DATA,
    "cases.comment": Action.COMMENT,
    "cases.history": Action.SEE_HISTORY,
    "cases.proof": Action.SEE_HISTORY,
    "cases.withdraw": Action.WITHDRAW,
    "cases.end": Action.END_CASE,
    "audit.records": Action.AUDIT_CASE,
    "audit.records_csv": Action.AUDIT_CASE,
    "audit.steps": Action.AUDIT_CASE,
    "audit.frames": Action.AUDIT_CASE,
    "audit.diagram": Action.AUDIT_CASE,
    "tasks.show": Action.SEE_CASE,
    "tasks.pass_over": Action.SEE_CASE,
    "tasks.complete": Action.COMPLETE,
    "tasks.claim": Action.CLAIM,
    "tasks.release": Action.RELEASE,
    "giving.show": Action.SEE_CASE,
    "giving.delegate": Action.DELEGATE,
    "giving.assign": Action.ASSIGN,
    "giving.reassign": Action.REASSIGN,
}
"""What is done at each endpoint. Asking for a service is narrowed by its diagram (`services._entry`)."""


class NoDoor(Broken):
    en = "Expected every address to say what is done there, but {endpoint} does not. Enter it in web/doors.py."
    fa = "انتظار می‌رفت هر نشانی بگوید در آن چه می‌شود، ولی {endpoint} نمی‌گوید. آن را در web/doors.py بنویسید."


def init_app(app: Flask, manager: LoginManager) -> None:
    """Watch the doors of `app`."""
    app.before_request(_watch(manager))


def found_case(unit: Unit, tracking: str, task: str | None = None) -> DbCase:
    """Return the case of this page; raise where there is none to be seen, or this page's action is not to be done with it.

    `task`: which task the action is about. One that is no longer open is told of by what is done next.
    """
    found = reading.find(unit, me(), tracking, DOORS[request.endpoint or ""], task)
    g.case = found.instance  # for the log
    return found


def found_to_act(unit: Unit, tracking: str, task: str, at: datetime) -> DbCase:
    """Return the case likewise in the transaction in which something is done with a task of it at a moment."""
    action, on = DOORS[request.endpoint or ""], kartabl().office.day_of(at)
    found = reading.find_to_act(unit, me().id, tracking, action, task, at=at, on=on)
    g.case = found.instance
    return found


def is_open() -> bool:
    """Return whether nobody must be signed in for this address, or there is none."""
    action = DOORS.get(request.endpoint or "")
    return action is None or _is_open(action)


def _is_open(action: Action) -> bool:
    return any(grant.role == NOBODY for grant in TABLE[action])


def _watch(manager: LoginManager) -> Callable[[], Response | None]:
    def watch() -> Response | None:
        if request.endpoint is None:  # there is no such page, which everybody may know
            return None
        action = DOORS.get(request.endpoint)
        if action is None:
            raise NoDoor(endpoint=request.endpoint)
        if _is_open(action):
            return None
        if not current_user.is_authenticated:
            return cast("Response", manager.unauthorized())
        if action not in CASE_ACTIONS | TASK_ACTIONS:
            demand_may(me(), action)
        return None

    return watch
