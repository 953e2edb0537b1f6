"""What callgrind counts for part 10: `python -m tests.benchmarks.instructions PERSON CASE …`, the first two cases to warm up.

A call of `os.getpgid` is the mark between what is counted apart.
"""

from __future__ import annotations

import gc
import os
import sys

from engine.engine import Moved
from engine.history.record import Head, Ledger
from engine.instance.state import InstanceId, State
from engine.store.learning import Told, learn
from engine.store.packing import Words, pack_record
from processes.office import Office
from tests.processes.build import ON_BY_DESK, actor
from web import settings
from web.wiring import without_pages

DESK = "approve_admin"


def main(person: str, *cases: str) -> None:
    """Complete the task of each case, then make the records of these completions again."""
    office = without_pages(settings.read(os.environ)).office
    with office.store.reading() as unit:
        state = unit.load(InstanceId(cases[0])).state
    assert state is not None
    [task] = state.tasks
    sheet = office.task_sheet(InstanceId(cases[0]), task)
    assert sheet is not None
    values = sheet.validate({key: [text] for key, text in ON_BY_DESK[DESK].items()}).values  # type: ignore[misc,list-item]  # texts
    for case in cases[:2]:
        office.complete(actor(person), InstanceId(case), task, values)
    words = learned(office, InstanceId(cases[0]))
    gc.collect()
    gc.disable()
    os.getpgid(0)
    moves = [office.complete(actor(person), InstanceId(case), task, values) for case in cases[2:]]
    os.getpgid(0)
    anew = [State.read(moved.state.written) for moved in moves]
    assert all(state.text for state in anew)  # that is needed to store the state, whoever wants evidence
    os.getpgid(0)
    for moved, state in zip(moves, anew, strict=True):
        record(moved, state, words)
    os.getpgid(0)


def learned(office: Office, instance: InstanceId) -> Words:
    """Return words that were learned from a case like these, read by a compressor already."""
    with office.store.reading() as unit:
        loaded, records = unit.load(instance), unit.records(instance)
    assert loaded.state is not None
    told = [(record.body, list(record.derived)) for record in records]
    words = learn(Told(instance=instance, definition=loaded.definition, records=told, state=loaded.state.written))
    words.deflate(b"")
    return words


def record(moved: Moved, state: State, words: Words) -> None:
    """Make the record of a move, as it is stored."""
    ledger = Ledger(origin="bench", instance=moved.instance, definition=moved.definition)
    head = Head(seq=moved.record.seq - 1, hash=moved.record.body.get("prev", "0" * 64))
    made = ledger.applied(head, moved.command, state, moved.derived)
    assert made.texts is not None
    pack_record(*made.texts, instance=moved.instance, words=words)


if __name__ == "__main__":
    main(*sys.argv[1:])
