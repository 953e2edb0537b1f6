"""The rules of BPMN's own XML schema: what breaks them is an error only where a file could be misread.

First word of the sentence; `check_schema` finds what breaks them. `{more}` says where else the same was met.
"""

from __future__ import annotations

from engine.diagram.fault import error, warning

MISREAD = error(
    "schema-misread",
    en="Expected BPMN 2.0 that can be read in one way only, but {it}: {what}{more}. Correct it and save the file again.",
    fa="انتظار می‌رفت BPMN 2.0 فقط یک خوانش داشته باشد، ولی {it}: {what}{more}. آن را درست و فایل را دوباره ذخیره کنید.",
)
ATTRIBUTE = warning(
    "schema-attribute",
    en="Expected only attributes that BPMN 2.0 knows, but {it} has “{name}” on {tag}, which has no effect{more}: correct the "
    "name, give it its prefix (such as camunda:), or remove it.",
    fa="انتظار می‌رفت فقط ویژگی‌های BPMN 2.0 بیاید، ولی {it} روی {tag} «{name}» دارد که اثری ندارد{more}؛ نام را درست کنید، "
    "پیشوندش را (مانند camunda:) بیفزایید یا آن را بردارید.",
)
MISSING = warning(
    "schema-missing",
    en="Expected {tag} to have what BPMN 2.0 demands, but {it} lacks {name}{more}: save the file again from a modeler.",
    fa="انتظار می‌رفت {tag} آنچه را BPMN 2.0 می‌خواهد داشته باشد، ولی {it} {name} ندارد{more}؛ فایل را دوباره از ابزار "
    "مدل‌سازی ذخیره کنید.",
)
VALUE = warning(
    "schema-value",
    en="Expected {expected} as {name} of {tag}, but {it} has “{found}”{more}: correct it.",
    fa="انتظار می‌رفت {name} در {tag} از نوع {expected} باشد، ولی {it} «{found}» دارد{more}؛ آن را درست کنید.",
)
PLACE = warning(
    "schema-place",
    en="Expected {expected} in {parent}, but {it} has {tag} there{more}: it may be out of order or out of place; save the "
    "file again from a modeler.",
    fa="انتظار می‌رفت در {parent} {expected} بیاید، ولی {it} آنجا {tag} دارد{more}؛ شاید ترتیب یا جایش درست نباشد؛ فایل را "
    "دوباره از ابزار مدل‌سازی ذخیره کنید.",
)
OTHER = warning(
    "schema-other",
    en="Expected {it} to be as the schema of BPMN 2.0 says, but it is not ({cause}){more}: save the file again from a modeler.",
    fa="انتظار می‌رفت {it} طبق الگوی BPMN 2.0 باشد، ولی نیست ({cause}){more}؛ فایل را دوباره از ابزار مدل‌سازی ذخیره کنید.",
)
