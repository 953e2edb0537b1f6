"""The settings an operator may give, all as environment variables `KARTABL_*`.

Beside the sentence: read once when a process of Kartabl starts, then passed on; nothing else reads the environment.
`known` is the one table of them; `docs/settings.md` says the same to the operator, and a test compares the two.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from engine.errors import AsTyped, BadInput
from engine.form.digits import to_persian
from processes.files.kinds import KINDS

prefix = "KARTABL_"


class UnknownSetting(BadInput):
    en = "Expected only settings that exist, but found {found}. Did you mean {nearest}? Look into docs/settings.md, which lists them."
    fa = "فقط تنظیم‌های شناخته‌شده پذیرفته می‌شود، ولی {found} یافت شد. آیا منظور {nearest} بود؟ فهرست تنظیم‌ها را در docs/settings.md ببینید."


class BadSetting(BadInput):
    en = "Expected in {name} {expected}, but found “{found}”. Correct it and start again."
    fa = "در {name} {expected_fa} انتظار می‌رفت، ولی «{found}» یافت شد. آن را درست کنید و دوباره راه‌اندازی کنید."


@dataclass(frozen=True, kw_only=True)
class Known:
    """One setting: its default as an operator would write it, how it is read, and what is expected of it."""

    default: str
    read: Callable[[str], Any]
    secret: bool = False
    """Whether nobody may read it: then a refusal does not repeat it."""
    expected: str = "text"
    expected_fa: str = "متن"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one running Kartabl."""

    host: str
    port: int
    workers: int
    """Processes of `kartabl serve`."""
    threads: int
    """Requests that one process answers at once."""
    proxy: bool
    """Whether a reverse proxy stands before it that speaks HTTPS with the browsers and tells whose request it is."""
    data: Path
    """Absolute path of the folder that holds what the office may not lose."""
    database_url: str
    database_pool: int
    """Connections that one process keeps open; as many again for a moment."""
    database_recycle: int
    """Seconds after which a connection is made anew."""
    database_connect: int
    """Seconds that connecting to PostgreSQL may take."""
    database_statement: int
    """Seconds that a statement may take in PostgreSQL; 0 for any."""
    database_lock: int
    """Seconds that a statement may wait for another's lock in PostgreSQL, or for a free connection; 0 for any."""
    database_idle: int
    """Seconds that a transaction may lie idle in PostgreSQL; 0 for any."""
    broker_url: str
    """Of Redis or RabbitMQ, by which the web servers wake the workers. Empty: an embedded office, whose server does all itself."""
    time_zone: ZoneInfo
    language: str
    """`fa` or `en`: of a page whose reader has not chosen."""
    origin: str
    """Names this installation in every history."""
    sign_ins: int
    """Attempts to sign in that one address has in a minute."""
    idle: int
    """Minutes after which who does nothing is signed out."""
    uploads: int
    """Files that one person may send in a minute."""
    trackings: int
    """Attempts to follow a request without signing in that one address has in a minute."""
    demo: bool
    """Whether this is a demonstration: a demo office, demo accounts, a clock that can be set forward."""
    demo_cases: int
    """How many made-up cases a new demo office begins with."""
    file_limit: int
    """MB (2^20 bytes) that a file may have which somebody sends."""
    file_kinds: tuple[str, ...]
    """Keys of the kinds of files that are taken in."""
    log: str
    """`text` or `json`: how the log is written."""
    log_level: str
    """`debug`, `info`, `warning` or `error`: from what on a line is written."""
    metrics_token: str
    """What Prometheus shows to read `/metrics`. Empty: there is no such page."""
    metrics_port: int
    """Where a worker tells its measurements; 0 for nowhere."""
    limits_url: str
    """Where attempts are counted: `memory://`, in each process for itself, or a server of all."""
    secret_key: str
    """Signs sessions. Empty: `secret_key()` makes one and keeps it in the data folder."""


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:
        raise ValueError(text)
    return port


def _count(text: str) -> int:
    return _amount(text, least=1)


def _amount(text: str, least: int = 0) -> int:
    amount = int(text)
    if amount < least:
        raise ValueError(text)
    return amount


def _number(default: str, least: int = 0) -> Known:
    known = f"a number from {least} upwards", f"عددی از {to_persian(str(least))} به بالا"
    return Known(default=default, read=partial(_amount, least=least), expected=known[0], expected_fa=known[1])


def _one_of(default: str, *others: str) -> Known:
    words = (default, *others)

    def read(text: str) -> str:
        if text not in words:
            raise ValueError(text)
        return text

    one_of, one_of_fa = ", ".join(words[:-1]), "، ".join(words[:-1])
    expected_fa = f"یکی از {one_of_fa} و {words[-1]}"
    return Known(default=default, read=read, expected=f"{one_of} or {words[-1]}", expected_fa=expected_fa)


def _seconds(default: str, least: int = 0) -> Known:
    known = f"a number of seconds from {least} upwards", f"شمار ثانیه‌ها از {to_persian(str(least))} به بالا"
    return Known(default=default, read=partial(_amount, least=least), expected=known[0], expected_fa=known[1])


DATABASES = ("postgresql+psycopg://", "postgresql://", "sqlite://")
"""How the URL of a database begins that Kartabl lives in."""


def is_database(text: str) -> bool:
    """Return whether a text is the URL of a database that Kartabl can live in."""
    try:
        return text.startswith(DATABASES) and bool(make_url(text))
    except (ArgumentError, ValueError):  # a port that is no number is the second
        return False


def _database(text: str) -> str:
    if text and not is_database(text):
        raise ValueError(text)
    return text


LIMITS = ("memory://", "redis://", "rediss://", "redis+unix://", "redis+sentinel://", "redis+cluster://")
"""How the URL of what counts attempts begins."""


def _limits(text: str) -> str:
    if not text.startswith(LIMITS):
        raise ValueError(text)
    return text


def _broker(text: str) -> str:
    if text and not text.startswith(("redis://", "rediss://", "amqp://", "amqps://")):
        raise ValueError(text)
    return text


def _kinds(text: str) -> tuple[str, ...]:
    kinds = tuple(kind.strip() for kind in text.split(",") if kind.strip())
    if not kinds or not KINDS.keys() >= set(kinds):
        raise ValueError(text)
    return kinds


def _language(text: str) -> str:
    if text not in ("fa", "en"):
        raise ValueError(text)
    return text


def _token(text: str) -> str:
    if 0 < len(text) < 16:
        raise ValueError(text)
    return text


def _yes(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(text)
    return text == "yes"


known: Mapping[str, Known] = {
    "HOST": Known(default="127.0.0.1", read=str),
    "PORT": Known(default="8000", read=_port, expected="a number from 1 to 65535", expected_fa="عددی از ۱ تا ۶۵۵۳۵"),
    "WORKERS": _number("2", least=1),
    "THREADS": _number("8", least=1),
    "PROXY": Known(default="no", read=_yes, expected="yes or no", expected_fa="یکی از yes و no"),
    "DATA": Known(default="var", read=lambda text: Path(text).absolute()),
    "DATABASE_URL": Known(
        default="",
        read=_database,
        expected="a URL such as postgresql+psycopg://user@host:5432/name or sqlite:////folder/file",
        expected_fa="نشانی‌ای مانند postgresql+psycopg://user@host:5432/name یا sqlite:////folder/file",
    ),
    "DATABASE_POOL": _number("10", least=1),
    "DATABASE_RECYCLE": _seconds("1800", least=1),
    "DATABASE_CONNECT": _seconds("5", least=1),
    "DATABASE_STATEMENT": _seconds("30"),
    "DATABASE_LOCK": _seconds("10"),
    "DATABASE_IDLE": _seconds("60"),
    "BROKER_URL": Known(
        default="",
        read=_broker,
        expected="a URL that begins with redis://, rediss://, amqp:// or amqps://",
        expected_fa="نشانی‌ای که با redis:// یا rediss:// یا amqp:// یا amqps:// آغاز شود",
    ),
    "TIME_ZONE": Known(
        default="Asia/Tehran",
        read=ZoneInfo,
        expected="the name of a time zone, such as Asia/Tehran",
        expected_fa="نام یک منطقهٔ زمانی، مانند Asia/Tehran،",
    ),
    "LANGUAGE": Known(default="fa", read=_language, expected="fa or en", expected_fa="یکی از fa و en"),
    "ORIGIN": Known(default="kartabl.local", read=str),
    "SIGN_INS": Known(default="10", read=_count, expected="a number from 1 upwards", expected_fa="عددی از ۱ به بالا"),
    "IDLE": Known(
        default="120",
        read=_count,
        expected="a number of minutes from 1 upwards",
        expected_fa="شمار دقیقه‌ها از ۱ به بالا",
    ),
    "UPLOADS": Known(default="60", read=_count, expected="a number from 1 upwards", expected_fa="عددی از ۱ به بالا"),
    "TRACKINGS": Known(default="10", read=_count, expected="a number from 1 upwards", expected_fa="عددی از ۱ به بالا"),
    "DEMO": Known(default="yes", read=_yes, expected="yes or no", expected_fa="یکی از yes و no"),
    "DEMO_CASES": Known(
        default="200", read=_amount, expected="a number from 0 upwards", expected_fa="عددی از ۰ به بالا"
    ),
    "FILE_LIMIT": Known(default="10", read=_count, expected="a number from 1 upwards", expected_fa="عددی از ۱ به بالا"),
    "FILE_KINDS": Known(
        default=",".join(KINDS),
        read=_kinds,
        expected=f"some of {', '.join(KINDS)}",
        expected_fa=f"برخی از {'، '.join(KINDS)}",
    ),
    "LOG": _one_of("text", "json"),
    "LOG_LEVEL": _one_of("warning", "debug", "info", "error"),
    "METRICS_TOKEN": Known(
        default="", read=_token, secret=True, expected="at least 16 letters", expected_fa="دست‌کم ۱۶ نویسه"
    ),
    "METRICS_PORT": Known(
        default="0",
        read=lambda text: 0 if text == "0" else _port(text),
        expected="a number from 1 to 65535, or 0",
        expected_fa="عددی از ۱ تا ۶۵۵۳۵ یا ۰",
    ),
    "LIMITS_URL": Known(
        default="memory://",
        read=_limits,
        expected="memory:// or a URL that begins with redis:// or rediss://",
        expected_fa="memory:// یا نشانی‌ای که با redis:// یا rediss:// آغاز شود",
    ),
    "SECRET_KEY": Known(default="", read=str),
}


def read(environment: Mapping[str, str]) -> Settings:
    """Return the settings that `environment` gives; raise `UnknownSetting` or `BadSetting` for what can't be meant."""
    for name in environment:
        if name.startswith(prefix) and name.removeprefix(prefix) not in known:
            raise UnknownSetting(found=name, nearest=_nearest(name))
    values = {name.lower(): _value(name, environment) for name in known}
    values["database_url"] = values["database_url"] or f"sqlite:///{values['data'] / 'kartabl.sqlite'}"
    return Settings(**values)


def _nearest(name: str) -> str:
    return get_close_matches(name, [prefix + other for other in known], n=1, cutoff=0.0)[0]


def _value(name: str, environment: Mapping[str, str]) -> Any:
    setting = known[name]
    text = environment.get(prefix + name, "").strip() or setting.default
    try:
        return setting.read(text)
    except (ValueError, LookupError, OSError) as cause:  # ZoneInfo has a fault of its own for each way to be wrong
        scheme, is_url, _rest = text.partition("://")  # what follows may have a password in it
        facts = {
            "expected": setting.expected,
            "expected_fa": setting.expected_fa,
            "found": AsTyped("…" if setting.secret else f"{scheme}://…" if is_url else text),
        }
        raise BadSetting(name=prefix + name, **facts) from cause


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches what listens at an address."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_unnamed(settings: Settings) -> bool:
    """Return whether a real office that others reach has no name of its own: every history bears it, and it cannot change later."""
    reached = settings.proxy or not is_loopback(settings.host)
    return reached and not settings.demo and settings.origin == known["ORIGIN"].default


def data_folder(settings: Settings) -> Path:
    """Return the data folder, made where it is not there: for its owner only, for personal values are in it."""
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return settings.data


def secret_key(settings: Settings) -> str:
    """Return the key that signs sessions; without one in the settings, that of the data folder, made at first use."""
    if settings.secret_key:
        return settings.secret_key
    kept = data_folder(settings) / "secret_key"
    if not kept.exists():
        _keep(kept, secrets.token_urlsafe(48))
    return kept.read_text(encoding="ascii")


def _keep(path: Path, text: str) -> None:
    """Write `path` whole and readable for its owner only; of two that start at once the first one's stays."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        made = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as cause:  # nobody looks for the draft
        raise OSError(cause.errno, cause.strerror, str(path.parent)) from cause
    with open(made, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was there first: its key is the one
    finally:
        draft.unlink()
