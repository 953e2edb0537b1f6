"""What a board is asked in its query string: months are written `1405-09`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from flask import request

from processes.board import Asked, asked_of, months_to_choose
from processes.dates import month_of, month_words
from processes.reading.choices import Choices
from web.account import me
from web.i18n import current_language
from web.wiring import kartabl

LONGEST = 200
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def asked(now: datetime) -> Asked:
    """Return what is asked; a month that cannot be read asks nothing."""
    return asked_of(
        me(), this_month(now), since=read_month(text("since")), until=read_month(text("until")),
        service=text("service"), unit=text("unit"), channel=text("channel"),
    )  # fmt: skip


def this_month(now: datetime) -> int:
    """Return the Jalali month that it is in the office."""
    return month_of(now, kartabl().settings.time_zone)


def query(asked: Asked) -> dict[str, str]:
    """Return what was asked, for the address of another page about the same cases."""
    narrowed = {"service": asked.service, "unit": asked.unit, "channel": asked.channel}
    months = {"since": written_month(asked.since), "until": written_month(asked.until)}
    return {name: value for name, value in {**narrowed, **months}.items() if value}


def text(name: str) -> str:
    """Return what was asked by one field."""
    return request.args.get(name, "").replace("\0", "").strip()[:LONGEST]


def read_month(written: str) -> int | None:
    """Return the month that was written; None where it is none."""
    found = _MONTH.fullmatch(written)
    if found is None or not 1 <= int(found[2]) <= 12 or not 1300 <= int(found[1]) < 1500:
        return None
    return int(found[1]) * 12 + int(found[2]) - 1


def written_month(month: int) -> str:
    """Return a month as it is written in an address."""
    return f"{month // 12}-{month % 12 + 1:02}"


def month_options(now: datetime) -> list[tuple[str, str]]:
    """Return the months that can be chosen, as options."""
    fa = current_language() == "fa"
    return [
        (written_month(month), month_words(month).fa if fa else month_words(month).en)
        for month in months_to_choose(this_month(now))
    ]


def own_units(choices: Choices, asked: Asked) -> Sequence[tuple[str, object]]:
    """Return the units among which the reader can choose."""
    return [each for each in choices.units if asked.units is None or each[0] in asked.units]
