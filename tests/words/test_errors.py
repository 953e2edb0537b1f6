"""Every error says in both languages what happened, and what to do now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Formatter

import pytest

from engine.errors import BadInput, Conflict, Forbidden, KartablError, NotFound
from engine.form.sentences import sentences
from engine.store.port import NoSuchInstance
from tests.loaded import load_all
from tests.words.test_typography import CODE, RULES

ACTED_ON = (BadInput, Conflict, Forbidden, NotFound)
"""Errors that somebody can do something about; the others are defects, told with a reference."""
DO_NOW: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:^|[.:;?,] |\b(?:or|and|then|first) )(?:Please )?(?:ask|attach|bring|call|change|check|choose|convert|correct|deploy|end|"
        r"export|fill|give|go|hand|keep|leave|load|look|make|name|put|read|remove|restore|return|round|run|save|send|"
        r"set|shorten|split|tell|tick|try|type|upload|wait|write)\b",
        re.IGNORECASE,
    ),
    "fa": re.compile(
        r"(?:کنید|بنویسید|ببینید|بخواهید|بدهید|دهید|بردارید|دارید|بفرستید|بگیرید|برگردید|بازگردانید|برگردانید|"
        r"بسپارید|ببرید|بگذارید|بزنید|بیاورید|بخوانید|خبر دهید)(?:ش)?(?![آ-ی])"
    ),
}
NOTHING_TO_DO: Mapping[str, str] = {
    "engine.completion.step.NotDue": "the timer fires by itself",
    "engine.decision.decisions.FaultyDecisions": "ends in the first fault, whose sentence says it",
    "engine.form.read.FormFaults": "the faults follow, each with what to do",
    "processes.deployment.FaultyDiagram": "ends in the first fault, whose sentence says it",
    "processes.permissions.refusal.NotYours": "says whose it is; where it is nobody's, nobody can be asked",
}
NO_FIELD_TO_MEND = {"unknown": "sent by a program, not by a page", "readonly": "says that it stays as it is"}


def leaves(kind: type[KartablError] = KartablError) -> Iterator[type[KartablError]]:
    """Yield the errors that are raised."""
    for below in kind.__subclasses__():
        if below.__subclasses__():
            yield from leaves(below)
        elif below.__module__.partition(".")[0] in ("engine", "processes", "web"):
            yield below


def name_of(error: type[KartablError]) -> str:
    return f"{error.__module__}.{error.__name__}"


load_all()
ERRORS = sorted(set(leaves()), key=name_of)


def facts_of(template: str) -> set[str]:
    """Return what a sentence names, without the language it is named in."""
    return {name.removesuffix("_fa") for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_all_errors_are_found() -> None:
    assert len(ERRORS) > 100
    assert set(NOTHING_TO_DO) <= {name_of(error) for error in ERRORS}


@pytest.mark.parametrize("error", ERRORS, ids=name_of)
def test_both_languages_say_the_same_facts(error: type[KartablError]) -> None:
    assert {"en", "fa"} <= set(vars(error)), "a leaf has its own sentence in both languages"
    assert facts_of(error.fa) == facts_of(error.en)
    assert "_fa}" not in error.en


@pytest.mark.parametrize("error", ERRORS, ids=name_of)
def test_the_whole_sentence_is_set_as_persian_is(error: type[KartablError]) -> None:
    said = CODE.sub("×", re.sub(r"\{\w+\}", "×", error.fa))
    assert [fault for fault, rule in RULES.items() if re.search(rule, said)] == []


class Counted(BadInput):
    en = "Expected {known}, but found {found} in {place}. Correct it."
    fa = "{known} انتظار می‌رفت، ولی در {place} مقدار {found} بود. آن را درست کنید."


def test_figures_are_persian_in_a_persian_message_and_names_stay_as_they_are() -> None:
    error = Counted(known="1405/09/03", found=12, place="letter_path_2.bpmn")
    assert error.message("fa") == "۱۴۰۵/۰۹/۰۳ انتظار می‌رفت، ولی در letter_path_2.bpmn مقدار ۱۲ بود. آن را درست کنید."
    assert "1405/09/03" in error.message("en")
    assert "۱۰۰۰۰۰۰۰۹" in NoSuchInstance(instance="100000009").message("fa")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_an_error_says_what_to_do_now(language: str) -> None:
    silent = [
        name_of(error)
        for error in ERRORS
        if issubclass(error, ACTED_ON) and not DO_NOW[language].search(getattr(error, language))
    ]
    assert sorted(set(silent) - set(NOTHING_TO_DO)) == []


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_fault_at_a_field_says_how_to_mend_it(language: str) -> None:
    silent = [
        code for code, pair in sentences.items() if not DO_NOW[language].search(pair[("en", "fa").index(language)])
    ]
    assert set(silent) <= set(NO_FIELD_TO_MEND)
