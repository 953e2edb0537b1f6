"""Two minutes of a fuzzer that learns, over the readers of what strangers write."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.diagram.faulty import FAULTY, SCHEMA
from tests.diagram.test_sound import everything

ROOT = Path(__file__).parents[2]
SECONDS = 30
"""For each of four readers: two minutes in all."""
EXPRESSIONS = (
    '=if a = null then "x" + b else string(1.50)', "for x in 1..3, y in list return x ** 2", 'some x in list satisfies matches(x, "a+")',
    'date and time("2026-03-21T08:00:00") + duration("P1DT2H")', '{a: [1, 2], "b c": function(x) x + 1}.a[1]',
)  # fmt: skip


def seeds(reader: str) -> list[bytes]:
    """Return sound and faulty inputs to begin from."""
    if reader == "bpmn":
        return [everything().xml(drawn=True), *(xml for sources in {**FAULTY, **SCHEMA}.values() for xml in sources)]
    if reader == "form":
        return [path.read_bytes() for path in (ROOT / "bpmn_diagrams" / "forms").glob("*.form")]
    if reader == "dmn":
        return [path.read_bytes() for path in (ROOT / "bpmn_diagrams" / "decisions").glob("*.dmn")]
    return [text.encode() for text in EXPRESSIONS]


@pytest.mark.long
@pytest.mark.parametrize("reader", ["feel", "bpmn", "form", "dmn"])
def test_nothing_but_words_comes_back(reader: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds(reader)):
        (corpus / str(number)).write_bytes(seed)
    limits = [f"-max_total_time={SECONDS}", "-timeout=5", "-rss_limit_mb=500", "-max_len=20000", "-verbosity=0"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.readers", reader, *limits, f"-artifact_prefix={tmp_path}/", str(corpus)],
        cwd=ROOT, capture_output=True, text=True, errors="replace", timeout=SECONDS * 4, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
