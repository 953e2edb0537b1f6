"""The rules about parts of BPMN, and of what modelers add to it, that are not run here.

First word of the sentence; `check_refused` finds what breaks them.
"""

from __future__ import annotations

from engine.diagram.fault import error, warning

COMPENSATION = error(
    "compensation",
    en="Expected a process without compensation, but {it} uses it: draw the undoing as a path of its own, "
    "reached by an error boundary event or a gateway.",
    fa="انتظار می‌رفت فرایند بدون جبران (compensation) باشد، ولی {it} از آن استفاده می‌کند؛ برگرداندن کار را با "
    "مسیری جدا، پس از رویداد مرزی خطا یا درگاه، رسم کنید.",
)
AD_HOC = error(
    "ad-hoc-subprocess",
    en="Expected a subprocess whose order is drawn, but {it} is ad-hoc: use a plain subprocess with gateways.",
    fa="انتظار می‌رفت ترتیب کارها در زیرفرایند رسم شده باشد، ولی {it} موردی (ad-hoc) است؛ زیرفرایند معمولی با "
    "درگاه به کار ببرید.",
)
COMPLEX_GATEWAY = error(
    "complex-gateway",
    en="Expected a gateway that is exclusive, inclusive, parallel or event-based, but {it} is complex: use one "
    "of those.",
    fa="انتظار می‌رفت درگاه، انحصاری، شمولی، موازی یا رویدادمحور باشد، ولی {it} پیچیده است؛ یکی از آن‌ها را به "
    "کار ببرید.",
)
TRANSACTION = error(
    "transaction",
    en="Expected a plain subprocess, but {it} is a transaction: use a subprocess, and an error boundary event "
    "for what fails.",
    fa="انتظار می‌رفت زیرفرایند معمولی باشد، ولی {it} تراکنش است؛ زیرفرایند به کار ببرید و برای شکست، رویداد "
    "مرزی خطا بگذارید.",
)
CANCEL_EVENT = error(
    "cancel-event",
    en="Expected no cancel event, but {it} is one: use an error end event and an error boundary event.",
    fa="انتظار می‌رفت رویداد لغو (cancel) در کار نباشد، ولی {it} چنین است؛ رویداد پایان خطا و رویداد مرزی خطا "
    "به کار ببرید.",
)
CONDITIONAL_EVENT = error(
    "conditional-event",
    en="Expected an event that something triggers, but {it} waits for a condition: use a gateway behind the "
    "task that changes it, or a signal.",
    fa="انتظار می‌رفت چیزی رویداد را برانگیزد، ولی {it} منتظر یک شرط است؛ پس از کاری که آن را تغییر می‌دهد "
    "درگاه بگذارید، یا سیگنال به کار ببرید.",
)
STANDARD_LOOP = error(
    "standard-loop",
    en="Expected no loop mark, but {it} has one: draw the loop with an exclusive gateway, or use multi-instance.",
    fa="انتظار می‌رفت نشان حلقه نباشد، ولی {it} دارد؛ حلقه را با درگاه انحصاری رسم کنید یا چندنمونه‌ای به کار ببرید.",
)
SEVERAL_EVENTS = error(
    "several-event-definitions",
    en="Expected one trigger on {it}, but it has several (multiple): draw one event for each.",
    fa="انتظار می‌رفت {it} یک محرک داشته باشد، ولی چند محرک دارد (multiple)؛ برای هر کدام یک رویداد رسم کنید.",
)
BUSINESS_RULE = error(
    "business-rule-task",
    en="Expected {it} to name the decision it asks for (camunda:decisionRef), or a topic, but it names neither: write "
    "the id of a decision.",
    fa="انتظار می‌رفت {it} تصمیمی را که می‌خواهد (camunda:decisionRef) یا موضوعی (topic) را نام ببرد، ولی هیچ‌یک را "
    "نام نمی‌برد؛ شناسهٔ یک تصمیم را بنویسید.",
)
RUNS_CODE = error(
    "runs-code",
    en="Expected no code in the diagram, but {it} has camunda:{attribute} “{found}”: make it an external task "
    "with a topic, which a worker does.",
    fa="انتظار می‌رفت در نمودار کدی نباشد، ولی {it} دارای camunda:{attribute} «{found}» است؛ آن را کار بیرونی "
    "با topic کنید تا کارگزار انجام دهد.",
)
NOT_FEEL = error(
    "not-feel",
    en="Expected FEEL, but {it} is written in “{found}”: write it in FEEL and remove the language.",
    fa="انتظار می‌رفت FEEL باشد، ولی {it} به زبان «{found}» نوشته شده است؛ آن را به FEEL بنویسید و نام زبان را بردارید.",
)
LISTENER = error(
    "listener",
    en="Expected no listeners, but {it} has some, and they run code: draw what they do as a task.",
    fa="انتظار می‌رفت شنونده (listener) نباشد، ولی {it} دارد و شنونده کد اجرا می‌کند؛ آنچه می‌کند را به شکل کار رسم کنید.",
)
MAPPING = error(
    "mapping",
    en="Expected mappings that can be run, but {it} maps “{target}”, and {why}: correct or remove the mapping.",
    fa="انتظار می‌رفت نگاشت‌ها قابل اجرا باشند، ولی {it} «{target}» را نگاشت می‌کند و {why}؛ نگاشت را اصلاح یا حذف کنید.",
)
FORM_DATA = error(
    "form-data",
    en="Expected the form of {it} in a file of its own, but the fields are written in the diagram: make a form "
    "and name it (camunda:formRef).",
    fa="انتظار می‌رفت فرم {it} در فایلی جدا باشد، ولی فیلدها در نمودار نوشته شده‌اند؛ فرمی بسازید و نامش را "
    "بدهید (camunda:formRef).",
)
CALL_BINDING = error(
    "call-binding",
    en="Expected the called process of {it} to be bound to the deployment, but the binding is “{found}”: choose "
    "“deployment”; what a case calls is pinned when it starts.",
    fa="انتظار می‌رفت فرایند فراخوانی‌شدهٔ {it} با deployment پیوند بخورد، ولی پیوند «{found}» است؛ deployment "
    "را انتخاب کنید؛ آنچه پرونده فرا می‌خواند هنگام آغاز ثابت می‌شود.",
)
CASE_CALL = error(
    "case-call",
    en="Expected {it} to call a process, but it calls a case (camunda:caseRef): call a process.",
    fa="انتظار می‌رفت {it} یک فرایند را فرا بخواند، ولی یک case را فرا می‌خواند (camunda:caseRef)؛ فرایندی را "
    "فرا بخوانید.",
)
INSTANTIATE = error(
    "instantiate",
    en="Expected the process to begin at a start event, but {it} begins it (instantiate): draw a start event "
    "before it.",
    fa="انتظار می‌رفت فرایند با رویداد آغاز شروع شود، ولی {it} آن را آغاز می‌کند (instantiate)؛ پیش از آن "
    "رویداد آغاز رسم کنید.",
)
PARALLEL_EVENT_GATEWAY = error(
    "parallel-event-gateway",
    en="Expected {it} to wait for the first of its events, but it waits for all: use a parallel gateway before "
    "the events.",
    fa="انتظار می‌رفت {it} منتظر نخستین رویداد بماند، ولی منتظر همه است؛ پیش از رویدادها درگاه موازی بگذارید.",
)
TOKEN_QUANTITY = error(
    "token-quantity",
    en="Expected one token in and out of {it}, but {attribute} says otherwise: remove it, and use "
    "multi-instance or a parallel gateway.",
    fa="انتظار می‌رفت یک نشانه به {it} وارد و از آن خارج شود، ولی {attribute} چیز دیگری می‌گوید؛ آن را بردارید "
    "و چندنمونه‌ای یا درگاه موازی به کار ببرید.",
)
UNKNOWN_ELEMENT = error(
    "unknown-element",
    en="Expected only elements that are run here, but {it} stands on line {at}: replace it by one that "
    "docs/faults.md lists.",
    fa="انتظار می‌رفت فقط عنصرهای قابل اجرا بیایند، ولی {it} در سطر {at} آمده است؛ یکی از عنصرهای فهرست "
    "docs/faults.md را به جایش بگذارید.",
)
ASYNC = warning(
    "async",
    en="Expected no asynchronous marks, but {it} has {attribute}: it has no effect, every step is saved anyway; "
    "remove it.",
    fa="انتظار می‌رفت نشان ناهمگام نباشد، ولی {it} دارای {attribute} است؛ اثری ندارد، هر گام به هر حال ذخیره "
    "می‌شود؛ آن را بردارید.",
)
DATA_ASSOCIATION = warning(
    "data-association",
    en="Expected no data inputs and outputs, but {tag} stands on line {at} ({id}): it has no effect, variables "
    "belong to the case; remove it.",
    fa="انتظار می‌رفت ورودی و خروجی داده نباشد، ولی {tag} در سطر {at} آمده است ({id})؛ اثری ندارد، متغیرها از "
    "آنِ پرونده‌اند؛ آن را بردارید.",
)
NO_EFFECT = warning(
    "no-effect",
    en="Expected only what is run or drawn here, but {tag} stands on line {at} ({id}): it has no effect; remove it.",
    fa="انتظار می‌رفت فقط چیزی بیاید که اجرا یا رسم می‌شود، ولی {tag} در سطر {at} آمده است ({id})؛ اثری ندارد؛ "
    "آن را بردارید.",
)
