"""Whatever is sent as a diagram is read, or refused in words: never a traceback, never a hang."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.diagram import xml
from engine.diagram.read import read_diagram
from tests.diagram.builder import Bpmn
from tests.diagram.faulty import FAULTY
from tests.diagram.test_sound import everything
from tests.diagram.worlds import codes, faults_of
from tests.runaway import ends

_HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>' + _HEAD + '<process id="p" name="&c;"/></definitions>'
)
OUTSIDE = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>{_HEAD}<process id="p">&x;</process></definitions>'
DEEP = f"{_HEAD}{'<process>' * 5000}{'</process>' * 5000}</definitions>"

BAD = {
    "bomb": (BOMB.encode(), xml.HasDoctype),
    "bomb in UTF-16": (BOMB.encode("utf-16"), xml.HasDoctype),
    "external entity": (OUTSIDE.encode(), xml.HasDoctype),
    "external DTD": (
        b'<!DOCTYPE d SYSTEM "http://localhost/d.dtd">' + _HEAD.encode() + b"</definitions>",
        xml.HasDoctype,
    ),
    "unknown entity": (f"{_HEAD}&x;</definitions>".encode(), xml.NotXml),
    "truncated": (everything().xml()[:-40], xml.NotXml),
    "not XML": (b"%PDF-1.7\n\x00\xff", xml.NotXml),
    "wrong bytes": (_HEAD.encode() + b"\xff</definitions>", xml.NotXml),
    "unknown encoding": (b'<?xml version="1.0" encoding="no-such"?><a/>', xml.NotXml),
    "empty": (b"", xml.NotXml),
    "blank": (b" \n ", xml.NotXml),
    "too deep": (DEEP.encode(), xml.NotXml),
    "not BPMN": (b"<html><body/></html>", xml.NotBpmn),
    "too many bytes": (b" " * 10_000_001, xml.TooLarge),
    "too many elements": (f"{_HEAD}{'<a/>' * 200_001}</definitions>".encode(), xml.TooLarge),
}


@pytest.mark.parametrize(("source", "refusal"), BAD.values(), ids=BAD.keys())
def test_unreadable_file_is_refused_in_both_languages(source: bytes, refusal: type[xml.UnreadableDiagram]) -> None:
    with pytest.raises(refusal) as caught:
        read_diagram(source, "p.bpmn")

    assert caught.value.facts["line"] >= 1
    assert all("p.bpmn" in caught.value.message(language) for language in ("en", "fa"))


def long_chain(length: int) -> bytes:
    """Return a process of so many user tasks, one behind the other."""
    bpmn = Bpmn().start().end()
    for number in range(length):
        bpmn.user_task(f"t{number}")
    return bpmn.chain("s", *(f"t{number}" for number in range(length)), "e").xml(drawn=True)


def test_ten_thousand_tasks_in_a_row_are_read_and_checked() -> None:
    source = long_chain(10_000)
    with ends():
        found = {fault.code for fault in faults_of(source)}

    assert found == set()


def test_deeply_nested_subprocesses_are_read() -> None:
    bpmn = Bpmn()
    for number in range(200):
        bpmn.start(f"s{number}").end(f"e{number}").chain(f"s{number}", f"sub{number}", f"e{number}")
        bpmn.subprocess(f"sub{number}")
    assert codes(bpmn.start().end().chain("s", "e").xml()) == set()


SOURCES = [everything().xml(drawn=True), *(source for sources in FAULTY.values() for source in sources)]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SOURCES), st.data())
def test_a_damaged_diagram_never_breaks_the_check(source: bytes, data: st.DataObject) -> None:
    words = source.replace(b"<", b" <").split(b" ")
    at, length = data.draw(st.integers(0, len(words))), data.draw(st.integers(0, 5))
    other = data.draw(st.sampled_from(words))
    damaged = b" ".join([*words[:at], *([other] * data.draw(st.integers(0, 2))), *words[at + length :]])
    try:
        faults = faults_of(damaged)
    except xml.UnreadableDiagram:
        return
    assert all(fault.en and fault.fa for fault in faults)
