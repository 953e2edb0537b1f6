"""The language of a page: chosen by a cookie, changed by a form, complete in both."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask import render_template_string
from flask.testing import FlaskClient

from engine.errors import Language
from tests.web.frame import frame_app
from web import i18n

web = Path(i18n.__file__).parent
sources = [("**.py", "python"), ("templates/**.html", "jinja2")]


def catalogue(language: str) -> Catalog:
    with (web / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.fixture
def reader() -> FlaskClient:
    app = frame_app()
    app.config["WTF_CSRF_ENABLED"] = False
    app.add_url_rule("/sign", view_func=lambda: render_template_string("{{ _('Sign in') }} {{ 12|digits }}"))
    return app.test_client()


def test_every_sentence_of_the_sources_is_in_persian() -> None:
    persian = catalogue("fa")
    found = {message for _, _, message, _, _ in extract_from_dir(web, sources)}

    assert found, "expected sentences to translate"
    singular = {message[0] if isinstance(message, tuple) else message for message in found}
    assert singular - {message.id for message in persian if message.string} == set()


def test_no_catalogue_keeps_what_no_source_says() -> None:
    found = {message for _, _, message, _, _ in extract_from_dir(web, sources)}

    for language in i18n.languages:
        assert {message.id for message in catalogue(language) if message.id} - found == set()


def test_translations_have_the_placeholders_of_their_sentences() -> None:
    faults = [(message.id, errors) for language in i18n.languages for message, errors in catalogue(language).check()]

    assert faults == []


def test_english_has_both_forms_of_every_plural() -> None:
    plurals = [message for message in catalogue("en") if message.pluralizable]

    assert [message.id for message in plurals if not all(message.string)] == []


def test_a_page_is_persian_until_its_reader_chooses(reader: FlaskClient) -> None:
    assert reader.get("/sign").text == "ورود ۱۲"


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
