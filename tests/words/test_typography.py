"""Persian as it is set: its own letters and digits, half-spaces, marks and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from tests.words.texts import texts

RULES: Mapping[str, str] = {
    "Arabic ي, ك or ة where Persian has ی, ک or ه": r"[يكةى]",
    "Arabic digits": r"[٠-٩]",
    "Latin digits in a Persian text": r"[آ-ی]\s?[0-9]|[0-9]\s?[آ-ی]",
    "a Latin comma, semicolon or question mark": r"[آ-یۀ»)][,;?](?:\s|$)",
    "straight or English quotation marks instead of «…»": r'["“”]',
    "a space instead of a half-space after می or نمی": r"(?<![آ-ی])ن?می (?=[آ-ی])",
    "a space instead of a half-space before ها": r"[آ-ی] ها(?:ی|یی|یم|یت|یش|یمان|یتان|یشان)?(?![آ-ی])",
    "a space instead of a half-space before تر or ترین": r"[آ-ی] تر(?:ین)?(?![آ-ی])",
    "ه ی or ه‌ی instead of هٔ": r"ه ی(?![آ-ی])|ه\u200cی(?![آ-ی])",
    "ه ای instead of ه‌ای": r"ه ای(?![آ-ی])",
    "a space before a mark": r" [،؛:؟!»]",
    "no space after a mark": r"[،؛؟](?=[آ-ی])",
    "a space inside quotation marks": r"« | »",
    "three dots instead of …": r"\.\.\.",
    "two spaces": r"[آ-ی،؛.]  +[آ-ی]",
    "a half-space where a word ends": r"\u200c(?:[\s،؛.؟!»)]|$|\u200c)|(?:[\s«(]|^)\u200c",
}
CODE = re.compile(r"BPMN \d\.\d|DMN \d\.\d|A4|\d{4}-\d\d-\d\d(?:T[\d:]+)?|service:\d|@?\"[^\"]*\"|تا 1\.5|\\\\?.")
"""What is not Persian in a Persian text: names of standards, and examples of what is to be typed."""
WRITTEN = sorted(set(texts()))


@pytest.mark.parametrize("fault", RULES)
def test_every_persian_text_is_set_as_persian_is(fault: str) -> None:
    rule = re.compile(RULES[fault])
    wrong = [f"{where}: {text}" for where, text in WRITTEN if rule.search(CODE.sub("×", text))]
    assert not wrong, f"{fault}:\n" + "\n".join(wrong)


def test_all_that_is_read_is_looked_at() -> None:
    suffixes = {where.partition(":")[0].rpartition(".")[2] for where, _ in WRITTEN}
    assert suffixes == {"po", "py", "html", "js", "form", "bpmn", "dmn"}
    assert len(WRITTEN) > 1500
