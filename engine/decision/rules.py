"""What a file of decisions must hold to: one sentence a rule, in both languages.

Beside the *diagram*; `docs/decisions.md` shows by example what the tables here are about.
"""

from __future__ import annotations

from engine.diagram.fault import error, warning

MISSING_ID = error(
    "decision-missing-id",
    en="Expected {it} to have an id, but it has none: save the file again from the modeler.",
    fa="انتظار می‌رفت {it} شناسه داشته باشد، ولی ندارد؛ فایل را دوباره از ابزار مدل‌سازی ذخیره کنید.",
)
DOUBLED_ID = error(
    "decision-doubled-id",
    en="Expected every id once, but {it} has the id of another thing: give it one of its own.",
    fa="انتظار می‌رفت هر شناسه فقط یک بار بیاید، ولی شناسهٔ {it} از آنِ چیز دیگری است؛ شناسهٔ دیگری به آن بدهید.",
)
MISSING_NAME = error(
    "decision-missing-name",
    en="Expected {it} to have a name, but it has none: write one.",
    fa="انتظار می‌رفت {it} نام داشته باشد، ولی ندارد؛ نامی بنویسید.",
)
DOUBLED_NAME = error(
    "decision-doubled-name",
    en="Expected every name once, but {it} has “{name}” twice: rename one.",
    fa="انتظار می‌رفت هر نام فقط یک بار بیاید، ولی در {it} «{name}» دو بار آمده است؛ یکی را تغییر نام دهید.",
)
IMPORT = error(
    "decision-import",
    en="Expected all decisions in one file, but {it} needs another one ({found}): copy what it needs into this file.",
    fa="انتظار می‌رفت همهٔ تصمیم‌ها در یک فایل باشند، ولی {it} به فایل دیگری نیاز دارد ({found})؛ آنچه لازم است در همین "
    "فایل بیاورید.",
)
UNKNOWN = error(
    "decision-unknown-element",
    en="Expected in {it} only what DMN has and is run here, but found {found}: remove or replace it.",
    fa="انتظار می‌رفت در {it} فقط چیزی بیاید که در DMN هست و اینجا اجرا می‌شود، ولی {found} یافت شد؛ آن را حذف یا عوض کنید.",
)
NO_LOGIC = error(
    "decision-without-logic",
    en="Expected {it} to hold a decision table or an expression, but it is empty: write one.",
    fa="انتظار می‌رفت {it} جدول تصمیم یا عبارت داشته باشد، ولی خالی است؛ آن را بنویسید.",
)
TOO_DEEP = error(
    "decision-too-deep",
    en="Expected at most {limit} boxes inside one another, but {it} has more: make parts of it decisions of their own.",
    fa="انتظار می‌رفت حداکثر {limit} جعبه درون هم باشند، ولی {it} بیشتر دارد؛ بخش‌هایی از آن را تصمیم جدا کنید.",
)
TOO_MANY = error(
    "decision-too-large",
    en="Expected at most {limit} words of FEEL in a file (the same cell counts once), but {it} goes beyond: split the file.",
    fa="انتظار می‌رفت در یک فایل حداکثر {limit} واژهٔ FEEL باشد (خانه‌های یکسان یک بار شمرده می‌شوند)، ولی {it} از آن می‌گذرد؛ فایل را بخش‌بخش کنید.",
)
DANGLING = error(
    "decision-dangling",
    en="Expected what {it} requires to exist, but there is no {expected} “{ref}”: correct the requirement or remove it.",
    fa="انتظار می‌رفت آنچه {it} نیاز دارد وجود داشته باشد، ولی {expected} «{ref}» نیست؛ نیازمندی را درست یا حذف کنید.",
)
CYCLE = error(
    "decision-cycle",
    en="Expected no decision to need itself, but {it} does: {path}. Remove one of these requirements.",
    fa="انتظار می‌رفت هیچ تصمیمی به خودش نیاز نداشته باشد، ولی {it} چنین است: {path}. یکی از این نیازمندی‌ها را حذف کنید.",
)
TYPE_UNKNOWN = error(
    "decision-type",
    en="Expected a type that DMN or this file has, but {it} names “{found}”: choose string, number, boolean, date, time, "
    "dateTime, dayTimeDuration, yearMonthDuration, Any, or a type of the file.",
    fa="انتظار می‌رفت نوعی از DMN یا از همین فایل باشد، ولی {it} «{found}» را نام می‌برد؛ یکی از این‌ها را انتخاب کنید: string، "
    "number، boolean، date، time، dateTime، dayTimeDuration، yearMonthDuration، Any یا نوعی از همین فایل.",
)
LANGUAGE = error(
    "decision-not-feel",
    en="Expected FEEL, but {it} is written in “{found}”: write it in FEEL and remove the language.",
    fa="انتظار می‌رفت FEEL باشد، ولی {it} به زبان «{found}» نوشته شده است؛ آن را به FEEL بنویسید و نام زبان را بردارید.",
)
EXPRESSION = error(
    "decision-expression",
    en="Expected FEEL in {it}, but “{text}” is not: {cause}",
    fa="انتظار می‌رفت در {it} عبارتی به زبان FEEL باشد، ولی «{text}» چنین نیست. {cause}",
)
EMPTY_EXPRESSION = error(
    "decision-empty-expression",
    en="Expected an expression in {it}, but it is empty: write one.",
    fa="انتظار می‌رفت در {it} عبارتی نوشته شده باشد، ولی خالی است؛ آن را بنویسید.",
)
POLICY = error(
    "decision-hit-policy",
    en="Expected a hit policy of DMN, but {it} has “{found}”: choose UNIQUE, FIRST, ANY, PRIORITY, RULE ORDER, OUTPUT "
    "ORDER or COLLECT.",
    fa="انتظار می‌رفت سیاست انتخاب از DMN باشد، ولی {it} «{found}» دارد؛ UNIQUE، FIRST، ANY، PRIORITY، RULE ORDER، OUTPUT "
    "ORDER یا COLLECT را انتخاب کنید.",
)
AGGREGATION = error(
    "decision-aggregation",
    en="Expected SUM, MIN, MAX or COUNT only over the single output of a COLLECT table, but {it} has “{found}”: "
    "remove it, or keep one output.",
    fa="انتظار می‌رفت SUM، MIN، MAX یا COUNT فقط بر تنها خروجیِ جدول COLLECT بیاید، ولی {it} «{found}» دارد؛ آن را بردارید "
    "یا یک خروجی نگه دارید.",
)
NO_OUTPUT = error(
    "decision-without-output",
    en="Expected {it} to have an output column, but it has none: add one.",
    fa="انتظار می‌رفت {it} ستون خروجی داشته باشد، ولی ندارد؛ ستونی بیفزایید.",
)
OUTPUT_NAME = error(
    "decision-output-name",
    en="Expected each of several outputs to have a name of its own, but {it} does not: write a name into every output "
    "column.",
    fa="انتظار می‌رفت هر یک از چند خروجی نام خود را داشته باشد، ولی {it} چنین نیست؛ برای هر ستون خروجی نامی بنویسید.",
)
ENTRIES = error(
    "decision-entries",
    en="Expected {expected} in {it}, one a column, but found {found}: add or remove cells.",
    fa="انتظار می‌رفت در {it}، برای هر ستون یکی، {expected} بیاید، ولی {found} یافت شد؛ خانه‌ها را کم یا زیاد کنید.",
)
OVERLAP = error(
    "rules-overlap",
    en="Expected at most one rule of {it} for each case (UNIQUE), but rules {first} and {second} both hold where {where}: "
    "narrow one of them, or choose another hit policy.",
    fa="انتظار می‌رفت در {it} برای هر حالت حداکثر یک قاعده برقرار باشد (UNIQUE)، ولی قاعده‌های {first} و {second} هر دو "
    "برقرارند، آنجا که {where}؛ یکی را محدودتر کنید یا سیاست انتخاب دیگری انتخاب کنید.",
)
MAY_OVERLAP = warning(
    "rules-may-overlap",
    en="Expected at most one rule of {it} for each case (UNIQUE), but rules {first} and {second} both hold where {where}, "
    "if that can be: then there is no result; see that it cannot.",
    fa="انتظار می‌رفت در {it} برای هر حالت حداکثر یک قاعده برقرار باشد (UNIQUE)، ولی قاعده‌های {first} و {second} هر دو "
    "برقرارند، آنجا که {where}، اگر ممکن باشد؛ آنگاه نتیجه‌ای نیست؛ مطمئن شوید که چنین نمی‌شود.",
)
CONTRADICTION = error(
    "rules-contradict",
    en="Expected rules of {it} that hold together to say the same (ANY), but rules {first} and {second} differ where "
    "{where}: make their outputs alike, or narrow one of them.",
    fa="انتظار می‌رفت قاعده‌هایی از {it} که با هم برقرارند یک نتیجه بدهند (ANY)، ولی قاعده‌های {first} و {second}، آنجا که "
    "{where}، نتیجهٔ متفاوت دارند؛ خروجی‌ها را یکسان کنید یا یکی را محدودتر.",
)
MAY_CONTRADICT = warning(
    "rules-may-contradict",
    en="Expected rules of {it} that hold together to say the same (ANY), but rules {first} and {second} differ where "
    "{where}, if that can be: then there is no result; see that it cannot.",
    fa="انتظار می‌رفت قاعده‌هایی از {it} که با هم برقرارند یک نتیجه بدهند (ANY)، ولی قاعده‌های {first} و {second}، آنجا که "
    "{where}، اگر ممکن باشد، متفاوت‌اند؛ آنگاه نتیجه‌ای نیست؛ مطمئن شوید که چنین نمی‌شود.",
)
GAP = warning(
    "rules-missing",
    en="Expected {it} to have a rule for each case, but there is none where {where}: add a rule or a default, or the "
    "result is null there.",
    fa="انتظار می‌رفت {it} برای هر حالت قاعده‌ای داشته باشد، ولی آنجا که {where} قاعده‌ای نیست؛ قاعده یا مقدار پیش‌فرض "
    "بیفزایید، وگرنه نتیجه در آنجا null است.",
)
UNREACHABLE = warning(
    "rule-unreachable",
    en="Expected every rule of {it} to be of use, but rule {number} never is: the rules before it take all it would. "
    "Remove it, or move it up.",
    fa="انتظار می‌رفت هر قاعدهٔ {it} به کار آید، ولی قاعدهٔ {number} هرگز به کار نمی‌آید، چون قاعده‌های پیش از آن همهٔ حالت‌هایش "
    "را می‌گیرند؛ آن را حذف کنید یا بالاتر ببرید.",
)
NOT_ANALYSED = warning(
    "rules-not-analysed",
    en="Expected to tell from {it} alone that at most one rule holds, but {columns} cannot be analysed: see yourself "
    "that its rules exclude one another.",
    fa="انتظار می‌رفت از خودِ {it} پیدا باشد که حداکثر یک قاعده برقرار است، ولی {columns} را نمی‌توان تحلیل کرد؛ خودتان "
    "مطمئن شوید که قاعده‌ها با هم جمع نمی‌شوند.",
)
NEVER = warning(
    "cell-never-passes",
    en="Expected {it} to pass some value of its column, but “{text}” passes none: correct it.",
    fa="انتظار می‌رفت {it} مقداری از ستونش را بپذیرد، ولی «{text}» هیچ مقداری را نمی‌پذیرد؛ آن را درست کنید.",
)
PRIORITIES = error(
    "decision-priorities",
    en="Expected the output values of {it} in the order of their priority ({policy}), but no output column has any: "
    "write them.",
    fa="انتظار می‌رفت مقدارهای خروجیِ {it} به ترتیب اولویت نوشته شده باشد ({policy})، ولی هیچ ستون خروجی چنین فهرستی ندارد؛ "
    "آن را بنویسید.",
)
PRIORITY_LIST = error(
    "decision-priority-list",
    en="Expected the output values of {it} to be fixed values separated by commas, but “{text}” is not: write such a list.",
    fa="انتظار می‌رفت مقدارهای خروجیِ {it} مقدارهای ثابتی باشد که با ویرگول جدا شده‌اند، ولی «{text}» چنین نیست؛ چنین "
    "فهرستی بنویسید.",
)
OUTPUT_VALUE = error(
    "decision-output-value",
    en="Expected {it} to say one of the output values {values}, but it says “{text}”: correct one of both.",
    fa="انتظار می‌رفت {it} یکی از مقدارهای خروجی {values} باشد، ولی «{text}» است؛ یکی از این دو را درست کنید.",
)
OUTPUT_TYPE = error(
    "decision-output-type",
    en="Expected {it} to be of the type “{type}”, but “{text}” is not: correct one of both.",
    fa="انتظار می‌رفت {it} از نوع «{type}» باشد، ولی «{text}» چنین نیست؛ یکی از این دو را درست کنید.",
)
CALLEE = error(
    "decision-callee",
    en="Expected {it} to call a function that it requires, but “{found}” is none: draw the knowledge requirement, or "
    "correct the name.",
    fa="انتظار می‌رفت {it} تابعی را فراخواند که به آن نیاز دارد، ولی «{found}» چنین نیست؛ نیازمندی دانش را رسم کنید یا نام را "
    "درست کنید.",
)
PARAMETER = error(
    "decision-parameter",
    en="Expected {it} to give the parameters of “{callee}” ({expected}), but it gives “{found}”: correct the name.",
    fa="انتظار می‌رفت {it} پارامترهای «{callee}» ({expected}) را بدهد، ولی «{found}» را می‌دهد؛ نام را درست کنید.",
)
