"""The guide to forms: its examples are read, its tables name all components and no others, every property is one that is looked at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.form import FormFaults, read_form, validate
from tests.form.build import component, form, rows

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "forms.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\S+)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
SHOWN, FAULTY = [body.encode() for kind, body in BLOCKS if kind == "form"]
[FAULTS] = [body.splitlines() for kind, body in BLOCKS if kind == "faults"]


def table(heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading."""
    section = GUIDE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if "| `" in line]


def test_the_example_is_a_form_whose_scan_is_asked_for_where_it_came_on_paper() -> None:
    sample = read_form(SHOWN, "scan.form")
    assert [each.code for each in validate(sample, {"source": ["paper"]}, variables={}).faults] == ["must_attach"]
    assert validate(sample, {"source": ["here"]}, variables={}).ok


def test_the_faulty_example_has_the_faults_that_are_shown() -> None:
    with pytest.raises(FormFaults) as refused:
        read_form(FAULTY, "faulty.form")
    told = [f"{fault.path}: {fault.en}" for fault in refused.value.faults]
    assert len(told) == len(FAULTS)
    assert all(each.startswith(shown) for each, shown in zip(told, FAULTS, strict=True))


def test_the_guide_names_every_component_that_is_read() -> None:
    with pytest.raises(FormFaults) as refused:
        form(component("other", "x"))
    told = set(re.findall(r"[a-z]+", refused.value.faults[0].en.rpartition("use one of ")[2]))
    assert {name for first, *_ in table("Components") for name in re.findall(r"`(\w+)`", first)} == told


def test_the_guide_names_every_property_that_is_looked_at() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "engine" / "form").glob("*.py"))
    for first, *_ in table("Properties"):
        for name in re.findall(r"`(\w+)`", first):
            assert f'"{name}"' in sources or name in ("pattern_words_en", "rule_words_en")


def test_what_stands_in_a_list_is_told_for_files() -> None:
    with pytest.raises(FormFaults):
        form(rows("list", component("filepicker", "x")))
