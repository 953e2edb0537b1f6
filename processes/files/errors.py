"""Why a file is not taken in, or not given out."""

from __future__ import annotations

from engine.errors import BadInput, Broken, NotFound


class FileRefused(BadInput):
    """A file that was sent is not taken in; a page says so at its field."""


class TooLarge(FileRefused):
    en = "Expected “{name}” to be of {limit} MB at most, but it is larger. Send a smaller one, for instance scanned at a lower resolution."
    fa = "حجم «{name}» باید حداکثر {limit_fa} مگابایت باشد، ولی بیشتر است. فایل کوچک‌تری بفرستید؛ مثلاً با کیفیت پایین‌تری اسکن کنید."


class TooMuch(FileRefused):
    en = "Expected files of {limit} MB at most together, but more came with this form, so that “{name}” was not kept. Choose fewer or smaller ones."
    fa = "حجم همهٔ فایل‌های این فرم روی هم باید حداکثر {limit_fa} مگابایت باشد، ولی بیشتر بود و «{name}» نگه داشته نشد. فایل‌های کمتر یا کوچک‌تری انتخاب کنید."


class Empty(FileRefused):
    en = "Expected something in “{name}”, but the file is empty. Choose it again."
    fa = "فایل «{name}» خالی است. دوباره آن را انتخاب کنید."


class KindNotTaken(FileRefused):
    en = "Expected one of these kinds of files: {expected}; but “{name}” is none of them. Convert it, for instance to PDF."
    fa = (
        "فایل «{name}» از نوع‌های پذیرفته‌شده نیست. این نوع‌ها پذیرفته می‌شود: {expected_fa}. آن را مثلاً به PDF تبدیل کنید."
    )


class OtherContent(FileRefused):
    en = "Expected “{name}” to hold what its name says, but its content is {found}. Give it its right name and send it again."
    fa = "نام «{name}» با محتوای آن نمی‌خواند؛ محتوای آن {found_fa} است. نام فایل را درست کنید و دوباره آن را بفرستید."


class NoSuchFile(NotFound):
    en = "Expected a file {file} in this case, but there is none. Go back to the case and choose one of its files."
    fa = "چنین فایلی در این پرونده نیست ({file}). به پرونده برگردید و یکی از فایل‌های آن را انتخاب کنید."


class Spoilt(Broken):
    en = "Expected the file “{name}” to be as it was given, but it is missing or was changed on the server. Tell the administrator."
    fa = "فایل «{name}» روی سرور نیست یا تغییر کرده است. به راهبر سامانه خبر دهید."
