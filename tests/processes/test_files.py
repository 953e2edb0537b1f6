"""Files of cases: listed from the steps that gave them, proven row by row and byte by byte, erased with the values that name them."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select, text

from engine.values import Sealed
from processes.demo.paths.office_automation_inbox import LETTER
from processes.demo.play import Give
from processes.erasure import erase
from processes.proof import prove
from processes.tables import DbFile
from tests.files.samples import PDF, PNG
from tests.processes.build import ORIGIN, RETURN, Bench, Case, correction

REGISTERED = {
    **LETTER, "letter_source": "registered", "letter_body": "", "letter_number_theirs": "1405/د/77", "letter_date_theirs": "۱۴۰۵/۰۸/۲۵",
    "letter_signer": "محسن تهرانی، مدیرکل راه‌ها", "letter_scan": Give("نامه.png", PNG),
}  # fmt: skip


def drafted(bench: Bench, **more: str | Give) -> Case:
    case = bench.ask()
    case.do("draft_letter", {**LETTER, **more})
    return case


def difference(case: Case, statement: str) -> str:
    """Return what the proof says first after somebody ran a statement on the database."""
    with case.office.store.writing() as unit:
        unit.session.execute(text(statement))
    found = case.difference
    return "" if found is None else str(found)


def test_a_letter_s_files_are_rows_with_giver_time_and_record(bench: Bench) -> None:
    case = drafted(bench, letter_files=Give("حکم.pdf", PDF))
    [file] = case.letters[0].files
    assert (file.name, file.media_type, file.size, file.field) == (
        "حکم.pdf",
        "application/pdf",
        len(PDF),
        "letter_files",
    )
    assert (file.seq, file.given_by) == (case.records[-1].seq, "sarabi")
    assert bench.office.files.store.read(file.digest) == PDF
    assert case.difference is None


def test_names_of_files_are_sealed_in_the_history(bench: Bench) -> None:
    case = drafted(bench, letter_files=Give("حکم مهدی کاظمی.pdf", PDF))
    assert isinstance(case.state.variables["letter_files"], Sealed)
    assert "حکم مهدی" not in str([record.body for record in case.records])
    said = [value.fa for entry in case.history() for label, value in entry.said]
    assert "حکم مهدی کاظمی.pdf" in said


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE file SET name = 'x.pdf'", "letter_files/0 name"),
        ("UPDATE file SET digest = 'x'", "letter_files/0 digest"),
        ("UPDATE file SET given_by = 'amini'", "letter_files/0 given_by"),
        ("DELETE FROM file", "letter_files/0: a row"),
        ("INSERT INTO file SELECT 99, instance, seq, field, 1, digest, name, media_type, size, given_by, given_at FROM file", "letter_files/1: no row"),
    ],
)  # fmt: skip
def test_a_row_that_somebody_touched_is_named(bench: Bench, statement: str, told: str) -> None:
    case = drafted(bench, letter_files=Give("a.pdf", PDF))
    assert told in difference(case, statement)


@pytest.mark.parametrize("change", ["missing", "changed"])
def test_a_file_that_is_not_what_was_given_is_told_by_a_replay_that_reads_the_files(bench: Bench, change: str) -> None:
    case = drafted(bench, letter_files=Give("a.pdf", PDF))
    path = bench.office.files.store.path(case.letters[0].files[0].digest)
    path.unlink()
    if change == "changed":
        path.write_bytes(PDF + b" ")
    found = case.difference
    assert found is not None
    assert (found.part, found.seq) == ("file", 2)
    with case.office.store.reading() as unit:
        assert prove(unit, case.instance, origin=ORIGIN).ok, "pages do not read every file at each look"


def test_what_is_erased_takes_its_file_with_it_and_stays_provable(bench: Bench) -> None:
    case, other = (drafted(bench, letter_files=Give("a.pdf", PDF)) for _ in range(2))
    digest, store = case.letters[0].files[0].digest, bench.office.files.store
    for each in (case, other):
        store.sweep(lambda digest: True, older=-1)  # a day has passed: the cases have it
        with each.office.store.writing() as unit:
            sealed = [each.state.variables["letter_files"].commitment]
            assert erase(unit, store, each.instance, sealed) == 1
            assert unit.session.scalars(select(DbFile).where(DbFile.instance == each.instance)).all() == []
        assert each.difference is None
        assert each.letters[0].files == ()
        used = {digest} if each is case else set()  # the other one has it as long as it is not erased there too
        store.sweep(used.__contains__, older=-1)
        assert (store.read(digest) is None) == (each is other)


def test_the_office_sweeps_what_no_case_has(bench: Bench) -> None:
    case, intake = drafted(bench, letter_files=Give("a.pdf", PDF)), bench.office.files
    lost = intake.take(BytesIO(PNG), "b.png")["digest"]
    assert intake.sweep(bench.office.store) == 0, "not before a day has passed"
    with bench.office.store.reading() as unit:
        known = set(unit.session.scalars(select(DbFile.digest)))
    assert intake.store.sweep(known.__contains__, older=-1) == 1
    assert intake.store.read(lost) is None
    assert case.difference is None


def test_a_registered_letter_has_its_own_number_date_signer_and_scan_and_uses_no_number(bench: Bench) -> None:
    case = bench.ask()
    case.do("draft_letter", REGISTERED)
    [letter] = case.letters
    assert (letter.number, letter.dated, letter.signer) == (
        "1405/د/77",
        date(2026, 11, 16),
        "محسن تهرانی، مدیرکل راه‌ها",
    )
    assert (letter.registered_by, letter.signed_by, letter.body) == ("sarabi", None, "")
    assert [file.name for file in letter.scan] == ["نامه.png"]
    assert case.state.variables["letter_number"] == "1405/د/77"
    assert case.difference is None


def test_two_cases_may_register_the_same_letter(bench: Bench) -> None:
    for person in ("sarabi", "nouri"):
        case = bench.ask(person)
        case.do("draft_letter", REGISTERED)
        assert case.letters[0].number == "1405/د/77"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"letter_scan": ""}, "must_attach"),
        ({"letter_number_theirs": ""}, "required"),
        ({"letter_signer": ""}, "required"),
        ({"letter_date_theirs": "۱۴۰۵/۰۹/۰۳"}, "rule"),  # tomorrow
    ],
)
def test_a_registered_letter_must_say_all_of_itself(bench: Bench, changed: dict[str, str], code: str) -> None:
    case = bench.ask()
    task = case.task("draft_letter")
    sheet = bench.office.task_sheet(case.instance, task.id)
    assert sheet is not None
    reference = bench.office.files.receive(BytesIO(PNG), "a.png", "sarabi")
    typed = {key: [value] for key, value in {**REGISTERED, "letter_scan": reference, **changed}.items()}
    outcome = sheet.validate(typed, bench.office.files.handed("sarabi", [reference]))  # type: ignore[arg-type]  # no Give left
    assert [fault.code for fault in outcome.faults] == [code]


def test_a_letter_may_be_written_here_after_all(bench: Bench) -> None:
    case = bench.ask()
    case.do("draft_letter", REGISTERED)
    case.do(case.open[0], RETURN)
    case.do("correct_letter", correction())
    assert [(letter.registered_by, letter.number) for letter in case.letters] == [("sarabi", "1405/د/77"), (None, None)]
    assert case.letters[1].scan == ()
    assert case.difference is None
