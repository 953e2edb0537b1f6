"""One site expert a unit (R4): introduced, replaced, withdrawn; what is refused says why; ten at once are no two."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from engine.completion import command
from processes import site_experts
from processes.demo.paths.site_builder_access import (
    CAME_SIGNED,
    CONFIRM,
    DESKS,
    DRAFT,
    FINANCE,
    LETTER,
    LONG,
    ORDERED,
    REJECT,
    REOPEN,
    RETURN,
    REVOKE,
    ROADS,
    SERVICE,
    SIGN,
    TAKEN_BACK,
    TRAIN,
    Site,
    give,
    introduce,
    replace,
    withdraw,
)  # fmt: skip
from processes.demo.play import Do, Move, Path, Typed, Withdraw
from processes.site_experts import AccessHeld, AtOnce, HasExpert, IsExpert, NoExpert, NoPlace, OnItsWay
from processes.tables import DbSiteExpert
from tests.processes.build import Bench, Case, actor

pytestmark = pytest.mark.databases

SIGNED: Sequence[Move] = [DRAFT, *DESKS[:2]]
ESTABLISHED: Sequence[Move] = [*ORDERED, TRAIN, give(ROADS)]
Row = tuple[str, bool, bool]
"""Who, whether active ever, whether ended."""


def path(said: Typed, site: Site = ROADS) -> Path:
    """Return a path that asks for this and does nothing else."""
    return Path(name="asked", service=SERVICE, requester=site.requester, request=said, moves=())


def begun(bench: Bench, said: Typed, moves: Sequence[Move] = ESTABLISHED, site: Site = ROADS) -> Case:
    """Return a case that asked for this and made these moves."""
    return bench.begun(path(said, site), moves)


def rows(bench: Bench) -> list[DbSiteExpert]:
    """Return the register, the first introduced first."""
    with bench.office.store.reading() as unit:
        found = list(unit.session.scalars(select(DbSiteExpert).order_by(DbSiteExpert.id)))
        unit.session.expunge_all()
        return found


def register(bench: Bench) -> list[Row]:
    """Return the register in short."""
    return [(row.person_id, row.since is not None, row.until is not None) for row in rows(bench)]


def at(case: Case) -> datetime:
    """Return when the case's last step was taken."""
    return datetime.fromisoformat(case.records[-1].body["at"])


def refusal(case: Case) -> dict[str, str]:
    """Return the refusal that is the case's last record."""
    last = case.records[-1]
    assert last.refused
    refused: dict[str, str] = last.body["refusal"]
    return refused


def test_an_introduction_is_in_the_register_from_its_signature_and_active_when_both_works_are_done(
    bench: Bench,
) -> None:
    case = begun(bench, introduce(ROADS), [DRAFT, DESKS[0]])
    assert register(bench) == []

    case.make(DESKS[1])
    signed = at(case)
    assert register(bench) == [("kazemi", False, False)]

    for move in (DESKS[2], TRAIN, give(ROADS)):
        case.make(move)
    [row] = rows(bench)
    assert (row.unit_id, row.person_id, row.instance, row.introduced_at) == ("roads", "kazemi", case.instance, signed)
    assert (row.since, row.until, row.ended_by) == (at(case), None, None)
    assert case.difference is None


def test_a_second_introduction_is_refused_with_who_it_is_and_what_to_do(bench: Bench) -> None:
    second = begun(bench, introduce(ROADS), [DRAFT, DESKS[0]])
    begun(bench, {**introduce(ROADS), "site_person": "rezaei"})

    with pytest.raises(HasExpert) as refused:
        second.make(DESKS[1])

    assert "سارا رضایی از دوشنبه ۲ آذر ۱۴۰۵" in refused.value.message("fa")
    assert "جایگزینی را درخواست کنید" in refused.value.message("fa")
    assert "Sara Rezaei has been it since 23 Nov 2026" in str(refused.value)
    assert refusal(second)["fa"] == refused.value.message("fa")
    assert second.open == ["sign_letter"]
    assert second.letters[0].number is None
    assert register(bench) == [("rezaei", True, False)]
    assert second.difference is None


def test_it_is_refused_already_when_somebody_asks(bench: Bench) -> None:
    with pytest.raises(NoExpert):
        begun(bench, replace(ROADS), [DRAFT])
    with pytest.raises(NoExpert):
        begun(bench, withdraw(ROADS), [DRAFT])
    begun(bench, introduce(ROADS))
    with pytest.raises(HasExpert):
        begun(bench, introduce(ROADS), [DRAFT])
    assert begun(bench, introduce(FINANCE), [DRAFT], FINANCE).open == ["paraph_letter"]


@pytest.mark.parametrize("said", [replace(ROADS), withdraw(ROADS)])
def test_while_an_introduction_is_on_its_way_there_is_no_place_for_another(bench: Bench, said: Typed) -> None:
    first = begun(bench, introduce(ROADS))
    second = begun(bench, replace(ROADS), [DRAFT, DESKS[0]])
    third = begun(bench, said, [DRAFT, DESKS[0]])
    second.make(DESKS[1])

    with pytest.raises(OnItsWay) as refused:
        third.make(DESKS[1])

    assert "سارا رضایی" in refused.value.message("fa")
    assert second.tracking in str(refused.value)
    assert refusal(third)["en"] == str(refused.value)
    assert [case.difference for case in (first, second, third)] == [None] * 3


def test_a_replacement_revokes_the_former_s_access_before_it_gives_the_new(bench: Bench) -> None:
    bench = bench
    first = begun(bench, introduce(ROADS), [*ESTABLISHED, SIGN, CONFIRM])
    second = begun(bench, replace(ROADS), ORDERED)
    assert second.state.variables["former_expert"] == "kazemi"
    assert second.open == ["revoke_access"]
    assert register(bench) == [("kazemi", True, False), ("rezaei", False, False)]

    second.make(REVOKE)
    revoked = at(second)
    assert second.open == ["give_access", "send_training"]
    former, new = rows(bench)
    assert (former.until, former.ended_by, new.since) == (revoked, second.instance, None)

    second.make(give(ROADS))
    second.make(TRAIN)
    former, new = rows(bench)
    assert (new.since, new.until) == (at(second), None)
    assert (former.until, former.ended_by) == (revoked, second.instance)
    assert first.difference is None
    assert second.difference is None


def test_a_replacement_by_the_same_person_is_none(bench: Bench) -> None:
    begun(bench, introduce(ROADS))
    same = begun(bench, {**replace(ROADS), "site_person": "kazemi"}, [DRAFT, DESKS[0]])
    with pytest.raises(IsExpert, match="Mahdi Kazemi"):
        same.make(DESKS[1])
    assert same.open == ["sign_letter"]


def test_a_withdrawal_without_successor_only_revokes(bench: Bench) -> None:
    first = begun(bench, introduce(ROADS))
    last = begun(bench, withdraw(ROADS), ORDERED)
    assert register(bench) == [("kazemi", True, False)]
    assert last.open == ["revoke_access"]

    last.make(REVOKE)

    assert last.open == ["sign_reply"]
    [row] = rows(bench)
    assert (row.until, row.ended_by) == (at(last), last.instance)
    assert begun(bench, introduce(ROADS), SIGNED).open == ["order_access"]
    assert first.difference is None
    assert last.difference is None


def test_of_two_withdrawals_the_second_ends_nobody_s_place(bench: Bench) -> None:
    begun(bench, introduce(ROADS))
    first, second = (begun(bench, withdraw(ROADS), ORDERED) for _ in range(2))
    first.make(REVOKE)
    other = begun(bench, {**introduce(ROADS), "site_person": "rezaei"})
    second.make(REVOKE)
    assert register(bench) == [("kazemi", True, True), ("rezaei", True, False)]
    assert [case.difference for case in (first, second, other)] == [None] * 3


@pytest.mark.parametrize(
    ("before", "ends"),
    [
        ([DRAFT, *DESKS[:2]], Do("order_access", RETURN)),
        ([DRAFT, *DESKS[:2]], Do("order_access", REJECT)),
        (ORDERED, Do("give_access", RETURN)),
        ([*ORDERED, TRAIN], Do("give_access", REJECT)),
        (SIGNED, Withdraw("شخص دیگری معرفی می‌شود")),
        ([*ORDERED, TRAIN], Withdraw("شخص دیگری معرفی می‌شود")),
    ],
)
def test_an_introduction_that_comes_to_nothing_frees_its_place(
    bench: Bench, before: Sequence[Move], ends: Move
) -> None:
    case = begun(bench, introduce(ROADS), [*before, ends])
    [row] = rows(bench)
    assert (row.since, row.until, row.ended_by) == (None, at(case), case.instance)
    other = begun(bench, {**introduce(ROADS), "site_person": "rezaei"})
    assert register(bench)[-1] == ("rezaei", True, False)
    assert case.difference is None
    assert other.difference is None


def test_a_letter_that_came_back_is_signed_again_and_has_a_place_again(bench: Bench) -> None:
    case = begun(bench, introduce(ROADS), [*SIGNED, Do("order_access", RETURN)])
    case.make(Do("correct_letter", {**introduce(ROADS), **LETTER, "site_person": "rezaei"}))
    for move in [*DESKS, TRAIN, give(ROADS)]:
        case.make(move)
    assert register(bench) == [("kazemi", False, True), ("rezaei", True, False)]
    assert case.difference is None


def test_a_replacement_that_came_back_after_the_revocation_needs_no_second_one(bench: Bench) -> None:
    begun(bench, introduce(ROADS))
    case = begun(bench, replace(ROADS), [*ORDERED, REVOKE, Do("give_access", RETURN)])
    assert register(bench) == [("kazemi", True, True), ("rezaei", False, True)]

    for move in [Do("correct_letter", {**replace(ROADS), **LETTER}), *DESKS]:
        case.make(move)

    assert case.open == ["give_access", "send_training"]
    for move in (TRAIN, give(ROADS)):
        case.make(move)
    assert register(bench)[-1] == ("rezaei", True, False)
    assert case.difference is None


def test_an_administrator_does_not_end_a_case_whose_access_the_register_would_not_know(bench: Bench) -> None:
    case = begun(bench, introduce(ROADS), [*ORDERED, give(ROADS)])

    def end() -> None:
        at = bench.hands.time + timedelta(minutes=1)
        case.office.engine.perform(case.instance, command.Withdraw(actor=actor("safavi"), at=at))

    with pytest.raises(AccessHeld, match="Mahdi Kazemi"):
        end()
    case.make(TRAIN)
    end()
    assert case.state.status == "withdrawn"
    assert register(bench) == [("kazemi", True, False)]
    assert case.difference is None


def test_what_was_withdrawn_is_not_offered_for_withdrawal_again_and_its_reason_is_told_at_the_end(bench: Bench) -> None:
    case = begun(bench, introduce(ROADS), [*ORDERED, give(ROADS)])
    assert case.file().can_withdraw
    case.withdraw(reason="معرفی اشتباه بود")
    assert case.open == ["take_back_access"]
    assert not case.file().can_withdraw
    case.make(Do("take_back_access", TAKEN_BACK))
    reason = case.file().reason
    assert reason is not None
    assert (reason[0].en, reason[1]) == ("Maryam Sarabi", "معرفی اشتباه بود")


def test_who_withdraws_the_request_after_the_access_was_given_has_it_taken_back(bench: Bench) -> None:
    case = begun(bench, introduce(ROADS), [*ORDERED, give(ROADS), Withdraw("انتقال به واحد دیگر")])
    assert case.open == ["take_back_access"]
    assert register(bench) == [("kazemi", False, False)]

    case.make(Do("take_back_access", TAKEN_BACK))

    assert case.state.ended
    assert case.row.outcome == "withdrawn"
    assert register(bench) == [("kazemi", False, True)]
    assert case.difference is None


def test_access_that_is_held_cannot_be_refused_when_it_is_done_again(bench: Bench) -> None:
    case = begun(bench, introduce(ROADS), [*ESTABLISHED, SIGN, REOPEN])
    with pytest.raises(AccessHeld, match="Mahdi Kazemi"):
        case.make(Do("give_access", REJECT))
    for move in (give(ROADS), TRAIN):
        case.make(move)
    assert case.open == ["sign_reply"]
    assert case.difference is None


def test_who_was_replaced_meanwhile_gets_no_access_again(bench: Bench) -> None:
    first = begun(bench, introduce(ROADS), [*ESTABLISHED, SIGN])
    second = begun(bench, replace(ROADS), [*ORDERED, REVOKE, TRAIN, give(ROADS)])
    first.make(REOPEN)
    with pytest.raises(NoPlace, match="Mahdi Kazemi"):
        first.make(give(ROADS))
    first.make(Do("give_access", REJECT))
    assert register(bench) == [("kazemi", True, True), ("rezaei", True, False)]
    assert [case.difference for case in (first, second)] == [None, None]


def sign(case: Case) -> str:
    """Sign the letter; return what came of it."""
    try:
        case.make(DESKS[1])
    except Exception as fault:
        return type(fault).__name__
    return "signed"


def test_ten_introductions_at_one_moment_give_one_place(bench: Bench) -> None:
    bench = bench
    cases = [begun(bench, introduce(ROADS), [DRAFT, DESKS[0]]) for _ in range(10)]
    with ThreadPoolExecutor(10) as threads:
        told = sorted(threads.map(sign, cases))
    assert told == ["OnItsWay"] * 9 + ["signed"]
    assert register(bench) == [("kazemi", False, False)]
    refused = [case for case in cases if case.records[-1].refused]
    assert len(refused) == 9
    assert all("مهدی کاظمی" in refusal(case)["fa"] for case in refused)
    assert [letter.number for case in cases for letter in case.letters if letter.number] == ["1405/120/1"]
    assert all(case.difference is None for case in cases)


def test_what_the_index_alone_refuses_is_refused_as_kindly_and_on_record(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = bench
    first, second = (begun(bench, introduce(ROADS), [DRAFT, DESKS[0]]) for _ in range(2))
    first.make(DESKS[1])
    monkeypatch.setattr(site_experts, "on_its_way", lambda session, unit: None)  # as if both had looked at one moment

    with pytest.raises(AtOnce):
        second.make(DESKS[1])

    assert "زودتر ثبت شد" in refusal(second)["fa"]
    assert second.open == ["sign_letter"]
    assert second.letters[0].number is None
    assert register(bench) == [("kazemi", False, False)]
    assert second.difference is None
    monkeypatch.undo()
    second.make(Do("sign_letter", RETURN))
    assert second.open == ["correct_letter"]


def test_a_letter_that_came_signed_asks_the_register_when_it_is_registered(bench: Bench) -> None:
    case, late = (begun(bench, introduce(ROADS), [], ROADS) for _ in range(2))
    case.make(Do("draft_letter", CAME_SIGNED))
    assert case.open == ["order_access"]
    assert register(bench) == [("kazemi", False, False)]

    with pytest.raises(OnItsWay):
        late.make(Do("draft_letter", CAME_SIGNED))

    assert late.open == ["draft_letter"]
    case.make(Do("order_access", RETURN))
    assert register(bench) == [("kazemi", False, True)]
    case.make(Do("correct_letter", {**introduce(ROADS), **CAME_SIGNED, "site_person": "rezaei"}))
    assert case.open == ["order_access"]
    assert register(bench)[-1] == ("rezaei", False, False)
    assert case.difference is None


def test_a_requester_is_reminded_of_what_waits(bench: Bench) -> None:
    case = begun(bench, introduce(ROADS), [Do("draft_letter", LETTER), Do("paraph_letter", RETURN)])
    case.work("PT23H")
    assert bench.told("sarabi") == []
    case.work(LONG)
    assert [kind for kind, _ in bench.told("sarabi")] == ["reminder"]
