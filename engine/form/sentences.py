"""What is said at a field when what was typed cannot be taken.

Part of the word *form*: `typed`, `check` and `rows` say these; a page shows them at the field.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.form.digits import to_persian

sentences: dict[str, tuple[str, str]] = {
    "required": ("Please fill this in.", "این بخش را پر کنید."),
    "must_choose": ("Please choose one.", "یکی از گزینه‌ها را انتخاب کنید."),
    "must_check": ("Please tick this box.", "این گزینه را علامت بزنید."),
    "unknown": (
        "The form has no field {path}; what was sent with it was not taken.",
        "این فرم بخشی به نام {path} ندارد؛ آنچه با این نام فرستاده شد پذیرفته نشد.",
    ),
    "readonly": (
        "This field is only shown; it cannot be changed here.",
        "این بخش فقط برای دیدن است و اینجا تغییر نمی‌کند.",
    ),
    "twice": (
        "Expected one value, but {count} were sent; leave one.",
        "فقط یک مقدار پذیرفته می‌شود، ولی {count} مقدار فرستاده شد؛ یکی را نگه دارید.",
    ),
    "control": (
        "The text holds a character that cannot be shown (at place {place}); remove it.",
        "متن نویسه‌ای دارد که دیده نمی‌شود (در جای {place})؛ آن را پاک کنید.",
    ),
    "too_short": (
        "Expected at least {limit} characters, but there are {found}; write more.",
        "دست‌کم {limit} نویسه لازم است، ولی {found} نویسه نوشته شده است؛ بیشتر بنویسید.",
    ),
    "too_long": (
        "Expected at most {limit} characters, but there are {found}; shorten it.",
        "حداکثر {limit} نویسه پذیرفته می‌شود، ولی {found} نویسه نوشته شده است؛ آن را کوتاه کنید.",
    ),
    "pattern": (
        "The text does not have the expected shape; look at it and write it again.",
        "این متن به شکل خواسته‌شده نیست؛ آن را بررسی و دوباره بنویسید.",
    ),
    "rule": (
        "What was written here is not admissible; correct it.",
        "آنچه اینجا نوشته شده پذیرفته نیست؛ آن را اصلاح کنید.",
    ),
    "number": (
        "Expected a number such as 12 or 12.5, but “{found}” was written; correct it.",
        "«{found}» عدد نیست؛ عددی مانند ۱۲ یا ۱۲٫۵ بنویسید.",
    ),
    "too_small": (
        "Expected {limit} or more, but {found} was written; correct it.",
        "{found} کمتر از حد مجاز است؛ {limit} یا بیشتر بنویسید.",
    ),
    "too_great": (
        "Expected {limit} or less, but {found} was written; correct it.",
        "{found} بیشتر از حد مجاز است؛ {limit} یا کمتر بنویسید.",
    ),
    "decimals": (
        "Expected at most {limit} digits after the point, but there are {found}; round it.",
        "حداکثر {limit} رقم اعشار پذیرفته می‌شود، ولی {found} رقم نوشته شده است؛ عدد را گرد کنید.",
    ),
    "date": (
        "Expected a date such as 1405/09/03 or 2026-11-24, but “{found}” was written; correct it.",
        "«{found}» تاریخ نیست؛ تاریخ را مانند ۱۴۰۵/۰۹/۰۳ بنویسید.",
    ),
    "no_such_day": (
        "There is no such day in the calendar: {found}; check month and day.",
        "چنین روزی در تقویم نیست: {found_fa}؛ ماه و روز را بررسی کنید.",
    ),
    "option": (
        "“{found}” is not among the choices; choose one of them.",
        "«{found}» در میان گزینه‌ها نیست؛ یکی از گزینه‌ها را انتخاب کنید.",
    ),
    "checkbox": (
        "Expected a ticked or an empty box, but “{found}” was sent; tick it or leave it empty.",
        "«{found}» پذیرفته نیست؛ این گزینه را علامت بزنید یا خالی بگذارید.",
    ),
    "few_rows": (
        "Fill in the rows: {limit} or more are needed, and {found} are filled in so far.",
        "ردیف‌ها را کامل کنید: دست‌کم {limit} ردیف لازم است و تاکنون {found} ردیف پر شده است.",
    ),
    "many_rows": (
        "Expected at most {limit} rows, but there are {found}; remove some.",
        "حداکثر {limit} ردیف پذیرفته می‌شود، ولی {found} ردیف پر شده است؛ چند ردیف را حذف کنید.",
    ),
    "must_attach": ("Please attach a file.", "فایلی پیوست کنید."),
    "no_such_file": (
        "A file that was attached here is no longer there, or is not yours to attach; attach it again.",
        "فایلی که پیوست شده بود دیگر در دسترس نیست یا پیوست کردن آن در اختیار شما نیست؛ دوباره پیوستش کنید.",
    ),
    "file_kind": (
        "Expected a file of the kinds {expected}, but “{found}” is another; remove it.",
        "اینجا فقط فایل {expected} پذیرفته می‌شود، ولی «{found}» از نوع دیگری است؛ آن را حذف کنید.",
    ),
    "many_files": (
        "Expected at most {limit} files, but there are {found}; remove some.",
        "حداکثر {limit} پیوست پذیرفته می‌شود، ولی {found} پیوست هست؛ چند تا را حذف کنید.",
    ),
    "stands_twice": (
        "“{found}” stands twice; leave it in one row and remove the rest.",
        "«{found_fa}» بیش از یک بار آمده است؛ یک ردیف را نگه دارید و بقیه را حذف کنید.",
    ),
    "type": (
        "Expected {expected}, but {found} was sent; correct it.",
        "اینجا {expected_fa} لازم است، ولی {found} فرستاده شد؛ آن را اصلاح کنید.",
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldFault:
    """Why one field was not taken. `path` is its key, in a row `list.row.key` counted from 0."""

    path: str
    code: str
    en: str
    fa: str


def fault(path: str, code: str, **facts: Any) -> FieldFault:
    """Return the fault `code` at `path`; numbers in Persian get Persian digits, quoted text stays as typed."""
    en, fa = sentences[code]
    shown = {"path": shorten(path)} | {name: shorten(str(fact)) for name, fact in facts.items()}
    persian = {name: shown[name] if isinstance(fact, str) else to_persian(shown[name]) for name, fact in facts.items()}
    return FieldFault(path=path, code=code, en=en.format(**shown), fa=fa.format(**shown | persian))


def shorten(text: str, limit: int = 60) -> str:
    """Return `text` short enough for a sentence, without characters that would break it."""
    seen = "".join(sign if sign.isprintable() or sign == "\u200c" else "\ufffd" for sign in text[: limit + 1])
    return seen if len(seen) <= limit else seen[:limit] + "…"
