"""The rules about clocks: where they are drawn, against what they count, what asks them and what makes them stand still.

First word of the sentence; `check_clocks` finds what breaks them.
"""

from __future__ import annotations

from engine.diagram.fault import error, warning

CLOCK_MISPLACED = error(
    "clock-misplaced",
    en="Expected the property “{property}” on {expected}, but {it} has it: move it there.",
    fa="ویژگی «{property}» باید روی {expected} باشد، ولی روی {it} است؛ آن را به آنجا ببرید.",
)
CLOCK_MISSING = error(
    "clock-missing",
    en="Expected {it} to name a clock by the property “clock”, since it has “{property}”, but it does not: name it, or remove that.",
    fa="چون {it} ویژگی «{property}» دارد، باید با ویژگی «clock» ساعتی را نام ببرد، ولی نمی‌برد؛ آن را نام ببرید یا این را بردارید.",
)
CLOCK_TARGETS = error(
    "clock-targets-malformed",
    en="Expected the targets of the clock of {it} to be a context of amounts such as PT4H (working hours) or P2D (working days), "
    "durations or dates, but found {found}: correct the property “clock_targets”.",
    fa="هدف‌های ساعت {it} باید مجموعه‌ای از مقدارهایی مانند PT4H (ساعت کاری) یا P2D (روز کاری)، مدت یا تاریخ باشد، ولی {found} "
    "یافت شد؛ ویژگی «clock_targets» را درست کنید.",
)
CLOCK_AMOUNT = error(
    "clock-amount-malformed",
    en="Expected an amount such as “PT4H” (working hours) or “P2D” (working days) in the {where} of {it}, but found “{text}”: write it like that.",
    fa="در {where} {it} مقداری مانند «PT4H» (ساعت کاری) یا «P2D» (روز کاری) انتظار می‌رفت، ولی «{text}» یافت شد؛ آن را همان‌گونه بنویسید.",
)
CLOCK_IN_CYCLE = error(
    "clock-in-cycle",
    en="Expected the timer of {it} to be a date, since it asks a clock, but it is a cycle: make it a date; it is set again by "
    "itself where the deadline moves.",
    fa="زمان‌سنج {it} از ساعتی می‌پرسد و باید تاریخ باشد، ولی چرخه است؛ آن را تاریخ کنید. هر بار که مهلت جابه‌جا شود خودش دوباره تنظیم می‌شود.",
)
CLOCK_UNKNOWN = warning(
    "clock-unknown",
    en="Expected something in this process, or in those around it, to draw the clock “{clock}”, which the {where} of {it} names, but nothing "
    "does: give the activity the property “clock”, or correct the name.",
    fa="انتظار می‌رفت چیزی در این فرایند یا فرایندهای پیرامونش ساعت «{clock}» را که {where} {it} نام می‌برد داشته باشد، ولی چیزی "
    "ندارد؛ به آن فعالیت ویژگی «clock» بدهید یا نام را درست کنید.",
)
