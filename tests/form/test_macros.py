"""The macros that draw a form: every input has its words, every reference its target, nothing typed becomes markup."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html

from engine.form import Form, present, validate
from engine.values import Value
from tests.form.build import choice, component, form, office_form, office_forms, office_options, rows
from web.persian import apart

templates = Environment(
    loader=FileSystemLoader(Path(__file__).parents[2] / "web" / "templates"), autoescape=True, undefined=StrictUndefined
)
templates.filters["apart"] = apart
page = templates.from_string(
    '{% import "macros/form.html" as forms %}'
    "<main>{{ forms.summary(views, faults, language) }}<form>{{ forms.fields(views, language) }}</form></main>"
)


def draw(
    sample: Form, language: str = "fa", raw: dict[str, list[str]] | None = None, case: dict[str, Value] | None = None
) -> Any:
    case = case or {}
    faults = () if raw is None else validate(sample, raw, variables=case, options=office_options).faults
    views = present(sample, variables=case, raw=raw, faults=faults, options=office_options)
    return html.fromstring(page.render(views=views, faults=faults, language=language))


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("name", sorted(path.stem for path in office_forms.glob("*.form")))
def test_every_input_has_a_label_and_every_reference_a_target(name: str, language: str) -> None:
    for raw in (None, {"decision": ["zz"], "_rows.accesses": ["3"], "accesses.1.part": ["zz"]}):
        drawn = draw(office_form(name), language, raw)
        ids = drawn.xpath("//@id")
        assert len(ids) == len(set(ids))
        labelled = set(drawn.xpath("//label/@for"))
        inputs = drawn.xpath("//input[@type!='hidden'] | //select | //textarea")
        assert inputs
        assert {each.get("id") for each in inputs} == labelled
        references = {each for text in drawn.xpath("//@aria-describedby") for each in text.split()}
        references |= {href.removeprefix("#") for href in drawn.xpath("//a/@href")}
        assert references <= set(ids)
        assert all(each.xpath("./legend") for each in drawn.xpath("//fieldset"))


def test_what_is_typed_never_becomes_markup() -> None:
    bad = "<script>\"'>&{{ 7*7 }}</textarea>"
    sample = form(component("textfield", "a", label=bad.replace("{{ 7*7 }}", "")), component("textarea", "b"))
    drawn = draw(sample, raw={"a": [bad], "b": [bad], f"c{bad}": [bad]})
    assert not drawn.xpath("//script")
    assert drawn.xpath("//input/@value") == [bad]
    assert drawn.xpath("//textarea")[0].text.lstrip("\n") == bad


def test_faults_stand_at_the_field_and_in_the_summary_with_its_label() -> None:
    drawn = draw(form(component("number", "a")), raw={"a": ["x"], "zz": ["1"]})
    [field] = drawn.xpath("//input[@name='a']")
    assert field.get("aria-invalid") == "true"
    assert "is-invalid" in field.get("class")
    [said] = drawn.xpath(f"//*[@id='{field.get('aria-describedby')}']")
    first, second = drawn.xpath("//div[@role='alert']//li")
    assert said.text_content().strip() in first.text_content()
    assert first.xpath("./a/@href") == ["#field-a"]
    assert "برچسب a" in first.text_content()
    assert "zz" in second.text_content()


def test_required_is_said_to_eyes_and_ears_but_not_insisted_on_where_the_field_may_be_hidden() -> None:
    drawn = draw(office_form("desk_paraph"))
    assert drawn.xpath("//fieldset[@id='field-decision' and @role='radiogroup']/@aria-required") == ["true"]
    reason = drawn.xpath("//textarea[@name='reason']")[0]
    assert reason.get("aria-required") is None
    assert "لازم" in drawn.xpath("//label[@for='field-reason']")[0].text_content()
    assert not drawn.xpath("//*[@required]")


def test_a_script_is_told_when_to_hide() -> None:
    drawn = draw(office_form("desk_paraph"))
    [wrapper] = drawn.xpath("//*[@data-depends-on='decision']")
    assert json.loads(wrapper.get("data-hide-when")) == ["", "approve"]
    assert wrapper.xpath(".//textarea[@name='reason']")
    assert wrapper.get("hidden") is None


def test_rows_have_buttons_and_enter_presses_none_of_them() -> None:
    drawn = draw(office_form("inbox_request"), raw={"_rows.accesses": ["2"]})
    first, *buttons = drawn.xpath("//button[@type='submit']")
    assert first.get("name") is None
    assert [(each.get("name"), each.get("value")) for each in buttons] == [
        ("_remove", "accesses.0"), ("_remove", "accesses.1"), ("_add", "accesses"),
    ]  # fmt: skip
    assert drawn.xpath("//input[@type='hidden']/@value") == ["2"]


def test_what_stands_in_a_form_is_in_the_reader_s_language() -> None:
    sample = form(choice("radio", "a", "x"), rows("r", component("textfield", "b")))
    assert "X" in draw(sample, "en").text_content()
    assert "گزینهٔ x" in draw(sample, "fa").text_content()
    assert "Add a row" in draw(sample, "en").text_content()


def test_what_is_chosen_is_marked() -> None:
    sample = form(
        choice("radio", "a", "x", "y"), choice("checklist", "b", "x", "y"), choice("select", "c", "x", "y"),
        component("checkbox", "d"), component("textarea", "e", readonly=True),
    )  # fmt: skip
    drawn = draw(sample, case={"a": "y", "b": ["x", "y"], "c": "y", "d": True, "e": "one\ntwo"})
    assert [(each.get("name"), each.get("value")) for each in drawn.xpath("//input[@checked]")] == [
        ("a", "y"), ("b", "x"), ("b", "y"), ("d", "true"),
    ]  # fmt: skip
    assert drawn.xpath("//option[@selected]/@value") == ["y"]
    assert [line.text for line in drawn.xpath("//dd/bdi")] == ["one", "two"]
    assert not drawn.xpath("//*[@name='e']")


def test_what_the_case_alone_hides_is_not_drawn() -> None:
    sample = form(component("textfield", "a", conditional={"hide": "=urgent"}), component("textfield", "b"))
    assert draw(sample, case={"urgent": True}).xpath("//input/@name") == ["b"]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_file_that_was_sent_is_posted_again_and_can_be_taken_out(language: str) -> None:
    name = "نامهٔ <معرفی>.pdf"
    scan = {"digest": "a" * 64, "name": name, "type": "application/pdf", "size": 2048}
    sample = form({"type": "group", "id": "g", "label": "g", "components": [component("filepicker", "scan")]})
    drawn = draw(sample, language, case={"scan": [scan]})
    assert drawn.xpath("//input[@type='hidden' and @name='scan']/@value") == ["a" * 64]
    [first, remove] = drawn.xpath("//button")
    assert first.get("name") is None, "Enter must not take a file out"
    assert (remove.get("name"), remove.get("value")) == ("_remove", f"scan.{'a' * 64}")
    assert name in remove.get("aria-label")
    [chooser] = drawn.xpath("//input[@type='file']")
    assert drawn.xpath(f"//label[@for='{chooser.get('id')}']")
    shown = draw(form(component("filepicker", "scan", readonly=True)), language, case={"scan": [scan]})
    assert not shown.xpath("//input")
    assert name in shown.text_content()
