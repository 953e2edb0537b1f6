"""A meeting as a file that calendars take (iCalendar, RFC 5545): published, for whoever was told of it to keep.

It has the hour that was agreed with the zone in which it was; whoever takes the file of a meeting that was arranged again has
the same event at its new time, and of one that was put off and has none yet, that it is not certain. The meeting's people are names that somebody wrote, no addresses: nobody is asked to answer.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from engine.errors import Language
from engine.form import Words
from engine.form.digits import to_persian
from processes.meetings import Meeting

OFFICE = Words(fa="دفتر فناوری اطلاعات", en="IT office")
TITLE = Words(fa="جلسهٔ تحلیل: {service}، {tracking}", en="Meeting for analysis: {service}, {tracking}")
TIME, PEOPLE, CASE = Words(fa="ساعت", en="Time"), Words(fa="حاضران", en="Who comes"), Words(fa="پرونده", en="Case")
NOBODY = "invalid:nomail"
"""The address of an organiser who has none; a published event must name one."""


def invitation(
    meeting: Meeting,
    *,
    instance: str,
    tracking: str,
    service: Words,
    zone: ZoneInfo,
    origin: str,
    url: str,
    language: Language,
) -> bytes:
    """Return a meeting's file in one language. `origin` names this office among all others, `url` leads to the case."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kartabl//Kartabl//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"meeting-{meeting.number}-{instance}@{origin}")
    event.add("sequence", meeting.again)
    changed = (meeting.put_off.at if meeting.put_off else meeting.arranged_at).astimezone(UTC)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    _when(event, meeting, zone)
    number = to_persian(tracking) if language == "fa" else tracking
    event.add(
        "summary", _text(_say(TITLE, language).format(service=_say(service, language), tracking=number), language)
    )
    event.add("location", _text(meeting.place, language))
    event.add("description", _text("\n".join(_lines(meeting, url, language)), language))
    event.add("url", url)
    event.add("organizer", _organiser(language))
    event.add("status", "TENTATIVE" if meeting.put_off else "CONFIRMED")
    calendar.add_component(event)
    calendar.add_missing_timezones(meeting.on - timedelta(days=1), meeting.on + timedelta(days=366))
    return bytes(calendar.to_ical())


def _when(event: Event, meeting: Meeting, zone: ZoneInfo) -> None:
    """Say when it begins; how long it takes nobody has said. Without an hour it is of the whole day."""
    if meeting.time is not None:
        event.add("dtstart", datetime.combine(meeting.on, meeting.time, zone))
        return
    event.add("dtstart", date(meeting.on.year, meeting.on.month, meeting.on.day))
    event.add("transp", "TRANSPARENT")


def _lines(meeting: Meeting, url: str, language: Language) -> list[str]:
    said = [
        (TIME, meeting.time_said if meeting.time is None else ""),
        (PEOPLE, _say(meeting.people, language)),
        (CASE, url),
    ]
    return [f"{_say(label, language)}: {text}" for label, text in said if text]


def _organiser(language: Language) -> vCalAddress:
    address = vCalAddress(NOBODY)
    address.params["cn"] = vText(_say(OFFICE, language))
    return address


def _text(said: str, language: Language) -> vText:
    text = vText(said)
    text.params["language"] = language
    return text


def _say(words: Words, language: Language) -> str:
    return words.fa if language == "fa" else words.en
