"""What is said about a schema that cannot be used.

Part of the word *form*; used by `schema`.
"""

from __future__ import annotations

sentences: dict[str, tuple[str, str]] = {
    "json": (
        "expected a form-js schema in JSON, but {reason}",
        "طرح فرم form-js به صورت JSON انتظار می‌رفت، ولی {reason}",
    ),
    "missing": ("expected {expected}, but it is not there", "{expected} انتظار می‌رفت، ولی نیست"),
    "type": ("expected {expected}, but found {found}", "{expected} انتظار می‌رفت، ولی {found} یافت شد"),
    "component": (
        "components of type {found} are not supported; use one of {expected}",
        "جزء نوع {found} پشتیبانی نمی‌شود؛ یکی از این‌ها را به کار ببرید: {expected}",
    ),
    "key": (
        "expected a key of Latin letters, digits and _ that begins with a letter, but found {found}",
        "کلیدی از حروف لاتین، رقم و _ که با حرف آغاز شود انتظار می‌رفت، ولی {found} یافت شد",
    ),
    "doubled": (
        "{found} was already used at {first}; give this one another name",
        "{found} پیش‌تر در {first} به کار رفته است؛ نام دیگری بدهید",
    ),
    "long_pattern": (
        "only single lines of at most {limit} characters can have a pattern",
        "فقط متن یک‌سطری تا {limit} نویسه می‌تواند الگو داشته باشد",
    ),
    "count": (
        "expected a whole number from 0 to {most}, but found {found}",
        "عددی صحیح از ۰ تا {most} انتظار می‌رفت، ولی {found} یافت شد",
    ),
    "unsupported": ("{found} is not supported here; remove it", "{found} اینجا پشتیبانی نمی‌شود؛ آن را بردارید"),
    "expression": (
        "expressions and templates are not supported in {found}; write the text itself",
        "عبارت و الگو در {found} پشتیبانی نمی‌شود؛ خود متن را بنویسید",
    ),
    "limits": (
        "the lower limit {low} is above the upper limit {high}",
        "حد پایین {low} از حد بالا {high} بیشتر است",
    ),
    "options": ("expected options in values, or a valuesKey", "گزینه‌ها در values یا یک valuesKey انتظار می‌رفت"),
    "unique": (
        "expected the key of a text or of a single choice in the rows ({expected}), but found {found}",
        "کلید یک متن یا یک گزینش تکی از همین ردیف‌ها ({expected}) انتظار می‌رفت، ولی {found} یافت شد",
    ),
    "several": (
        "more than one file needs multiple: true",
        "برای بیش از یک پیوست، multiple باید true باشد",
    ),
    "depth": (
        "groups stand too deep in each other; at most {limit} levels are taken",
        "گروه‌ها بیش از اندازه تودرتو هستند؛ حداکثر {limit} لایه پذیرفته می‌شود",
    ),
}

in_persian: dict[object, str] = {
    "text": "متن",
    "a text": "متن",
    "true or false": "درست یا نادرست",
    "a list": "فهرست",
    "an object": "یک شیء JSON",
    "a number": "عدد",
    "a whole number": "عدد صحیح",
    "a key": "کلید",
    "a value": "مقدار",
    "a pattern": "الگو",
    "a validation type": "نوع اعتبارسنجی",
    "a FEEL condition": "شرطی به زبان FEEL",
    "options of this field": "گزینه‌های همین بخش",
    "one of the values": "یکی از مقدارها",
    "the form's id": "شناسهٔ فرم",
    "a list of components": "فهرست اجزا",
}
"""How `expected` is said in Persian; what is not here is a literal and stays."""
