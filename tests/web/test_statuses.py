"""Every leaf of the error tree: a message in both languages that fills the same places, and a status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

import pytest

from engine.errors import BadInput, Broken, Conflict, Forbidden, KartablError, NotFound, Unavailable
from tests.loaded import load_all
from web.faults import status_of

STATUS = {BadInput: 422, NotFound: 404, Forbidden: 403, Conflict: 409, Unavailable: 503, Broken: 500}
PERSIAN = re.compile("[آ-ی]")


def leaves() -> list[type[KartablError]]:
    """Return the errors of all our modules that a caller may meet."""
    load_all()
    found = {kind for kind in below(KartablError) if kind.__module__.split(".")[0] in ("engine", "processes", "web")}
    return sorted((kind for kind in found if not kind.__subclasses__()), key=lambda kind: kind.__qualname__)


def below(kind: type[KartablError]) -> Iterator[type[KartablError]]:
    """Yield all classes below one."""
    for child in kind.__subclasses__():
        yield child
        yield from below(child)


def places(template: str) -> set[str]:
    """Return the facts a template names; `what_fa` is the Persian word for `what`."""
    return {name.removesuffix("_fa") for _, name, _, _ in Formatter().parse(template) if name}


LEAVES = leaves()


def test_there_are_leaves() -> None:
    assert len(LEAVES) > 30


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.__qualname__)
def test_a_leaf_speaks_both_languages_of_the_same_facts(leaf: type[KartablError]) -> None:
    assert leaf.en != KartablError.en
    assert leaf.fa != KartablError.fa
    assert PERSIAN.search(leaf.fa)
    assert not PERSIAN.search(leaf.en)
    assert places(leaf.en) == places(leaf.fa)
    assert not re.search("[يكةؤ٠-٩]", leaf.fa), "letters and digits of Arabic keyboards"
    assert not re.search(r"\b(می|نمی) ", leaf.fa), "a space where a half-space belongs"


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.__qualname__)
def test_a_leaf_has_the_status_of_its_branch(leaf: type[KartablError]) -> None:
    branches = [branch for branch in STATUS if issubclass(leaf, branch)]
    assert len(branches) == 1
    assert status_of(leaf.__new__(leaf)) == STATUS[branches[0]]
