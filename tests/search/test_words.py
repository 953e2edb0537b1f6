"""One form for the many ways to write a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.search.snippet import snippet
from processes.search.words import asked, indexed, normal

PERSIAN = st.text(
    alphabet="ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیيكةأآؤئ\u200c\u064e\u0651\u200f ۰۱۲۳٤٥٦789abcXYZ.،«»-", max_size=40
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كارتابل", "کارتابل"), ("علي", "علی"), ("شمارهٔ ۱۲۳", "شماره 123"), ("٤٥٦", "۴۵۶"), ("مُحَمَّد", "محمد"),
        ("می\u200cشود", "می شود"), ("أمين", "امین"), ("آقای", "اقای"), ("«نامه»،", "نامه"), ("\u200fنامه\u200e", "نامه"),
        ("ﻧﺎﻣﻪ", "نامه"), ("خانۀ", "خانه"), ("KARTABL", "kartabl"), ("مسئول", "مسیول"),
    ],
)  # fmt: skip
def test_what_is_one_word_has_one_form(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@given(PERSIAN)
def test_the_form_of_a_form_is_itself(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(st.text(max_size=60))
def test_a_form_is_letters_and_digits_with_single_spaces(text: str) -> None:
    form = normal(text)
    assert all(word.isalnum() for word in form.split())
    assert form == " ".join(form.split())
    assert len(normal(form)) <= len(form)


@given(PERSIAN)
def test_a_text_is_found_by_itself(text: str) -> None:
    words = indexed(text).split()
    assert all(any(word.startswith(each) for word in words) for way in asked(text) for each in way)


@pytest.mark.parametrize("query", ["می\u200cشود", "می شود", "میشود"])
def test_a_half_space_may_be_typed_as_one_as_a_space_or_not_at_all(query: str) -> None:
    words = indexed("نامه می\u200cشود").split()
    assert any(all(any(word.startswith(each) for word in words) for each in way) for way in asked(query))


@given(PERSIAN, PERSIAN)
def test_a_snippet_is_of_the_text_and_marks_only_what_was_looked_for(text: str, query: str) -> None:
    pieces = snippet(text, query)
    shown = "".join(piece.text for piece in pieces if piece.text != "…")
    assert shown in " ".join(text.split())
    assert not any(piece.found for piece in pieces) or asked(query)


def test_a_snippet_begins_near_what_was_found() -> None:
    text = " ".join(["واژه"] * 50 + ["هدف"] + ["واژه"] * 50)
    pieces = snippet(text, "هدف")
    assert [piece.text for piece in pieces if piece.found] == ["هدف"]
    assert (pieces[0].text, pieces[-1].text, len(pieces) < 50) == ("…", "…", True)
