"""The buttons that add and remove rows, without JavaScript."""

from __future__ import annotations

from engine.form import present, rearrange
from tests.form.build import component, form, rows

sample = form(
    component("textfield", "name"),
    rows("a", component("textfield", "b"), component("checkbox", "c"), max_rows="3"),
)


def texts(raw: dict[str, list[str]]) -> list[str]:
    again = rearrange(sample, raw)
    assert again is not None
    assert again["name"] == ["typed"]
    return [row.fields[0].typed.fa for row in present(sample, variables={}, raw=again)[1].rows]


typed = {"name": ["typed"], "a.0.b": ["x"], "a.1.b": ["y"], "_rows.a": ["2"]}


def test_nothing_happens_without_a_button() -> None:
    assert rearrange(sample, typed) is None


def test_adding_a_row_keeps_what_was_typed() -> None:
    assert texts({**typed, "_add": ["a"]}) == ["x", "y", ""]


def test_a_full_list_gets_no_more_rows() -> None:
    assert texts({**typed, "_rows.a": ["3"], "_add": ["a"]}) == ["x", "y", ""]


def test_removing_a_row_moves_the_later_ones_up() -> None:
    assert texts({**typed, "_remove": ["a.0"]}) == ["y"]
    assert texts({**typed, "_remove": ["a.1"]}) == ["x"]


def test_buttons_that_name_nothing_change_nothing() -> None:
    for button in ("_add", "_remove"):
        for value in ("zz", "a.7", "a.x", "name", "", "name.0", "a.²"):
            assert texts({**typed, button: [value]}) in (["x", "y"], ["x", "y", ""])
    assert texts({**typed, "_remove": ["a.7"]}) == ["x", "y"]


def test_a_nonsense_count_of_rows_is_bounded() -> None:
    assert texts({**typed, "_rows.a": ["999999"], "_remove": ["zz"]}) == ["x", "y"]
    assert texts({**typed, "_rows.a": ["999"], "_remove": ["zz"]}) == ["x", "y", ""]
