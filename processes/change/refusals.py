"""Why an upload is refused before anything is looked at as a diagram: each as a sentence that says what to do."""

from __future__ import annotations

from engine.errors import BadInput, Conflict


class NotAFile(BadInput):
    en = "Expected a diagram (.bpmn), a form (.form) or decisions (.dmn), but found “{file}”: choose the file that the modeler saved."
    fa = "«{file}» نه نمودار (bpmn.) است، نه فرم (form.) و نه تصمیم (dmn.)؛ فایلی را انتخاب کنید که ابزار مدل‌سازی ذخیره کرده است."


class FileTooLarge(BadInput):
    en = "Expected {file} to have at most 10 MB, but it is larger: split the diagram and call its parts."
    fa = "{file} از ۱۰ مگابایت بزرگ‌تر است؛ نمودار را بخش‌بخش کنید و بخش‌ها را فراخوانی کنید."


class Twice(BadInput):
    en = "Expected each file once, but {file} was chosen twice: choose the one that is meant."
    fa = "{file} دو بار انتخاب شده است؛ فقط همان را که منظور شماست انتخاب کنید."


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
    fa = "{found} در چند فایل ({files}) جای دارند و نمی‌توانند همه در {file} باشند؛ آن‌ها را جدا نگه دارید."


class StillCalled(BadInput):
    en = "Expected {file} to keep {gone}, but it has gone, and {callers} still use it: keep it, or change those first."
    fa = "{gone} از {file} حذف شده است، ولی {callers} هنوز به آن نیاز دارند؛ نگهش دارید یا نخست آن‌ها را تغییر دهید."


class ServiceGone(BadInput):
    en = (
        "Expected {file} to keep the service {service}, but no process of that id can be started any more: restore its id, "
        "and that it is executable and started by people."
    )
    fa = "در {file} دیگر فرایندی با شناسهٔ {service} آغاز نمی‌شود و این خدمت از دست می‌رود؛ شناسه، اجرایی بودن و آغاز از سوی اشخاص را به حال پیشین برگردانید."


class NotUsed(BadInput):
    en = "Expected {file} to be used by a service, but none uses it: upload it together with the diagram that does."
    fa = "هیچ خدمتی {file} را به کار نمی‌برد؛ آن را همراه نموداری که به کارش می‌برد بارگذاری کنید."


class NothingDiffers(BadInput):
    en = "Expected something new, but nothing differs: this is already the newest version. Choose the file that you changed."
    fa = "این فایل با تازه‌ترین نسخه تفاوتی ندارد؛ فایلی را که تغییر داده‌اید انتخاب کنید."


class NoReason(BadInput):
    en = "Expected a reason, which stays on record with the version, but there is none: write why you deploy."
    fa = "دلیل استقرار نوشته نشده است؛ آن را بنویسید، زیرا همراه نسخه ثبت می‌شود."


class NewerVersion(Conflict):
    en = (
        "Expected {files} to be as when you started, but a newer version came since: read what differs, then bring both "
        "together in the modeler, or deploy anyway."
    )
    fa = "پس از آنکه کارتان را آغاز کردید، نسخهٔ تازه‌تری از {files} آمده است؛ تفاوت‌ها را بخوانید، سپس هر دو را در ابزار مدل‌سازی یکی کنید یا با همین وضع مستقر کنید."


class ShelfMoved(Conflict):
    en = "Expected the deployed files to stay as they were while yours were checked, but somebody deployed. Try again."
    fa = "هنگام بررسی فایل‌های شما، شخص دیگری نسخهٔ تازه‌ای مستقر کرد. دوباره تلاش کنید."


class NoFile(BadInput):
    en = "Expected files to look at, but none was chosen: choose one or several."
    fa = "فایلی برای بررسی انتخاب نشده است؛ یک یا چند فایل انتخاب کنید."
