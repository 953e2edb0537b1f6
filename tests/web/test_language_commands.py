"""`kartabl feel`, `kartabl decide` and `kartabl check` of decisions and forms, as somebody at a shell meets them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from processes.deployment import SHIPPED
from tests.decision.builder import Dmn, literal
from web import cli

SEVERITY = str(SHIPPED / "decisions" / "severity.dmn")


class Shell:
    """Runs the command as the console does."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.monkeypatch, self.capsys = folder, monkeypatch, capsys

    def run(self, *words: str) -> tuple[int, str, str]:
        """Return the exit code, and what went to the two outputs."""
        self.monkeypatch.setattr(sys, "argv", ["kartabl", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = self.capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    def file(self, name: str, content: str | bytes) -> str:
        """Write a file; return its path."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def value(self, *words: str) -> Any:
        """Return the value that a command that succeeds prints."""
        code, out, _ = self.run(*words)
        assert code == 0
        return json.loads(out)


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A shell in an empty folder."""
    return Shell(tmp_path, monkeypatch, capsys)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 1", 2), ("0.1 + 0.2", 0.3), ("2 ** 53", 2**53), ("2 ** 53 + 1", "9007199254740993"),
        ("1 / 3", "0.3333333333333333333333333333333333"), ("10 ** 400", f"1{'0' * 400}"), ('"سلام"', "سلام"),
        ('date("2026-03-21")', "2026-03-21"), ('@"P1DT2H"', "P1DT2H"), ('@"P1Y"', "P1Y"),
        ('@"2026-03-21T08:00:00Z"', "2026-03-21T08:00:00Z"), ("null", None), ("[1, {a: true}]", [1, {"a": True}]),
        ('now() > @"2020-01-01T00:00:00Z"', True),
    ],
)  # fmt: skip
def test_feel_prints_the_value_as_json(shell: Shell, expression: str, expected: Any) -> None:
    assert shell.value("feel", expression) == expected


def test_context_is_plain_json(shell: Shell) -> None:
    context = {
        "days": 12.50,
        "kind": "annual",
        "full name": "سارا",
        "day": "2026-03-21",
        "people": [{"first name": "a"}],
    }
    file = shell.file("c.json", json.dumps(context))
    assert shell.value("feel", 'days = 12.5 and kind = "annual"', "--context", file) is True
    assert shell.value("feel", "full name", "--context", file) == "سارا"
    assert shell.value("feel", "date(day).year", "--context", file) == 2026
    assert shell.value("feel", "people.first name", "--context", file) == ["a"]


@pytest.mark.parametrize("content", ["[1]", "{", '{"a": NaN}', "[" * 100_000])
def test_what_is_no_context_is_refused_in_a_sentence(shell: Shell, content: str) -> None:
    code, out, err = shell.run("feel", "1", "--context", shell.file("c.json", content))
    assert (code, out) == (1, "")
    assert err.startswith("Expected c.json to be a JSON object")
    assert err.count("\n") == 1


def test_faulty_expression_is_refused_in_a_sentence(shell: Shell) -> None:
    code, out, err = shell.run("feel", "1 +")
    assert (code, out) == (1, "")
    assert err.startswith("Expected a value at line 1, column 4")


def test_decide_prints_the_value(shell: Shell) -> None:
    file = shell.file("c.json", '{"impact": "high", "urgency": "high"}')
    assert shell.value("decide", SEVERITY, "--context", file) == "critical"
    assert shell.value("decide", SEVERITY) is None


def test_decide_takes_the_last_decision_or_the_one_named(shell: Shell) -> None:
    chain = Dmn().decision("a", literal("1")).decision("b", literal("a + 1"), needs=["a?"])
    file = shell.file("chain.dmn", chain.xml())
    assert shell.value("decide", file) == 2
    assert shell.value("decide", file, "--decision", "a") == 1
    both = shell.file("both.dmn", Dmn().decision("a", literal("1")).decision("b", literal("2")).xml())
    code, _, err = shell.run("decide", both)
    assert code == 1
    assert (
        err
        == "Expected both.dmn to have one decision that no other one needs, but it has a, b: name one with --decision.\n"
    )


def test_check_takes_decisions_and_forms(shell: Shell) -> None:
    form = str(next((SHIPPED / "forms").glob("*.form")))
    assert shell.run("check", SEVERITY, form)[:2] == (0, "2 checked: no errors\n")
    faulty = shell.file("faulty.dmn", Dmn().decision("d", literal("1 +")).xml())
    code, out, _ = shell.run("check", "--json", faulty)
    assert code == 1
    [fault] = json.loads(out)["faults"]
    assert (fault["file"], fault["line"], fault["element"], fault["code"]) == (
        str(faulty),
        3,
        "d",
        "decision-expression",
    )
    broken = shell.file("broken.form", "{}")
    assert shell.run("check", broken)[0] == 1
