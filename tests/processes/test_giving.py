"""Giving a task to somebody: by its holder, a superior, an administrator where the holder has left; with a note, on record, told."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from processes.giving import NOTE as NOTE_KEY
from processes.giving import Giving, giving
from processes.permissions import NotACandidate, NotYours
from processes.tables import DbPerson, DbRole
from tests.processes.build import Bench, Case, actor

NOTE = "چون آقای باقری در مأموریت است"


def offer(case: Case, person: str, element: str) -> Giving | None:
    """Return how somebody may give a task."""
    with case.office.store.reading() as unit:
        return giving(unit, case.bench.member(person), case.row, case.task(element).id)


def receivers(case: Case, person: str, element: str) -> list[str] | None:
    """Return to whom somebody may give a task; None where to nobody."""
    found = offer(case, person, element)
    return None if found is None else sorted(one.id for one in found.receivers)


def give(case: Case, by: str, element: str, to: str | None, note: str = NOTE) -> None:
    """Give a task."""
    case.office.give(actor(by), case.instance, case.task(element).id, to, note)


def leave(bench: Bench, person: str) -> None:
    """Let somebody have left: no role and no way to sign in."""
    with bench.office.store.writing() as unit:
        unit.session.execute(
            update(DbRole)
            .where(DbRole.person_id == person)
            .values(
                until=bench.member("safavi").on.replace(year=2020), since=bench.member("safavi").on.replace(year=2019)
            )
        )
        unit.session.execute(update(DbPerson).where(DbPerson.id == person).values(password=None))


def test_the_holder_hands_it_to_a_colleague_who_could_take_it(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    found = offer(case, "bagheri", "create_inbox")
    assert found is not None
    assert (found.way, found.needs_note, found.can_put_back) == ("delegate", False, False)
    assert "ziaei" in [one.id for one in found.receivers]
    assert "bagheri" not in [one.id for one in found.receivers]
    give(case, "bagheri", "create_inbox", "ziaei", note="")
    assert case.task("create_inbox").assignee == "ziaei"
    assert ("assigned", "create_inbox") in bench.told_all("ziaei")
    assert [line.tracking for line in bench.tray("ziaei").mine] == [case.tracking]
    assert case.difference is None


def test_a_superior_gives_it_with_a_note_and_who_loses_it_is_told(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    found = offer(case, "shams", "create_inbox")
    assert found is not None
    assert (found.way, found.needs_note, found.can_put_back) == ("assign", True, True)
    give(case, "shams", "create_inbox", "ziaei")
    assert ("lost", "create_inbox") in bench.told_all("bagheri")
    assert ("assigned", "create_inbox") in bench.told_all("ziaei")
    last = case.history()[-1]
    assert (last.kind, last.given_to.en if last.given_to else "") == ("assign", "Mina Ziaei")
    assert [(label.en, value.fa) for label, value in last.said] == [("Note", NOTE)]
    assert case.difference is None


def test_the_note_is_kept_beside_the_history_and_is_no_variable_of_the_case(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    give(case, "shams", "create_inbox", "ziaei")
    assert "باقری" not in str(case.records[-1].body)
    assert NOTE_KEY not in case.state.variables


def test_a_superior_puts_it_back_to_its_role(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    give(case, "shams", "create_inbox", None)
    assert case.task("create_inbox").assignee is None
    assert ("lost", "create_inbox") in bench.told_all("bagheri")
    assert [line.tracking for line in bench.tray("ziaei").of_my_roles] == [case.tracking]


def test_others_give_nothing_to_nobody(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    for person in ("ziaei", "sarabi", "rahimi", "safavi", "tehrani"):
        assert receivers(case, person, "create_inbox") is None, person
        with pytest.raises(NotYours):
            give(case, person, "create_inbox", "ziaei" if person != "ziaei" else "shams")


def test_it_is_given_to_nobody_who_could_not_take_it(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    with pytest.raises(NotACandidate):
        give(case, "bagheri", "create_inbox", "moradi")
    assert case.task("create_inbox").assignee == "bagheri"


def test_a_unit_s_director_gives_what_waits_for_the_unit(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    assert receivers(case, "tehrani", "paraph_letter") == ["moradi"]
    assert receivers(case, "jafari", "paraph_letter") is None


def test_an_administrator_gives_away_what_somebody_has_who_left(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    assert receivers(case, "safavi", "create_inbox") is None
    leave(bench, "bagheri")
    found = offer(case, "safavi", "create_inbox")
    assert found is not None
    assert (found.way, found.needs_note) == ("reassign", True)
    give(case, "safavi", "create_inbox", "ziaei")
    assert case.task("create_inbox").assignee == "ziaei"
    assert case.history()[-1].who.en == bench.member("safavi").name_en
    assert case.difference is None


def test_who_does_not_sign_in_any_more_receives_nothing(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    with bench.office.store.writing() as unit:
        unit.session.execute(update(DbPerson).where(DbPerson.id == "ziaei").values(password=None))
    assert "ziaei" not in (receivers(case, "bagheri", "create_inbox") or [])


@pytest.mark.parametrize("element", ["draft_letter", "confirm_result"])
def test_what_is_asked_of_the_requester_is_not_handed_to_a_colleague(bench: Bench, element: str) -> None:
    case = bench.ask() if element == "draft_letter" else bench.at_desk(element)
    assert receivers(case, "sarabi", element) is None
    with pytest.raises(NotYours):
        give(case, "sarabi", element, "akbari")
    assert case.task(element).assignee == "sarabi"
