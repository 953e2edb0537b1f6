"""Mobile numbers: typed in any of the ways people write them, kept as eleven Latin digits."""

from __future__ import annotations

import re

from engine.errors import BadInput
from engine.form.digits import to_latin

_SPACING = re.compile(r"[\s\-()\u200c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MOBILE = re.compile(r"(?:\+98|0098|98|0)?(9\d{9})", re.ASCII)


class NotAMobile(BadInput):
    en = "Expected a mobile number, such as 09121234567. Type it again."
    fa = "شمارهٔ همراه باید مانند ۰۹۱۲۱۲۳۴۵۶۷ باشد. آن را دوباره بنویسید."


def mobile_number(typed: str) -> str:
    """Return a mobile number as it is kept: eleven Latin digits beginning with 09; raise `NotAMobile`."""
    found = _MOBILE.fullmatch(_SPACING.sub("", to_latin(typed)))
    if found is None:
        raise NotAMobile
    return f"0{found[1]}"
