"""The office's first tables: people and units, cases and letters, notices, deployments, the clock."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.store.tables import Instant

revision = "office_0001"
down_revision = None
branch_labels = ("office",)
depends_on = "0001"


def upgrade() -> None:
    """Make the tables, those that others refer to first."""
    op.create_table(
        "clock",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ahead", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clock"),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("name_fa", sa.String(200), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.UniqueConstraint("code", name="uq_unit_code"),
    )
    op.create_table(
        "deployment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("definition", sa.String(64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["definition"], ["definition.digest"], name="fk_deployment_definition"),
        sa.PrimaryKeyConstraint("id", name="pk_deployment"),
        sa.UniqueConstraint("service", "version", name="uq_deployment_service_version"),
    )
    op.create_index("ix_deployment_service", "deployment", ["service"], unique=False)
    op.create_table(
        "number",
        sa.Column("unit_id", sa.String(32), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_number_unit_id"),
        sa.PrimaryKeyConstraint("unit_id", "year", name="pk_number"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("name_fa", sa.String(200), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("title_fa", sa.String(200), nullable=False),
        sa.Column("title_en", sa.String(200), nullable=False),
        sa.Column("unit_id", sa.String(32), nullable=False),
        sa.Column("password", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_person_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_table(
        "case_file",
        sa.Column("instance", sa.String(64), nullable=False),
        sa.Column("tracking", sa.String(16), nullable=False),
        sa.Column("service", sa.String(200), nullable=False),
        sa.Column("unit_id", sa.String(32), nullable=False),
        sa.Column("requester_id", sa.String(64), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("outcome", sa.String(400), nullable=True),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_case_file_instance"),
        sa.ForeignKeyConstraint(["requester_id"], ["person.id"], name="fk_case_file_requester_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_case_file_unit_id"),
        sa.PrimaryKeyConstraint("instance", name="pk_case_file"),
        sa.UniqueConstraint("tracking", name="uq_case_file_tracking"),
    )
    op.create_index("ix_case_file_requester_id", "case_file", ["requester_id"], unique=False)
    op.create_index("ix_case_file_unit_asked", "case_file", ["unit_id", "asked_at"], unique=False)
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instance", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.String(32), nullable=False),
        sa.Column("addressee_fa", sa.String(300), nullable=False),
        sa.Column("addressee_en", sa.String(300), nullable=False),
        sa.Column("subject", sa.String(500), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("urgency", sa.String(16), nullable=False),
        sa.Column("classification", sa.String(16), nullable=False),
        sa.Column("copies", sa.Text(), nullable=False),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.String(64), nullable=False),
        sa.Column("drafted_at", Instant(), nullable=False),
        sa.Column("signed_by", sa.String(64), nullable=True),
        sa.Column("signed_at", Instant(), nullable=True),
        sa.Column("number", sa.String(64), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("in_reply_to", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["drafted_by"], ["person.id"], name="fk_letter_drafted_by"),
        sa.ForeignKeyConstraint(["in_reply_to"], ["letter.id"], name="fk_letter_in_reply_to"),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_letter_instance"),
        sa.ForeignKeyConstraint(["signed_by"], ["person.id"], name="fk_letter_signed_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_letter_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
        sa.UniqueConstraint("instance", "kind", "revision", name="uq_letter_instance_kind_revision"),
        sa.UniqueConstraint("number", name="uq_letter_number"),
    )
    op.create_index("ix_letter_instance", "letter", ["instance"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instance", sa.String(64), nullable=False),
        sa.Column("recipient", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("element", sa.String(400), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_notice_instance"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
    )
    op.create_index("ix_notice_recipient", "notice", ["recipient", "at"], unique=False)
    op.create_table(
        "part",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("system", sa.String(64), nullable=False),
        sa.Column("name_fa", sa.String(200), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("expert_id", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["expert_id"], ["person.id"], name="fk_part_expert_id"),
        sa.PrimaryKeyConstraint("id", name="pk_part"),
    )
    op.create_index("ix_part_system", "part", ["system"], unique=False)
    op.create_table(
        "participant",
        sa.Column("instance", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_participant_instance"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_participant_person_id"),
        sa.PrimaryKeyConstraint("instance", "person_id", name="pk_participant"),
    )
    op.create_table(
        "role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("unit_id", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_role_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_role_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_role"),
        sa.UniqueConstraint("person_id", "name", "unit_id", name="uq_role_person_id_name_unit_id"),
    )
    op.create_index("ix_role_name", "role", ["name"], unique=False)
    op.create_index("ix_role_person_id", "role", ["person_id"], unique=False)
    op.create_table(
        "mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("on_behalf_of", sa.String(64), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name="fk_mark_letter_id"),
        sa.ForeignKeyConstraint(["on_behalf_of"], ["person.id"], name="fk_mark_on_behalf_of"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_mark_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mark"),
    )
    op.create_index("ix_mark_letter_id", "mark", ["letter_id"], unique=False)
    op.create_table(
        "notice_read",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_notice_read_notice_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_notice_read_person_id"),
        sa.PrimaryKeyConstraint("notice_id", "person_id", name="pk_notice_read"),
    )


def downgrade() -> None:
    """Refuse: there is nothing before the first tables, and dropping them would drop the office."""
    raise NotImplementedError("The first migration cannot be undone: it would drop the office. Drop the database.")
