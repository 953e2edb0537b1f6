"""Triggers by which a timer's row that becomes another timer's leaves behind what failed in the first."""

from __future__ import annotations

from collections.abc import Sequence

_GONE = "DELETE FROM failure WHERE failure.instance = OLD.instance AND failure.job = OLD.id"
_ANOTHER = "NEW.id <> OLD.id OR NEW.due <> OLD.due"


def job_reused(dialect: str) -> Sequence[str]:
    """Return the statements that make the trigger; before the change, while the failure still refers to the row."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER job_reused BEFORE UPDATE OF id, due ON job WHEN {_ANOTHER} BEGIN {_GONE}; END",
        ]
    return [
        f"CREATE FUNCTION job_reused() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_GONE}; RETURN NEW; END $$",
        f"CREATE TRIGGER job_reused BEFORE UPDATE OF id, due ON job FOR EACH ROW WHEN ({_ANOTHER}) "
        "EXECUTE FUNCTION job_reused()",
    ]
