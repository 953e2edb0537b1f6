"""The rules about events and tasks: what triggers them, what they need.

First word of the sentence; `check_events` and `check_tasks` find what breaks them.
"""

from __future__ import annotations

from engine.diagram.fault import error, warning

START_MISSING = error(
    "start-missing",
    en="Expected {it} to have one start event, but it has none: draw one.",
    fa="انتظار می‌رفت {it} یک رویداد آغاز داشته باشد، ولی ندارد؛ یکی رسم کنید.",
)
START_SEVERAL = error(
    "start-several",
    en="Expected {it} to have one start event, but it has {count}: keep one, and put a gateway behind it.",
    fa="انتظار می‌رفت {it} یک رویداد آغاز داشته باشد، ولی {count} تا دارد؛ یکی را نگه دارید و پس از آن درگاه بگذارید.",
)
START_TRIGGER = error(
    "start-trigger",
    en="Expected {it} to have no trigger, but it has {found}: people and programs start the process; for "
    "something that happens meanwhile use an event subprocess.",
    fa="انتظار می‌رفت {it} محرک نداشته باشد، ولی {found} دارد؛ فرایند را افراد و برنامه‌ها آغاز می‌کنند؛ برای "
    "آنچه در میانه رخ می‌دهد زیرفرایند رویدادی به کار ببرید.",
)
EVENT_SUBPROCESS_TRIGGER = error(
    "event-subprocess-trigger",
    en="Expected {it} of an event subprocess to be triggered by {allowed}, but it has {found}: choose one of them.",
    fa="انتظار می‌رفت {it} در زیرفرایند رویدادی با {allowed} برانگیخته شود، ولی {found} است؛ یکی از این‌ها را انتخاب کنید.",
)
EVENT_SUBPROCESS_LOOP = error(
    "event-subprocess-loop",
    en="Expected {it}, an event subprocess, to run once for each event, but it is multi-instance: put a "
    "multi-instance subprocess into it.",
    fa="انتظار می‌رفت {it} که زیرفرایند رویدادی است برای هر رویداد یک بار اجرا شود، ولی چندنمونه‌ای است؛ "
    "زیرفرایند چندنمونه‌ای را درون آن بگذارید.",
)
EVENT_SUBPROCESS_FLOW = error(
    "event-subprocess-flow",
    en="Expected {it}, an event subprocess, to have no flows in or out, but flow {flow} touches it: delete the "
    "flow, its start event begins it.",
    fa="انتظار می‌رفت به {it} که زیرفرایند رویدادی است جریانی وارد یا از آن خارج نشود، ولی جریان {flow} به آن "
    "می‌رسد؛ جریان را حذف کنید، رویداد آغازش آن را شروع می‌کند.",
)
BOUNDARY_KIND = error(
    "boundary-kind",
    en="Expected {it} to be triggered by {allowed}, but it has {found}: choose one of them.",
    fa="انتظار می‌رفت {it} با {allowed} برانگیخته شود، ولی {found} است؛ یکی از این‌ها را انتخاب کنید.",
)
CATCH_KIND = error(
    "catch-kind",
    en="Expected {it} to wait for {allowed}, but it has {found}: choose one of them.",
    fa="انتظار می‌رفت {it} منتظر {allowed} باشد، ولی {found} است؛ یکی از این‌ها را انتخاب کنید.",
)
THROW_KIND = error(
    "throw-kind",
    en="Expected {it} to have {allowed}, but it has {found}: choose one of them.",
    fa="انتظار می‌رفت {it} از نوع {allowed} باشد، ولی {found} است؛ یکی از این‌ها را انتخاب کنید.",
)
END_KIND = error(
    "end-kind",
    en="Expected {it} to have {allowed}, but it has {found}: choose one of them.",
    fa="انتظار می‌رفت {it} از نوع {allowed} باشد، ولی {found} است؛ یکی از این‌ها را انتخاب کنید.",
)
ERROR_NOT_INTERRUPTING = error(
    "error-not-interrupting",
    en="Expected {it} to interrupt, because an error always does, but it is marked as non-interrupting: make it "
    "interrupting, or use an escalation.",
    fa="انتظار می‌رفت {it} کار را قطع کند، چون خطا همیشه چنین است، ولی «بدون قطع» علامت خورده؛ آن را قطع‌کننده "
    "کنید یا تشدید (escalation) به کار ببرید.",
)
BOUNDARY_UNATTACHED = error(
    "boundary-unattached",
    en="Expected {it} to be attached to a task, subprocess or call activity beside it, but it is attached to "
    "{found}: attach it to one.",
    fa="انتظار می‌رفت {it} به یک کار، زیرفرایند یا فراخوانی در کنارش چسبیده باشد، ولی به {found} چسبیده است؛ آن "
    "را به یکی بچسبانید.",
)
EVENT_REFERENCE = error(
    "event-reference",
    en="Expected {it} to name the message, signal, error or escalation it stands for, but it names none that "
    "exists: choose one in the properties.",
    fa="انتظار می‌رفت {it} پیام، سیگنال، خطا یا تشدید خود را نام ببرد، ولی چیزی را که وجود داشته باشد نام "
    "نمی‌برد؛ در ویژگی‌ها یکی را انتخاب کنید.",
)
CODE_MISSING = error(
    "code-missing",
    en="Expected {it}, which throws {found}, to have a code for it, but it has none and nothing can tell it "
    "from others: give it a code.",
    fa="انتظار می‌رفت {it} که {found} می‌فرستد برای آن کدی داشته باشد، ولی ندارد و از دیگری بازشناخته نمی‌شود؛ "
    "به آن کد بدهید.",
)
LINK_UNPAIRED = error(
    "link-unpaired",
    en="Expected {it} to pair with {expected} of the name “{link}” in the same subprocess or process, but "
    "{found}: give both ends of a link one name, that no other catch has.",
    fa="انتظار می‌رفت {it} در همان فرایند یا زیرفرایند با {expected} به نام «{link}» جفت شود، ولی {found}؛ به "
    "دو سر پیوند یک نام بدهید که دریافت دیگری نداشته باشد.",
)
CYCLE_TIMER = error(
    "cycle-timer",
    en="Expected a date or a duration on {it}, but it has a cycle, and it can happen once only: use a duration, "
    "or a non-interrupting event.",
    fa="انتظار می‌رفت {it} تاریخ یا مدت داشته باشد، ولی چرخه دارد و فقط یک بار می‌تواند رخ دهد؛ مدت به کار "
    "ببرید یا رویداد را «بدون قطع» کنید.",
)
TOPIC_MISSING = error(
    "topic-missing",
    en="Expected {it} to say who does it, but it has no {expected}: choose “External” and give it a topic.",
    fa="انتظار می‌رفت {it} بگوید چه کسی انجامش می‌دهد، ولی {expected} ندارد؛ External را انتخاب کنید و topic بدهید.",
)
MESSAGE_MISSING = error(
    "message-missing",
    en="Expected {it} to wait for a message, but it names none that exists: choose a message.",
    fa="انتظار می‌رفت {it} منتظر پیامی باشد، ولی پیامی را که وجود داشته باشد نام نمی‌برد؛ پیامی انتخاب کنید.",
)
UNASSIGNED = error(
    "user-task-unassigned",
    en="Expected {it} to have an assignee, candidate users or candidate groups, but it has none of them and "
    "nobody would ever see it: name a candidate group.",
    fa="انتظار می‌رفت {it} مسئول، کاربران نامزد یا گروه‌های نامزد داشته باشد، ولی هیچ‌کدام را ندارد و کسی آن را "
    "نخواهد دید؛ یک گروه نامزد بنویسید.",
)
SCRIPT_MISSING = error(
    "script-missing",
    en="Expected {it} to have a script in FEEL, but it is empty: write one, or make it a plain task.",
    fa="انتظار می‌رفت {it} اسکریپتی به FEEL داشته باشد، ولی خالی است؛ آن را بنویسید یا کار ساده کنید.",
)
SCRIPT_WITHOUT_RESULT = warning(
    "script-without-result",
    en="Expected {it} to keep its result, but it has no result variable and so no effect: name one.",
    fa="انتظار می‌رفت {it} نتیجه‌اش را نگه دارد، ولی متغیر نتیجه ندارد و اثری نمی‌گذارد؛ متغیری نام ببرید.",
)
LOOP_WITHOUT_COUNT = error(
    "loop-without-count",
    en="Expected multi-instance {it} to say how often, but it has neither collection nor cardinality: give it "
    "one in FEEL.",
    fa="انتظار می‌رفت {it} که چندنمونه‌ای است بگوید چند بار، ولی نه مجموعه دارد نه تعداد؛ یکی را به FEEL بدهید.",
)
