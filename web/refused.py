"""What a command says that could not do what it was asked: one sentence in the reader's language, and exit code 1.

Beside the sentence; `web/faults.py` is the same for pages. The reader's language is what the command was asked for (`--lang`), else
the terminal's, as every program takes it (`LANGUAGE`, `LC_ALL`, `LC_MESSAGES`, `LANG`).
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from engine.errors import AsTyped, Broken, KartablError, Language, NotFound, Unavailable
from engine.store.away import DatabaseAway, place_of, said_by

REFUSALS = (KartablError, OSError, SQLAlchemyError)
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""How the system says that there is no room: on the disk, in a quota, for so large a file."""
ASKED = "web.refused.language"
"""Where a command keeps which language it was asked for."""
NOT_ITS_TABLES = {"42P01", "42P07", "42703", "42501", "3F000", "SQLITE_NOTADB", "SQLITE_CORRUPT"}
"""What PostgreSQL and SQLite say of a database that is another's, damaged, or not to be changed by who is here."""
_NO_TABLE_OF_OURS = re.compile("no such |(?:table|index) .* already exists")
"""What SQLite says of the same, but only in words."""


class NoDatabase(Unavailable):
    en = (
        "Expected the database at {place} to answer, but found: {cause}. See that it runs and has room, and that its "
        "URL (KARTABL_DATABASE_URL) and the user in it are right; then try again. `kartabl doctor` tells more."
    )
    fa = (
        "انتظار می‌رفت پایگاه دادهٔ {place} پاسخ دهد، ولی نتیجه این بود: {cause}. ببینید که در حال کار است و جا "
        "دارد، و نشانی آن (KARTABL_DATABASE_URL) و کاربری که در آن است درست است؛ سپس دوباره تلاش کنید. فرمان `kartabl doctor` بیشتر می‌گوید."
    )


class NotItsTables(Broken):
    en = (
        "Expected the database at {place} to have Kartabl's tables, or to be one in which it may make them, but found: {cause}. "
        "See that KARTABL_DATABASE_URL names Kartabl's own and its owner; where it does, put a backup back (`kartabl restore`)."
    )
    fa = (
        "انتظار می‌رفت پایگاه دادهٔ {place} جدول‌های کارتابل را داشته باشد یا کارتابل بتواند آن‌ها را در آن بسازد، ولی نتیجه این "
        "بود: {cause}. ببینید که KARTABL_DATABASE_URL پایگاه خود کارتابل و صاحب آن را نام می‌برد؛ اگر چنین است، پشتیبان را "
        "برگردانید (`kartabl restore`)."
    )


class NotReached(Unavailable):
    en = (
        "Expected to reach {place}, but found: {cause}. See whether it is there, whose it is, and as whom you are here."
    )
    fa = "انتظار می‌رفت \u2066{place}\u2069 در دسترس باشد، ولی نتیجه این بود: \u2066{cause}\u2069. ببینید که هست، از آنِ کیست و شما اینجا با چه نام کاربری هستید."


class NoRoom(Unavailable):
    en = "Expected room to write, but {place} has none: {cause}. Make room there, or name another place; then try again: nothing is half there."
    fa = "برای نوشتن جا انتظار می‌رفت، ولی در {place} جا نیست: {cause}. آنجا جا باز کنید یا جای دیگری نام ببرید و دوباره تلاش کنید؛ چیزی نیمه‌کاره نمانده است."


class NoSuchCase(NotFound):
    en = "Expected the tracking number or instance of a case, but found none of {case}. Look it up with `kartabl cases`, which lists both."
    fa = "شمارهٔ رهگیری یا شناسهٔ پرونده‌ای انتظار می‌رفت، ولی پرونده‌ای با {case} نیست. فهرست هر دو را با `kartabl cases` ببینید."


class Refusal(click.ClickException):
    """The sentence, as Click prints it."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        """Print the sentence as it is."""
        click.echo(self.message, file=file, err=file is None)


class Commands(click.Group):
    """A group whose commands refuse in a sentence. Any other error is a fault of ours, and keeps its trace."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except REFUSALS as fault:
            told = sentence(fault, ctx.meta.get(ASKED) or language_of(os.environ))
            if told is None:
                raise
            raise Refusal(told) from fault


@contextmanager
def refusing() -> Iterator[None]:
    """Say the same sentence where no command of ours is run but a server that would print a trace, and exit."""
    try:
        yield
    except REFUSALS as fault:
        told = sentence(fault, language_of(os.environ))
        if told is None:
            raise
        click.echo(told, err=True)
        raise SystemExit(1) from fault


def misused(en: str, fa: str) -> click.UsageError:
    """Return that a command was not understood, in the reader's language: exit code 2, and how it is used."""
    ctx = click.get_current_context()
    language = ctx.meta.get(ASKED) or language_of(os.environ)
    return click.UsageError(fa if language == "fa" else en, ctx)


def asked(ctx: click.Context, _option: click.Parameter, language: Language | None) -> Language:
    """Take the language that a command was asked for; that of the terminal where none was."""
    found = language or language_of(os.environ)
    ctx.meta[ASKED] = found
    return found


def language_of(environment: Mapping[str, str]) -> Language:
    """Return the language of a terminal as gettext finds it: the first we speak of the first list that is there."""
    names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    wished = next((environment[name] for name in names if environment.get(name)), "").split(":")
    languages = (_TERRITORY.sub("", each) for each in wished)
    return "fa" if next((each for each in languages if each in ("fa", "en")), "en") == "fa" else "en"


_TERRITORY = re.compile("[_.@].*")
"""What follows the language in the name of a locale: `fa_IR.UTF-8`."""


def sentence(fault: Exception, language: Language) -> str | None:
    """Return what is said of an error; None of one that nobody but us can mend."""
    known = _known(fault)
    return None if known is None else known.message(language)


def _known(fault: Exception) -> KartablError | None:
    if isinstance(fault, DatabaseAway):
        return NoDatabase(
            place=AsTyped(place_of(fault.__cause__)), cause=AsTyped(said_by(fault.__cause__) or fault.facts["cause"])
        )
    if isinstance(fault, KartablError):
        return fault
    if isinstance(fault, OSError):
        return _of_the_system(fault)
    return (
        NotItsTables(place=AsTyped(place_of(fault)), cause=AsTyped(said_by(fault)))
        if _is_not_its_tables(fault)
        else None
    )


def _is_not_its_tables(fault: Exception) -> bool:
    cause = fault.orig if isinstance(fault, DBAPIError) else None
    code = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    return code in NOT_ITS_TABLES or (code == "SQLITE_ERROR" and _NO_TABLE_OF_OURS.match(str(cause)) is not None)


def _of_the_system(fault: OSError) -> KartablError | None:
    if fault.errno in FULL:
        return NoRoom(place=AsTyped(fault.filename or "the disk"), cause=AsTyped(fault.strerror))
    return None if fault.filename is None else NotReached(place=fault.filename, cause=fault.strerror)
