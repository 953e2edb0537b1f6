"""The rules a file as a whole must hold to: processes, ids, drawing.

First word of the sentence; `check_file` finds what breaks them.
"""

from __future__ import annotations

from engine.diagram.fault import error, warning

UNREADABLE = error("unreadable", en="{cause}", fa="{cause}")
FORM_UNREADABLE = error("form-unreadable", en="{cause}", fa="{cause}")
EXCEEDS = error(
    "exceeds-limits",
    en="Expected {file} to be checked within {seconds} seconds and {megabytes} MB, but it takes more: split the diagram "
    "and call its parts, or shorten its expressions.",
    fa="انتظار می‌رفت بررسی {file} در {seconds} ثانیه و {megabytes} مگابایت انجام شود، ولی بیشتر می‌خواهد؛ نمودار را "
    "بخش‌بخش کنید و بخش‌ها را فراخوانی کنید، یا عبارت‌هایش را کوتاه کنید.",
)
NO_PROCESS = error(
    "no-process",
    en="Expected {file} to have a process, but it has none: draw one and save the file again.",
    fa="انتظار می‌رفت {file} یک فرایند داشته باشد، ولی هیچ فرایندی ندارد؛ فرایند را رسم و دوباره ذخیره کنید.",
)
NOT_EXECUTABLE = error(
    "not-executable",
    en="Expected {it} to be executable, but isExecutable is not true: tick “Executable” on the process.",
    fa="انتظار می‌رفت {it} قابل اجرا باشد، ولی isExecutable برابر true نیست؛ گزینهٔ Executable فرایند را فعال کنید.",
)
NOT_EXECUTED = warning(
    "not-executed",
    en="Expected every process to be executable, but {it} is not and is only drawn: tick “Executable” if it "
    "should run.",
    fa="انتظار می‌رفت همهٔ فرایندها قابل اجرا باشند، ولی {it} نیست و فقط رسم می‌شود؛ اگر باید اجرا شود، "
    "Executable را فعال کنید.",
)
ID_MISSING = error(
    "id-missing",
    en="Expected every element to have an id, but the {tag} on line {at} has none: give it an id.",
    fa="انتظار می‌رفت هر عنصر شناسه داشته باشد، ولی یک {tag} در سطر {at} شناسه ندارد؛ به آن شناسه بدهید.",
)
ID_DOUBLED = error(
    "id-doubled",
    en="Expected the id {id} once in the file, but line {at} uses it again: give one of the two another id.",
    fa="انتظار می‌رفت شناسهٔ {id} یک بار در فایل بیاید، ولی سطر {at} دوباره آن را دارد؛ شناسهٔ یکی را عوض کنید.",
)
ID_MALFORMED = error(
    "id-malformed",
    en="Expected the id of {it} to begin with a letter and to have at most 200 letters, digits, “_”, “-” and "
    "“.”, but it is otherwise: change the id.",
    fa="انتظار می‌رفت شناسهٔ {it} با حرف آغاز شود و حداکثر ۲۰۰ حرف، رقم، «_»، «-» و «.» داشته باشد، ولی چنین "
    "نیست؛ شناسه را عوض کنید.",
)
NO_DRAWING = warning(
    "no-drawing",
    en="Expected {file} to draw its elements, but it has no shapes: nobody can see the process; open and save "
    "it in a modeler.",
    fa="انتظار می‌رفت {file} عنصرهایش را رسم کند، ولی شکلی ندارد و فرایند دیده نمی‌شود؛ آن را در ابزار مدل‌سازی "
    "باز و ذخیره کنید.",
)
SHAPE_MISSING = warning(
    "shape-missing",
    en="Expected {it} to be drawn, but it has no shape: remove it or draw it anew.",
    fa="انتظار می‌رفت {it} رسم شده باشد، ولی شکلی ندارد؛ آن را حذف کنید یا دوباره بکشید.",
)
SHAPE_DANGLING = warning(
    "shape-dangling",
    en="Expected every shape to belong to an element, but the one on line {at} points to {id}, which is "
    "missing: delete the shape.",
    fa="انتظار می‌رفت هر شکل از آنِ عنصری باشد، ولی شکل سطر {at} به {id} اشاره می‌کند که وجود ندارد؛ شکل را حذف کنید.",
)
