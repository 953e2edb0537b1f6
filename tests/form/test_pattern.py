"""Patterns are kept to those whose work is bounded."""

from __future__ import annotations

import time

import pytest

from engine.form.pattern import UnsafePattern, compile_pattern


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (r"^09[0-9]{9}$", "09123456789", "0912"),
        (r"^[^@\s]+@[^@\s]+\.[a-z]+$", "a@b.ir", "a@b"),
        (r"^(A|B)?-\d{2,4}$", "A-12", "C-12"),
        (r"\.pdf$", "a.pdf", "a.doc"),
        (r"^[\]a-]+$", "a]-", "b"),
        (r"^a{2}b?$", "aab", "ab"),
    ],
)
def test_ordinary_patterns_work(pattern: str, good: str, bad: str) -> None:
    compiled = compile_pattern(pattern)
    assert compiled.search(good)
    assert not compiled.search(bad)


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$", "(a|b)*", "(?:a+){2,}", "(a){3}", r"(a)\1", "a(?=b)", "(?<!a)b", "^a*a*a*a*$", "a*a*a*$", "(",
        "[a", "a{2}{3}", "(?i)a", "a++", "(?P<x>a)", r"(?P=x)", "a**", "(a+)?+", "(a+){,5}",
        "^" + "a?" * 25 + "a" * 25 + "$",
        "^" + "(a|a)" * 25 + "$", "^" + "a{0,9}" * 9,
    ],
)  # fmt: skip
def test_patterns_without_bound_are_refused(pattern: str) -> None:
    with pytest.raises(UnsafePattern) as caught:
        compile_pattern(pattern)
    assert caught.value.fa != caught.value.en


@pytest.mark.parametrize(
    "pattern", [r"^[^@]*@[^@]*@[^@]*$", r"^.*.*.*x$", r"\s+x\s+$", "^" + "@?" * 6 + "[@ ]*" * 2 + "x"]
)
def test_the_slowest_that_is_taken_answers_soon(pattern: str) -> None:
    compiled = compile_pattern(pattern)
    before = time.process_time()
    compiled.search("@ " * 250)
    assert time.process_time() - before < 5
