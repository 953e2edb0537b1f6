"""Lists of the administration pages: what was asked for in the address, and words for choices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import request

from engine.errors import BadInput
from engine.form import Words
from processes.keeping.read.listed import PAGE, Listed
from web import listing
from web.i18n import current_language
from web.persian import parse_date
from web.shell import Pages


def asked(*names: str) -> dict[str, str]:
    """Return what the address asks for under these names, empty where it says nothing."""
    return {name: request.args.get(name, "").strip()[:200] for name in names}


def asked_day(name: str, faults: dict[str, str]) -> date | None:
    """Return a day of the address; None where there is none, or where it is none, which is told."""
    text = request.args.get(name, "").strip()
    if not text:
        return None
    try:
        return parse_date(text)
    except BadInput as fault:
        faults[name] = fault.message(current_language())
    return None


def pages_of(listed: Listed[Any]) -> Pages:
    """Return the pages of a list, at the address that is shown."""
    return listing.pages(listed.total, PAGE)


def said(words: Mapping[str, Words]) -> dict[str, str]:
    """Return choices in the language of the page."""
    return {key: each.fa if current_language() == "fa" else each.en for key, each in words.items()}
