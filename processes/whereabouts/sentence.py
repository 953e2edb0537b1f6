"""Where a case is, in one sentence of each language. Pure: from what is known of it to words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from engine.form import Words
from processes.dates import moment_words
from processes.whereabouts.deadlines import Deadline
from processes.whereabouts.ending import End, Ending


@dataclass(frozen=True, kw_only=True, slots=True)
class Doing:
    """An open task as the sentence tells it."""

    name: Words
    since: datetime
    deadline: Deadline = field(default_factory=Deadline)
    who: Words | None = None
    """Who has it, or who may take it; None where that is not said."""
    taken: bool = False
    yours: bool = False
    """Whether the reader has it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What is known of where a case is, for one reader at one moment."""

    now: datetime
    zone: ZoneInfo
    doing: Sequence[Doing] = ()
    awaits: Sequence[tuple[Words, datetime]] = ()
    ending: Ending | None = None
    of: Words | None = None
    """Whose request it is; None where the reader need not be told."""
    still: Words | None = None
    """That its time stands still, and until when; None where it goes by."""


def sentence(standing: Standing) -> Words:
    """Return where a case is, in one sentence."""
    subject = _subject(standing.of)
    if standing.ending is not None:
        return _ended(subject, standing.ending, _at(standing, standing.ending.at))
    clauses = [_doing(standing, one) for one in standing.doing]
    clauses += [_awaits(standing, event, until) for event, until in standing.awaits]
    if not clauses:
        return Words(fa=f"{subject.fa} در جریان است.", en=f"{subject.en} is in progress.")
    fa, en = "؛ هم‌زمان ".join(each.fa for each in clauses), "; meanwhile it ".join(each.en for each in clauses)
    if standing.still is not None:
        fa, en = f"{fa}؛ {standing.still.fa}", f"{en}; {standing.still.en}"
    return Words(fa=f"{subject.fa} {fa}.", en=f"{subject.en} {en}.")


def _subject(of: Words | None) -> Words:
    if of is None:
        return Words(fa="این درخواست", en="This request")
    return Words(fa=f"درخواست \u2068{of.fa}\u2069", en=f"The request of \u2068{of.en}\u2069")


def _at(standing: Standing, moment: datetime) -> Words:
    return moment_words(moment, standing.now, standing.zone)


def _doing(standing: Standing, one: Doing) -> Words:
    since, until = _at(standing, one.since), _until(standing, one.deadline, yours=one.yours)
    fa, en = f"از {since.fa} برای «{one.name.fa}»", f"since {since.en}"
    if one.yours:
        return Words(fa=f"{fa} نزد شماست{until.fa}", en=f"has been with you {en} for “{one.name.en}”{until.en}")
    if one.who is None:
        return Words(fa=f"{fa} در نوبت است{until.fa}", en=f"has been waiting {en} for “{one.name.en}”{until.en}")
    if one.taken:
        return Words(
            fa=f"{fa} نزد {one.who.fa} است{until.fa}",
            en=f"has been with {one.who.en} {en} for “{one.name.en}”{until.en}",
        )
    return Words(
        fa=f"{fa} در نوبت {one.who.fa} است، هنوز کسی آن را برنداشته است{until.fa}",
        en=f"has been waiting {en} for “{one.name.en}” ({one.who.en}); nobody has taken it yet{until.en}",
    )


def _until(standing: Standing, told: Deadline, *, yours: bool) -> Words:
    if told.late:
        return Words(fa=" و مهلت آن گذشته است", en="; its time has run out")
    if told.until is not None:
        until = _at(standing, told.until)
        if told.until == told.lapses:
            has, have = ("فرصت دارید", "you have time") if yours else ("فرصت دارد", "there is time")
            return Words(fa=f" و تا {until.fa} {has}", en=f"; {have} until {until.en}")
        return Words(fa=f" و باید تا {until.fa} انجام شود", en=f"; it is to be done by {until.en}")
    return Words(fa="", en="")


def _awaits(standing: Standing, event: Words, until: datetime) -> Words:
    last = _at(standing, until)
    return Words(fa=f"تا {last.fa} منتظر می‌ماند («{event.fa}»)", en=f"waits until {last.en} (“{event.en}”)")


def _ended(subject: Words, ending: Ending, at: Words) -> Words:
    on = at.en if at.en.split()[0] in ("yesterday", "today", "the") else f"on {at.en}"
    fa, en = ENDS[ending.how]
    told = ending.name or Words(fa="پایان", en="its end")
    return Words(
        fa=fa.format(subject=subject.fa, at=at.fa, name=told.fa),
        en=en.format(subject=subject.en, at=on, name=told.en),
    )


ENDS = {
    End.CONFIRMED: (
        "{subject} {at} بسته شد؛ متقاضی نتیجه را تأیید کرد.",
        "{subject} was closed {at}: the requester confirmed the result.",
    ),
    End.LAPSED: (
        "{subject} {at} خودبه‌خود بسته شد؛ متقاضی تا پایان مهلت نظری نداد.",
        "{subject} was closed by itself {at}: the requester said nothing in time.",
    ),
    End.REJECTED: ("{subject} {at} رد شد.", "{subject} was rejected {at}."),
    End.WITHDRAWN: (
        "{subject} {at} پس گرفته شد؛ متقاضی از آن انصراف داد.",
        "{subject} was withdrawn {at} by the requester.",
    ),
    End.STOPPED: (
        "{subject} {at} از سوی راهبر سامانه پایان داده شد.",
        "{subject} was ended {at} by an administrator.",
    ),
    End.FAILED: (
        "{subject} {at} به دلیل خطایی که در فرایند پیش‌بینی نشده بود پایان یافت.",
        "{subject} ended {at} because of an error that its process does not provide for.",
    ),
    End.DONE: ("{subject} {at} پایان یافت («{name}»).", "{subject} ended {at} (“{name}”)."),
}
"""What is said of a case that ended, in Persian and in English."""
