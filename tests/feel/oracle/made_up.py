"""Made-up expressions of four kinds, from the part of FEEL in which both must agree to the last digit.

Left out on purpose: mixed kinds behind `!=` and `<`, and fractions that binary floats lose (both are listed as
differences); and what lies between a greater and a lesser number: nothing, but the oracle turns the two round.
"""

from __future__ import annotations

from hypothesis import strategies as st

Texts = st.SearchStrategy[str]
_whole = st.integers(0, 999).map(str)
_number_atoms = st.one_of(_whole, _whole.map("-{}".format), st.sampled_from(["x", "y", "person.age", "days in office"]))
_text_atoms = st.one_of(
    st.text("abcXYZ سلام‌ه0_-", max_size=6).map('"{}"'.format), st.sampled_from(["name", "full name", "person.name"])
)
_list_atoms = st.one_of(
    st.lists(_number_atoms, max_size=4).map(lambda items: f"[{', '.join(items)}]"),
    st.sampled_from(["scores", "orders.price", "orders[price > 30].qty"]),
)
_truths = st.sampled_from(["true", "false", "null", "flag"])


def _join(*parts: Texts | str) -> Texts:
    strategies = [st.just(part) if isinstance(part, str) else part for part in parts]
    return st.tuples(*strategies).map("".join)


def _deeper_number(inner: Texts) -> Texts:
    sign = st.sampled_from([" + ", " - ", " * "])
    return st.one_of(
        _join("(", inner, sign, inner, ")"),
        _join(inner, sign, inner),
        _join("(", inner, ") / ", st.sampled_from(["2", "4", "8"])),
        _join("abs(", inner, ")"),
        _join("modulo(", inner, ", 7)"),
        _join("floor((", inner, ") / 2)"),
        _join("if ", boolean, " then ", inner, " else (", inner, ")").map("({})".format),
    )


def _deeper_boolean(inner: Texts) -> Texts:
    return st.one_of(
        _join("(", inner, st.sampled_from([" and ", " or "]), inner, ")"),
        _join(inner, st.sampled_from([" and ", " or "]), inner),
        _join("not(", inner, ")"),
    )


boolean: Texts = st.recursive(
    st.one_of(
        _truths,
        _join(_number_atoms, st.sampled_from([" < ", " <= ", " > ", " >= ", " = ", " != "]), _number_atoms),
        _join(_text_atoms, st.sampled_from([" = ", " != "]), _text_atoms),
        _join(_number_atoms, " between -3 and ", _whole),
        _join(_number_atoms, " in (", _number_atoms, ", > ", _number_atoms, ")"),
        _join("list contains(", _list_atoms, ", ", _number_atoms, ")"),
        _join("some i in ", _list_atoms, " satisfies i > ", _number_atoms).map("({})".format),
        _join("contains(", _text_atoms, ", ", _text_atoms, ")"),
    ),
    _deeper_boolean,
    max_leaves=6,
)
number: Texts = st.recursive(_number_atoms, _deeper_number, max_leaves=6)
text: Texts = st.recursive(
    _text_atoms,
    lambda inner: st.one_of(
        _join(inner, " + ", inner),
        _join("upper case(", inner, ")"),
        _join("substring before(", inner, ", ", _text_atoms, ")"),
        _join("string join([", inner, ", ", inner, '], "-")'),
    ),
    max_leaves=5,
)
listed: Texts = st.recursive(
    _list_atoms,
    lambda inner: st.one_of(
        _join("reverse(", inner, ")"),
        _join("concatenate(", inner, ", ", inner, ")"),
        _join("distinct values(", inner, ")"),
        _join("(", inner, ")[item > ", _number_atoms, "]"),
        _join("for i in ", inner, " return i * 2 + 1").map("({})".format),
        _join("[count(", inner, "), sum(", inner, ")]"),
        _join("append(", inner, ", ", _number_atoms, ")"),
    ),
    max_leaves=5,
)
