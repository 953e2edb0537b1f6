"""The first tables: definitions, calendars, instances with their history, and what is open in them.

The history is append-only, and the database itself says so: whoever has its password must drop a trigger first, which
the office's database log shows; and the chain of hashes shows the rest.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.store.append_only import append_only
from engine.store.reused import job_reused
from engine.store.tables import WITHOUT_ROWID, Hexadecimal, InstanceKey, Instant

revision = "0001"
down_revision = None
branch_labels = ("engine",)
depends_on = None


def upgrade() -> None:
    """Make the tables and the triggers."""
    _definitions()
    _instances()
    _open_things()
    for table, key in (("record", ["instance", "seq"]), ("words", ["id"])):
        for statement in append_only(op.get_bind().dialect.name, table, key):
            op.execute(statement)
    for statement in job_reused(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Refuse: there is nothing before the first tables, and dropping them would drop the evidence."""
    raise NotImplementedError("The first migration cannot be undone: it would drop the history. Drop the database.")


def _definitions() -> None:
    op.create_table(
        "source",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_source"),
    )
    op.create_table(
        "definition",
        sa.Column("digest", Hexadecimal(), nullable=False),
        sa.Column("process", sa.String(200), nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_definition"),
    )
    op.create_table(
        "calendar",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_calendar"),
    )
    op.create_index("ix_definition_process", "definition", ["process"])
    op.create_table(
        "words",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("definition", Hexadecimal(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_words"),
        sa.ForeignKeyConstraint(["definition"], ["definition.digest"], name="fk_words_definition"),
        sa.UniqueConstraint("definition", "number", name="uq_words_definition_number"),
    )


def _instances() -> None:
    op.create_table(
        "instance",
        sa.Column("id", InstanceKey(), autoincrement=False, nullable=False),
        sa.Column("process", sa.String(200), nullable=False),
        sa.Column("definition", Hexadecimal(), nullable=False),
        sa.Column("status", sa.String(16), nullable=True),
        sa.Column("open", sa.Text(), nullable=True),
        sa.Column("state", sa.LargeBinary(), nullable=True),
        sa.Column("words", sa.Integer(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("head", Hexadecimal(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("moved_at", Instant(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("personal", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_instance"),
        sa.CheckConstraint("id > 0", name="ck_instance_number"),
        sa.ForeignKeyConstraint(["definition"], ["definition.digest"], name="fk_instance_definition"),
        sa.ForeignKeyConstraint(["words"], ["words.id"], name="fk_instance_words"),
    )
    op.create_index("ix_instance_status", "instance", ["status"])
    op.create_index("ix_instance_started_at", "instance", ["started_at", "id"])
    op.create_table(
        "record",
        sa.Column("instance", InstanceKey(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=True),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("hash", Hexadecimal(), nullable=False),
        sa.PrimaryKeyConstraint("instance", "seq", name="pk_record"),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_record_instance"),
        sa.ForeignKeyConstraint(["words"], ["words.id"], name="fk_record_words"),
        **WITHOUT_ROWID,
    )


def _open_things() -> None:
    op.create_table(
        "job",
        sa.Column("instance", InstanceKey(), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("element", sa.String(400), nullable=False),
        sa.Column("due", Instant(), nullable=False),
        sa.Column("try_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("instance", "id", name="pk_job"),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_job_instance"),
        **WITHOUT_ROWID,
    )
    op.create_index("ix_job_try_at", "job", ["try_at", "instance", "id"])
    op.create_table(
        "failure",
        sa.Column("instance", InstanceKey(), nullable=False),
        sa.Column("subject", sa.String(32), nullable=False),
        sa.Column("job", sa.String(32), nullable=True),
        sa.Column("element", sa.String(400), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", Instant(), nullable=True),
        sa.Column("code", sa.String(200), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("fa", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("instance", "subject", name="pk_failure"),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_failure_instance"),
        sa.ForeignKeyConstraint(
            ["instance", "job"], ["job.instance", "job.id"], name="fk_failure_job", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_failure_next_at", "failure", ["next_at", "since"])
    op.create_table(
        "work",
        sa.Column("instance", InstanceKey(), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("topic", sa.String(200), nullable=False),
        sa.Column("element", sa.String(400), nullable=False),
        sa.PrimaryKeyConstraint("instance", "id", name="pk_work"),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_work_instance"),
    )
    op.create_index("ix_work_topic", "work", ["topic"])
