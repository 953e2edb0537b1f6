"""The letters of a case, told from its history: what each completed desk did to them, from what its record says.

Comes after the history; nothing is run again. A record says what was given and looked up; which desk it was is known from
what followed earlier ones, and read with the definition that the record itself names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from engine.definition import Definition
from engine.history.record import Record
from engine.values import Value
from processes.files import FileRows
from processes.letters import Folder, Letter, Said
from processes.parts import PARTS
from processes.parts.letter_desk import LetterDesks
from processes.parts.part import split


def letters_of(
    records: Sequence[Record],
    personal: Mapping[str, Value],
    definition: Callable[[str], Definition],
    files: FileRows = (),
) -> list[Letter]:
    """Return a case's letters, the oldest first.

    `records`: its whole history; `personal`: its personal values that were not erased, by commitment; `definition` gives
    a definition by its digest, and raises where there is none; `files`: what was given as a file in the case.
    """
    folder, elements, unit = Folder(given=files), dict[str, str](), ""
    for record in records:
        for happening in record.derived:
            if happening["what"] == "opened":
                elements[happening["task"]] = happening["element"]
            elif happening["what"] == "set" and happening["name"] == "unit":
                unit = str(happening["value"])
        command = record.body["command"]
        if command["type"] != "complete" or record.refused:
            continue
        process, element = split(definition(record.body["deps_sha256"]), elements.get(command["task"], ""))
        part = PARTS.get(process)
        if isinstance(part, LetterDesks) and element in part.desks:
            part.desks[element].write(Said(record=record, personal=personal, unit=unit), folder)
    return folder.told()
