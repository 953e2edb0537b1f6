"""Files on pages: sent with a form, kept whatever becomes of it, attached by nobody else, and given out so that nothing runs."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, stream_encode_multipart

from processes.demo.paths.office_automation_inbox import LETTER
from processes.demo.play import Give
from processes.tables import ACTOR, DbActor
from tests.files.samples import DOCX, JPEG, PDF, PNG
from tests.processes.build import RETURN, STRANGER, Case, correction
from tests.web import pages
from tests.web.pages import Browser, Site, task_url

REGISTERED = {
    **LETTER, "letter_source": "registered", "letter_number_theirs": "۱۴۰۵/د/۷۷", "letter_date_theirs": "۱۴۰۵/۰۸/۲۵",
    "letter_signer": "محسن تهرانی، مدیرکل راه‌ها",
}  # fmt: skip
EVIL = "<script>alert(1)<\\script>&'%0d.pdf"


def send(browser: Browser, url: str, fields: dict[str, Any], *files: tuple[str, str, bytes]) -> TestResponse:
    """Send a form with files: field, name, content."""
    data: dict[str, Any] = {"csrf_token": browser.token(), **fields}
    for key, name, content in files:
        data[key] = [*_several(data.get(key)), FileStorage(io.BytesIO(content), name)]
    stream, length, boundary = stream_encode_multipart(data, use_tempfile=False)
    kind = f"multipart/form-data; boundary={boundary}"
    return browser.client.post(url, input_stream=stream, content_length=length, content_type=kind)


def _several(value: Any) -> Sequence[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def full(name: str) -> bytes:
    """Return a file of the largest size that a limit of 1 MB allows, unlike those of other names."""
    return (PDF + name.encode()).ljust(1 << 20)


def references(page: str, field: str) -> list[str]:
    """Return the references that a page carries for a field."""
    return re.findall(rf'type="hidden" name="{field}" value="([^"]+)"', page)


def drafted(site: Site, *files: tuple[str, str, bytes], fields: dict[str, Any] | None = None) -> Case:
    """Return a case whose letter was drafted with files."""
    case = site.bench.ask()
    answer = send(site.browser("sarabi"), task_url(case, "draft_letter"), fields or LETTER, *files)
    assert answer.status_code == 303, answer.text
    return case


def test_files_that_come_with_a_letter_are_listed_by_name_size_giver_time_and_step(site: Site) -> None:
    case = drafted(site, ("letter_files", "حکم کارگزینی.pdf", PDF), ("letter_files", "نقشه.png", PNG))
    page = site.browser("moradi").get(f"/cases/{case.tracking}").text
    section = page[page.index('id="files-title"') :]
    for told in ("حکم کارگزینی.pdf", "نقشه.png", f"{len(PDF)} bytes", "Maryam Sarabi", "Attached files"):
        assert told in section
    assert case.difference is None


def test_a_form_that_comes_back_with_a_fault_keeps_its_files_and_needs_no_second_sending(site: Site) -> None:
    case, browser = site.bench.ask(), site.browser("sarabi")
    url = task_url(case, "draft_letter")
    page = send(browser, url, {**LETTER, "letter_subject": ""}, ("letter_files", "a.pdf", PDF))
    assert page.status_code == 422
    [reference] = references(page.text, "letter_files")
    assert "a.pdf" in page.text
    again = send(browser, url, {**LETTER, "letter_files": [reference]}, ("letter_files", "b.png", PNG))
    assert again.status_code == 303
    assert [file.name for file in case.letters[0].files] == ["a.pdf", "b.png"]


def test_a_file_is_taken_out_by_its_button_and_the_one_chosen_beside_it_stays(site: Site) -> None:
    case, browser = site.bench.ask(), site.browser("sarabi")
    url = task_url(case, "draft_letter")
    page = send(browser, url, {**LETTER, "letter_subject": ""}, ("letter_files", "a.pdf", PDF))
    [reference] = references(page.text, "letter_files")
    fields = {**LETTER, "letter_files": [reference], "_remove": f"letter_files.{reference}"}
    page = send(browser, url, fields, ("letter_files", "b.png", PNG))
    assert page.status_code == 200
    assert len(references(page.text, "letter_files")) == 1
    assert "b.png" in page.text
    assert "a.pdf" not in page.text
    assert LETTER["letter_subject"] in page.text


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.pdf", PNG, "its content is PNG image"),
        ("a.exe", b"MZ\x00", "none of them"),
        ("a.pdf", b"", "the file is empty"),
        ("a.pdf", PDF + bytes(1 << 20), "of 1 MB at most"),
    ],
)
def test_what_is_not_taken_is_said_at_its_field_and_nothing_typed_is_lost(
    site: Site, name: str, content: bytes, told: str
) -> None:
    site.bench.office.files.__dict__["limit"] = 1
    case, browser = site.bench.ask(), site.browser("sarabi")
    page = send(
        browser, task_url(case, "draft_letter"), LETTER, ("letter_files", "good.pdf", PDF), ("letter_files", name, content)
    )  # fmt: skip
    assert page.status_code == 422
    assert told in page.text
    assert "good.pdf" in page.text
    assert LETTER["letter_body"].splitlines()[0] in page.text
    assert case.open == ["draft_letter"]


def test_nobody_attaches_what_another_sent_or_another_case_holds(site: Site) -> None:
    other = drafted(site, ("letter_files", "secret.pdf", PDF))
    digest = other.letters[0].files[0].digest
    case, nouri = site.bench.ask("nouri"), site.browser("nouri")
    url = task_url(case, "draft_letter")
    sarabi = site.browser("sarabi")
    page = send(sarabi, task_url(site.bench.ask(), "draft_letter"), {}, ("letter_files", "a.pdf", PDF))
    [hers] = references(page.text, "letter_files")
    for forged in (digest, hers, hers.partition("~")[0], "x", f"{hers}x"):
        answer = send(nouri, url, {**LETTER, "letter_files": [forged]})
        assert answer.status_code == 422
        assert "not yours to attach" in answer.text
        assert references(answer.text, "letter_files") == []
    assert case.open == ["draft_letter"]


def test_a_file_sent_to_a_field_that_takes_none_is_refused(site: Site) -> None:
    case = site.bench.ask()
    answer = send(site.browser("sarabi"), task_url(case, "draft_letter"), LETTER, ("decision", "a.pdf", PDF))
    assert answer.status_code == 422
    assert "The form has no field decision" in answer.text


def test_a_correction_shows_what_was_attached_and_keeps_or_drops_it(site: Site) -> None:
    case = drafted(site, ("letter_files", "a.pdf", PDF), ("letter_files", "b.png", PNG))
    case.do("paraph_letter", RETURN)
    browser, url = site.browser("sarabi"), task_url(case, "correct_letter")
    held = references(browser.get(url).text, "letter_files")
    assert len(held) == 2
    answer = send(browser, url, {**correction(), "letter_files": held[1:]}, ("letter_files", "c.docx", DOCX))
    assert answer.status_code == 303
    assert [[file.name for file in letter.files] for letter in case.letters] == [
        ["a.pdf", "b.png"],
        ["b.png", "c.docx"],
    ]
    page = browser.get(f"/cases/{case.tracking}").text
    assert page.count(">b.png<") >= 1
    assert case.difference is None


def download(site: Site, case: Case, person: str, **headers: str) -> TestResponse:
    """Return the first file of a case as a person gets it."""
    file = case.file().files[0].file
    return site.browser(person).get(f"/cases/{case.tracking}/files/{file.id}", headers=headers)


def test_a_file_comes_as_it_was_sent_with_its_persian_name_and_runs_nowhere(site: Site) -> None:
    case = drafted(site, ("letter_files", "نامهٔ «معرفی».docx", DOCX))
    answer = download(site, case, "moradi")
    assert answer.status_code == 200
    assert answer.data == DOCX
    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; ")
    assert "filename*=UTF-8''%D9%86%D8%A7%D9%85%D9%87%D9%94%20%C2%AB%D9%85" in disposition
    assert disposition.isascii()


@pytest.mark.parametrize(("name", "content"), [("a.png", PNG), ("a.jpg", JPEG), ("a.pdf", PDF)])
def test_pictures_and_pdf_may_be_looked_at(site: Site, name: str, content: bytes) -> None:
    answer = download(site, drafted(site, ("letter_files", name, content)), "sarabi")
    assert answer.headers["Content-Disposition"].startswith("inline; ")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "no-store" not in answer.headers["Cache-Control"] or "private" in answer.headers["Cache-Control"]


def test_a_name_cannot_break_out_of_page_or_header(site: Site) -> None:
    case = drafted(site, ("letter_files", EVIL, PDF))
    browser = site.browser("sarabi")
    assert "<script>alert" not in browser.get(f"/cases/{case.tracking}").text
    answer = download(site, case, "sarabi")
    assert answer.headers["Content-Disposition"].count('"') == 2
    assert "\n" not in answer.headers["Content-Disposition"]


def test_only_who_may_see_the_case_gets_its_files(site: Site) -> None:
    case, other = drafted(site, ("letter_files", "a.pdf", PDF)), drafted(site, ("letter_files", "b.png", PNG))
    file = case.file().files[0].file
    assert download(site, case, STRANGER).status_code == 404
    assert site.browser().get(f"/cases/{case.tracking}/files/{file.id}").status_code == 302
    assert site.browser("sarabi").get(f"/cases/{other.tracking}/files/{file.id}").status_code == 404
    assert site.browser("sarabi").get(f"/cases/{case.tracking}/files/{10**30}").status_code == 404


def test_who_sees_the_case_but_no_letters_sees_no_file_of_one_either(site: Site) -> None:
    case = drafted(site, ("letter_files", "a.pdf", PDF))
    with (
        case.office.store.writing() as unit
    ):  # no service brings a letter and a contractor together, but a diagram might
        unit.session.add(DbActor(instance=case.instance, person_id="mehrabi", capacities=ACTOR))
    url = f"/cases/{case.tracking}/files/{case.letters[0].files[0].id}"
    contractor, expert = site.browser("mehrabi"), site.browser("sarabi")
    page = contractor.get(f"/cases/{case.tracking}")
    assert page.status_code == 200
    assert "a.pdf" not in page.text
    assert contractor.get(url).status_code == 403
    assert "a.pdf" in expert.get(f"/cases/{case.tracking}").text
    assert expert.get(url).data == PDF


def test_a_file_that_somebody_changed_on_the_server_is_not_given_out(site: Site) -> None:
    case = drafted(site, ("letter_files", "a.pdf", PDF))
    path = site.bench.office.files.store.path(case.file().files[0].file.digest)
    path.chmod(0o600)
    path.write_bytes(PDF + b"<script>")
    assert download(site, case, "sarabi").status_code == 500
    difference = case.difference
    assert difference is not None
    assert difference.part == "file"
    path.unlink()
    assert download(site, case, "sarabi").status_code == 500


def test_the_letter_tells_its_attachments_and_shows_a_registered_one_s_scan(site: Site) -> None:
    case = drafted(site, ("letter_scan", "نامه.png", PNG), ("letter_files", "حکم.pdf", PDF), fields=REGISTERED)
    page = site.browser("sarabi", "fa").get(f"/cases/{case.tracking}/letters/{case.letters[0].place}").text
    for told in ("۱۴۰۵/د/۷۷", "۱۴۰۵/۰۸/۲۵", "محسن تهرانی، مدیرکل راه‌ها", "حکم.pdf", "نامه.png", "ثبت شد"):
        assert told in page
    assert re.search(r'<img[^>]+src="/cases/\d+/files/\d+"', page)
    assert "پیش‌نویس" not in page
    assert "امضا نشده است" not in page


def test_a_form_whose_files_are_too_large_together_comes_back_with_what_was_typed(
    prepared: Path, tmp_path: Path
) -> None:
    with pages.site(prepared, tmp_path, KARTABL_FILE_LIMIT="1") as small:
        case, browser = small.bench.ask(), small.browser("sarabi")
        whole = [("letter_files", f"{number}.pdf", full(f"{number}")) for number in range(23)]
        fields = {**LETTER, "letter_body": "متنی که یک ساعت نوشتنش طول کشید"}
        answer = send(browser, task_url(case, "draft_letter"), fields, *whole)
        assert answer.status_code == 422
        assert "متنی که یک ساعت نوشتنش طول کشید" in answer.text
        assert "Expected files of 20 MB at most together" in answer.text
        assert references(answer.text, "letter_files") == []
        assert send(browser, task_url(case, "draft_letter"), fields, *whole[:10]).status_code == 303
        assert len(case.file().files) == 10


def test_a_letter_s_scan_and_attachments_may_be_ten_files_each(prepared: Path, tmp_path: Path) -> None:
    with pages.site(prepared, tmp_path, KARTABL_FILE_LIMIT="1") as small:
        case = small.bench.ask()
        names = [(field, f"{field}{number}.pdf") for field in ("letter_scan", "letter_files") for number in range(10)]
        whole = [(field, name, full(name)) for field, name in names]
        assert send(small.browser("sarabi"), task_url(case, "draft_letter"), REGISTERED, *whole).status_code == 303
        assert len(case.file().files) == 20


def test_who_is_not_signed_in_cannot_send_large_files(site: Site) -> None:
    nobody = site.browser()
    answer = send(nobody, "/sign-in", {}, ("x", "a.pdf", bytes(3 << 20)))
    assert answer.status_code == 413


def test_give_is_what_a_path_attaches(site: Site) -> None:
    case = site.bench.ask()
    case.do("draft_letter", {**LETTER, "letter_files": Give("a.pdf", PDF)})
    assert [file.name for file in case.letters[0].files] == ["a.pdf"]


def test_more_files_a_minute_than_allowed_are_refused_at_their_field_and_nothing_typed_is_lost(
    prepared: Path, tmp_path: Path
) -> None:
    with pages.site(prepared, tmp_path, limited=True, KARTABL_UPLOADS="2") as limited:
        case = limited.bench.ask()
        url = task_url(case, "draft_letter")
        sent = [("letter_files", f"{number}.pdf", full(str(number))) for number in range(3)]
        page = send(limited.browser("sarabi"), url, LETTER, *sent)
        assert page.status_code == 422
        assert "Expected 2 files a minute at most" in page.text
        assert len(references(page.text, "letter_files")) == 2
        assert LETTER["letter_subject"] in page.text
        somebody = limited.bench.ask(person="nouri")
        answer = send(limited.browser("nouri"), task_url(somebody, "draft_letter"), LETTER, *sent[:2])
        assert answer.status_code == 303
