"""What is sound is accepted without a word: the other half of `test_faults`."""

from __future__ import annotations

import dataclasses

import pytest

from tests.diagram.builder import Bpmn, after, link, multi_instance, timer, trigger
from tests.diagram.faulty import around, beside, circle, simple, with_boundary
from tests.diagram.worlds import WORLD, codes, faults_of


def everything() -> Bpmn:
    """Return a process with every kind of element that is run."""
    bpmn = Bpmn("main", candidate_starter_groups="clerks", name="همه چیز")
    bpmn.message("m").signal("sig").error("err", "E1").escalation("esc", "L2")
    bpmn.start(initiator="asked_by", form_ref="request").user_task(
        "ask",
        form_key="camunda-forms:deployment:approval.form",
        assignee="=asked_by",
        due_date="P2D",
        follow_up_date="2026-03-21T08:00:00",
        priority="50",
    )
    bpmn.exclusive("which", default="plain").flow("which", "pay", "=days > 3 and person.name != null").flow(
        "which", "again", id="plain"
    )
    bpmn.service("pay", properties={"sets": "paid, receipt"}).boundary("late", "pay", after("PT1H"), interrupting=False)
    bpmn.boundary("broke", "pay", trigger("error", "err", error_code_variable="code"))
    bpmn.send("remind", "m").chain("late", "remind", "over").script("why", "code", "reason").chain(
        "broke", "why", "over"
    )
    bpmn.end("over").end("stop", trigger("terminate")).parallel("fork").parallel("join").inclusive(
        "some", default="f_l"
    )
    bpmn.inclusive("met").flow("some", "left", id="f_l").flow("some", "right", "paid").task("left")
    bpmn.task("right", body=multi_instance("targets", "target", sequential=True, until="target = unit"))
    bpmn.event_gateway("race").catch("heard", trigger("message", "m")).receive("got", "m")
    bpmn.catch("waited", timer("timeDate", "2030-01-01T00:00:00+03:30")).throw("away", link("far")).catch(
        "here", link("far")
    )
    bpmn.call("called", "library", inside='<camunda:in variables="all"/>', called_element_binding="deployment")
    bpmn.subprocess("inner").start("is").throw("louder", trigger("escalation", "esc")).end(
        "ie", trigger("error", "err")
    )
    bpmn.chain("is", "louder", "ie").close().boundary("higher", "inner", trigger("escalation"), interrupting=False)
    bpmn.event_subprocess("meanwhile").start("ms", trigger("signal", "sig"), isInterrupting=False)
    bpmn.throw("told", trigger("signal", "sig")).end("me").chain("ms", "told", "me").close()
    bpmn.exclusive("again").chain("s", "ask", "which").chain("pay", "again", "fork", "some").chain("left", "met").chain(
        "right", "met", "join", "race"
    )
    bpmn.chain("fork", "called", "inner", "join").chain("race", "heard", "stop").chain("race", "got", "stop")
    return bpmn.chain("race", "waited", "away").chain("here", "stop").chain("higher", "over")


def test_everything_that_is_run_is_accepted() -> None:
    assert [fault.en for fault in faults_of(everything().xml(drawn=True))] == []


def two_branches(bpmn: Bpmn, split: str) -> Bpmn:
    """Add a split `g` into two branches, which a parallel gateway joins."""
    bpmn.node(split, "g", default="to_x" if split == "exclusiveGateway" else None).task("x").task("y").parallel(
        "j"
    ).end()
    condition = "=unit != null" if split == "exclusiveGateway" else None
    return bpmn.flow("g", "x", id="to_x").flow("g", "y", condition).chain("x", "j", "e").chain("y", "j")


def test_a_join_behind_a_parallel_split_is_met() -> None:
    assert codes(two_branches(Bpmn().start().flow("s", "g"), "parallelGateway").xml()) == set()


def test_a_join_behind_an_exclusive_split_is_never_met() -> None:
    assert codes(two_branches(Bpmn().start().flow("s", "g"), "exclusiveGateway").xml()) == {"join-never"}


def test_a_join_is_not_refused_where_several_tokens_may_pass_the_exclusive_gateway() -> None:
    bpmn = Bpmn().start().parallel("fork").task("z").exclusive("merge")
    bpmn.chain("s", "fork", "merge", "g").chain("fork", "z", "merge")
    assert codes(two_branches(bpmn, "exclusiveGateway").xml()) == set()


def test_a_join_behind_an_event_based_gateway_is_never_met() -> None:
    bpmn = Bpmn().start().event_gateway("g").catch("x", after("PT1H")).catch("y", after("PT2H")).parallel("j").end()
    assert codes(bpmn.chain("s", "g", "x", "j", "e").chain("g", "y", "j").xml()) == {"join-never"}


def test_only_the_circle_itself_has_no_way_to_an_end() -> None:
    found = [fault.element for fault in faults_of(circle().xml()) if fault.code == "no-way-to-end"]
    assert found == ["a", "b"]


@pytest.mark.parametrize(
    "bpmn",
    [
        circle().task("c").end("stop", trigger("terminate")).chain("s", "c", "stop"),
        circle().event_subprocess("h").start("hs", after("P1D")).end("he").chain("hs", "he").close(),
        circle().boundary("b", "a", after("P1D")).end().chain("b", "e"),
        around(
            Bpmn().subprocess("t").start("ts").user_task("u").flow("ts", "u").flow("u", "u").close(), "t"
        ).boundary("b", "t", after("P1D")).end("e2").chain("b", "e2"),
    ],
    ids=["terminated", "event subprocess", "boundary inside", "boundary around"],
)  # fmt: skip
def test_a_circle_that_something_ends_is_accepted(bpmn: Bpmn) -> None:
    assert "no-way-to-end" not in codes(bpmn.xml())


@pytest.mark.parametrize("kind", ["timer", "message", "signal", "escalation"])
@pytest.mark.parametrize("interrupting", [True, False])
def test_boundary_events_and_event_subprocesses_of_every_kind(kind: str, interrupting: bool) -> None:
    start = after("PT1H") if kind == "timer" else trigger(kind, "it")
    root = f'<{kind} id="it" name="it" {kind}Code="it"/>' if kind != "timer" else ""

    assert codes(with_boundary("a", start, interrupting=interrupting).root(root).xml()) == set()
    assert codes(beside(start, isInterrupting=interrupting).root(root).xml()) == set()


@pytest.mark.parametrize("text", ["PT0.5S", "P1W", "P1Y2M3DT4H", 'duration("PT4H")', "=targets", "requester"])
def test_timers_are_literals_or_feel(text: str) -> None:
    assert codes(around(Bpmn().catch("c", after(text)), "c").xml()) == set()


def test_what_is_not_known_is_not_checked() -> None:
    blind = dataclasses.replace(WORLD, forms=None, groups=None)
    bpmn = Bpmn().user_task("t", candidate_groups="anybody", form_ref="gone", due_date="=misspelt")

    assert codes(around(bpmn, "t").xml(), blind) == set()


def test_a_name_that_a_called_process_sets_is_set_for_its_caller() -> None:
    assert codes(around(Bpmn().call("c", "library").script("t", "approved"), "c", "t").xml()) == set()
    assert codes(around(Bpmn().script("t", "approved"), "t").xml()) == {"variable-unset"}


def test_a_role_may_be_narrowed_to_a_unit() -> None:
    assert codes(around(Bpmn().user_task("t", candidate_groups="clerks, experts@unit"), "t").xml()) == set()


def test_processes_that_are_only_drawn_are_not_checked_beside_one_that_runs() -> None:
    assert codes(simple().process("partner", isExecutable=False).task("t", startQuantity=3).xml()) == {"not-executed"}


def asking(*between: str, condition: str = 'decision = "ready"') -> Bpmn:
    """Return a process in which a gateway `g` asks for what the form of `t` does not offer; nodes between are the test's."""
    bpmn = Bpmn().user_task("t", form_ref="approval").exclusive("g", default="d").end("e3").flow("g", "e3", condition)
    return around(bpmn, "t", *between).flow("g", "e", id="d").chain((between or ("t",))[-1], "g")


@pytest.mark.parametrize(
    "bpmn",
    [
        asking("x").script("x", "unit", "decision"),
        asking("x").service("x"),
        asking("x").user_task("x", form_ref="request", properties={"sets": "decision"}),
        asking(condition='unit = "anything"'),
        asking(condition='decision != "ready"'),
        asking(condition='decision = "return"'),
    ],
    ids=["a script sets it", "a worker may set it", "told to be set", "set by the office", "not asked for", "offered"],
)
def test_a_value_is_looked_for_only_where_the_form_alone_sets_it(bpmn: Bpmn) -> None:
    assert "value-never-offered" not in codes(bpmn.xml())


def test_tasks_of_several_roles_may_share_a_lane() -> None:
    bpmn = Bpmn().lane("desk", "a", "b", "c", "d").user_task("a").user_task("b")
    bpmn.user_task("c", candidate_groups="experts").user_task("d", candidate_groups="experts")
    assert codes(around(bpmn, "a", "b", "c", "d").xml()) == set()


@pytest.mark.parametrize("text", ['=duration("PT1H")', "=now()", '=now() + duration("P1D")', '="PT4H"'])
def test_timers_may_be_constant_or_look_at_the_clock(text: str) -> None:
    assert codes(around(Bpmn().catch("c", after(text)), "c").xml()) <= {"variable-unset"}


def test_everything_that_is_run_is_as_the_schema_says() -> None:
    assert [fault.en for fault in faults_of(everything().xml(), schema=True) if fault.code != "no-drawing"] == []


def test_the_same_slip_in_many_places_is_one_fault() -> None:
    bpmn = simple().raw("".join(f'<task id="t{number}" odd="1"/>\n' for number in range(3000)))
    found = [fault for fault in faults_of(bpmn.xml(), schema=True) if fault.code.startswith("schema-")]
    assert [(fault.code, fault.element) for fault in found] == [("schema-attribute", "t0")]
    assert "also on line" in found[0].en


def test_a_rare_slip_among_many_like_elements_is_found() -> None:
    bpmn = simple().raw("".join(f'<task id="t{number}"/>\n' for number in range(3000)))
    bpmn.raw('<task id="odd" isForCompensation="True"/>')
    found = [fault for fault in faults_of(bpmn.xml(), schema=True) if fault.code.startswith("schema-")]
    assert [(fault.code, fault.element) for fault in found] == [("schema-misread", "odd")]


def test_what_a_boundary_event_leads_to_is_for_a_superior() -> None:
    tasks = Bpmn().lane("desk", "a", "b", "handled").user_task("a").user_task("b")
    escalated = tasks.boundary("late", "b", after("PT1H"), interrupting=False).throw("told", trigger("signal", "sig"))
    escalated.signal("sig").user_task("handled", candidate_groups="experts").end("over").chain(
        "late", "told", "handled", "over"
    )
    assert codes(around(escalated, "a", "b").xml()) == set()
