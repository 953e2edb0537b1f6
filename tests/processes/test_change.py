"""An owner changes a file: checked with all that uses it, a version of each service that does, running cases stay on theirs."""

from __future__ import annotations

import re
import threading

import pytest
from sqlalchemy import select

from processes import diagrams
from processes.change import (
    BelongsToAnother,
    FileTooLarge,
    NameTaken,
    NewerVersion,
    NoFile,
    NoReason,
    NotAFile,
    NothingDiffers,
    NotUsed,
    ServiceGone,
    StillCalled,
    Twice,
    Upload,
    check_files,
    deploy_files,
    uploaded,
)
from processes.deployment import FaultyDiagram, on_shelf
from processes.permissions import NotYours
from processes.tables import DbDeployment
from tests.processes.build import Bench
from tests.processes.shelf import (
    OWNER,
    called,
    caller,
    decision,
    deployed,
    done,
    everything,
    faulty_fields,
    form,
    names,
    started,
)

pytestmark = pytest.mark.slow  # each check starts a process of its own


@pytest.fixture
def shelf(bench: Bench) -> Bench:
    """An office with two more services that call one diagram and ask one decision."""
    deployed(bench, *everything())
    return bench


def rows(bench: Bench) -> list[tuple[str, int, str, str]]:
    """Return all versions of the small services."""
    with bench.office.store.reading() as unit:
        found = unit.session.scalars(select(DbDeployment).order_by(DbDeployment.id))
        return [
            (row.service, row.version, row.by, row.reason) for row in found if row.service in ("alpha", "beta", "gamma")
        ]


def digests(bench: Bench) -> dict[str, str]:
    """Return what stands on the shelf, as an owner who downloads now knows it."""
    with bench.office.store.reading() as unit:
        return {f"{kind}/{name}": src.digest for (kind, name), src in on_shelf(unit).sources.items()}


def test_a_running_case_stays_on_the_called_diagram_the_form_and_the_decision_it_started_with(shelf: Bench) -> None:
    before = started(shelf)
    deployed(shelf, called("بخش مشترک تازه"), form("alpha", "remark"), decision("second"))
    after = started(shelf)
    assert [names(shelf, case) for case in (before, after)] == [["بخش مشترک را انجام دهید"], ["بخش مشترک تازه"]]
    with shelf.office.store.reading() as unit:
        chosen = [unit.load(case).state.variables["chosen"] for case in (before, after)]
    assert chosen == ["first", "second"]
    for case in (before, after):
        done(shelf, case)
    assert [faulty_fields(shelf, case) for case in (before, after)] == [["note"], ["remark"]]


def test_every_service_that_uses_the_file_gets_a_version_with_the_same_reason_and_no_other(shelf: Bench) -> None:
    both = deployed(shelf, called("بخش مشترک تازه"), reason="  دلیل  ")
    assert [(each.service, each.version, each.by, each.reason) for each in both] == [
        ("alpha", 2, OWNER, "دلیل"),
        ("beta", 2, OWNER, "دلیل"),
    ]
    assert [(each.service, each.version) for each in deployed(shelf, form("beta", "remark"))] == [("beta", 3)]
    with shelf.office.store.reading() as unit:
        assert {src.name for src in diagrams.definition_at(unit, "alpha", 2).sources} == {
            "alpha.bpmn", "shared.bpmn", "alpha_form", "who.dmn",
        }  # fmt: skip


def test_a_refused_upload_changes_nothing_and_tells_all_faults_of_what_uses_it(shelf: Bench) -> None:
    before = rows(shelf), digests(shelf)
    wrong = (
        called()
        .content.replace(b'calledElement="x"', b"")
        .replace(b'camunda:assignee="=requester"', b'camunda:candidateGroups="nobody"')
    )
    with pytest.raises(FaultyDiagram) as refused:
        deployed(shelf, uploaded("shared.bpmn", wrong), form("alpha", "remark"))
    assert any(
        fault.file == "shared.bpmn" and fault.element == "share" and "nobody" in fault.en
        for fault in refused.value.faults
    )
    assert (rows(shelf), digests(shelf)) == before


def test_what_the_change_of_one_file_breaks_in_another_is_a_fault(shelf: Bench) -> None:
    one = decision().content
    other = one.replace(b'id="who"', b'id="other"').replace(b'id="v"', b'id="w"').replace(b'id="e"', b'id="f"')
    other = other.replace(b'name="who"', b'name="other"')
    tail = other.partition(b"<decision ")[2]
    deployed(shelf, uploaded("who.dmn", one.replace(b"</definitions>", b"<decision " + tail)))
    plan = check_files(shelf.office, OWNER, [uploaded("who.dmn", other)])
    assert {fault.file for fault in plan.errors} == {"alpha.bpmn", "beta.bpmn"}


def test_a_file_that_cannot_be_read_is_told_as_a_fault_and_read_nowhere_else(shelf: Bench) -> None:
    for name, content in (("alpha.bpmn", b"<no"), ("who.dmn", b"<!DOCTYPE x><x/>"), ("alpha_form.form", b"[]")):
        plan = check_files(shelf.office, OWNER, [uploaded(name, content)])
        assert [fault.severity for fault in plan.faults] == ["error"]
        assert plan.files == ()
    hang = caller(
        "alpha",
        more='<bpmn:subProcess id="s"><bpmn:userTask id="u"><bpmn:dataInputAssociation id="d"><bpmn:sourceRef>nope</bpmn:sourceRef></bpmn:dataInputAssociation></bpmn:userTask></bpmn:subProcess>',
    )
    assert check_files(shelf.office, OWNER, [hang]).errors


def test_a_browser_s_name_for_a_second_download_is_the_same_file(shelf: Bench) -> None:
    again = uploaded("C:\\Users\\x\\alpha (1).bpmn", caller("alpha", task="کار تازه").content)
    deployed(shelf, again)
    assert "diagram/alpha.bpmn" in digests(shelf)
    assert "diagram/alpha (1).bpmn" not in digests(shelf)
    deployed(shelf, uploaded("alpha_form (2).form", form("alpha", "remark").content))
    assert [version for _, version, *_ in rows(shelf)] == [1, 1, 2, 3]


def test_what_is_newest_already_is_said_and_makes_no_version(shelf: Bench) -> None:
    assert check_files(shelf.office, OWNER, everything()).nothing
    with pytest.raises(NothingDiffers):
        deployed(shelf, *everything())
    assert len(rows(shelf)) == 2


def test_a_new_service_comes_with_the_files_it_needs(shelf: Bench) -> None:
    plan = check_files(shelf.office, OWNER, [caller("gamma")])
    assert any("gamma_form" in fault.en for fault in plan.errors)
    [new] = deployed(shelf, caller("gamma"), form("gamma"))
    assert (new.service, new.version) == ("gamma", 1)
    assert names(shelf, started(shelf, "gamma")) == ["بخش مشترک را انجام دهید"]


@pytest.mark.parametrize(
    ("files", "refusal", "told"),
    [
        ([], NoFile, "none"),
        ([caller("alpha", task="a"), caller("alpha", task="b")], Twice, "alpha.bpmn"),
        ([uploaded("alpha.bpmn", caller("delta").content)], NameTaken, "delta"),
        ([uploaded("alpha.bpmn", caller("beta").content)], NameTaken, "alpha"),
        ([uploaded("x.bpmn", caller("alpha").content.replace(b"</bpmn:definitions>", b"") + called().content.partition(b">\n")[2].partition(b">")[2])], BelongsToAnother, "shared.bpmn"),
        ([called(key="other", file="other.bpmn")], NotUsed, "other.bpmn"),
        ([form("omega")], NotUsed, "omega_form"),
        ([uploaded("alpha.bpmn", caller("alpha").content.replace(b"<bpmn:startEvent", b'<bpmn:documentation/><bpmn:startEvent', 1).replace(b'isExecutable="true"', b'isExecutable="false"'))], ServiceGone, "alpha"),
    ],
)  # fmt: skip
def test_what_does_not_belong_is_refused_with_what_to_do(
    shelf: Bench, files: list[Upload], refusal: type[Exception], told: str
) -> None:
    with pytest.raises(refusal, match=re.escape(told)):
        deployed(shelf, *files)
    assert len(rows(shelf)) == 2


def test_a_process_that_others_call_cannot_vanish_from_its_file(shelf: Bench) -> None:
    pair = called().content.replace(b"</bpmn:definitions>", b"") + called(key="second").content.partition(
        b"targetNamespace="
    )[2].partition(b">")[2].replace(b'id="', b'id="x_').replace(b'id="x_second"', b'id="second"').replace(
        b'Ref="', b'Ref="x_'
    )
    pair = re.sub(rb"<bpmn:(incoming|outgoing)>(?=g\d</bpmn:\1></bpmn:\w+>(?:(?!x_).)*x_)", rb"<bpmn:\1>", pair)
    deployed(shelf, uploaded("shared.bpmn", pair))
    with pytest.raises(StillCalled, match=r"alpha\.bpmn, beta\.bpmn"):
        deployed(shelf, uploaded("shared.bpmn", called(key="second").content))


@pytest.mark.parametrize("name", ["alpha.txt", "alpha", ".bpmn", "", "alpha.bpmn.exe"])
def test_what_is_no_diagram_form_or_decision_is_refused(name: str) -> None:
    with pytest.raises(NotAFile):
        uploaded(name, b"")


def test_a_file_of_more_than_ten_megabytes_is_refused() -> None:
    with pytest.raises(FileTooLarge, match="10 MB"):
        uploaded("alpha.bpmn", b" " * 10_000_001)


@pytest.mark.parametrize("person", ["karimi", "rahimi", "sarabi"])
def test_only_an_owner_deploys(shelf: Bench, person: str) -> None:
    for attempt in (check_files, lambda *given: deploy_files(*given, reason="x")):
        with pytest.raises(NotYours) as refused:
            attempt(shelf.office, person, [called("تازه")])
        assert "Process owner" in refused.value.message("en")
        assert "مالک فرایند" in refused.value.message("fa")
    assert len(rows(shelf)) == 2


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_is_wanted(shelf: Bench, reason: str) -> None:
    with pytest.raises(NoReason):
        deployed(shelf, called("تازه"), reason=reason)


def test_who_deploys_second_is_told_what_came_since_and_may_still_do_it(shelf: Bench) -> None:
    known = digests(shelf)
    deployed(shelf, called("اولی"))
    with pytest.raises(NewerVersion, match=r"shared\.bpmn"):
        deployed(shelf, called("دومی"), started_from=known)
    deployed(shelf, form("alpha", "remark"), started_from=known)  # another file: nobody is in the way
    deployed(shelf, called("دومی"), started_from=digests(shelf))
    assert names(shelf, started(shelf)) == ["دومی"]


def test_of_two_who_deploy_at_once_one_is_told_and_nothing_is_lost(shelf: Bench) -> None:
    known, outcomes = digests(shelf), []

    def attempt(task: str) -> None:
        try:
            outcomes.append(deployed(shelf, called(task), started_from=known))
        except NewerVersion as told:
            outcomes.append(told)

    threads = [threading.Thread(target=attempt, args=(task,)) for task in ("اولی", "دومی")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NewerVersion", "list"]
    assert [(service, version) for service, version, *_ in rows(shelf)] == [
        ("alpha", 1),
        ("beta", 1),
        ("alpha", 2),
        ("beta", 2),
    ]


def test_versions_tell_since_when_by_whom_why_and_how_many_cases_run_on_each(shelf: Bench) -> None:
    first = [started(shelf) for _ in range(3)]
    deployed(shelf, called("تازه"), reason="نام بهتر")
    started(shelf)
    with shelf.office.store.reading() as unit:
        line = diagrams.service_line(unit, shelf.member(OWNER), "alpha")
        found = diagrams.version_differences(unit, "alpha", 1, 2)
        with pytest.raises(diagrams.NoSuchVersion):
            diagrams.service_line(unit, shelf.member(OWNER), "alpha", 3)
        with pytest.raises(diagrams.NoSuchFile):
            diagrams.file_at(unit, "alpha", 1, "form", "beta_form")
    assert len(first) == 3
    assert [(each.number, each.running, each.reason.fa, each.by.en) for each in line.versions] == [
        (2, 1, "نام بهتر", "Elham Safavi"),
        (1, 3, "برای آزمون", "Elham Safavi"),
    ]
    assert {file.name: file.since.number for file in line.files} == {
        "alpha.bpmn": 1,
        "shared.bpmn": 2,
        "who.dmn": 1,
        "alpha_form": 1,
    }
    assert [name.fa for file in line.files if file.name == "shared.bpmn" for name in file.also_of] == ["خدمت beta"]
    assert [(file.name, [change.facet for change in file.difference.changes]) for file in found if file.difference] == [
        ("shared.bpmn", ["@name"])
    ]
