"""The rules about what is written in a diagram: expressions, timers, names of forms, processes and groups.

First word of the sentence; `check_language`, `check_variables` and `check_references` find what breaks them.
"""

from __future__ import annotations

from engine.diagram.fault import error, warning

JUEL = error(
    "juel",
    en="Expected FEEL or plain text in the {where} of {it}, but “{text}” is an expression of another language: "
    "write it in FEEL, without ${{…}}.",
    fa="انتظار می‌رفت {where} در {it} به FEEL یا متن ساده باشد، ولی «{text}» به زبان دیگری است؛ آن را به FEEL و "
    "بدون ${{…}} بنویسید.",
)
EXPRESSION = error(
    "expression-malformed",
    en="Expected FEEL in the {where} of {it}, but “{text}” is not: {cause}",
    fa="انتظار می‌رفت {where} در {it} به FEEL باشد، ولی «{text}» چنین نیست: {cause}",
)
TIMER_MISSING = error(
    "timer-missing",
    en="Expected {it} to say when, but its timer is empty: give it a date, a duration or a cycle.",
    fa="انتظار می‌رفت {it} زمان را بگوید، ولی زمان‌سنجش خالی است؛ تاریخ، مدت یا چرخه‌ای به آن بدهید.",
)
TIMER_MALFORMED = error(
    "timer-malformed",
    en="Expected {it} to have {expected}, but it has “{text}”: write it like that, or as FEEL.",
    fa="انتظار می‌رفت {it} دارای {expected} باشد، ولی «{text}» دارد؛ همان‌گونه یا به FEEL بنویسید.",
)
TIMER_SENSELESS = error(
    "timer-senseless",
    en="Expected the timer of {it} to run for some time, at most a hundred years, but “{text}” does not: correct it.",
    fa="انتظار می‌رفت زمان‌سنج {it} مدتی، حداکثر صد سال، طول بکشد، ولی «{text}» چنین نیست؛ آن را درست کنید.",
)
DATE_MALFORMED = error(
    "date-malformed",
    en="Expected in the {where} of {it} a date and time like 2026-03-21T08:00:00, a duration like P2D, or FEEL "
    "after “=”, but found “{text}”: write one of these.",
    fa="انتظار می‌رفت {where} در {it} تاریخ و ساعتی مانند 2026-03-21T08:00:00، مدتی مانند P2D یا FEEL پس از «=» "
    "باشد، ولی «{text}» است؛ یکی از این‌ها را بنویسید.",
)
PRIORITY_MALFORMED = error(
    "priority-malformed",
    en="Expected the priority of {it} to be a whole number, or FEEL after “=”, but it is “{text}”: write one of these.",
    fa="انتظار می‌رفت اولویت {it} عددی صحیح یا FEEL پس از «=» باشد، ولی «{text}» است؛ یکی از این‌ها را بنویسید.",
)
VARIABLE_UNSET = warning(
    "variable-unset",
    en="Expected something to set the variable “{name}”, which the {where} of {it} uses, but nothing in the "
    "process does: correct the name, or set it in a form or a script before.",
    fa="انتظار می‌رفت چیزی متغیر «{name}» را که {where} در {it} به کار می‌برد تعیین کند، ولی در فرایند چیزی "
    "چنین نمی‌کند؛ نام را درست کنید یا پیش از آن در فرم یا اسکریپت تعیینش کنید.",
)
VARIABLE_EARLY = warning(
    "variable-early",
    en="Expected the variable “{name}”, which the {where} of {it} uses, to be set before, but it is only set later, at "
    "{setter}: set it earlier, or use another.",
    fa="انتظار می‌رفت متغیر «{name}» که {where} در {it} به کار می‌برد پیش از آن تعیین شده باشد، ولی تازه در {setter} تعیین "
    "می‌شود؛ زودتر تعیینش کنید یا متغیر دیگری به کار ببرید.",
)
FORM_UNKNOWN = error(
    "form-unknown",
    en="Expected the form “{form}” of {it} to exist, but there is none of that id: correct the id or make the form.",
    fa="انتظار می‌رفت فرم «{form}» برای {it} وجود داشته باشد، ولی فرمی با این شناسه نیست؛ شناسه را درست کنید یا "
    "فرم را بسازید.",
)
CALLED_MISSING = error(
    "called-missing",
    en="Expected {it} to name the process it calls, but it names none: choose a called element.",
    fa="انتظار می‌رفت {it} فرایندی را که فرا می‌خواند نام ببرد، ولی نام نمی‌برد؛ Called element را بنویسید.",
)
CALLED_UNKNOWN = error(
    "called-unknown",
    en="Expected the process “{called}”, which {it} calls, to exist, but there is none of that id: correct the "
    "id, or deploy that process first.",
    fa="انتظار می‌رفت فرایند «{called}» که {it} فرا می‌خواند وجود داشته باشد، ولی فرایندی با این شناسه نیست؛ "
    "شناسه را درست کنید یا نخست آن فرایند را مستقر کنید.",
)
CALL_RECURSION = error(
    "call-recursion",
    en="Expected no process to call itself, but {it} calls “{called}”, which leads back to it: draw a loop, or "
    "another process.",
    fa="انتظار می‌رفت هیچ فرایندی خودش را فرا نخواند، ولی {it} «{called}» را فرا می‌خواند که به همین فرایند "
    "برمی‌گردد؛ حلقه رسم کنید یا فرایند دیگری بسازید.",
)
NEVER_OFFERED = warning(
    "value-never-offered",
    en="Expected the condition of {it} to ask for a value that the form before it offers, but it asks whether {name} is "
    "“{value}”, and the form offers {offered}: correct the condition or the form.",
    fa="انتظار می‌رفت شرط {it} مقداری را بخواهد که فرم پیش از آن عرضه می‌کند، ولی می‌پرسد آیا {name} برابر «{value}» است و "
    "فرم این‌ها را عرضه می‌کند: {offered}؛ شرط یا فرم را درست کنید.",
)
FORM_NEVER_SHOWN = warning(
    "form-never-shown",
    en="Expected a form on the start event of a process only, but {it} in a subprocess has the form “{form}”, which nobody "
    "is shown: put it on a user task behind the event.",
    fa="انتظار می‌رفت فقط رویداد آغازِ فرایند فرم داشته باشد، ولی {it} در زیرفرایند فرم «{form}» دارد که به کسی نشان داده "
    "نمی‌شود؛ آن را روی یک کار کاربری پس از رویداد بگذارید.",
)
LANE_ROLE = warning(
    "lane-role",
    en="Expected {it} to be for {common}, as all others in the lane “{lane}” are, but it is for {own}: move it to another "
    "lane, or correct its candidate groups.",
    fa="انتظار می‌رفت {it} مانند همهٔ کارهای دیگر خط «{lane}» از آنِ {common} باشد، ولی از آنِ {own} است؛ آن را به خط دیگری "
    "ببرید یا گروه‌های نامزدش را درست کنید.",
)
GROUP_UNKNOWN = error(
    "group-unknown",
    en="Expected the candidate group “{group}” of {it} to be a role of the organisation, but it is not: correct "
    "the name, or add the role.",
    fa="انتظار می‌رفت گروه نامزد «{group}» در {it} از نقش‌های سازمان باشد، ولی نیست؛ نام را درست کنید یا نقش را "
    "بیفزایید.",
)
