"""The steps of a case: each record run again, what is to be seen of it on which diagram, and what changed, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.form import Words
from engine.history.personal import unseal
from engine.history.record import Record
from engine.instance.state import InstanceId
from engine.replay import Difference, Frame, frames, verify_chain
from engine.store.port import Unit
from processes.audit.reader import CaseReader, case_reader
from processes.audit.standing import Standing, standing_of
from processes.audit.told import Teller, Told
from processes.casefile.history import Entry
from processes.organisation import Member
from processes.parts.part import split
from processes.tables import DbCase
from processes.wording import ERASED
from processes.words import process_name

Places = Mapping[str, Sequence[str]]
"""Ids of elements or flows, by the process in whose diagram they are drawn."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DataChange:
    """A variable of the case that a step changed; `before` is None where it was not there, or empty."""

    label: Words
    before: Words | None
    after: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A record as a step. What is not proven is not shown: of such a one there is its entry, and that it differs."""

    entry: Entry
    process: str
    """In whose diagram there is most to see of it."""
    entered: Places
    flows: Places
    tokens: Places
    told: Sequence[Told]
    data: Sequence[DataChange]
    chained: Standing
    again: Standing
    """How it stands in the chain, and when it is run again."""

    @property
    def proven(self) -> bool:
        """Whether chain and replay agree up to this step."""
        return (self.chained, self.again) == ("good", "good")


@dataclass(frozen=True, kw_only=True, slots=True)
class Steps:
    """All steps of a case, and the diagrams on which they are seen: id and name of each process, the case's own first."""

    steps: Sequence[Step]
    diagrams: Sequence[tuple[str, Words]]
    chain: Difference | None
    replay: Difference | None


def steps(unit: Unit, reader: Member, case: DbCase, *, origin: str) -> Steps:
    """Return the steps of a case, each record run again once."""
    instance = InstanceId(case.instance)
    words, records = case_reader(unit, reader, instance), unit.records(instance)
    definition, head = words.definition, words.head
    chain = verify_chain(records, origin=origin, instance=instance, head=(head.seq, head.hash))
    again = list(frames(definition, records, unit.calendar))
    made = list(_Maker(words, chain).steps(again, records))
    been = dict.fromkeys([definition.process, *(process for step in made for process in (*step.entered, *step.tokens))])
    return Steps(
        steps=made,
        diagrams=[(id, process_name(definition.processes[id])) for id in been if id in definition.processes],
        chain=chain,
        replay=again[-1].difference if again else None,
    )


class _Maker:
    """Makes the steps of one case, in order."""

    def __init__(self, reader: CaseReader, chain: Difference | None) -> None:
        self.definition, self.reader, self.chain = reader.definition, reader, chain
        self.process = self.definition.process
        self.teller = Teller(self.definition, reader.wording)

    def steps(self, again: Sequence[Frame], records: Sequence[Record]) -> Iterator[Step]:
        yield from map(self._step, again)
        for record in records[len(again) :]:
            yield self._unreached(record)

    def _step(self, frame: Frame) -> Step:
        asked_before = dict(self.reader.history.asked_by)
        entry = self.reader.history.entry(frame.record)
        self.process = self._seen_in(frame)
        return Step(
            entry=entry,
            process=self.process,
            entered=self._places(frame.entered),
            flows=self._places(frame.flows),
            tokens=self._places(frame.tokens.values()),
            told=list(self.teller.told(frame.happened)),
            data=list(self._data(frame, asked_before)),
            chained=standing_of(frame.record.seq, self.chain),
            again="good" if frame.difference is None else "bad",
        )

    def _unreached(self, record: Record) -> Step:
        return Step(
            entry=self.reader.history.entry(record), process=self.process, entered={}, flows={}, tokens={}, told=(),
            data=(), chained=standing_of(record.seq, self.chain), again="beyond",
        )  # fmt: skip

    def _seen_in(self, frame: Frame) -> str:
        """Return the process in which the last task was opened, else where a token came to stand, else went; else as before."""
        standing = set(frame.tokens.values())
        opened = [happening["element"] for happening in frame.happened if happening["what"] == "opened"]
        came = [key for key in frame.entered if key in standing and not self.definition.elements[key].called]
        for keys in (opened, came, frame.entered):
            if keys:
                return split(self.definition, keys[-1])[0]
        return self.process

    def _places(self, keys: Iterable[str]) -> Places:
        found: dict[str, list[str]] = {}
        for key in dict.fromkeys(keys):
            process, id = split(self.definition, key)
            found.setdefault(process, []).append(id)
        return found

    def _data(self, frame: Frame, asked_before: Mapping[str, str | None]) -> Iterator[DataChange]:
        """Yield what changed as people see it: a value that was only sealed anew is none, one that was erased may be.

        Each desk says in its own words what it answers under the same key: what stood before is told in those of its own form.
        """
        wording, asked_by = self.reader.wording, self.reader.history.asked_by
        for change in frame.changes:
            form = asked_by.get(change.name)
            values = unseal({"before": change.before, "after": change.after}, self.reader.personal)
            before = wording.value(asked_before.get(change.name), change.name, values["before"])
            after = wording.value(form, change.name, values["after"])
            if change.new or before != after or before == ERASED:
                label = wording.vocabulary.label(form, change.name)
                yield DataChange(
                    label=label, before=None if change.new or change.before is None else before, after=after
                )
