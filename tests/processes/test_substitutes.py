"""R14: a named substitute for a stated time; what is done so is recorded as on behalf of the absent one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.completion.command import Actor, Withdraw
from engine.errors import KartablError
from engine.store.port import NoSuchInstance
from processes import reading
from processes.audit.asked import Asked
from processes.keeping import absences
from processes.keeping.absences import (
    Arrangement,
    HasASubstitute,
    IsOver,
    NoReason,
    NotASubstitute,
    NotATime,
    NotToArrange,
    SubstituteIsAbsent,
)
from processes.keeping.record import changes
from processes.permissions import Action, NotYours
from processes.permissions import may as may_do
from processes.substitutes import available
from tests.processes.build import ON_BY_DESK, RETURN, ZONE, Bench, Case, actor
from tests.processes.test_permissions import EVERYBODY, may, those_who_may

PARAPH = "paraph_letter"


def who_did(case: Case) -> tuple[str, str | None]:
    """Return actor and absent one of the last record."""
    body = case.records[-1].body["actor"]
    return body["id"], body["on_behalf_of"]


def has_for(bench: Bench, person: str) -> list[tuple[str, list[str]]]:
    """Return what stands in a person's tray for absent ones: tracking number, and for whom."""
    return [(line.tracking, [key for key, _ in line.instead_of]) for line in bench.tray(person).of_absent]


# -- arranging


def test_r14_the_absent_one_the_director_and_the_administrator_arrange(bench: Bench) -> None:
    numbers = dict[str, int]()

    def arrange(person: str) -> None:
        numbers[person] = bench.absent("moradi", "akbari", by=person)
        end(bench, "safavi", numbers[person])

    allowed = {person for person in EVERYBODY if _may_arrange(lambda person=person: arrange(person))}
    assert allowed == {"moradi", "tehrani", "safavi"}


def _may_arrange(act: object) -> bool:
    try:
        act()  # type: ignore[operator]
    except NotToArrange:
        return False
    return True


def end(bench: Bench, person: str, number: int) -> None:
    """End a substitution."""
    with bench.office.store.writing() as unit:
        absences.end(unit.session, bench.member(person), number, at=bench.office.time())


def test_r14_only_they_end_it(bench: Bench) -> None:
    number = bench.absent("moradi", "akbari")
    for person in set(EVERYBODY) - {"moradi", "tehrani", "safavi"}:
        with pytest.raises(NotToArrange):
            end(bench, person, number)
    end(bench, "tehrani", number)
    with pytest.raises(IsOver):
        end(bench, "moradi", number)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"substitute": "moradi"}, NotASubstitute),
        ({"substitute": "mehrabi"}, NotASubstitute),
        ({"days": 0}, NotATime),
        ({"days": 400}, NotATime),
        ({"begins": -1}, NotATime),
        ({"reason": "  "}, NoReason),
    ],
)
def test_r14_what_makes_no_sense_is_refused(
    bench: Bench, changed: dict[str, object], refusal: type[KartablError]
) -> None:
    given = {"substitute": "akbari", "days": 1, "begins": 0, "reason": "مأموریت", **changed}
    now = bench.office.time()
    since = now + timedelta(days=float(str(given["begins"])))
    asked = Arrangement(
        absent="moradi", substitute=str(given["substitute"]), since=since,
        until=since + timedelta(days=float(str(given["days"]))), reason=str(given["reason"]),
    )  # fmt: skip
    with pytest.raises(refusal), bench.office.store.writing() as unit:
        absences.arrange(unit.session, bench.member("moradi"), asked, at=now)
    assert bench.member("akbari").stands_for == ()


def test_r14_an_absent_one_has_one_substitute_at_a_time(bench: Bench) -> None:
    bench.absent("moradi", "akbari", days=3)
    bench.hands.time += timedelta(days=2)
    with pytest.raises(HasASubstitute):
        bench.absent("moradi", "sarabi")
    bench.hands.time += timedelta(days=1)
    bench.absent("moradi", "sarabi")
    assert bench.member("akbari").stands_for == ()
    assert [each.member.id for each in bench.member("sarabi").stands_for] == ["moradi"]


def test_r14_who_is_absent_stands_in_for_nobody(bench: Bench) -> None:
    bench.absent("akbari", "sarabi")
    with pytest.raises(SubstituteIsAbsent):
        bench.absent("moradi", "akbari")


def test_r14_whoever_was_named_first_stands_in_for_the_direct_one_only(bench: Bench) -> None:
    case = bench.at_desk(PARAPH)
    bench.absent("moradi", "akbari")
    bench.absent("akbari", "kazemi")  # the substitute falls ill: nobody does the absent one's work through two
    task = case.task(PARAPH).id
    assert [each.member.id for each in bench.member("kazemi").stands_for] == ["akbari"]
    assert not may(lambda: case.office.claim(actor("kazemi"), case.instance, task))
    assert has_for(bench, "kazemi") == []


def test_r14_arranging_and_ending_are_on_record_with_who_and_when(bench: Bench) -> None:
    number = bench.absent("moradi", "akbari", by="tehrani")
    bench.hands.time += timedelta(hours=1)
    end(bench, "moradi", number)
    with bench.office.store.reading() as unit:
        ended, named = changes(unit.session, table="substitute", row=str(number))
    assert (named.by, named.before, named.after["reason"]) == ("tehrani", None, "مرخصی")
    assert (ended.by, ended.at) == ("moradi", bench.office.time())
    assert (ended.before or {})["ended_at"] is None
    assert ended.after["ended_at"] == bench.office.time().isoformat()


def test_r14_each_sees_the_substitutions_that_concern_him(bench: Bench) -> None:
    bench.absent("moradi", "akbari")

    def sees(person: str) -> bool:
        with bench.office.store.reading() as unit:
            return bool(absences.substitutions(unit.session, bench.member(person), at=bench.office.time()))

    assert {person for person in EVERYBODY if sees(person)} == {"moradi", "akbari", "tehrani", "safavi"}


# -- doing the absent one's work


def test_r14_the_substitute_sees_takes_and_does_the_absent_ones_work_on_record(bench: Bench) -> None:
    case = bench.at_desk(PARAPH)
    assert has_for(bench, "akbari") == []
    bench.absent("moradi", "akbari")
    assert has_for(bench, "akbari") == [(case.tracking, ["moradi"])]
    task = case.task(PARAPH).id
    case.office.claim(actor("akbari"), case.instance, task)
    assert (who_did(case), case.task(PARAPH).assignee) == (("akbari", "moradi"), "moradi")
    [line] = bench.tray("akbari").of_absent
    assert line.mine
    case.do(PARAPH, ON_BY_DESK[PARAPH], by="akbari")
    assert who_did(case) == ("akbari", "moradi")
    entry = case.history("akbari")[-1]
    assert (entry.who.fa, entry.on_behalf_of and entry.on_behalf_of.fa) == ("یاسر اکبری", "کاوه مرادی")
    claimed = case.history("akbari")[-2]
    assert claimed.kind == "claim"
    [mark] = case.letters[-1].marks
    assert (mark.person, mark.on_behalf_of) == ("akbari", "moradi")
    assert case.difference is None


def test_r14_a_letter_signed_for_the_absent_director_says_so(bench: Bench) -> None:
    case = bench.at_desk("sign_letter")
    bench.absent("tehrani", "moradi")
    case.do("sign_letter", ON_BY_DESK["sign_letter"], by="moradi")
    [letter] = case.letters
    assert (letter.signed_by, letter.signed_for) == ("moradi", "tehrani")
    assert case.difference is None


def test_r14_nobody_else_does_it(bench: Bench) -> None:
    case = bench.at_desk(PARAPH)
    bench.absent("moradi", "akbari")
    task = case.task(PARAPH).id

    def open_and_close(person: str) -> None:
        case.office.claim(actor(person), case.instance, task)
        case.office.release(actor(person), case.instance, task)

    assert those_who_may(open_and_close) == {"moradi", "akbari"}


def test_r14_it_begins_and_ends_by_itself(bench: Bench) -> None:
    case = bench.at_desk(PARAPH)
    now = bench.office.time()
    asked = Arrangement(
        absent="moradi",
        substitute="akbari",
        since=now + timedelta(hours=2),
        until=now + timedelta(hours=4),
        reason="جلسه",
    )
    with bench.office.store.writing() as unit:
        absences.arrange(unit.session, bench.member("tehrani"), asked, at=now)
    task, allowed = case.task(PARAPH).id, []
    for _hour in range(6):
        if may(lambda: case.office.claim(actor("akbari"), case.instance, task)):
            case.office.release(actor("akbari"), case.instance, task)
            allowed.append(_hour)
        bench.hands.time += timedelta(hours=1)
    assert allowed == [2, 3]


def test_r14_what_was_begun_for_the_absent_one_is_there_for_him_when_he_is_back(bench: Bench) -> None:
    case = bench.at_desk(PARAPH)
    number = bench.absent("moradi", "akbari")
    case.office.claim(actor("akbari"), case.instance, case.task(PARAPH).id)
    assert [line.tracking for line in bench.tray("moradi").mine] == [case.tracking]
    end(bench, "moradi", number)
    assert has_for(bench, "akbari") == []
    with pytest.raises(NotYours):
        case.do(PARAPH, ON_BY_DESK[PARAPH], by="akbari")
    case.do(PARAPH, ON_BY_DESK[PARAPH], by="moradi")
    assert who_did(case) == ("moradi", None)


def test_r14_the_absent_one_who_signs_in_works_in_his_own_name(bench: Bench) -> None:
    case = bench.at_desk(PARAPH)
    bench.absent("moradi", "akbari")
    case.do(PARAPH, ON_BY_DESK[PARAPH], by="moradi")
    assert who_did(case) == ("moradi", None)


def test_r14_who_may_do_it_himself_does_it_in_his_own_name(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    bench.absent("bagheri", "ziaei")
    task = case.task("create_inbox").id
    case.office.claim(actor("ziaei"), case.instance, task)
    assert who_did(case) == ("ziaei", "bagheri")  # it is assigned to the absent one
    case.office.release(actor("ziaei"), case.instance, task)
    wished = Actor(id="ziaei", authn="test", on_behalf_of="bagheri")
    case.office.claim(wished, case.instance, task)
    assert who_did(case) == ("ziaei", None)
    assert case.task("create_inbox").assignee == "ziaei"


def test_r14_of_two_absent_ones_it_is_the_longest_absent_or_the_one_that_is_named(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    task = case.task("create_inbox").id
    case.office.release(actor("bagheri"), case.instance, task)
    bench.absent("ziaei", "sarabi")
    bench.hands.time += timedelta(minutes=1)
    bench.absent("bagheri", "sarabi")
    [line] = bench.tray("sarabi").of_absent
    assert [key for key, _ in line.instead_of] == ["ziaei", "bagheri"]
    case.office.claim(actor("sarabi"), case.instance, task)
    assert who_did(case) == ("sarabi", "ziaei")
    case.office.release(actor("sarabi"), case.instance, task)
    case.office.claim(Actor(id="sarabi", authn="test", on_behalf_of="bagheri"), case.instance, task)
    assert who_did(case) == ("sarabi", "bagheri")


def test_r14_nobody_says_himself_that_he_acts_for_another(bench: Bench) -> None:
    case = bench.at_desk(PARAPH)
    task = case.task(PARAPH).id
    for person in set(EVERYBODY) - {"moradi"}:
        forged = Actor(id=person, authn="test", on_behalf_of="moradi")
        assert not may(lambda forged=forged: case.office.claim(forged, case.instance, task)), person
        assert not may(lambda forged=forged: case.office.complete(forged, case.instance, task, RETURN)), person


def test_r14_a_request_is_not_withdrawn_by_a_substitute(bench: Bench) -> None:
    case = bench.at_desk(PARAPH)
    bench.absent("sarabi", "akbari")
    with pytest.raises(NotYours):
        case.withdraw(by="akbari")
    assert case.open == [PARAPH]


def test_r14_roles_that_oversee_or_keep_the_office_are_not_lent(bench: Bench) -> None:
    case = bench.at_desk(PARAPH)
    bench.absent("safavi", "yousefi")
    bench.absent("rahimi", "nouri")
    with pytest.raises(NotYours):
        case.office.engine.perform(case.instance, Withdraw(actor=actor("yousefi"), at=bench.hands.time))
    for person in ("yousefi", "nouri"):
        with pytest.raises(NoSuchInstance):
            case.file(person)
        assert not may_do(bench.member(person), Action.OVERSEE)
    with pytest.raises(NotToArrange):
        bench.absent("moradi", "akbari", by="yousefi")


def test_r14_the_substitute_sees_what_the_absent_one_sees_and_is_told_what_he_is_told(bench: Bench) -> None:
    case = bench.at_desk("refer_to_admin")
    bench.absent("azadi", "heidari", days=2)
    with pytest.raises(NoSuchInstance):
        case.file("heidari")
    case.work("PT8H")
    assert [kind for kind, _ in bench.told("heidari")] == [kind for kind, _ in bench.told("azadi")] == ["delay"]
    assert case.file("heidari").line.tracking == case.tracking
    bench.hands.time += timedelta(days=2)
    assert bench.told("heidari") == []
    with pytest.raises(NoSuchInstance):
        case.file("heidari")


def test_r14_the_substitute_is_not_told_what_was_told_before(bench: Bench) -> None:
    case = bench.at_desk("refer_to_admin")
    case.work("PT8H")
    bench.hands.time += timedelta(minutes=1)
    bench.absent("azadi", "heidari")
    assert bench.told("heidari") == []


def test_r14_a_director_s_substitute_has_the_cases_of_the_unit_in_the_list(bench: Bench) -> None:
    case = bench.at_desk(PARAPH)
    bench.absent("tehrani", "kazemi")
    with bench.office.store.reading() as unit:
        found = reading.overseen(unit, bench.member("kazemi"), Asked(), ZONE).lines
    assert [line.tracking for line in found] == [case.tracking]


def test_r6_an_expert_is_available_while_there_or_while_the_substitute_is(bench: Bench) -> None:
    def there() -> list[str]:
        with bench.office.store.reading() as unit:
            now, day = bench.office.time(), bench.office.day(unit.session)
            return [each.id for each in available(unit.session, "unit_expert@roads", at=now, on=day)]

    assert there() == ["akbari", "sarabi"]
    bench.absent("akbari", "kazemi")
    assert there() == ["akbari", "sarabi"]
    bench.absent("kazemi", "rezaei")
    assert there() == ["sarabi"]
    bench.hands.time += timedelta(days=2)
    assert there() == ["akbari", "sarabi"]
