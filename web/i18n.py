"""The language of a page: how it is chosen and kept, and the filters that follow it.

Beside the sentence. A sentence in a template or a view is written in English; the catalogues in `translations/`
give the Persian. The reader's choice is in a cookie, so that the sign-in page already knows it, and the address
of a page says nothing about it. `init_app` comes before the blueprints of the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from babel.support import Translations
from flask import Blueprint, Flask, g, redirect, request
from flask_babel import Babel, get_locale
from flask_babel import gettext as _
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from werkzeug.wrappers import Response

from engine.errors import Language
from processes.amounts import amount_words, between_words
from processes.organisation import Member
from web import persian
from web.settings import Settings

languages: tuple[Language, ...] = ("fa", "en")
names: dict[Language, str] = {"fa": "فارسی", "en": "English"}
"""Each language calls itself by its own name, whatever the page's is."""
cookie = "language"
a_year = timedelta(days=365)
translations = Path(__file__).parent / "translations"

blueprint = Blueprint("language", __name__)


def direction(language: Language) -> str:
    """Return the value of the page's `dir`."""
    return "rtl" if language == "fa" else "ltr"


def choose(chosen: str | None, otherwise: str) -> Language:
    """Return the language that the reader's cookie names; where it names none we have, `otherwise`."""
    return cast("Language", chosen if chosen in languages else otherwise)


def current_language() -> Language:
    """Return the language of the page that is being made; in one request it is chosen once."""
    here = g._get_current_object()  # a page asks two hundred times: the way to it is gone once each
    known = vars(here)
    if "language" not in known:
        known["language"] = get_locale().language
    return cast("Language", known["language"])


def local_path(target: str | None) -> str:
    """Return `target` where it is a path of this site, else "/": a link must not lead to somebody else's."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return "/"
    if any(ord(sign) < 33 for sign in target) or urlsplit(target).netloc:
        return "/"
    return target


@blueprint.post("/language")
def switch() -> Response:
    """Keep the language that the reader chose, and go back to the page (`next`) the choice was made on."""
    answer = redirect(local_path(request.form.get("next")), code=303)
    chosen = request.form.get("lang")
    if chosen in languages:
        answer.set_cookie(cookie, chosen, max_age=a_year, httponly=True, samesite="Lax", secure=request.is_secure)
    return answer


def init_app(app: Flask, settings: Settings) -> None:
    """Give `app` the languages: translations, the filters below, and `POST /language`."""
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", str(translations))
    Babel(app, locale_selector=lambda: choose(request.cookies.get(cookie), settings.language))
    app.register_blueprint(blueprint)
    catalogues = {language: Translations.load(translations, [language]) for language in languages}
    # a page has a hundred sentences: the catalogue itself is asked, not by the way of the library's context for each
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension that Babel has added
        lambda text: catalogues[current_language()].ugettext(text),
        lambda one, many, number: catalogues[current_language()].ungettext(one, many, number),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = _sentences(catalogues)
    add_filters(app.jinja_env.filters, settings)


def _sentences(catalogues: Mapping[Language, Translations]) -> Callable[..., Markup]:
    """Return the `_` of the templates: what the library's own does where all is escaped, each sentence looked up once.

    What is kept is no more than the templates' own sentences, in either language, for as long as the process reads them.
    """

    @lru_cache(maxsize=8192)
    def sentence(language: Language, text: str) -> Markup:
        return Markup(catalogues[language].ugettext(text))  # ours, from the catalogue

    @lru_cache(maxsize=8192)
    def bare(language: Language, text: str) -> Markup:
        return sentence(language, text) % {}

    def say(text: str, **variables: Any) -> Markup:
        language = current_language()
        return sentence(language, text) % variables if variables else bare(language, text)

    return say


def add_filters(filters: dict[str, Any], settings: Settings) -> None:
    """Add to `filters` those that write numbers, dates and lengths of time in the language of the page."""

    def digits(value: Any) -> str:
        return persian.persian_digits(value) if current_language() == "fa" else str(value)

    def figures(sentence: Any) -> str:
        return persian.figures(str(sentence)) if current_language() == "fa" else str(sentence)

    def jalali_date(day: date) -> str:
        return persian.unbroken(persian.long_date(day, current_language()))

    def jalali_datetime(moment: datetime) -> str:
        return persian.unbroken(persian.long_moment(moment, settings.time_zone, current_language()))

    def time_of_day(moment: datetime) -> str:
        return digits(f"{moment.astimezone(settings.time_zone):%H:%M}")

    def near(moment: datetime, now: datetime) -> str:
        return persian.unbroken(persian.near_moment(moment, now, settings.time_zone, current_language()))

    def short_moment(moment: datetime) -> str:
        # in English the long one is short enough, and everybody reads it
        write = persian.short_moment if current_language() == "fa" else persian.long_moment
        return write(moment, settings.time_zone, current_language())

    def amount(text: str) -> str:
        said = amount_words(text)
        return said.fa if current_language() == "fa" else said.en

    def between(bounds: tuple[str, str]) -> str:
        said = between_words(*bounds)
        return said.fa if current_language() == "fa" else said.en

    def duration(length: timedelta) -> str:
        return persian.duration(length, current_language())

    def working_time(length: timedelta) -> str:
        return persian.working_time(length, current_language())

    def with_title(member: Member) -> str:
        language = current_language()
        return f"{member.name(language)}{_(', ')}{member.title(language)}"

    def fa_digits(value: Any) -> str:
        return persian.persian_digits(value)

    def fa_date(day: date) -> str:
        return persian.short_date(day, "fa")

    def fa_moment(moment: datetime) -> str:
        return persian.unbroken(persian.long_moment(moment, settings.time_zone, "fa"))

    filters["apart"] = persian.apart
    filters["capital"] = persian.capital
    filters["day_and_hour"] = persian.day_and_hour
    filters["whole"] = persian.whole
    # the last three: a letter is a document in Persian, whatever the language of the page around it
    for each in (
        digits,
        figures,
        jalali_date,
        jalali_datetime,
        near,
        time_of_day,
        short_moment,
        duration,
        working_time,
        amount,
        between,
        with_title,
        fa_digits,
        fa_date,
        fa_moment,
    ):
        filters[each.__name__] = _asked_each_time(each)


def _asked_each_time(write: Callable[..., str]) -> Callable[..., str]:
    """Return a filter that Jinja does not reckon once for all: of a constant, too, the language is that of the page."""

    @pass_context
    def asked(_context: Context, *given: Any) -> str:
        return write(*given)

    return asked
