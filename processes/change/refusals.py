"""Why an upload is refused before anything is looked at as a diagram: each as a sentence that says what to do."""

from __future__ import annotations

from engine.errors import BadInput, Conflict


class NotAFile(BadInput):
    en = "Expected a diagram (.bpmn), a form (.form) or decisions (.dmn), but found “{file}”: choose the file that the modeler saved."
    fa = "نمودار (bpmn.)، فرم (form.) یا تصمیم (dmn.) انتظار می‌رفت، ولی «{file}» رسید؛ فایلی را برگزینید که ابزار مدل‌سازی ذخیره کرده است."


class FileTooLarge(BadInput):
    en = "Expected {file} to have at most 10 MB, but it is larger: split the diagram and call its parts."
    fa = "انتظار می‌رفت {file} بیش از ۱۰ مگابایت نباشد، ولی بزرگ‌تر است؛ نمودار را بخش‌بخش کنید و بخش‌ها را فراخوانی کنید."


class Twice(BadInput):
    en = "Expected each file once, but {file} was chosen twice: choose the one that is meant."
    fa = "انتظار می‌رفت هر فایل یک بار بیاید، ولی {file} دو بار انتخاب شده است؛ همان را که مقصود است برگزینید."


class NameTaken(BadInput):
    en = (
        "Expected {file} to hold {owner}, to which the name belongs, but it holds {found}: give the file another name, or "
        "restore the id."
    )
    fa = (
        "نام {file} از آنِ {owner} است، ولی این فایل {found} را دارد؛ نام دیگری به فایل بدهید یا شناسه را به حال پیشین "
        "برگردانید."
    )


class BelongsToAnother(BadInput):
    en = "Expected {file} to hold what stands in one file, but {found} stand in several ({files}): keep them apart."
    fa = "انتظار می‌رفت {file} محتوای یک فایل را داشته باشد، ولی {found} در چند فایل ({files}) جای دارند؛ جدا نگه‌شان دارید."


class StillCalled(BadInput):
    en = "Expected {file} to keep {gone}, but it has gone, and {callers} still use it: keep it, or change those first."
    fa = "انتظار می‌رفت {file} همچنان {gone} را داشته باشد، ولی حذف شده و {callers} هنوز به آن نیاز دارند؛ نگهش دارید یا نخست آن‌ها را تغییر دهید."


class ServiceGone(BadInput):
    en = (
        "Expected {file} to keep the service {service}, but no process of that id can be started any more: restore its id, "
        "and that it is executable and started by people."
    )
    fa = (
        "انتظار می‌رفت {file} همچنان خدمت {service} را داشته باشد، ولی دیگر فرایندی با این شناسه آغاز نمی‌شود؛ شناسه، اجرایی بودن و "
        "آغاز به دست اشخاص را به حال پیشین برگردانید."
    )


class NotUsed(BadInput):
    en = "Expected {file} to be used by a service, but none uses it: upload it together with the diagram that does."
    fa = "انتظار می‌رفت خدمتی {file} را به کار ببرد، ولی هیچ خدمتی چنین نمی‌کند؛ آن را همراه نموداری که به کارش می‌برد بارگذاری کنید."


class NothingDiffers(BadInput):
    en = "Expected something new, but nothing differs: this is already the newest version."
    fa = "تغییری انتظار می‌رفت، ولی هیچ تفاوتی نیست: همین فایل هم‌اکنون تازه‌ترین نسخه است."


class NoReason(BadInput):
    en = "Expected a reason, which stays on record with the version, but there is none: write why you deploy."
    fa = "دلیل انتظار می‌رفت که همراه نسخه ثبت می‌شود، ولی نوشته نشده است؛ بنویسید چرا مستقر می‌کنید."


class NewerVersion(Conflict):
    en = (
        "Expected {files} to be as when you started, but a newer version came since: read what differs, then bring both "
        "together in the modeler, or deploy anyway."
    )
    fa = (
        "انتظار می‌رفت {files} همان باشد که کارتان را از آن آغاز کردید، ولی پس از آن نسخهٔ تازه‌تری آمده است؛ تفاوت‌ها را بخوانید، سپس هر "
        "دو را در ابزار مدل‌سازی یکی کنید یا با همین وضع مستقر کنید."
    )


class ShelfMoved(Conflict):
    en = "Expected the deployed files to stay as they were while yours were checked, but somebody deployed. Try again."
    fa = "انتظار می‌رفت فایل‌های مستقرشده هنگام بررسی تغییر نکنند، ولی کس دیگری استقرار داد. دوباره بکوشید."


class NoFile(BadInput):
    en = "Expected files to look at, but none was chosen: choose one or several."
    fa = "فایلی برای بررسی انتظار می‌رفت، ولی هیچ‌کدام انتخاب نشده است؛ یک یا چند فایل برگزینید."
