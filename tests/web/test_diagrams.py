"""The pages of diagrams: who sees them, downloads, an upload that is checked and then deployed, differences, what is shipped."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from engine.diagram.drawing import drawing
from processes import deployment, shipped
from processes.change import Upload
from processes.demo.paths.office_automation_inbox import SERVICE
from processes.deployment import SHIPPED
from tests.processes.shelf import OWNER, called, caller, deployed, everything, form
from tests.web import pages
from tests.web.pages import Browser, Site
from web import drafts

pytestmark = pytest.mark.slow  # each check starts a process of its own
PAGE = f"/diagrams/{SERVICE}"
HOME = f"{SERVICE}.bpmn"
DIAGRAM = (SHIPPED / HOME).read_text("utf-8")
RENAMED = DIAGRAM.replace('name="درخواست بسته شد"', 'name="پایان &lt;b&gt;"')
EVIL = "<script>alert(1)</script>"


def check(browser: Browser, *uploads: Upload | tuple[str, bytes], **fields: str) -> TestResponse:
    """Send files to be checked."""
    pairs = [each if isinstance(each, tuple) else (each.name, each.content) for each in uploads]
    files = [(io.BytesIO(content), name) for name, content in pairs]
    client: FlaskClient = browser.client
    data = {"csrf_token": browser.token(), "files": files, **fields}
    answer = client.post("/diagrams/check", data=data, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # a large one is a file, which the client leaves open
    return answer


def field(answer: TestResponse, name: str) -> str:
    """Return what a hidden field of the page holds."""
    return str(html.fromstring(answer.text).xpath(f"//input[@name='{name}']/@value")[0])


def newest(site: Site, service: str = SERVICE) -> tuple[int, str, str]:
    """Return number, bringer and reason of a service's newest version."""
    with site.bench.office.store.reading() as unit:
        found = deployment.newest(unit.session, service)
    return found.version, found.by, found.reason


@pytest.fixture
def owner(site: Site) -> Browser:
    """The browser of the owner."""
    return site.browser(OWNER)


def test_auditor_administrator_and_director_look_but_only_an_owner_uploads(site: Site) -> None:
    for person, may in (("safavi", True), ("rahimi", False), ("karimi", False)):
        browser = site.browser(person)
        pages = [browser.get("/diagrams"), browser.get(PAGE)]
        assert [page.status_code for page in pages] == [200, 200]
        assert [("upload-files" in page.text) for page in pages] == [may, may]
        assert '"/diagrams"' in browser.get("/tray").text
    for path in ("/diagrams/check", "/diagrams/deploy", "/diagrams/shipped"):
        assert site.browser("rahimi").post(path, reason="x").status_code in (403, 404)
    assert check(site.browser("karimi"), (HOME, RENAMED.encode())).status_code == 403
    assert newest(site)[0] == 1


def test_others_see_nothing_of_it(site: Site) -> None:
    browser = site.browser("sarabi")
    assert '"/diagrams"' not in browser.get("/tray").text
    for path in ("/diagrams", PAGE, f"{PAGE}/difference", f"{PAGE}/1/diagram/{HOME}"):
        assert browser.get(path).status_code == 403


def test_each_file_of_each_version_is_downloaded_under_its_name(site: Site, owner: Browser) -> None:
    deployed(site.bench, *everything())
    deployed(site.bench, caller("alpha", task="کار تازه"))
    page = html.fromstring(owner.get("/diagrams/alpha?version=1").text)
    found = {link: owner.get(link) for link in page.xpath("//a[@download]/@href")}
    names = [answer.headers["Content-Disposition"] for answer in found.values()]
    assert set(names) == {
        f"attachment; filename={name}" for name in ("alpha.bpmn", "shared.bpmn", "who.dmn", "alpha_form.form")
    }
    assert found["/diagrams/alpha/1/diagram/alpha.bpmn"].data == caller("alpha").content
    assert owner.get("/diagrams/alpha/2/diagram/alpha.bpmn").data == caller("alpha", task="کار تازه").content
    assert "Not the newest version" in page.text_content()
    for nowhere in (
        "/diagrams/alpha/3/diagram/alpha.bpmn",
        "/diagrams/alpha/1/form/beta_form",
        "/diagrams/none",
        "/diagrams/alpha?version=9",
        "/diagrams/alpha/difference?before=1&after=7",
        "/diagrams/alpha/1/x/alpha.bpmn",
    ):
        assert owner.get(nowhere).status_code == 404
    assert owner.get("/diagrams/alpha?version=" + "9" * 30).status_code == 200


def test_what_is_checked_is_what_is_deployed_without_sending_it_again(site: Site, owner: Browser) -> None:
    case = site.bench.at_desk("paraph_letter")
    checked = check(owner, (HOME, RENAMED.encode()), service=SERVICE, since="1", reason="نام بهتر")
    assert checked.status_code == 200
    assert "پایان &lt;b&gt;" in checked.text
    assert "<b>" not in checked.text
    assert "running cases that stay on theirs: 1" in checked.text
    assert "نام بهتر</textarea>" in checked.text
    assert newest(site)[0] == 1
    [figure] = html.fromstring(checked.text).xpath("//figure")
    assert figure.get("data-marks") == '{"changed": ["request_closed"]}'
    assert owner.get(figure.get("data-xml-url")).data == drawing(RENAMED.encode(), HOME)
    answer = owner.post("/diagrams/deploy", draft=field(checked, "draft"), reason="نام بهتر")
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert newest(site) == (2, OWNER, "نام بهتر")
    assert "Deployed as version 2" in owner.get(PAGE).text
    assert case.file("moradi").line.waiting_for[0].name.fa == "نامه را پاراف کنید"
    differs = html.fromstring(owner.get(f"{PAGE}/difference?before=1&after=2").text)
    assert "end event “Request closed”" in differs.text_content()
    assert differs.xpath("//figure/@data-marks") == ['{"changed": ["request_closed"]}']


def test_faults_are_listed_with_element_and_line_and_marked_and_cannot_be_deployed(site: Site, owner: Browser) -> None:
    wrong = DIAGRAM.replace('camunda:formKey="inbox_request"', f'camunda:formKey="{EVIL.replace("<", "&lt;")}"')
    checked = check(owner, (HOME, wrong.encode()), service=SERVICE, since="1")
    assert checked.status_code == 422
    assert EVIL not in checked.text
    assert re.search(r"line \d+", checked.text)
    assert "درخواست ثبت شد</strong>" in checked.text
    assert 'draft"' not in checked.text
    [figure] = html.fromstring(checked.text).xpath("//figure")
    assert '"faulty": ["request_received"]' in figure.get("data-marks")
    token = figure.get("data-xml-url").split("/")[3]
    assert owner.post("/diagrams/deploy", draft=token, reason="x").status_code == 422
    assert newest(site)[0] == 1


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [("x.exe", b"MZ", "Expected a diagram"), (HOME, b" " * 10_000_001, "at most 10 MB"), (HOME, b"no xml", "to be XML"),
     (HOME, b"<!DOCTYPE a><a/>", "no DOCTYPE"), (f"{EVIL}.bpmn", b"", "Expected")],
)  # fmt: skip
def test_what_is_no_diagram_is_refused_at_its_field(
    site: Site, owner: Browser, name: str, content: bytes, told: str
) -> None:
    answer = check(owner, (name, content), service=SERVICE, reason="دلیل من")
    assert answer.status_code == 422
    assert told in answer.text
    assert EVIL not in answer.text
    assert "دلیل من</textarea>" in answer.text
    assert newest(site)[0] == 1


def test_more_than_a_request_may_hold_is_refused_with_a_sentence(prepared: Path, tmp_path: Path) -> None:
    with pages.site(prepared, tmp_path, KARTABL_FILE_LIMIT="1") as small:
        owner = small.browser(OWNER)
        answer = check(owner, (HOME, b" " * 24_000_000))
        assert answer.status_code == 413
        assert "at most 10 MB" in answer.text
        assert check(owner).status_code == 422


def test_without_a_reason_nothing_is_deployed_and_the_file_is_still_there(site: Site, owner: Browser) -> None:
    token = field(check(owner, (HOME, RENAMED.encode())), "draft")
    answer = owner.post("/diagrams/deploy", draft=token, reason="  ")
    assert answer.status_code == 422
    assert "Write why you deploy" in answer.text
    assert owner.post("/diagrams/deploy", draft=field(answer, "draft"), reason="x").status_code == 303


def test_nothing_new_is_said(site: Site, owner: Browser) -> None:
    answer = check(owner, (HOME, DIAGRAM.encode()))
    assert answer.status_code == 200
    assert "Nothing differs: this is already the newest version." in answer.text
    assert 'name="draft"' not in answer.text


def test_a_token_is_only_its_owner_s_and_only_as_it_was_made(
    site: Site, owner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = field(check(owner, (HOME, RENAMED.encode())), "draft")
    for wrong in (token[:-2], "", "x", token[1:]):
        assert owner.post("/diagrams/deploy", draft=wrong, reason="x").status_code == 404
    assert site.browser("rahimi").get(f"/diagrams/drafts/{token}/0").status_code == 403
    assert owner.get(f"/diagrams/drafts/{token}/7").status_code == 404
    assert owner.get(f"/diagrams/drafts/{token}/0").headers["Content-Disposition"].startswith("attachment")
    monkeypatch.setattr(drafts, "KEPT", -10)
    assert owner.post("/diagrams/deploy", draft=token, reason="x").status_code == 404
    assert newest(site)[0] == 1


def test_drafts_that_were_left_are_swept_away(
    site: Site, owner: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(owner, (HOME, RENAMED.encode()))
    [left] = (tmp_path / "drafts").iterdir()
    assert left.stat().st_mode & 0o077 == 0
    monkeypatch.setattr(drafts, "KEPT", -10)
    check(owner, (HOME, DIAGRAM.encode()))
    assert left.name not in {path.name for path in (tmp_path / "drafts").iterdir()}


def test_who_started_from_an_older_version_sees_what_came_and_may_deploy_anyway(site: Site, owner: Browser) -> None:
    deployed(site.bench, *everything())
    deployed(site.bench, caller("alpha", task="اولی"), reason="زودتر")
    checked = check(owner, caller("alpha", task="دومی"), service="alpha", since="1")
    assert "A newer version came since" in checked.text
    assert "زودتر" in checked.text
    assert "اولی" in checked.text
    token = field(checked, "draft")
    assert owner.post("/diagrams/deploy", draft=token, reason="x").status_code == 409
    assert newest(site, "alpha")[0] == 2
    assert owner.post("/diagrams/deploy", draft=token, reason="x", anyway="yes").status_code == 303
    assert newest(site, "alpha")[0] == 3


def test_what_comes_between_check_and_deploy_is_told_whatever_was_ticked(site: Site, owner: Browser) -> None:
    deployed(site.bench, *everything())
    token = field(check(owner, caller("alpha", task="دومی"), service="alpha", since="1"), "draft")
    deployed(site.bench, caller("alpha", task="اولی"), reason="زودتر")
    told = owner.post("/diagrams/deploy", draft=token, reason="x", anyway="yes")
    assert told.status_code == 409
    assert "A newer version came since" in told.text
    assert "اولی" in told.text
    assert owner.post("/diagrams/deploy", draft=field(told, "draft"), reason="x", anyway="yes").status_code == 303
    assert newest(site, "alpha")[0] == 3


def test_several_files_go_together_and_several_services_get_versions(site: Site, owner: Browser) -> None:
    deployed(site.bench, *everything())
    checked = check(owner, called("تازه"), caller("gamma"), form("gamma"))
    assert "a new service" in checked.text
    assert owner.post("/diagrams/deploy", draft=field(checked, "draft"), reason="x").headers["Location"] == "/diagrams"
    assert "services with a new version: 3" in owner.get("/diagrams").text
    assert [newest(site, service)[0] for service in ("alpha", "beta", "gamma")] == [2, 2, 1]


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Shipped files of which one is newer than what the office has."""
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "shipped"))
    (folder / HOME).write_text(RENAMED, "utf-8")
    for_real = shipped.offers
    monkeypatch.setattr(shipped, "offers", lambda unit: for_real(unit, folder))
    return folder


def test_what_is_shipped_is_offered_with_its_differences_and_taken_with_a_reason(
    site: Site, owner: Browser, newer: Path
) -> None:
    page = owner.get("/diagrams").text
    assert "Shipped and new" in page
    assert "(differences: 1)" in page
    assert "Take what is shipped" not in site.browser("rahimi").get("/diagrams").text
    assert owner.post("/diagrams/shipped", service=SERVICE, reason="").status_code == 422
    assert newest(site) == (1, "kartabl", "as shipped")
    assert owner.post("/diagrams/shipped", service=SERVICE, reason="پذیرفته شد").status_code == 303
    assert newest(site) == (2, OWNER, "پذیرفته شد")
    assert "Shipped and new" not in owner.get("/diagrams").text
    assert owner.post("/diagrams/shipped", service=SERVICE, reason="x").status_code == 422
