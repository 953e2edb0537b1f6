"""What watches over the server: alive without a database, ready with one at this version's schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.web.pages import Site


def test_it_is_alive_and_ready(site: Site) -> None:
    assert site.browser().get("/healthz").json == {"status": "ok"}
    ready = site.browser().get("/readyz")
    assert (ready.status_code, ready.json["database"], ready.json["schema"]) == (200, "ok", "ok")
    assert ready.json["late_timers_seconds"] >= 0


def test_without_its_database_it_is_alive_but_not_ready(site: Site) -> None:
    engine = site.app.extensions["kartabl"].store.engine
    engine.dispose()
    path = Path(str(engine.url.database))
    path.rename(path.with_suffix(".away"))
    path.mkdir()
    try:
        assert site.browser().get("/healthz").status_code == 200
        ready = site.browser().get("/readyz")
        assert (ready.status_code, ready.json["status"]) == (503, "failed")
        assert ready.json["database"] == "SQLITE_CANTOPEN", "the word that the log has too"
    finally:
        engine.dispose()
        path.rmdir()
        path.with_suffix(".away").rename(path)


@pytest.mark.parametrize(
    ("change", "schema"),
    [
        ("UPDATE alembic_version SET version_num = 'later'", "newer"),
        ("UPDATE alembic_version SET version_num = '0001'", "older"),
        ("DELETE FROM alembic_version", "foreign"),
    ],
)
def test_a_schema_of_another_version_is_not_ready(site: Site, change: str, schema: str) -> None:
    engine = site.app.extensions["kartabl"].store.engine
    with engine.execution_options(kartabl_writes=True).begin() as connection:
        connection.execute(text(change))
    ready = site.browser().get("/readyz")
    assert (ready.status_code, ready.json["schema"]) == (503, schema)
