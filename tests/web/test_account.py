"""Signing in: how often one may try."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.frame import plain_names
from web import app, settings


def test_an_address_has_as_many_attempts_a_minute_as_the_setting_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "read_manifest", lambda: {name: name for name in plain_names})
    served = app.create_app(settings.read({"KARTABL_DATA": str(tmp_path), "KARTABL_SIGN_INS": "2"}))
    served.config["WTF_CSRF_ENABLED"] = False
    reader = served.test_client()

    answers = [reader.post("/sign-in", data={"username": "nobody", "password": "?"}).status_code for _ in range(3)]

    assert answers == [401, 401, 429]
