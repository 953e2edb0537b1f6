"""What can be wrong with a calendar, as it is said: by code, in English and in Persian."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "shape": (
        "expected {expected}, but found {found}; write it so",
        "{expected} انتظار می‌رفت، ولی {found} یافت شد؛ آن را به همان شکل بنویسید",
    ),
    "empty": (
        "expected {expected}, but it is empty; fill it in",
        "{expected} انتظار می‌رفت، ولی خالی است؛ آن را پر کنید",
    ),
    "zone": (
        "expected a time zone such as “Asia/Tehran”, but found {found}; choose one",
        "منطقهٔ زمانی‌ای مانند «Asia/Tehran» انتظار می‌رفت، ولی {found} یافت شد؛ یکی را انتخاب کنید",
    ),
    "no_weeks": (
        "expected at least one week, but there is none; give one",
        "دست‌کم یک هفته انتظار می‌رفت، ولی هیچ هفته‌ای نیست؛ یکی بنویسید",
    ),
    "seven_days": (
        "expected seven days, Monday first, but found {found}; write all seven, leaving those empty on which nobody works",
        "هفت روز از دوشنبه انتظار می‌رفت، ولی {found} روز یافت شد؛ هر هفت روز را بنویسید و روزهای بی‌کار را خالی بگذارید",
    ),
    "same_since": (
        "expected one week from a day on, but {found} begin on this day; keep one of them",
        "از هر روز یک هفته انتظار می‌رفت، ولی {found} هفته از این روز آغاز می‌شود؛ یکی را نگه دارید",
    ),
    "same_day": (
        "expected one exception on a day, but found {found}; keep one of them",
        "برای هر روز یک استثنا انتظار می‌رفت، ولی {found} استثنا یافت شد؛ یکی را نگه دارید",
    ),
    "far_day": (
        "expected a day of the years 1900 to 2199, but found {found}; write the Gregorian date",
        "روزی از سال‌های ۱۹۰۰ تا ۲۱۹۹ میلادی انتظار می‌رفت، ولی {found} یافت شد؛ تاریخ میلادی را بنویسید",
    ),
    "reversed": (
        "expected the end after the start, but it comes before it or with it; change one of them",
        "پایان بازه باید پس از آغاز آن باشد، ولی پیش از آن یا هم‌زمان با آن است؛ یکی را درست کنید",
    ),
    "out_of_day": (
        "expected times from 00:00 to 24:00, but one lies outside; write work past midnight on the next day",
        "زمانی از ۰۰:۰۰ تا ۲۴:۰۰ انتظار می‌رفت، ولی این بازه از روز بیرون است؛ کار پس از نیمه‌شب را در روز بعد بنویسید",
    ),
    "overlap": (
        "expected segments one after the other, but this one overlaps {found}; shorten one of them",
        "بازه‌هایی پشت سر هم انتظار می‌رفت، ولی این بازه با {found} هم‌پوشانی دارد؛ یکی را کوتاه کنید",
    ),
    "kind": (
        "expected as kind one of {expected}, but found {found}; choose one",
        "نوعی از میان {expected} انتظار می‌رفت، ولی {found} یافت شد؛ یکی را انتخاب کنید",
    ),
    "no_work": (
        "expected some working time, but there is none; give a day a segment",
        "زمانی برای کار انتظار می‌رفت، ولی هیچ نیست؛ برای یک روز بازه‌ای بنویسید",
    ),
    "no_beginning": (
        "expected working time in the first week, which counts for all days before it too, but there is none; give a day a segment",
        "در نخستین هفته، که برای همهٔ روزهای پیش از آن هم هست، زمانی برای کار انتظار می‌رفت، ولی هیچ نیست؛ برای یک روز بازه‌ای بنویسید",
    ),
    "no_end": (
        "expected work again within ten years after {found}, but there is none; give a day a segment",
        "تا ده سال پس از {found} زمانی برای کار انتظار می‌رفت، ولی هیچ نیست؛ برای یک روز بازه‌ای بنویسید",
    ),
}
