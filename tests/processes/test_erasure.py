"""Erasing on a person's request: values, and the texts of letters, comments and callers that are these values, are gone for ever."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from engine.errors import KartablError
from engine.instance.state import InstanceId
from engine.store.tables import DbInstance
from processes.erasure import NoReason, NothingToErase, erasable, erase_on_request, erasures
from processes.keeping.record import By, changes
from processes.tables import DbCase
from tests.processes.build import Bench, Case, actor, letter

pytestmark = pytest.mark.databases

SECRET = "این متن نام شخص را می‌برد"
REMARK = "با آقای کاظمی تماس گرفته شد"
GONE = "پاک شده است"
REASON = "نامهٔ ۱۴۰۵/د/۹ ذی‌نفع"


def erased(case: Case, labels: Collection[str] = (), reason: str = REASON) -> int:
    """Erase what has one of these English labels, or all there is."""
    bench = case.bench
    with bench.office.store.writing() as unit:
        who, row = bench.member("safavi"), unit.session.get_one(DbCase, case.instance)
        chosen = [line.commitment for line in erasable(unit, who, row) if not labels or line.label.en in labels]
        by = By(person="safavi", at=bench.office.time())
        return erase_on_request(unit, bench.office.files.store, who, row, by, commitments=chosen, reason=reason)


def labels(case: Case) -> set[str]:
    """Return the English labels of what can still be erased."""
    with case.office.store.reading() as unit:
        row = unit.session.get_one(DbCase, case.instance)
        return {line.label.en for line in erasable(unit, case.bench.member("safavi"), row)}


def everything_of(case: Case) -> str:
    """Return all that the office's tables hold in the clear, and the personal values, as text."""
    with case.office.store.reading() as unit:
        tables = ("comment", "caller", "file", "change", "erasure", "search_text")
        rows = [row for table in tables for row in unit.session.execute(text(f'SELECT * FROM "{table}"'))]
        rows += [unit.personal(InstanceId(each)).values() for each in unit.session.scalars(select(DbInstance.id))]
    return "\n".join(str(value) for row in rows for value in row)


def written(bench: Bench) -> Case:
    """Return a case with a letter and a remark that name somebody."""
    case = bench.asked()
    case.do("draft_letter", letter(letter_body=SECRET))
    bench.office.comment(actor("moradi"), case.instance, REMARK)
    return case


def test_texts_of_letters_and_comments_go_with_the_values_and_the_proof_holds(bench: Bench) -> None:
    case = written(bench)
    assert SECRET in everything_of(case)
    assert erased(case) > 2
    left = everything_of(case)
    assert SECRET not in left
    assert "کاظمی" not in left, "nor can it be found by its words"
    assert REMARK not in left
    assert labels(case) == set()
    [row] = case.letters
    assert row.body == GONE
    assert case.difference is None
    case.go_on("paraph_letter")
    assert case.difference is None


def test_a_reply_says_too_that_it_is_erased_and_nothing_else_of_the_letters_changes(bench: Bench) -> None:
    case = bench.at_desk("confirm_result")
    before = case.letters
    erased(case)
    asked, reply = case.letters
    gone = {"subject": GONE, "body": GONE}
    assert asked == replace(before[0], **gone)
    assert reply == replace(before[1], **gone, in_reply_to=asked)
    assert case.difference is None


def test_only_what_was_chosen_goes_even_where_the_same_words_were_said_twice(bench: Bench) -> None:
    case, other = written(bench), written(bench)
    body = next(label for label in labels(case) if "ext" in label or "ody" in label)
    assert erased(case, [body]) == 1
    assert body not in labels(case)
    assert body in labels(other)
    assert [letter.body for each in (case, other) for letter in each.letters] == [GONE, SECRET]
    assert REMARK in everything_of(case)
    assert (case.difference, other.difference) == (None, None)


def test_it_is_on_record_who_erased_what_and_why_but_not_what_it_was(bench: Bench) -> None:
    case = written(bench)
    number = erased(case)
    with bench.office.store.reading() as unit:
        [change] = changes(unit.session, table="erasure")
        [line] = erasures(unit.session, bench.member("rahimi"), 1).lines
    assert (change.by, change.after["reason"], change.after["number"]) == ("safavi", REASON, number)
    assert (line.tracking, line.by.en, line.reason) == (case.tracking, "Elham Safavi", REASON)
    assert "Name" in line.fields.en


@pytest.mark.parametrize(("reason", "refusal"), [(" ", NoReason), (REASON, NothingToErase)])
def test_without_a_reason_or_with_nothing_left_nothing_happens(
    bench: Bench, reason: str, refusal: type[KartablError]
) -> None:
    case = written(bench)
    if refusal is NothingToErase:
        erased(case)
    before = everything_of(case)
    with pytest.raises(refusal):
        erased(case, reason=reason)
    assert everything_of(case) == before
