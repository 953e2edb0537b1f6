"""What a person can type is told in the README."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from processes.permissions import page
from web.cli import cli

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(set(cli.commands) - {"run"}))  # `make run` is how a person says it
def test_each_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"kartabl {command}\b", README)


def test_each_file_that_the_readme_names_is_there() -> None:
    for path in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / path).exists(), path


def test_the_table_of_permissions_is_in_its_document() -> None:
    document = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
    assert document == page.markdown(), (
        "docs/permissions.md is not of today: .venv/bin/kartabl permissions > docs/permissions.md"
    )
