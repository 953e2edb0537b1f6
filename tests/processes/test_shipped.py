"""What is shipped: loaded into an empty office once; afterwards offered with its differences, taken by an owner only."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from processes import shipped
from processes.change import deploy_files, uploaded
from processes.demo.paths.office_automation_inbox import SERVICE
from processes.deployment import SHIPPED, deploy_shipped, offered
from processes.shipped import Offer
from tests.processes.build import MONDAY, ZONE, Bench
from tests.processes.shelf import OWNER, called, caller, decision, form

pytestmark = pytest.mark.slow  # each check starts a process of its own
HOME = f"{SERVICE}.bpmn"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what is shipped that a test may change."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "shipped"))


def change(path: Path, old: str, new: str) -> bytes:
    """Replace a text in a file; return what it is then."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path.read_bytes()


def offers(bench: Bench, folder: Path) -> list[Offer]:
    """Return what is offered."""
    with bench.office.store.reading() as unit:
        return shipped.offers(unit, folder)


def version(bench: Bench, service: str = SERVICE) -> tuple[int, str, str]:
    """Return number, bringer and reason of a service's newest version."""
    with bench.office.store.reading() as unit:
        newest = offered(unit.session)[service]
        return newest.version, newest.by, newest.reason


def restart(bench: Bench, folder: Path) -> int:
    """Do what a start does; return how many services it loaded."""
    with bench.office.store.writing() as unit:
        return len(deploy_shipped(unit, at=MONDAY, time_zone=ZONE, folder=folder))


def test_an_office_that_has_what_is_shipped_is_offered_nothing(bench: Bench, folder: Path) -> None:
    assert restart(bench, folder) == 0
    assert offers(bench, folder) == []


def test_a_newer_shipped_file_is_offered_with_its_differences_and_not_taken_by_itself(
    bench: Bench, folder: Path
) -> None:
    case = bench.at_desk("paraph_letter")
    change(folder / HOME, 'name="درخواست بسته شد"', 'name="پایان درخواست"')
    assert restart(bench, folder) == 0
    [offer] = offers(bench, folder)
    [file] = offer.files
    assert (offer.service, offer.new, file.source.name) == (SERVICE, False, HOME)
    assert file.difference is not None
    assert [(change.key, change.facet) for change in file.difference.changes] == [("request_closed", "@name")]
    assert version(bench)[0] == 1
    deploy_files(bench.office, OWNER, offer.uploads, reason="پذیرفته شد")
    assert version(bench) == (2, OWNER, "پذیرفته شد")
    assert offers(bench, folder) == []
    assert case.open == ["paraph_letter"]
    assert case.difference is None


def test_what_an_owner_changed_is_neither_overwritten_nor_offered_away(bench: Bench, folder: Path) -> None:
    mine = change(folder / HOME, 'name="درخواست بسته شد"', 'name="پایان من"')
    deploy_files(bench.office, OWNER, [uploaded(HOME, mine)], reason="نام من")
    shutil.copyfile(SHIPPED / HOME, folder / HOME)
    assert restart(bench, folder) == 0
    assert offers(bench, folder) == []  # the house did not change it
    change(folder / "forms" / "desk_paraph.form", "هامش", "حاشیه")
    found = offers(bench, folder)
    assert SERVICE in [offer.service for offer in found]
    assert {file.source.name for offer in found for file in offer.files} == {"desk_paraph"}
    deploy_files(bench.office, OWNER, shipped.chosen(found, [SERVICE]), reason="فرم تازه")
    assert offers(bench, folder) == []
    with bench.office.store.reading() as unit:
        definition = unit.definition(offered(unit.session)[SERVICE].definition)
    assert definition.elements["request_closed"].name == "پایان من"
    source = definition.source("form", "desk_paraph")
    assert source is not None
    assert "حاشیه" in source.content.decode()


def test_a_service_that_the_office_never_had_is_offered_and_comes_whole(bench: Bench, folder: Path) -> None:
    (folder / "called").mkdir(exist_ok=True)
    for upload, place in (
        (caller("alpha"), "."),
        (called(), "called"),
        (form("alpha"), "forms"),
        (decision(), "decisions"),
    ):
        (folder / place / upload.name).write_bytes(upload.content)
    assert restart(bench, folder) == 0
    [offer] = offers(bench, folder)
    assert (offer.service, offer.new) == ("alpha", True)
    assert sorted(file.source.name for file in offer.files) == ["alpha.bpmn", "alpha_form", "shared.bpmn", "who.dmn"]
    deploy_files(bench.office, OWNER, offer.uploads, reason="خدمت تازه")
    assert version(bench, "alpha") == (1, OWNER, "خدمت تازه")
    assert version(bench)[0] == 1
    assert offers(bench, folder) == []


def test_a_shipped_file_of_another_name_is_offered_as_the_same_file(bench: Bench, folder: Path) -> None:
    (folder / HOME).rename(folder / "renamed.bpmn")
    assert offers(bench, folder) == []
    change(folder / "renamed.bpmn", 'name="درخواست بسته شد"', 'name="پایان درخواست"')
    [offer] = offers(bench, folder)
    assert [file.source.name for file in offer.files] == [HOME]


def test_of_several_offers_one_or_all_are_chosen(bench: Bench, folder: Path) -> None:
    change(folder / HOME, 'name="درخواست بسته شد"', 'name="پایان درخواست"')
    found = offers(bench, folder)
    assert [upload.name for upload in shipped.chosen(found, [])] == [HOME]
    assert [upload.name for upload in shipped.chosen(found, [SERVICE])] == [HOME]
    assert shipped.chosen(found, ["another"]) == []
