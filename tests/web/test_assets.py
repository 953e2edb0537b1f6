"""The names of built files, and the build itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.frame import plain_names
from web.assets import NoSuchAsset, NotBuilt, hashed_name, read_manifest

root = Path(__file__).parents[2]


def test_before_the_build_the_fault_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match="make run"):
        read_manifest(tmp_path)


def test_a_plain_name_stands_for_the_hashed_one(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"app.js": "app-1A2B.js"}', encoding="utf-8")

    assert hashed_name(read_manifest(tmp_path), "app.js") == "app-1A2B.js"


def test_a_name_that_was_not_built_is_refused() -> None:
    with pytest.raises(NoSuchAsset, match=r"app\.css"):
        hashed_name({"app.js": "app-1A2B.js"}, "app.css")


@pytest.mark.node
def test_the_build_gives_what_the_templates_ask_for_and_nothing_from_elsewhere(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    subprocess.run([sys.executable, "tools/node.py", "node", "web/frontend/build.mjs", dist], cwd=root, check=True)
    manifest = read_manifest(dist)

    assert sorted(manifest) == sorted(plain_names)
    assert [name for name in manifest.values() if not (dist / name).is_file()] == []
    styles = [(dist / manifest[name]).read_text("utf-8") for name in manifest if name.endswith(".css")]
    assert [text for text in styles if "@import" in text or "url(http" in text] == []
    for name in manifest.values():
        sizes = [
            (dist / f"{name}{ending}").stat().st_size for ending in (".br", ".gz", "") if not name.endswith(".woff2")
        ]
        assert sizes == sorted(sizes), name


@pytest.mark.node
def test_of_the_foreign_style_sheet_is_sent_what_the_pages_name(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    subprocess.run([sys.executable, "tools/node.py", "node", "web/frontend/build.mjs", dist], cwd=root, check=True)
    sheet = (dist / read_manifest(dist)["app.rtl.css"]).read_text("utf-8")

    for named in (
        ".btn-primary",
        ".btn-sm",
        ".form-control",
        ".is-invalid",
        ".visually-hidden",
        ".form-check-input:checked",
    ):
        assert named in sheet
    for unnamed in (".accordion", ".carousel", ".navbar", ".offcanvas", "data-bs-theme=dark"):
        assert unnamed not in sheet
    read = set(re.findall(r"var\((--bs-[a-z0-9-]+)", sheet))
    assert set(re.findall(r"(--bs-[a-z0-9-]+):", sheet)) - read <= ours()


def ours() -> set[str]:
    """Return the custom properties that our own style sheets set."""
    sheets = (root / "web" / "frontend" / "css").glob("*.css")
    return {name for sheet in sheets for name in re.findall(r"(--bs-[a-z0-9-]+):", sheet.read_text("utf-8"))}
