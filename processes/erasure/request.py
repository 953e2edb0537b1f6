"""Erasing on a person's request: which values, why, by whom; it is on record, without what was erased."""

from __future__ import annotations

from collections.abc import Collection

from engine.errors import BadInput, Conflict
from engine.instance.state import InstanceId
from engine.store.port import Unit
from processes.erasure.lines import erasable
from processes.erasure.values import erase
from processes.files import FileStore
from processes.keeping.record import By, add
from processes.organisation import Member
from processes.tables import DbCase, DbErasure


class NoReason(BadInput):
    en = "Expected who asked for the erasure and why, but found nothing. Write it, without what is erased."
    fa = "دلیل پاک کردن و نام کسی که آن را خواسته است نوشته نشده است. آن را بنویسید، بی‌آنکه خود اطلاعات را بیاورید."


class NothingToErase(Conflict):
    en = (
        "Expected values that are still there, but they are erased already, or none was chosen. Look at the case again."
    )
    fa = "اطلاعات انتخاب‌شده پیش‌تر پاک شده است، یا چیزی انتخاب نشده است. پرونده را دوباره ببینید."


def erase_on_request(
    unit: Unit, files: FileStore, who: Member, case: DbCase, by: By, *, commitments: Collection[str], reason: str
) -> int:
    """Erase these personal values of a case for ever, on record; return how many there were."""
    if not reason.strip():
        raise NoReason
    chosen = [line for line in erasable(unit, who, case) if line.commitment in commitments]
    if not chosen:
        raise NothingToErase
    number = erase(unit, files, InstanceId(case.instance), [line.commitment for line in chosen])
    labels = list(dict.fromkeys(line.label for line in chosen))
    row = DbErasure(
        instance=case.instance, tracking=case.tracking, by=by.person, at=by.at, reason=reason.strip(), number=number,
        fields_fa="، ".join(label.fa for label in labels), fields_en=", ".join(label.en for label in labels),
    )  # fmt: skip
    add(unit.session, by, row)
    return number
