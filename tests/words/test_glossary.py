"""One thing has one name: the glossary's own words are used, and those that it rules out are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.words.texts import ROOT, texts

HEAD = 2


def rows() -> Iterator[list[str]]:
    """Yield the cells of the glossary's rows."""
    lines = (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    for line in [line for line in lines if line.startswith("|")][HEAD:]:
        yield [cell.strip() for cell in line.strip("|").split("|")]


def as_word(word: str) -> re.Pattern[str]:
    """Return what finds a word that stands alone."""
    return re.compile(rf"(?<![آ-ی\u200c]){re.escape(word)}(?![آ-ی])")


def test_no_text_says_what_the_glossary_rules_out() -> None:
    ruled_out = [as_word(word) for row in rows() for word in row[3].split("، ") if word]
    assert len(ruled_out) > 50
    wrong = [f"{where}: {text}" for where, text in sorted(set(texts())) if any(one.search(text) for one in ruled_out)]
    assert not wrong, "\n".join(wrong)


def test_every_word_of_the_glossary_is_used() -> None:
    said = "\n".join(text for _, text in texts())
    unused = [word for row in rows() for word in row[0].split("، ") if not re.search(re.escape(word), said)]
    assert unused == []
