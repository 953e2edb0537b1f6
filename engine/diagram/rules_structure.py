"""The rules about flows and gateways: what leads where, and whether it can be gone.

First word of the sentence; `check_flows`, `check_gateways` and `check_reach` find what breaks them.
"""

from __future__ import annotations

from engine.diagram.fault import error, warning

FLOW_DANGLING = error(
    "flow-dangling",
    en="Expected {it} to lead from one element to another, but {found} is missing: connect it anew or delete it.",
    fa="انتظار می‌رفت {it} از عنصری به عنصری برود، ولی {found} وجود ندارد؛ آن را دوباره وصل یا حذف کنید.",
)
FLOW_CROSSES = error(
    "flow-crosses-scope",
    en="Expected {it} to stay inside one process or subprocess, but {found} is in another: end it at the "
    "subprocess, or use an event.",
    fa="انتظار می‌رفت {it} درون یک فرایند یا زیرفرایند بماند، ولی {found} در جای دیگری است؛ آن را به خود "
    "زیرفرایند وصل کنید یا رویداد به کار ببرید.",
)
FLOW_INTO_START = error(
    "flow-into-start",
    en="Expected {it} to begin a path, but flow {flow} leads into it: lead the flow to what comes next.",
    fa="انتظار می‌رفت {it} آغاز مسیر باشد، ولی جریان {flow} به آن وارد می‌شود؛ جریان را به عنصر بعدی ببرید.",
)
FLOW_OUT_OF_END = error(
    "flow-out-of-end",
    en="Expected {it} to end a path, but flow {flow} leaves it: delete the flow, or use an intermediate event.",
    fa="انتظار می‌رفت {it} پایان مسیر باشد، ولی جریان {flow} از آن خارج می‌شود؛ جریان را حذف کنید یا رویداد "
    "میانی به کار ببرید.",
)
UNREACHABLE = error(
    "unreachable",
    en="Expected a way from the start event to {it}, but there is none: connect it or delete it.",
    fa="انتظار می‌رفت از رویداد آغاز راهی به {it} باشد، ولی نیست؛ آن را وصل یا حذف کنید.",
)
NO_WAY_TO_END = error(
    "no-way-to-end",
    en="Expected a way from {it} to an end, but it only leads in a circle: draw a way out with a gateway.",
    fa="انتظار می‌رفت از {it} راهی به پایان باشد، ولی فقط دور می‌زند؛ با درگاه راه خروجی رسم کنید.",
)
IMPLICIT_END = warning(
    "implicit-end",
    en="Expected an end event behind {it}, but nothing follows: it is run as an end; draw an end event.",
    fa="انتظار می‌رفت پس از {it} رویداد پایان بیاید، ولی چیزی نمی‌آید؛ همان پایان شمرده می‌شود؛ رویداد پایان رسم کنید.",
)
IMPLICIT_SPLIT = warning(
    "implicit-split",
    en="Expected one flow out of {it}, but {count} leave it: all are taken at once; draw a parallel gateway if "
    "that is meant, an exclusive one otherwise.",
    fa="انتظار می‌رفت یک جریان از {it} خارج شود، ولی {count} جریان خارج می‌شود و همه با هم طی می‌شوند؛ اگر همین "
    "منظور است درگاه موازی بگذارید، وگرنه درگاه انحصاری.",
)
CONDITION_MISSING = error(
    "condition-missing",
    en="Expected {it}, which leaves {gateway}, to have a condition, but it has none: write one in FEEL, or make "
    "it the default flow.",
    fa="انتظار می‌رفت {it} که از {gateway} خارج می‌شود شرط داشته باشد، ولی ندارد؛ شرطی به FEEL بنویسید یا آن را "
    "جریان پیش‌فرض کنید.",
)
DEFAULT_MISSING = error(
    "default-missing",
    en="Expected {it} to have a default flow, but it has none and would stop where no condition holds: mark one "
    "flow as default.",
    fa="انتظار می‌رفت {it} جریان پیش‌فرض داشته باشد، ولی ندارد و اگر هیچ شرطی برقرار نباشد متوقف می‌شود؛ یکی را "
    "پیش‌فرض کنید.",
)
DEFAULT_ELSEWHERE = error(
    "default-not-leaving",
    en="Expected the default flow of {it} to leave it, but {flow} does not: mark one of its own flows.",
    fa="انتظار می‌رفت جریان پیش‌فرض {it} از آن خارج شود، ولی {flow} چنین نیست؛ یکی از جریان‌های خودش را پیش‌فرض کنید.",
)
DEFAULT_WITH_CONDITION = error(
    "default-with-condition",
    en="Expected {it}, a default flow, to have no condition, but it has one: remove the condition or the default mark.",
    fa="انتظار می‌رفت {it} که جریان پیش‌فرض است شرط نداشته باشد، ولی دارد؛ شرط یا نشان پیش‌فرض را بردارید.",
)
CONDITION_ALONE = error(
    "condition-alone",
    en="Expected {it} to be taken always, being the only flow out of {gateway}, but it has a condition: remove "
    "it or draw a second flow.",
    fa="انتظار می‌رفت {it} که تنها جریان خروجی {gateway} است همیشه طی شود، ولی شرط دارد؛ شرط را بردارید یا "
    "جریان دومی رسم کنید.",
)
CONDITION_WITHOUT_CHOICE = error(
    "condition-without-choice",
    en="Expected {it} to have no condition, because {gateway} chooses by none, but it has one: use an exclusive "
    "or inclusive gateway.",
    fa="انتظار می‌رفت {it} شرط نداشته باشد، چون {gateway} با شرط انتخاب نمی‌کند، ولی دارد؛ درگاه انحصاری یا شمولی "
    "به کار ببرید.",
)
CONDITION_WITHOUT_GATEWAY = error(
    "condition-without-gateway",
    en="Expected a gateway to choose what follows {gateway}, but {it} leaves it with a condition or as default: "
    "put a gateway between.",
    fa="انتظار می‌رفت درگاهی مسیر پس از {gateway} را انتخاب کند، ولی {it} با شرط یا به‌عنوان پیش‌فرض از آن خارج "
    "می‌شود؛ میانشان درگاه بگذارید.",
)
JOIN_NEVER = error(
    "join-never",
    en="Expected all flows into {it} to be taken together, but {gateway} takes only one of them and it would "
    "wait for ever: join with an exclusive gateway, or split with a parallel one.",
    fa="انتظار می‌رفت همهٔ جریان‌های ورودی {it} با هم طی شوند، ولی {gateway} فقط یکی را طی می‌کند و آن تا ابد "
    "منتظر می‌ماند؛ با درگاه انحصاری به هم برسانید یا با درگاه موازی جدا کنید.",
)
EVENT_GATEWAY_FEW = error(
    "event-gateway-few",
    en="Expected {it} to lead to two events or more, but it leads to {count}: draw another, or leave the gateway out.",
    fa="انتظار می‌رفت {it} به دو رویداد یا بیشتر برسد، ولی به {count} می‌رسد؛ رویداد دیگری رسم کنید یا درگاه را بردارید.",
)
EVENT_GATEWAY_TARGET = error(
    "event-gateway-target",
    en="Expected {gateway} to lead only to timer, message or signal catch events or receive tasks, but {it} "
    "follows it: put such an event between.",
    fa="انتظار می‌رفت {gateway} فقط به رویداد دریافت زمان‌سنج، پیام، سیگنال یا به کار دریافت برسد، ولی {it} پس "
    "از آن است؛ چنین رویدادی میانشان بگذارید.",
)
EVENT_GATEWAY_SHARED = error(
    "event-gateway-shared",
    en="Expected {it} to be entered from {gateway} only, but other flows lead to it too: draw another event for them.",
    fa="انتظار می‌رفت به {it} فقط از {gateway} وارد شوند، ولی جریان‌های دیگری هم به آن می‌رسند؛ برای آن‌ها "
    "رویداد دیگری رسم کنید.",
)
