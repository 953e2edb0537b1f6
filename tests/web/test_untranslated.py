"""Every page in both languages: nothing English is left in a Persian page, nothing Persian in an English one.

What people typed, and names that are the same in every language, stand in elements that say so: `bdi`, `code`, `kbd`, `q`, `dir="auto"`,
`dir="ltr"`, `lang`, a text field, or between the marks that isolate a text (U+2066 to U+2069).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml import html

from tests.web.test_doors import CASES as CASES
from tests.web.test_doors import DOORS, Stage, address, expected, rules
from tests.web.test_doors import stage as stage

pytestmark = pytest.mark.slow
NOT_OURS = "bdi|code|kbd|samp|q|script|style|textarea|noscript"
SAID_IN = ("title", "aria-label", "alt", "placeholder", "data-label", "aria-valuetext")
LATIN, PERSIAN = re.compile(r"[A-Za-z]{2,}"), re.compile(r"[آ-ی]")
ISOLATED = re.compile("[\u2066-\u2068][^\u2069]*\u2069")
SAME_IN_BOTH = {
    "fa": re.compile(
        r"\b(?:BPMN|DMN|CSV|PDF|JSON|FEEL|Camunda|Modeler|bpmn|form|dmn|Ctrl|Enter|Esc|Shift|Page|Up|Down|Home|End|Vazirmatn)\b"
    ),
    "en": re.compile(r"فارسی|۱۴۰۵/۰۹/۰۳"),
}
"""Words that a page of the other language says as they are: standards, names of keys, the name of a language in itself."""
READERS = ("nobody", "sarabi", "tehrani", "karimi", "bagheri", "mehrabi", "rahimi", "sadeghi", "soltani")


def said(page: str) -> Iterator[str]:
    """Yield what a page itself says: texts and attributes that are read out, without what people typed."""
    tree = html.fromstring(page)
    for element in tree.iter():
        if not isinstance(element.tag, str) or _typed(element):
            continue
        yield from (element.get(name) for name in SAID_IN if element.get(name) and not _names_somebody(element, name))
        yield from (text for text in _texts(element) if text.strip())


def _texts(element: html.HtmlElement) -> Iterator[str]:
    if element.tag not in NOT_OURS.split("|"):
        yield element.text or ""
    yield from (child.tail or "" for child in element if not _typed(element))


def _typed(element: html.HtmlElement) -> bool:
    """Return whether an element, or one that it stands in, holds what is not of the page's own words."""
    chain = [element, *element.iterancestors()]
    return any(
        each.tag in NOT_OURS.split("|") or (each.get("dir") in ("auto", "ltr") and each.tag != "html") or
        (each.get("lang") and each.tag != "html")
        for each in chain
    )  # fmt: skip


def _names_somebody(element: html.HtmlElement, name: str) -> bool:
    return name in ("title", "aria-label") and element.find(".//bdi") is not None


def left_over(page: str, language: str) -> list[str]:
    """Return the texts of a page that are in the other language."""
    foreign = LATIN if language == "fa" else PERSIAN
    return [
        text.strip() for text in said(page) if foreign.search(SAME_IN_BOTH[language].sub("", ISOLATED.sub("", text)))
    ]


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("which", CASES)
def test_no_page_says_anything_in_the_other_language(stage: Stage, which: str, language: str) -> None:
    case, relations = stage.files[which], CASES[which]
    wrong: set[str] = set()
    looked_at = 0
    for rule in rules(stage, "GET"):
        if which == "fault" and "tracking" not in rule.arguments:
            continue
        for person in READERS:
            browser = stage.browser(person)
            browser.client.set_cookie("language", language)
            if expected(person, DOORS[rule.endpoint], relations) != "in":
                continue
            answer = browser.get(address(stage, rule, case))
            if answer.mimetype == "text/html" and answer.status_code < 300:
                looked_at += 1
                wrong |= {f"{rule.endpoint} ({person}): {text}" for text in left_over(answer.text, language)}
            answer.close()  # one that is written as it is read would go on holding its request
    for person in READERS:
        stage.browser(person).client.set_cookie("language", "en")
    assert looked_at > 20
    assert not wrong, "\n".join(sorted(wrong))


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("status", [404, 403, 405, 400])
def test_no_error_says_anything_in_the_other_language(stage: Stage, status: int, language: str) -> None:
    browser = stage.browser("sarabi")
    browser.client.set_cookie("language", language)
    answers = {
        404: lambda: browser.get("/nowhere"),
        403: lambda: browser.get("/admin"),
        405: lambda: browser.client.get("/sign-out"),
        400: lambda: browser.client.post("/notices/read"),
    }
    answer = answers[status]()
    browser.client.set_cookie("language", "en")
    assert answer.status_code == status
    assert left_over(answer.text, language) == []


def test_what_is_left_over_is_found() -> None:
    assert left_over('<html lang="fa"><body><p>سلام Hello</p></body></html>', "fa") == ["سلام Hello"]
    assert left_over('<html lang="en"><body><a title="سلام">x</a></body></html>', "en") == ["سلام"]
    assert left_over('<html lang="fa"><body><p><bdi>plan.pdf</bdi> BPMN</p></body></html>', "fa") == []
