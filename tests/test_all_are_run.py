"""Every test is one that is run: pytest passes over folders of some names, and says nothing of it."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import pytest

TESTS = Path(__file__).parent


def test_no_folder_has_a_name_that_is_passed_over(pytestconfig: pytest.Config) -> None:
    passed_over = pytestconfig.getini("norecursedirs")
    folders = {file.parent.relative_to(TESTS) for file in TESTS.rglob("test_*.py")}
    assert len(folders) > 20
    named = {part for folder in folders for part in folder.parts}
    assert not [name for name in named if any(fnmatch(name, pattern) for pattern in passed_over)]
