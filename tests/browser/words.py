"""What stands on the buttons and headings that the tests look for, in both languages: one table, Persian first."""

from __future__ import annotations

import re
from datetime import date, timedelta

import jdatetime

_words = {
    "send": ("ثبت درخواست", "Send the request"),
    "return": ("بازگشت برای اصلاح", "Return for correction"),
    "complete": ("ثبت و ارسال", "Complete the task"),
    "take": ("برداشتن کار", "Take the task"),
    "withdraw": ("انصراف از درخواست", "Withdraw the request"),
    "no longer": ("دیگر به این درخواست نیاز ندارم", "I no longer need this"),
    "add": ("افزودن ردیف", "Add a row"),
    "sign in": ("ورود", "Sign in"),
    "sign out": ("خروج", "Sign out"),
    "an hour": ("۱ ساعت جلو", "Forward by 1 hour"),
    "done": ("پیش‌تر انجام شده است", "Already done"),
    "taken": ("همکار دیگری زودتر اقدام کرده است", "Somebody was there first"),
    "rejected": ("درخواست رد شد", "Request rejected"),
    "withdrawn": ("درخواست پس گرفته شد", "Request withdrawn"),
    "confirmed": ("با تأیید متقاضی", "confirmed by the requester"),
    "reminder": ("یادآوری", "Reminder"),
    "breach": ("به تأخیر رسیدگی کنید", "Handle the breach"),
    "create": ("کارتابل را تولید کنید", "Create the inbox"),
    "reason of withdrawal": ("لطفاً دلیل انصراف", "Please write the reason"),
    "check": ("بررسی", "Check"),
    "deploy": ("استقرار", "Deploy"),
    "no fault": ("در بررسی ایرادی یافت نشد", "The check found no fault"),
    "not yet": ("هنوز نمی‌توان این را مستقر کرد", "This cannot be deployed yet"),
    "deployed": ("مستقر شد؛ شمار خدمت", "Deployed. Services with a new version"),
    "training": ("فایل‌های آموزشی را بفرستید", "Send the training files"),
    "access": ("دسترسی‌ها را بدهید", "Give the accesses"),
    "closed": ("درخواست بسته شد", "Request closed"),
    "has access": ("دسترسی دارد از", "Has access since"),
    "nobody": ("کسی معرفی نشده است", "Nobody is introduced"),
    "replacement": ("جایگزینی را درخواست کنید", "Ask for a replacement"),
    "taken back": ("دسترسی داده‌شده را لغو کنید", "Take back the access"),
    "proves": ("درستی سابقه تأیید شد", "The history proves itself"),
}


def word(key: str, language: str) -> str:
    """Return what a reader of a language sees."""
    return _words[key][0 if language == "fa" else 1]


def latin(text: str) -> str:
    """Return a text with Latin digits, without the marks of direction."""
    digits = text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
    return re.sub("[\u200e\u200f\u2066-\u2069]", "", digits)


def typed_in(days: int) -> str:
    """Return a day, so many from today, as somebody types it in the Jalali calendar."""
    return str(jdatetime.date.fromgregorian(date=date.today() + timedelta(days=days)).strftime("%Y/%m/%d"))
