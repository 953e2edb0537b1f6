"""Words in both languages for the tables and columns whose changes are on record, and for what stands in them."""

from __future__ import annotations

from collections.abc import Mapping

from engine.form import Words
from processes.words import group_name

TABLES: Mapping[str, Words] = {
    "unit": Words(fa="واحد", en="Unit"),
    "position": Words(fa="جایگاه سازمانی", en="Position"),
    "person": Words(fa="شخص", en="Person"),
    "holding": Words(fa="انتصاب به جایگاه", en="Holding of a position"),
    "role": Words(fa="نقش", en="Role"),
    "substitute": Words(fa="جانشینی", en="Substitution"),
    "system": Words(fa="سامانه", en="System"),
    "part": Words(fa="بخش سامانه", en="Part of a system"),
    "level": Words(fa="سطح دسترسی", en="Level of access"),
    "site": Words(fa="سایت", en="Site"),
    "contract": Words(fa="قرارداد", en="Contract"),
    "contract_system": Words(fa="سامانهٔ مشمول قرارداد", en="System of a contract"),
    "contract_target": Words(fa="مهلت قرارداد", en="Target of a contract"),
    "calendar_version": Words(fa="نسخهٔ تقویم کاری", en="Version of a working calendar"),
    "erasure": Words(fa="پاک کردن اطلاعات شخصی", en="Erasure of personal values"),
    "failure": Words(fa="رخداد", en="Incident"),
}
"""What a row of each table is."""
_NAMES: Mapping[str, Words] = {
    "id": Words(fa="شناسه", en="Key"),
    "code": Words(fa="کد در شمارهٔ نامه", en="Code in letter numbers"),
    "kind": Words(fa="نوع", en="Kind"),
    "name": Words(fa="نام", en="Name"),
    "name_fa": Words(fa="نام فارسی", en="Name in Persian"),
    "name_en": Words(fa="نام انگلیسی", en="Name in English"),
    "head_fa": Words(fa="خطاب نامه، فارسی", en="Addressed as, in Persian"),
    "head_en": Words(fa="خطاب نامه، انگلیسی", en="Addressed as, in English"),
    "title_fa": Words(fa="عنوان فارسی", en="Title in Persian"),
    "title_en": Words(fa="عنوان انگلیسی", en="Title in English"),
    "unit_id": Words(fa="واحد", en="Unit"),
    "mobile": Words(fa="شمارهٔ همراه", en="Mobile number"),
    "password": Words(fa="گذرواژه", en="Password"),
    "last_day": Words(fa="آخرین روز در سازمان", en="Last day in the organisation"),
    "leaves_because": Words(fa="دلیل جدا شدن از سازمان", en="Why he or she leaves"),
    "person_id": Words(fa="شخص", en="Person"),
    "position_id": Words(fa="جایگاه سازمانی", en="Position"),
    "since": Words(fa="از", en="From"),
    "until": Words(fa="تا", en="Until"),
    "absent_id": Words(fa="غایب", en="Absent"),
    "substitute_id": Words(fa="جانشین", en="Substitute"),
    "reason": Words(fa="دلیل", en="Reason"),
    "arranged_by": Words(fa="تعیین‌کننده", en="Arranged by"),
    "arranged_at": Words(fa="زمان تعیین", en="Arranged"),
    "ended_at": Words(fa="زمان پایان پیش از موعد", en="Ended before its time"),
    "expert_id": Words(fa="کارشناس مسئول", en="Responsible expert"),
    "company_id": Words(fa="شرکت پشتیبان", en="Supporting company"),
    "system_id": Words(fa="سامانه", en="System"),
    "rank": Words(fa="ترتیب", en="Rank"),
    "address": Words(fa="نشانی", en="Address"),
    "number": Words(fa="شماره", en="Number"),
    "terms": Words(fa="شرایط", en="Terms"),
    "penalties": Words(fa="جریمه‌ها", en="Penalties"),
    "calendar": Words(fa="تقویم کاری", en="Working calendar"),
    "meeting": Words(fa="مهلت برگزاری جلسه", en="Time to a meeting"),
    "development": Words(fa="مهلت توسعه", en="Time to development"),
    "contract_id": Words(fa="قرارداد", en="Contract"),
    "category": Words(fa="نوع پشتیبانی", en="Kind of support"),
    "severity": Words(fa="شدت", en="Severity"),
    "response": Words(fa="مهلت پاسخ", en="Time to response"),
    "resolution": Words(fa="مهلت رفع", en="Time to resolution"),
    "key": Words(fa="تقویم کاری", en="Working calendar"),
    "digest": Words(fa="اثر انگشت محتوا", en="Digest of the content"),
    "instance": Words(fa="پرونده", en="Case"),
    "tracking": Words(fa="شمارهٔ رهگیری", en="Tracking number"),
    "by": Words(fa="پاک‌کننده", en="Erased by"),
    "at": Words(fa="زمان", en="When"),
    "subject": Words(fa="موضوع", en="What failed"),
    "job": Words(fa="زمان‌سنج", en="Timer"),
    "element": Words(fa="گام نمودار", en="Element of the diagram"),
    "attempts": Words(fa="تعداد تلاش", en="Attempts"),
    "next_at": Words(fa="تلاش دوباره در", en="Tried again"),
    "en": Words(fa="علت، انگلیسی", en="Cause, in English"),
    "fa": Words(fa="علت، فارسی", en="Cause, in Persian"),
    "fields_fa": Words(fa="اطلاعات پاک‌شده، فارسی", en="What was erased, in Persian"),
    "fields_en": Words(fa="اطلاعات پاک‌شده، انگلیسی", en="What was erased, in English"),
}
_OWN: Mapping[tuple[str, str], Words] = {
    ("role", "name"): Words(fa="نقش", en="Role"),
    ("person", "id"): Words(fa="نام کاربری", en="User name"),
    ("calendar_version", "seq"): Words(fa="ردیف", en="Record"),
    ("calendar_version", "number"): Words(fa="نسخه", en="Version"),
    ("calendar_version", "person_id"): Words(fa="ذخیره‌کننده", en="Saved by"),
    ("erasure", "number"): Words(fa="تعداد", en="How many"),
    ("failure", "code"): Words(fa="نام خطا", en="Name of the error"),
    ("contract", "calendar"): Words(fa="ساعات ارائهٔ خدمت", en="Service hours"),
    ("contract", "company_id"): Words(fa="شرکت طرف قرارداد", en="Company"),
}
"""Where a column says something else in one table than its name says elsewhere."""
KINDS: Mapping[str, Words] = {
    "directorate": Words(fa="ادارهٔ کل", en="Directorate"),
    "office": Words(fa="دفتر", en="Office"),
    "contractor": Words(fa="شرکت پیمانکار", en="Contractor's company"),
}
"""Kinds of units."""
SEVERITIES: Mapping[str, Words] = {
    "critical": Words(fa="بحرانی", en="Critical"),
    "high": Words(fa="زیاد", en="High"),
    "medium": Words(fa="متوسط", en="Medium"),
    "low": Words(fa="کم", en="Low"),
}
"""How severe a problem is, the worst first."""
NOTHING = Words(fa="—", en="—")
REPLACED = Words(fa="تازه شد", en="set anew")
KEPT_BACK = Words(fa="(نمایش داده نمی‌شود)", en="(not shown)")


def table_words(table: str) -> Words:
    """Return what a row of a table is, in words; the table's own name where the office has none."""
    return TABLES.get(table) or Words(fa=table, en=table)


def column_words(table: str, column: str) -> Words:
    """Return a column in words; its own name where the office has none."""
    return _OWN.get((table, column)) or _NAMES.get(column) or Words(fa=column, en=column)


def key_words(table: str, column: str, value: str) -> Words | None:
    """Return the words of a value that is one of a few; None where it is not of that sort."""
    if (table, column) == ("role", "name"):
        return group_name(value)
    if (table, column) == ("unit", "kind"):
        return KINDS.get(value)
    return SEVERITIES.get(value) if column == "severity" else None
