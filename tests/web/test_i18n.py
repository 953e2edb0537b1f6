"""The language of a page: chosen by a cookie, changed by a form, complete in both."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po
from flask import render_template_string
from flask.testing import FlaskClient

from engine.errors import Language
from tests.web.frame import frame_app
from web import i18n

web = Path(i18n.__file__).parent
sources = [("**.py", "python"), ("templates/**.html", "jinja2")]
keywords = {**DEFAULT_KEYWORDS, "lazy_gettext": None}


def sentences() -> set[str]:
    """Return what the sources say in English: of a plural, the singular."""
    found = [message for _, _, message, _, _ in extract_from_dir(web, sources, keywords)]
    return {message[0] if isinstance(message, tuple) else message for message in found}


def catalogue(language: str) -> Catalog:
    with (web / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def singular(message: Message) -> str:
    return message.id[0] if isinstance(message.id, list | tuple) else message.id


def is_whole(message: Message) -> bool:
    """Tell whether every form of the message is translated."""
    return all(message.string) if isinstance(message.string, list | tuple) else bool(message.string)


@pytest.fixture
def reader() -> FlaskClient:
    app = frame_app()
    app.config["WTF_CSRF_ENABLED"] = False
    app.add_url_rule("/sign", view_func=lambda: render_template_string("{{ _('Sign in') }} {{ 12|digits }}"))
    return app.test_client()


def test_every_sentence_of_the_sources_is_in_persian() -> None:
    persian = catalogue("fa")
    assert sentences(), "expected sentences to translate"
    assert sentences() - {singular(message) for message in persian if is_whole(message)} == set()


def test_no_catalogue_keeps_what_no_source_says() -> None:
    for language in i18n.languages:
        assert {singular(message) for message in catalogue(language) if message.id} - sentences() == set()


def test_translations_have_the_placeholders_of_their_sentences() -> None:
    faults = [(message.id, errors) for language in i18n.languages for message, errors in catalogue(language).check()]

    assert faults == []


def test_a_page_is_persian_until_its_reader_chooses(reader: FlaskClient) -> None:
    assert reader.get("/sign").text == "ورود ۱۲"


def test_a_constant_of_a_template_has_the_digits_of_each_reader(reader: FlaskClient) -> None:
    assert reader.get("/sign").text == "ورود ۱۲"
    reader.set_cookie("language", "en")
    assert reader.get("/sign").text == "Sign in 12"


def test_the_choice_is_kept_and_leads_back(reader: FlaskClient) -> None:
    answer = reader.post("/language", data={"lang": "en", "next": "/sign?page=2"})

    assert (answer.status_code, answer.location) == (303, "/sign?page=2")
    assert reader.get("/sign").text == "Sign in 12"


def test_a_language_that_does_not_exist_changes_nothing(reader: FlaskClient) -> None:
    reader.post("/language", data={"lang": "de"})

    assert reader.get("/sign").text == "ورود ۱۲"


@pytest.mark.parametrize(
    "target", [None, "", "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "sign", "/a\r\nb"]
)
def test_the_way_back_never_leaves_this_site(target: str | None) -> None:
    assert i18n.local_path(target) == "/"


def test_the_way_back_keeps_path_and_query() -> None:
    assert i18n.local_path("/cases/7?page=2") == "/cases/7?page=2"


@pytest.mark.parametrize(("language", "expected"), [("fa", "rtl"), ("en", "ltr")])
def test_the_direction_follows_the_language(language: Language, expected: str) -> None:
    assert i18n.direction(language) == expected
