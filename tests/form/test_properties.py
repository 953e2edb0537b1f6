"""Whatever is sent, the answer is values or faults; and what is shown reads back as the same value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from engine.form import present, rearrange, validate, validate_json
from engine.form.digits import jalali, read_date, read_number, to_latin, to_persian
from engine.values import decode, encode
from tests.form.build import choice, component, form, office_form, rows

required = {"required": True}
held = {"digest": "a" * 64, "name": "p", "type": "text/plain", "size": Decimal(1)}
sample = form(
    component("textfield", "text", validate={"required": True, "maxLength": 20, "pattern": "^[^x]*$"}),
    component("textarea", "area", conditional={"hide": '=radio = "p" or number > 5'}),
    component("number", "number", validate={"min": -10, "max": 10}),
    component("datetime", "day", validate=required, conditional={"hide": "=not(box)"}),
    component("checkbox", "box"),
    choice("radio", "radio", "p", "q"),
    component("filepicker", "scan", conditional={"hide": "=box"}),
    choice("checklist", "list", "p", "q", validate=required),
    rows(
        "rows",
        component("textfield", "a", validate=required),
        choice("select", "b", "p", conditional={"hide": "=a = null"}),
    ),
)
in_rows = ["rows.0.a", "rows.0.b", "rows.1.a", "rows.7.b", "rows.x.a", "rows.0.c"]
paths = [*sorted(sample.keys), *in_rows, "_add", "_remove", "_rows.rows"]
texts = st.one_of(
    st.sampled_from(
        ["", "p", "q", held["digest"], "true", "on", "۵", "12", "1405/09/03", "2026-11-24", "rows", "rows.0", "3"]
    ),
    st.text(st.characters(), max_size=30),
)
posts = st.dictionaries(st.sampled_from(paths) | st.text(max_size=8), st.lists(texts, max_size=3), max_size=10)
variables = st.dictionaries(
    st.sampled_from(["text", "number", "box", "rows", "radio", "scan", "other"]),
    st.sampled_from([None, True, "p", Decimal(7), date(2026, 1, 1), ["p"], [{"a": "x"}], {"a": "x"}, [held]]),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, max_size=3),
    max_leaves=6,
)


def check(outcome: Any) -> None:
    decode(encode(outcome.values))
    assert outcome.values.keys() <= sample.keys
    for fault in outcome.faults:
        assert fault.en
        assert fault.fa
    if outcome.ok:
        assert outcome.values["text"]
        assert outcome.values["list"]


@given(posts, variables)
def test_whatever_is_posted_gives_values_or_faults(raw: dict[str, list[str]], case: dict[str, Any]) -> None:
    before = {key: list(posted) for key, posted in raw.items()}
    outcome = validate(sample, raw, variables=case)
    check(outcome)
    assert outcome.raw == before
    assert validate(sample, raw, variables=case) == outcome


@given(st.dictionaries(st.sampled_from(paths) | st.text(max_size=8), json_values, max_size=8), variables)
def test_whatever_json_is_sent_gives_values_or_faults(data: dict[str, Any], case: dict[str, Any]) -> None:
    check(validate_json(sample, data, variables=case))


@given(posts, variables)
def test_whatever_was_posted_can_be_shown_again(raw: dict[str, list[str]], case: dict[str, Any]) -> None:
    faults = validate(sample, raw, variables=case).faults
    present(sample, variables=case)
    views = {each.path: each for each in present(sample, variables=case, raw=raw, faults=faults)}
    for key in ("text", "number", "day"):
        assert views[key].typed.fa == (raw.get(key) or [""])[0]
    again = rearrange(sample, raw)
    present(sample, variables=case, raw=again)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_a_number_reads_back_in_any_digits(number: Decimal) -> None:
    latin = format(number, "f")
    persian = to_persian(latin).replace(".", "٫")
    assert read_number(latin) == read_number(persian) == number
    assert to_latin(persian).replace("٫", ".") == latin


@given(st.dates(date(1821, 3, 21), date(2220, 12, 31)))
@example(date(2025, 3, 20))
@example(date(2026, 3, 21))
def test_a_day_reads_back_as_jalali_and_as_gregorian(day: date) -> None:
    assert read_date(jalali(day)) == read_date(day.isoformat()) == read_date(to_persian(day.isoformat())) == day


@given(st.dates())
def test_every_day_can_be_written(day: date) -> None:
    assert jalali(day)


@given(st.sampled_from(["approve", "return", "reject", ""]), st.text(max_size=10), st.text(max_size=10))
def test_a_desk_that_does_not_approve_says_why(decision: str, note: str, reason: str) -> None:
    outcome = validate(
        office_form("desk_paraph"), {"decision": [decision], "note": [note], "reason": [reason]}, variables={}
    )
    if outcome.ok and decision != "approve":
        assert outcome.values["reason"]
    if decision in ("approve", ""):
        assert "reason" not in outcome.values
