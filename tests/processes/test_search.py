"""Cases are found by number, person and words; by each only those that he or she may see."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import select, text

from processes.demo.people import PEOPLE
from processes.erasure import erase
from processes.permissions import Action, right_to
from processes.permissions.about import About
from processes.proof.again import command_of
from processes.search import find, index
from processes.search.find import PARTS, Hits, search
from processes.search.sight import seen
from processes.tables import DbCase, DbSearchText
from tests.processes.build import Bench, Case, actor, letter
from tests.processes.support import WITHOUT_CONTRACT, asked
from tests.statements import asked as counted

pytestmark = pytest.mark.databases

BODY = "با احترام، دسترسی به سامانهٔ دیرینه‌شناسی می‌خواهیم"


def found(bench: Bench, person: str, query: str) -> Hits:
    """Return what somebody finds."""
    with bench.office.store.reading() as unit:
        return search(unit, bench.member(person), query)


def numbers(bench: Bench, person: str, query: str) -> list[str]:
    """Return the tracking numbers of what somebody finds."""
    return [hit.line.tracking for hit in found(bench, person, query).hits]


def drafted(bench: Bench, person: str = "sarabi", body: str = BODY) -> Case:
    """Return a case whose letter says something."""
    case = bench.ask(person)
    case.do("draft_letter", letter(letter_body=body))
    return case


@pytest.mark.parametrize("query", ["دیرینه شناسی", "ديرينهشناسي", "دیرینه\u200cشناسی", "دیرینه‌شنا", "مي خواهيم دسترسی"])
def test_a_letter_is_found_by_its_words_however_they_are_typed(bench: Bench, query: str) -> None:
    case = drafted(bench)
    drafted(bench, "nouri", "چیز دیگری")
    assert numbers(bench, "rahimi", query) == [case.tracking]
    [match, *_] = found(bench, "rahimi", query).hits[0].matches
    assert match.part == "letter"
    assert any(piece.found for piece in match.pieces)


def test_a_word_in_letters_that_are_younger_than_the_database_is_one_word(bench: Bench) -> None:
    case = drafted(bench, body="رمز آن a\U0001e922b است")  # Adlam, of Unicode 9
    drafted(bench, "nouri", "رمز آن a b است")
    assert numbers(bench, "rahimi", "a\U0001e922") == [case.tracking]


@pytest.mark.parametrize("query", ['"', "') OR 1=1 --", "a:* & | !", "NEAR(", "*", "^", "ا AND", "\u0000", "'''"])
def test_whatever_is_typed_is_words_only(bench: Bench, query: str) -> None:
    drafted(bench)
    found(bench, "rahimi", query)


def test_a_comment_and_what_was_asked_are_found(bench: Bench) -> None:
    case = drafted(bench)
    bench.office.comment(actor("moradi"), case.instance, "یادآوری شد تا شنبه بماند")
    assert numbers(bench, "sarabi", "شنبه بماند") == [case.tracking]
    [hit] = found(bench, "sarabi", "کارشناس مطالعات").hits
    assert "asked" in [match.part for match in hit.matches]


def test_what_is_found_is_shown_page_by_page_and_what_was_written_twice_once(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "PAGE", 2)
    cases = [drafted(bench).tracking for _ in range(3)]
    for case in cases[:2]:
        instance = next(hit.line.instance for hit in found(bench, "sarabi", case).hits)
        for _ in range(2):
            bench.office.comment(actor("moradi"), instance, "دربارهٔ دیرینه‌شناسی")
    with bench.office.store.reading() as unit:
        first, second, behind = (search(unit, bench.member("sarabi"), "دیرینه‌شناسی", page=page) for page in (1, 2, 9))
    assert [[hit.line.tracking for hit in page.hits] for page in (first, second)] == [[cases[1], cases[0]], [cases[2]]]
    assert (first.found, second, first.more) == (3, behind, False)
    assert [match.part for match in first.hits[0].matches] == ["comment", "letter"]


def test_a_case_is_found_by_its_number_in_any_digits_and_by_its_beginning(bench: Bench) -> None:
    case = bench.ask()
    persian = case.tracking.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    for query in (case.tracking, persian, case.tracking[:5], f"{persian[:3]} {persian[3:6]} {persian[6:]}"):
        assert numbers(bench, "sarabi", query) == [case.tracking]
        assert numbers(bench, "amini", query) == []


def test_a_case_is_found_by_who_asked_and_by_who_has_work_in_it(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    assert numbers(bench, "rahimi", "سرابی") == [case.tracking]
    assert numbers(bench, "rahimi", "hamed bagheri") == [case.tracking]
    assert numbers(bench, "amini", "سرابی") == []


def test_the_contractor_finds_neither_letters_nor_what_was_said_at_desks(bench: Bench) -> None:
    case = drafted(bench)
    with bench.office.store.reading() as unit:
        parts = {row.part for row in unit.session.scalars(select(DbSearchText))}
        mehrabi = bench.member("mehrabi")
        for part in parts & {"letter", "said"}:
            assert unit.session.scalars(select(DbCase).where(seen(mehrabi, PARTS[part]))).all() == []
    assert "letter" in parts
    assert numbers(bench, "mehrabi", "دیرینه") == []
    assert numbers(bench, "rahimi", "دیرینه") == [case.tracking]


def test_what_is_seen_in_sql_is_what_the_table_says(bench: Bench) -> None:
    bench = bench
    cases = [
        bench.at_desk("create_inbox"), bench.asked(person="nouri"), asked(bench, "support_bug_fix", WITHOUT_CONTRACT),
        bench.at_desk("paraph_letter"),
    ]  # fmt: skip
    cases[1].withdraw("nouri")
    bench.absent("moradi", "akbari")
    bench.office.claim(actor("moradi"), cases[3].instance, cases[3].task("paraph_letter").id)
    actions: Sequence[Action] = (Action.SEE_CASE, *PARTS.values())
    with bench.office.store.reading() as unit:
        rows = list(unit.session.scalars(select(DbCase)))
        for person, *_ in PEOPLE:
            member = bench.member(person)
            for action in actions:
                told = set(unit.session.scalars(select(DbCase.instance).where(seen(member, action))))
                abouts = [About(session=unit.session, case=row, state=unit.load(row.instance).state) for row in rows]  # type: ignore[arg-type]
                assert told == {each.case.instance for each in abouts if right_to(action, each, member)}, (
                    person,
                    action,
                )


def test_what_was_erased_is_found_no_more_and_nothing_of_it_is_left(bench: Bench) -> None:
    case = drafted(bench)
    with bench.office.store.writing() as unit:
        [body] = [each for each in unit.personal_entries(case.instance) if each.name == "letter_body"]
        assert erase(unit, bench.office.files.store, case.instance, [body.commitment]) == 1
    assert numbers(bench, "rahimi", "دیرینه") == []
    assert numbers(bench, "rahimi", "اتوماسیون") == [case.tracking], "the same letter's subject is still found"
    with bench.office.store.reading() as unit:
        on_sqlite = unit.session.get_bind().dialect.name == "sqlite"  # its index has tables of its own
        table = "search_words_data" if on_sqlite else DbSearchText.__tablename__
        kept = unit.session.execute(text(f"SELECT * FROM {table}")).all()
        assert kept
        assert not any("دیرین".encode() in _bytes(value) for row in kept for value in row)


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def test_words_of_two_fields_of_one_letter_find_it_and_each_is_shown(bench: Bench) -> None:
    case = drafted(bench)
    [hit] = found(bench, "rahimi", "اتوماسیون دیرینه").hits
    assert hit.line.tracking == case.tracking
    told = ["".join(piece.text for piece in match.pieces if piece.found) for match in hit.matches]
    assert {match.part for match in hit.matches} == {"letter"}
    assert sorted(told) == sorted(["دیرینه‌شناسی", "اتوماسیون"])


def test_only_the_field_with_all_words_is_shown_where_there_is_one(bench: Bench) -> None:
    case = bench.ask()
    case.do("draft_letter", letter(letter_subject="دیرینه", letter_body="دیرینه و شناسی"))
    [hit] = found(bench, "rahimi", "دیرینه شناسی").hits
    assert ["".join(piece.text for piece in match.pieces) for match in hit.matches] == ["دیرینه و شناسی"]


def test_the_index_made_anew_is_the_one_that_was(bench: Bench) -> None:
    case = drafted(bench)
    bench.office.comment(actor("moradi"), case.instance, "یادآوری")

    def rows() -> list[tuple[object, ...]]:
        with bench.office.store.reading() as unit:
            query = select(DbSearchText.seq, DbSearchText.part, DbSearchText.seqs, DbSearchText.words)
            return sorted(tuple(row) for row in unit.session.execute(query))

    before = rows()
    with bench.office.store.writing() as unit:
        assert index.rewrite(unit, case.instance) == len(before) == 3
    assert rows() == before
    assert numbers(bench, "rahimi", "دیرینه") == [case.tracking]


def test_a_step_that_is_undone_leaves_nothing_to_be_found(bench: Bench) -> None:
    case = drafted(bench)

    def undone() -> None:
        with bench.office.store.writing() as unit:
            index.write(unit.session, case.instance, 99, command_of(case.records[-1]), {"note": "یکتا"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    assert numbers(bench, "rahimi", "یکتا") == []


def test_words_of_two_parts_come_again_and_again(bench: Bench) -> None:
    case = drafted(bench)
    command = command_of(case.records[-1])
    with bench.office.store.writing() as unit:
        for at in range(10, 15):
            words = {"letter_subject": f"موضوع شمارهٔ {'یک' * at}", "note": f"یادداشت {'دو' * at}"}
            index.write(unit.session, case.instance, at, command, words)
        ids = list(unit.session.scalars(select(DbSearchText.id).where(DbSearchText.instance == case.instance)))
    assert len(set(ids)) == len(ids)
    assert numbers(bench, "rahimi", "یک" * 14) == numbers(bench, "rahimi", "دو" * 10) == [case.tracking]


def test_a_page_of_cases_costs_no_more_statements_than_one(bench: Bench) -> None:
    drafted(bench)
    with counted(bench.office.store.engine) as alone:
        found(bench, "rahimi", "دسترسی")
    for _ in range(3):
        drafted(bench)
    with counted(bench.office.store.engine) as many:
        assert found(bench, "rahimi", "دسترسی").found == 4
    assert len(many.statements) <= len(alone.statements), "\n".join(many.statements)


def remarks(bench: Bench, case: Case, *said: str) -> None:
    """Let somebody remark these in a case."""
    for each in said:
        bench.office.comment(actor("moradi"), case.instance, each)


def shown(bench: Bench, query: str) -> list[str]:
    """Return the texts that are shown of the one case that is found."""
    [hit] = found(bench, "rahimi", query).hits
    return ["".join(piece.text for piece in match.pieces) for match in hit.matches]


def test_of_several_remarks_those_are_shown_that_say_it_the_latest_first(bench: Bench) -> None:
    case = drafted(bench)
    remarks(bench, case, "نخست چکاوک", "هیچ", "سپس چکاوک و هدهد", "تنها هدهد")
    assert shown(bench, "چکاوک") == ["سپس چکاوک و هدهد", "نخست چکاوک"]
    assert shown(bench, "چکاوک هدهد") == ["سپس چکاوک و هدهد"]
    assert shown(bench, "نخست تنها") == ["تنها هدهد", "نخست چکاوک"], "words of two remarks find each"


def test_a_long_case_has_a_row_for_sixteen_records_each(bench: Bench) -> None:
    case = drafted(bench)
    remarks(bench, case, *(f"یادداشت{place}" for place in range(1, 20)))  # records 3 to 21
    with bench.office.store.reading() as unit:
        query = select(DbSearchText.seq, DbSearchText.seqs).where(DbSearchText.part == "comment")
        rows = sorted((seq, [int(each) for each in seqs.split("\n")]) for seq, seqs in unit.session.execute(query))
    assert rows == [(1, list(range(3, 17))), (17, list(range(17, 22)))]
    assert shown(bench, "یادداشت19") == ["یادداشت19"]
    assert shown(bench, "یادداشت14") == ["یادداشت14"]


def test_erasing_one_remark_leaves_the_others_to_be_found(bench: Bench) -> None:
    case = drafted(bench)
    remarks(bench, case, "چکاوک", "هدهد", *(f"یادداشت{place}" for place in range(15)))
    with bench.office.store.reading() as unit:
        [gone] = [each for each in unit.personal_entries(case.instance) if each.value == "چکاوک"]
    with bench.office.store.writing() as unit:
        assert erase(unit, bench.office.files.store, case.instance, [gone.commitment]) == 1
    assert numbers(bench, "rahimi", "چکاوک") == []
    assert numbers(bench, "rahimi", "هدهد") == numbers(bench, "rahimi", "یادداشت14") == [case.tracking]
    with bench.office.store.writing() as unit:
        query = select(DbSearchText.seq, DbSearchText.part, DbSearchText.seqs, DbSearchText.words)
        before = sorted(map(tuple, unit.session.execute(query).all()))
        index.rewrite(unit, case.instance)
        assert sorted(map(tuple, unit.session.execute(query).all())) == before
