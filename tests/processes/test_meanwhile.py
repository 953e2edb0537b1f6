"""Two administrators at the same thing at the same moment: one is first, the other is told, in each of the databases."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from processes.keeping import people
from processes.keeping.meanwhile import ChangedMeanwhile, Thing, demand_unchanged, differences, since, version, versions
from processes.keeping.rules import NoSuchRow, keeper
from processes.tables import DbPerson, DbRole
from tests.processes.build import Bench

pytestmark = pytest.mark.databases

THING = Thing(table=DbPerson, key="kazemi")


def move(bench: Bench, unit_key: str, seen: int, inside: Event | None = None, go: Event | None = None) -> None:
    """Let an administrator move somebody to another unit, who saw a version; wait inside the transaction where asked to."""
    with bench.office.store.writing() as unit:
        demand_unchanged(unit.session, THING, seen)
        by = keeper(bench.member("safavi"), bench.office.time())
        people.change_person(
            unit.session, by, "kazemi", name_fa="مهدی کاظمی", name_en="Mahdi Kazemi", unit=unit_key, mobile=None
        )
        if inside is not None and go is not None:
            inside.set()
            go.wait(20)


def test_who_comes_while_the_first_one_is_at_it_waits_and_is_told(bench: Bench) -> None:
    inside, go, told = Event(), Event(), list[Exception]()

    def second() -> None:
        try:
            move(bench, "legal", 0)
        except ChangedMeanwhile as refusal:
            told.append(refusal)

    first = Thread(target=move, args=(bench, "finance", 0, inside, go))
    first.start()
    assert inside.wait(20)
    late = Thread(target=second)
    late.start()
    go.set()
    first.join(30)
    late.join(30)
    assert [type(each) for each in told] == [ChangedMeanwhile]
    with bench.office.store.reading() as unit:
        assert unit.session.get_one(DbPerson, "kazemi").unit_id == "finance"
        assert version(unit.session, THING) == versions(unit.session, DbPerson, ["kazemi", "sarabi"])["kazemi"] > 0
        assert differences(since(unit.session, THING, 0), THING)["unit_id"] == ("roads", "finance")


def test_a_thing_of_somebody_else_is_not_there(bench: Bench) -> None:
    with bench.office.store.writing() as unit:
        role = unit.session.query(DbRole).filter_by(person_id="moradi").one()
        with pytest.raises(NoSuchRow):
            demand_unchanged(unit.session, Thing(table=DbRole, key=role.id, of={"person_id": "sarabi"}), 0)
        demand_unchanged(unit.session, Thing(table=DbRole, key=role.id, of={"person_id": "moradi"}), 0)
