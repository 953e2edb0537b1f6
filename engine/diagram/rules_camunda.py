"""The rules about what is written in the namespace `camunda:` and not run here.

First word of the sentence; `check_camunda` finds what breaks them, by the table in `camunda`.
"""

from __future__ import annotations

from engine.diagram.fault import error, warning

NO_EFFECT_HERE = warning(
    "camunda-no-effect",
    en="Expected only what is run here, but {it} has camunda:{attribute}, which has no effect: {why}; remove it.",
    fa="انتظار می‌رفت فقط آنچه اجرا می‌شود بیاید، ولی {it} دارای camunda:{attribute} است که اثری ندارد: {why}؛ آن را بردارید.",
)
MISPLACED = warning(
    "camunda-misplaced",
    en="Expected camunda:{attribute} on {where} only, but {it} has it on {on}, where it has no effect: move or remove it.",
    fa="انتظار می‌رفت camunda:{attribute} فقط روی {where} باشد، ولی {it} آن را روی {on} دارد که اثری ندارد؛ آن را جابه‌جا "
    "یا حذف کنید.",
)
UNKNOWN = warning(
    "camunda-unknown",
    en="Expected a name that the namespace camunda: has, but {it} has “{attribute}” on {on}, which means nothing: correct "
    "the name or remove it.",
    fa="انتظار می‌رفت نامی از فضای نام camunda: بیاید، ولی {it} روی {on} «{attribute}» دارد که معنایی ندارد؛ نام را درست کنید "
    "یا آن را بردارید.",
)
VERSION = error(
    "version-chosen",
    en="Expected the version that is deployed when a case starts, but {it} asks with camunda:{attribute} for “{found}”: "
    "remove it and choose the binding “deployment”.",
    fa="انتظار می‌رفت همان نسخه‌ای به کار رود که هنگام آغاز پرونده مستقر است، ولی {it} با camunda:{attribute} نسخهٔ «{found}» را "
    "می‌خواهد؛ آن را بردارید و پیوند deployment را انتخاب کنید.",
)
