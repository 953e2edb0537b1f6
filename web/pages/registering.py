"""For whom a request is sent: the block of a request's form in which staff say so (R9), read from what was posted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from engine.form import Words
from processes.mobile import NotAMobile, mobile_number
from processes.registration import CHANNELS, TICKET, Caller, NoName, Registrable, Registration
from web.account import me
from web.i18n import current_language

FIELDS = ("_for", "_channel", "_caller_name", "_caller_mobile", "_caller_unit")
OWN, CALLER = "me", "caller"
CHOOSE = "_whose"
"""The button that only says for whom: the form comes back as it is for that one, with all that was typed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Whose:
    """For whom a request is sent, as far as it is known."""

    may: Registrable
    typed: Mapping[str, str]
    faults: Mapping[str, str]
    """What is wrong, by field."""
    registration: Registration | None
    """None: it is the sender's own, or something is wrong."""

    def faulty(self) -> list[tuple[str, str, str]]:
        """Return what is wrong: the field, its label, what is wrong."""
        labels = {
            "_for": _("The request is for"),
            "_channel": _("How it came"),
            "_caller_name": _("Caller's name"),
            "_caller_mobile": _("Caller's mobile number"),
            "_caller_unit": _("Caller's unit"),
        }
        return [(name, label, self.faults[name]) for name, label in labels.items() if name in self.faults]

    @property
    def known(self) -> bool:
        """Whether it is said for whom: before that there is no form to fill."""
        return bool(self.typed["_for"])

    @property
    def choosing(self) -> bool:
        """Whether nothing is sent yet."""
        return CHOOSE in request.form

    @property
    def person(self) -> str:
        """The id of the requester: a caller's is the sender."""
        chosen = self.typed["_for"]
        return me().id if chosen in ("", OWN, CALLER) else chosen

    @property
    def unit(self) -> str | None:
        """The unit of a caller; None where it is a person's."""
        return (self.typed["_caller_unit"] or None) if self.typed["_for"] == CALLER else None

    @property
    def channels(self) -> Mapping[str, Words]:
        """The ways by which a request comes that staff register."""
        return {key: words for key, words in CHANNELS.items() if key != TICKET}


def whose(may: Registrable) -> Whose:
    """Return for whom the posted request is; on a page that was only opened, the sender's own where that may be."""
    typed = {name: request.form.get(name, "").strip() for name in FIELDS}
    known = {
        *([OWN] if may.own else []),
        *([CALLER] if may.units else []),
        *(each.id for each in (*may.absent, *may.people)),
    }
    strange = typed["_for"] not in ("", *known)
    if typed["_for"] not in known:
        typed["_for"] = OWN if may.own and not strange else ""
    if typed["_caller_unit"] not in {unit.id for unit in may.units}:
        typed["_caller_unit"] = me().unit if me().unit in {unit.id for unit in may.units} else ""
    faults: dict[str, str] = {}
    registration = (
        _registration(may, typed, faults) if request.method == "POST" and CHOOSE not in request.form else None
    )
    return Whose(may=may, typed=typed, faults=faults, registration=registration)


def _registration(may: Registrable, typed: Mapping[str, str], faults: dict[str, str]) -> Registration | None:
    chosen, channel = typed["_for"], typed["_channel"]
    if chosen == OWN:
        return None
    if not chosen:
        faults["_for"] = _("Choose for whom you register the request.")
        return None
    if chosen in {each.id for each in may.absent}:
        return Registration(channel=TICKET, requester=chosen)
    if channel not in CHANNELS or channel == TICKET:
        faults["_channel"] = _("Choose how the request came.")
    caller = _caller(typed, faults) if chosen == CALLER else chosen
    return None if faults or caller is None else Registration(channel=channel, requester=caller)


def _caller(typed: Mapping[str, str], faults: dict[str, str]) -> Caller | None:
    if not typed["_caller_unit"]:
        faults["_caller_unit"] = _("Choose the caller's unit.")
    if not typed["_caller_name"]:
        faults["_caller_name"] = NoName().message(current_language())
    try:
        mobile = mobile_number(typed["_caller_mobile"])
    except NotAMobile as fault:
        faults["_caller_mobile"] = fault.message(current_language())
    return None if faults else Caller(name=typed["_caller_name"], mobile=mobile, unit=typed["_caller_unit"])
