"""Every address as every role and as nobody, held against the table of permissions; one that is not entered there fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from werkzeug.routing import Rule

from processes.demo.paths.office_automation_inbox import LETTER
from processes.demo.paths.support import TO_CONTRACTOR
from processes.demo.play import Do, Give
from processes.organisation import ROLES
from processes.permissions import TABLE, Action, Relation
from processes.permissions.actions import ACTIONS, CASE_ACTIONS, EVERYBODY, NOBODY, RELATIONS, STAFF, TASK_ACTIONS
from processes.tables import DbRole
from tests.files.samples import PDF
from tests.processes.build import DESKS, Case
from tests.processes.support import asked
from tests.web import pages
from tests.web.pages import Browser, Site, plain
from web.doors import DOORS

pytestmark = pytest.mark.slow
R = Relation
NEW_ROLES = {"sadeghi": "owner", "soltani": "administrator"}
"""People without a role, to whom the test gives one alone: in the demo one person has both."""
ROLES_OF: Mapping[str, set[str]] = {
    "rezaei": set(),
    "sarabi": {"unit_expert"},
    "nouri": {"unit_expert"},
    "moradi": {"unit_deputy"},
    "tehrani": {"unit_director"},
    "jafari": {"unit_director"},
    "hosseini": {"hr_director", "unit_director"},
    "azadi": {"hr_deputy", "unit_deputy"},
    "salimi": {"admin_affairs"},
    "karimi": {"it_director", "unit_director"},
    "shams": {"it_deputy", "unit_deputy"},
    "bagheri": {"it_expert"},
    "ghanbari": {"it_expert"},
    "ziaei": {"it_expert"},
    "mehrabi": {"contractor_expert"},
    "rahimi": {"auditor"},
    **{person: {role} for person, role in NEW_ROLES.items()},
}
COMPANY = {"mehrabi"}
EVERY_CASE = {R.ANY}
INBOX: Mapping[str, set[Relation]] = {
    "sarabi": {R.OWN, R.PARTICIPANT},
    "moradi": {R.PARTICIPANT},
    "tehrani": {R.OF_UNIT, R.PARTICIPANT},
    "hosseini": {R.PARTICIPANT},
    "salimi": {R.PARTICIPANT},
    "karimi": {R.PARTICIPANT, R.SUPERIOR},
    "shams": {R.SUPERIOR},
    "bagheri": {R.PARTICIPANT, R.CONCERNED, R.CANDIDATE, R.HOLDER, R.CHARGED},
    "ghanbari": {R.CONCERNED},
    "ziaei": {R.CONCERNED},
}
"""Who is what to an inbox case of the roads that waits at the expert's desk, and to its task."""
SUPPORT: Mapping[str, set[Relation]] = {
    "tehrani": {R.OF_UNIT},
    "karimi": {R.SUPERIOR},
    "shams": {R.SUPERIOR},
    "ziaei": {R.PARTICIPANT},
    "mehrabi": {R.CONCERNED, R.CANDIDATE},
}
"""Likewise to a fault that somebody of the roads reported and that waits at the contractor's."""


@dataclass
class Stage:
    """The site with the two cases, and what can be restored after somebody changed something."""

    site: Site
    files: Mapping[str, Case]
    kept: Path
    browsers: dict[str, Browser] = field(default_factory=dict)

    def browser(self, person: str) -> Browser:
        """Return the browser of a person, signed in before anything was kept."""
        return self.browsers[person]

    def keep(self) -> None:
        """Keep the database as it stands."""
        self._copy(self._live, self.kept)

    def restore(self) -> None:
        """Put the database back as it was kept."""
        self._copy(self.kept, self._live)

    @property
    def _live(self) -> Path:
        return self.kept.with_name("kartabl.sqlite")

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        with sqlite3.connect(source) as one, sqlite3.connect(target) as other:
            one.backup(other)


@pytest.fixture(scope="module")
def stage(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The office with an inbox case and a fault, and everybody's browser."""
    folder = tmp_path_factory.mktemp("doors")
    with pages.site(prepared, folder) as site:
        with site.bench.office.store.writing() as unit:
            for person, role in NEW_ROLES.items():
                unit.session.add(DbRole(person_id=person, name=role, unit_id=None, since=date(2026, 1, 1)))
        inbox = site.bench.ask()
        inbox.do("draft_letter", {**LETTER, "letter_files": Give("plan.pdf", PDF)})
        inbox.go_on(*DESKS[:-1])
        fault = asked(site.bench, "support_bug_fix", Do(TO_CONTRACTOR.element, TO_CONTRACTOR.values, "ziaei"))
        site.bench.absent("azadi", "heidari")
        made = Stage(site, {"inbox": inbox, "fault": fault}, folder / "kept.sqlite")
        made.browsers.update({person: site.browser(person) for person in ROLES_OF}, **{NOBODY: site.browser()})
        made.keep()
        yield made


def address(stage: Stage, rule: Rule, case: Case) -> str:
    """Return an address of a rule, filled from a case and the office."""
    with stage.site.app.test_request_context():
        return stage.site.app.url_for(rule.endpoint, **{name: filling(rule, name, case) for name in rule.arguments})


def filling(rule: Rule, name: str, case: Case) -> Any:
    """Return what stands for a part of an address."""
    own = FILLING.get(rule.endpoint, {}).get(name)
    return (own or FILL[name])(case)


FILL: Mapping[str, Callable[[Case], Any]] = {
    "tracking": lambda case: case.tracking,
    "task": lambda case: next(iter(case.state.tasks)),
    "file_id": lambda _case: 1,
    "service": lambda case: case.row.service,
    "number": lambda _case: 1,
    "version": lambda _case: 1,
    "kind": lambda _case: "diagram",
    "name": lambda case: f"{case.row.service}.bpmn",
    "token": lambda _case: "x",
    "place": lambda _case: 0,
    "part": lambda _case: "sajad_reports",
    "level": lambda _case: "view",
    "what": lambda _case: "days",
    "process": lambda _case: "letter_path",
    "key": lambda _case: 1,
}
KEYS = {
    "people": "kazemi",
    "units": "roads",
    "systems": "sajad",
    "sites": "roads.example.ir",
    "contracts": 1,
    "calendars": "office",
    "roles": "auditor",
}
"""Of what the pages of administration are about, by the first word of their endpoints."""
FILLING: Mapping[str, Mapping[str, Callable[[Case], Any]]] = {
    f"admin.{page}": {"key": partial(lambda key, _case: key, key)}
    for thing, key in KEYS.items()
    for page in (endpoint.removeprefix("admin.") for endpoint in DOORS if endpoint.startswith(f"admin.{thing}_"))
}
"""What stands for a part of an address where its name alone does not say it: by endpoint, by the part's name."""
WITHOUT = {
    ("cases.letter", "fault"): "there is no letter",
    ("cases.file", "fault"): "there is no file",
    ("cases.meeting", "inbox"): "there is no meeting",
    ("cases.meeting", "fault"): "there is no meeting",
    ("notices.follow", "any"): "somebody else was told",
    ("notices.read_one", "any"): "somebody else was told",
    ("track.look", "any"): "nothing that belongs together was typed",
    ("diagrams.draft", "any"): "nothing was checked",
    ("diagrams.deploy", "any"): "nothing was checked",
    ("metrics.show", "any"): "there is no such page without a token in the settings",
}
"""Where who may gets a 404 all the same, and why."""


def rules(stage: Stage, method: str) -> list[Rule]:
    """Return the rules of a method."""
    found = [rule for rule in stage.site.app.url_map.iter_rules() if method in (rule.methods or ())]
    return sorted((rule for rule in found if rule.endpoint != "static"), key=lambda rule: rule.endpoint)


def allowed(person: str, action: Action, relations: Mapping[str, set[Relation]]) -> bool:
    """Return what the table says."""
    return any(_role(person, grant.role) and _is(person, grant, relations) for grant in TABLE[action])


def _role(person: str, role: str) -> bool:
    if role == NOBODY:
        return True
    if person == NOBODY:
        return False
    return role == EVERYBODY or (person not in COMPANY if role == STAFF else role in ROLES_OF[person])


def _is(person: str, grant: Any, relations: Mapping[str, set[Relation]]) -> bool:
    if grant.relation == R.SEES:
        return allowed(person, Action.SEE_CASE, relations)
    return grant.relation in relations.get(person, set()) | EVERY_CASE


def expected(person: str, action: Action, relations: Mapping[str, set[Relation]]) -> str:
    """Return what the table says becomes of somebody at an address: `in`, `sign in`, `not found` or `refused`."""
    if any(grant.role == NOBODY for grant in TABLE[action]):
        return "in"
    if person == NOBODY:
        return "sign in"
    if action not in CASE_ACTIONS | TASK_ACTIONS:
        may = any(_role(person, grant.role) for grant in TABLE[action])
        return "in" if may else "refused"
    if not allowed(person, Action.SEE_CASE, relations):
        return "not found"
    return "in" if allowed(person, action, relations) else "refused"


def reached(browser: Browser, method: str, path: str, sent: Mapping[str, str]) -> str:
    """Return what became of somebody at an address."""
    answer = browser.get(path) if method == "GET" else browser.post(path, **sent)
    answer.get_data()  # a file that is sent while it is read ends before the next is asked for
    if answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in?next="):
        return "sign in"
    if answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in"):
        return "in"
    names = {401: "sign in", 403: "refused", 404: "not found"}
    return names.get(answer.status_code, "in" if answer.status_code < 500 else "failed")


SENT = {"comment": "ملاحظه شد", "reason": "برای آزمون", "assignee": "ziaei", "to": "ziaei", "note": "برای آزمون"}
"""What is sent everywhere, so that a form which lacks a word is not refused before it is asked who sends it."""
NARROWED = ("services.form", "services.ask", "substitutes.end")
CASES = {"inbox": INBOX, "fault": SUPPORT}


@pytest.mark.parametrize("which", CASES)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_address_is_as_open_as_the_table_says(stage: Stage, method: str, which: str) -> None:
    case, relations = stage.files[which], CASES[which]
    wrong = []
    for rule in rules(stage, method):
        if which == "fault" and not rule.arguments & {"tracking"}:
            continue  # walked with the other case
        path, action = address(stage, rule, case), DOORS[rule.endpoint]
        for person in (NOBODY, *ROLES_OF):
            wanted = expected(person, action, relations)
            excuse = (rule.endpoint, which) in WITHOUT or (rule.endpoint, "any") in WITHOUT
            if wanted == "in" and (excuse or rule.endpoint.startswith("account.")):
                continue
            found = reached(stage.browser(person), method, path, SENT)
            if method == "POST" and found == "in":
                stage.restore()
            if found != wanted and not narrowed(rule.endpoint, found):
                wrong.append(f"{method} {path} ({action}) as {person}: expected {wanted}, found {found}")
    stage.restore()
    assert not wrong, "\n".join(wrong)


def narrowed(endpoint: str, found: str) -> bool:
    """Return whether what the table cannot know refused somebody: a service's diagram, or whose a substitution is."""
    return endpoint in NARROWED and found == "refused"


def test_every_address_is_entered_and_nothing_else_is(stage: Stage) -> None:
    endpoints = {rule.endpoint for rule in stage.site.app.url_map.iter_rules()}
    assert endpoints == set(DOORS)


def test_every_action_has_grants_and_words_and_every_grant_a_role_that_there_is() -> None:
    assert set(TABLE) == set(ACTIONS) == set(Action)
    assert set(RELATIONS) == set(Relation)
    known = {*ROLES, NOBODY, EVERYBODY, STAFF}
    assert {grant.role for grants in TABLE.values() for grant in grants} <= known
    assert all(grants for grants in TABLE.values())


def test_guessing_tells_nothing(stage: Stage) -> None:
    case = stage.files["inbox"]
    stranger = stage.browser("jafari")
    for rule in rules(stage, "GET"):
        if "tracking" not in rule.arguments:
            continue
        path = address(stage, rule, case)
        if DOORS[rule.endpoint] == Action.AUDIT_CASE:
            continue
        there, nowhere = stranger.get(path), stranger.get(path.replace(case.tracking, "100000009"))
        assert there.status_code == nowhere.status_code == 404, path
        assert plain(there, case.tracking) == plain(nowhere, "100000009"), path
