"""The blueprint of the administration pages, and the ways between them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from processes.permissions import Action, may
from web.account import me
from web.shell import NavItem

blueprint = Blueprint("admin", __name__, url_prefix="/admin")


@blueprint.context_processor
def ways() -> dict[str, Any]:
    """Give the templates the ways between the pages, and whether who is there `keeps` the organisation.

    Who only reads changes or contracts has no ways and keeps nothing, nor who must sign in again.
    """
    keeps = current_user.is_authenticated and may(me(), Action.ADMINISTRATE)
    return {"keeps": keeps, "ways": _ways() if keeps else []}


def _ways() -> list[NavItem]:
    titles = {
        "show": _("Overview"),
        "people": _("People"),
        "units": _("Units"),
        "roles": _("Roles"),
        "substitutes": _("Substitutes"),
        "systems": _("Systems"),
        "sites": _("Sites"),
        "contracts": _("Contracts"),
        "calendars": _("Calendars"),
        "permissions": _("Permissions"),
        "incidents": _("Incidents"),
        "erasure": _("Erasure"),
        "changes": _("Changes"),
    }
    here = str(request.endpoint).partition(".")[2]
    return [
        NavItem(label=title, url=url_for(f"admin.{endpoint}"), current=here.partition("_")[0] == endpoint)
        for endpoint, title in titles.items()
    ]
