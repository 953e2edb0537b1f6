"""Hours of a day as a person types them: «۷:۳۰ تا ۱۲، ۱۲:۳۰ تا ۱۵:۳۰» or "07:30-12:00, 12:30-15:30"; and a time of it: «۷:۳۰»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

from engine.calendar import Segment
from engine.errors import BadInput
from engine.form.digits import to_latin

_TIME = r"(\d{1,2})(?:[:٫.](\d{2}))?"
_FROM, _TO = "از", "تا"
_SEGMENT = re.compile(rf"(?:{_FROM}\s*)?{_TIME}\s*(?:-|–|—|{_TO}|to)\s*{_TIME}")
_BETWEEN = re.compile(r"\s*(?:[,،;؛]|\sو\s|\sand\s)\s*")
_UNSEEN = re.compile("[\u200e\u200f\u2066-\u2069]")


class NotHours(BadInput):
    en = "Expected hours such as 07:30-12:00, 12:30-15:30, but found “{found}”. Type them again."
    fa = "ساعت‌ها مانند ۰۷:۳۰ تا ۱۲:۰۰، ۱۲:۳۰ تا ۱۵:۳۰ نوشته می‌شود، ولی «{found}» نوشته شد. آن را دوباره بنویسید."


class NotATimeOfDay(BadInput):
    en = "Expected a time of day from 00:00 to 23:59, but found “{found}”. Type it again."
    fa = "ساعتی از ۰۰:۰۰ تا ۲۳:۵۹ انتظار می‌رفت، ولی «{found}» نوشته شد. آن را دوباره بنویسید."


def read_time(text: str) -> time:
    """Return the time of day that was typed, `9:30` or `9`, in any digits; raise `NotATimeOfDay`."""
    found = re.fullmatch(_TIME, _seen(text))
    hour, minute = (int(part or 0) for part in found.groups()) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise NotATimeOfDay(found=text)
    return time(hour, minute)


def read_hours(text: str) -> tuple[Segment, ...]:
    """Return the hours that were typed, none of an empty text; raise `NotHours`. What they must be the calendar's check says."""
    seen = _seen(text)
    return tuple(_segment(part, text) for part in _BETWEEN.split(seen)) if seen else ()


def written_hours(segments: Sequence[Segment]) -> str:
    """Return hours as `read_hours` reads them."""
    return ", ".join(str(each) for each in segments)


def _seen(text: str) -> str:
    return _UNSEEN.sub("", to_latin(text)).strip()


def _segment(part: str, text: str) -> Segment:
    found = _SEGMENT.fullmatch(part)
    if found is None:
        raise NotHours(found=text)
    start, end = ((int(hour), int(minute or 0)) for hour, minute in (found.group(1, 2), found.group(3, 4)))
    if any(minute > 59 for _, minute in (start, end)):
        raise NotHours(found=text)
    return Segment(start=start[0] * 60 + start[1], end=end[0] * 60 + end[1])
