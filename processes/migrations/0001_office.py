"""The office's first tables: organisation and systems, cases, numbers of letters, files, notices, deployments, the clock."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.store.append_only import append_only
from engine.store.tables import WITHOUT_ROWID, Hexadecimal, InstanceKey, Instant

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
        "routine",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("done_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_routine"),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name_fa", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("head_fa", sa.String(length=200), nullable=False),
        sa.Column("head_en", sa.String(length=200), nullable=False),
        sa.Column("calendar", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.UniqueConstraint("code", name="uq_unit_code"),
    )
    op.create_table(
        "contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("penalties", sa.Text(), nullable=True),
        sa.Column("calendar", sa.String(length=32), nullable=True),
        sa.Column("meeting", sa.String(length=32), nullable=True),
        sa.Column("development", sa.String(length=32), nullable=True),
        sa.CheckConstraint('"until" >= since', name="ck_contract_ck_contract_period"),
        sa.ForeignKeyConstraint(["company_id"], ["unit.id"], name="fk_contract_company_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contract"),
        sa.UniqueConstraint("number", name="uq_contract_number"),
    )
    op.create_index("ix_contract_company_id", "contract", ["company_id"], unique=False)
    op.create_table(
        "deployment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("definition", Hexadecimal(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["definition"], ["definition.digest"], name="fk_deployment_definition"),
        sa.PrimaryKeyConstraint("id", name="pk_deployment"),
        sa.UniqueConstraint("service", "version", name="uq_deployment_service_version"),
    )
    op.create_index("ix_deployment_service", "deployment", ["service"], unique=False)
    op.create_table(
        "number",
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_number_unit_id"),
        sa.PrimaryKeyConstraint("unit_id", "year", name="pk_number"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name_fa", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("mobile", sa.String(length=16), nullable=True),
        sa.Column("password", sa.String(length=200), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("leaves_because", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_person_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_index("ix_person_unit_id", "person", ["unit_id"], unique=False)
    op.create_table(
        "calendar_version",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["calendar.digest"], name="fk_calendar_version_digest"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_calendar_version_person_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_calendar_version"),
        sa.UniqueConstraint("key", "number", name="uq_calendar_version_key_number"),
    )
    op.create_index("ix_calendar_version_key", "calendar_version", ["key", "seq"], unique=False)
    op.create_table(
        "sign_in",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("began_at", Instant(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("browser", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_sign_in_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in"),
    )
    op.create_index("ix_sign_in_person_id_seen_at", "sign_in", ["person_id", "seen_at"], unique=False)
    op.create_table(
        "position",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("title_fa", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_position_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_position"),
    )
    op.create_index("ix_position_unit_id", "position", ["unit_id"], unique=False)
    op.create_table(
        "site",
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("name_fa", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_site_unit_id"),
        sa.PrimaryKeyConstraint("address", name="pk_site"),
    )
    op.create_index("ix_site_unit_id", "site", ["unit_id"], unique=False)
    op.create_table(
        "actor",
        sa.Column("instance", InstanceKey(), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("capacities", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_actor_instance"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_actor_person_id"),
        sa.PrimaryKeyConstraint("instance", "person_id", name="pk_actor"),
        **WITHOUT_ROWID,
    )
    op.create_index("ix_actor_person", "actor", ["person_id", "instance"], unique=False)
    op.create_table(
        "caller",
        sa.Column("instance", InstanceKey(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("mobile", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_caller_instance"),
        sa.PrimaryKeyConstraint("instance", name="pk_caller"),
    )
    op.create_table(
        "case_file",
        sa.Column("instance", InstanceKey(), nullable=False),
        sa.Column("tracking", sa.String(length=16), nullable=False),
        sa.Column("service", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("requester_id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("registered_by", sa.String(length=64), nullable=True),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("outcome", sa.String(length=400), nullable=True),
        sa.Column("closing", sa.String(length=16), nullable=True),
        sa.Column("delayed_at", Instant(), nullable=True),
        sa.Column("breached_at", Instant(), nullable=True),
        sa.Column("asked_month", sa.Integer(), nullable=False),
        sa.Column("ended_month", sa.Integer(), nullable=True),
        sa.Column("breached_month", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_case_file_instance"),
        sa.ForeignKeyConstraint(["registered_by"], ["person.id"], name="fk_case_file_registered_by"),
        sa.ForeignKeyConstraint(["requester_id"], ["person.id"], name="fk_case_file_requester_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_case_file_unit_id"),
        sa.PrimaryKeyConstraint("instance", name="pk_case_file"),
        sa.UniqueConstraint("tracking", name="uq_case_file_tracking"),
    )
    op.create_index("ix_case_file_asked", "case_file", ["asked_at", "instance"], unique=False)
    op.create_index("ix_case_file_breached_at", "case_file", ["breached_at"], unique=False)
    op.create_index("ix_case_file_ended", "case_file", ["ended_at", "instance"], unique=False)
    op.create_index("ix_case_file_requester_id", "case_file", ["requester_id"], unique=False)
    op.create_index("ix_case_file_service_asked", "case_file", ["service", "asked_at"], unique=False)
    op.create_index("ix_case_file_unit_asked", "case_file", ["unit_id", "asked_at"], unique=False)
    for month in ("asked_month", "ended_month", "breached_month"):
        op.create_index(f"ix_case_file_{month}", "case_file", [month, "service", "unit_id", "channel"])
    op.create_index("ix_case_file_time", "case_file", ["ended_month", "used", "service", "unit_id", "channel"])
    op.create_table(
        "case_clock",
        sa.Column("instance", InstanceKey(), nullable=False),
        sa.Column("clock", sa.String(length=32), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("element", sa.String(length=400), nullable=False),
        sa.Column("layer", sa.String(length=64), nullable=False),
        sa.Column("service", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=True),
        sa.Column("contract", sa.String(length=64), nullable=True),
        sa.Column("calendar", sa.String(length=64), nullable=False),
        sa.Column("calendar_digest", Hexadecimal(), nullable=True),
        sa.Column("amount", sa.String(length=64), nullable=True),
        sa.Column("given", sa.Integer(), nullable=True),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("stopped_at", Instant(), nullable=True),
        sa.Column("stopped_month", sa.Integer(), nullable=True),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("due", Instant(), nullable=True),
        sa.Column("risk_at", Instant(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("breached", sa.Boolean(), nullable=False),
        sa.Column("over", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_case_clock_instance"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_case_clock_unit_id"),
        sa.PrimaryKeyConstraint("instance", "clock", "target", name="pk_case_clock"),
        **WITHOUT_ROWID,
    )
    under_contract, of_layers = sa.text("contract IS NOT NULL"), sa.text("layer <> ''")
    op.create_index(
        "ix_case_clock_contract",
        "case_clock",
        ["contract", "stopped_month", "service", "severity", "target", "breached", "over"],
        sqlite_where=under_contract,
        postgresql_where=under_contract,
    )
    op.create_index(
        "ix_case_clock_layer",
        "case_clock",
        ["stopped_month", "layer", "target", "service", "unit_id", "channel", "breached"],
        sqlite_where=of_layers,
        postgresql_where=of_layers,
    )
    still_open = sa.text("stopped_at IS NULL")
    op.create_index(
        "ix_case_clock_open",
        "case_clock",
        ["instance", "layer"],
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    op.create_table(
        "activity",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("process", sa.String(length=200), nullable=False),
        sa.Column("service", sa.String(length=200), nullable=False),
        sa.Column("element", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_activity"),
        sa.UniqueConstraint("process", "service", "element", name="uq_activity_process_service_element"),
    )
    op.create_table(
        "stay",
        sa.Column("instance", InstanceKey(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("activity", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.Column("left_at", Instant(), nullable=True),
        sa.Column("left_month", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["activity"], ["activity.id"], name="fk_stay_activity"),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_stay_instance"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_stay_unit_id"),
        sa.PrimaryKeyConstraint("instance", "token", name="pk_stay"),
        **WITHOUT_ROWID,
    )
    op.create_index("ix_stay_month", "stay", ["activity", "left_month", "seconds", "unit_id", "late"])
    op.create_table(
        "case_calendar",
        sa.Column("instance", InstanceKey(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_case_calendar_instance"),
        sa.PrimaryKeyConstraint("instance", "key", name="pk_case_calendar"),
    )
    op.create_index("ix_case_calendar_content", "case_calendar", ["key", "digest", "instance"], unique=False)
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("table", sa.String(length=64), nullable=False),
        sa.Column("row", sa.String(length=200), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name="fk_change_by"),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
    )
    op.create_index("ix_change_table_row", "change", ["table", "row"], unique=False)
    op.create_table(
        "comment",
        sa.Column("instance", InstanceKey(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("on_behalf_of", sa.String(length=64), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_comment_instance"),
        sa.ForeignKeyConstraint(["on_behalf_of"], ["person.id"], name="fk_comment_on_behalf_of"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_comment_person_id"),
        sa.PrimaryKeyConstraint("instance", "seq", name="pk_comment"),
    )
    op.create_table(
        "contract_announcement",
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_contract_announcement_contract_id"),
        sa.PrimaryKeyConstraint("contract_id", "until", "days", name="pk_contract_announcement"),
    )
    op.create_table(
        "contract_target",
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("response", sa.String(length=32), nullable=False),
        sa.Column("resolution", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_contract_target_contract_id"),
        sa.PrimaryKeyConstraint("contract_id", "category", "severity", name="pk_contract_target"),
    )
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instance", InstanceKey(), nullable=False),
        sa.Column("tracking", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fields_fa", sa.Text(), nullable=False),
        sa.Column("fields_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name="fk_erasure_by"),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_erasure_instance"),
        sa.PrimaryKeyConstraint("id", name="pk_erasure"),
    )
    op.create_index("ix_erasure_instance", "erasure", ["instance"], unique=False)
    op.create_table(
        "holding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("position_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint('"until" IS NULL OR "until" >= since', name="ck_holding_ck_holding_period"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_holding_person_id"),
        sa.ForeignKeyConstraint(["position_id"], ["position.id"], name="fk_holding_position_id"),
        sa.PrimaryKeyConstraint("id", name="pk_holding"),
    )
    op.create_index("ix_holding_person_id", "holding", ["person_id"], unique=False)
    op.create_index("ix_holding_position_id", "holding", ["position_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instance", InstanceKey(), nullable=True),
        sa.Column("contract_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("element", sa.String(length=400), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("(instance IS NULL) <> (contract_id IS NULL)", name="ck_notice_ck_notice_about"),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_notice_contract_id"),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_notice_instance"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
    )
    op.create_index("ix_notice_recipient", "notice", ["recipient", "at"], unique=False)
    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("tracking", sa.String(length=64), nullable=True),
        sa.Column("query", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_reading_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reading"),
    )
    op.create_index("ix_reading_person", "reading", ["person_id", "id"], unique=False)
    op.create_index("ix_reading_tracking", "reading", ["tracking", "id"], unique=False)
    for statement in append_only(op.get_bind().dialect.name, "reading", ["id"]):
        op.execute(statement)
    op.create_table(
        "role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint('"until" IS NULL OR "until" >= since', name="ck_role_ck_role_period"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_role_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_role_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_role"),
        sa.UniqueConstraint("person_id", "name", "unit_id", "since", name="uq_role_person_id_name_unit_id_since"),
    )
    op.create_index("ix_role_name", "role", ["name"], unique=False)
    op.create_index("ix_role_person_id", "role", ["person_id"], unique=False)
    op.create_table(
        "site_expert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("instance", InstanceKey(), nullable=False),
        sa.Column("introduced_at", Instant(), nullable=False),
        sa.Column("since", Instant(), nullable=True),
        sa.Column("until", Instant(), nullable=True),
        sa.Column("ended_by", InstanceKey(), nullable=True),
        sa.ForeignKeyConstraint(["ended_by"], ["instance.id"], name="fk_site_expert_ended_by"),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_site_expert_instance"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_site_expert_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_site_expert_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_site_expert"),
    )
    op.create_index("ix_site_expert_instance", "site_expert", ["instance"], unique=False)
    op.create_index("ix_site_expert_unit_id", "site_expert", ["unit_id"], unique=False)
    op.create_index(
        "uq_site_expert_active",
        "site_expert",
        ["unit_id"],
        unique=True,
        sqlite_where=sa.text('since IS NOT NULL AND "until" IS NULL'),
        postgresql_where=sa.text('since IS NOT NULL AND "until" IS NULL'),
    )
    op.create_index(
        "uq_site_expert_on_its_way",
        "site_expert",
        ["unit_id"],
        unique=True,
        sqlite_where=sa.text('since IS NULL AND "until" IS NULL'),
        postgresql_where=sa.text('since IS NULL AND "until" IS NULL'),
    )
    op.create_table(
        "substitute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("absent_id", sa.String(length=64), nullable=False),
        sa.Column("substitute_id", sa.String(length=64), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("arranged_by", sa.String(length=64), nullable=False),
        sa.Column("arranged_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.CheckConstraint('"until" > since', name="ck_substitute_ck_substitute_period"),
        sa.CheckConstraint("absent_id <> substitute_id", name="ck_substitute_ck_substitute_other"),
        sa.ForeignKeyConstraint(["absent_id"], ["person.id"], name="fk_substitute_absent_id"),
        sa.ForeignKeyConstraint(["arranged_by"], ["person.id"], name="fk_substitute_arranged_by"),
        sa.ForeignKeyConstraint(["substitute_id"], ["person.id"], name="fk_substitute_substitute_id"),
        sa.PrimaryKeyConstraint("id", name="pk_substitute"),
    )
    op.create_index("ix_substitute_absent_id", "substitute", ["absent_id"], unique=False)
    op.create_index("ix_substitute_substitute_until", "substitute", ["substitute_id", "until"], unique=False)
    op.create_table(
        "system",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name_fa", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("expert_id", sa.String(length=64), nullable=False),
        sa.Column("company_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["unit.id"], name="fk_system_company_id"),
        sa.ForeignKeyConstraint(["expert_id"], ["person.id"], name="fk_system_expert_id"),
        sa.PrimaryKeyConstraint("id", name="pk_system"),
    )
    op.create_table(
        "contract_system",
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("system_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_contract_system_contract_id"),
        sa.ForeignKeyConstraint(["system_id"], ["system.id"], name="fk_contract_system_system_id"),
        sa.PrimaryKeyConstraint("contract_id", "system_id", name="pk_contract_system"),
    )
    op.create_table(
        "file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instance", InstanceKey(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=100), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.String(length=64), nullable=False),
        sa.Column("given_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name="fk_file_given_by"),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_file_instance"),
        sa.PrimaryKeyConstraint("id", name="pk_file"),
        sa.UniqueConstraint("instance", "seq", "field", "place", name="uq_file_instance_seq_field_place"),
    )
    op.create_index("ix_file_digest", "file", ["digest"], unique=False)
    op.create_table(
        "level",
        sa.Column("system_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("name_fa", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["system_id"], ["system.id"], name="fk_level_system_id"),
        sa.PrimaryKeyConstraint("system_id", "id", name="pk_level"),
    )
    op.create_table(
        "notice_read",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_notice_read_notice_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_notice_read_person_id"),
        sa.PrimaryKeyConstraint("notice_id", "person_id", name="pk_notice_read"),
    )
    op.create_table(
        "part",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("system_id", sa.String(length=64), nullable=False),
        sa.Column("name_fa", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("expert_id", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["expert_id"], ["person.id"], name="fk_part_expert_id"),
        sa.ForeignKeyConstraint(["system_id"], ["system.id"], name="fk_part_system_id"),
        sa.PrimaryKeyConstraint("id", name="pk_part"),
    )
    op.create_index("ix_part_system_id", "part", ["system_id"], unique=False)
    _trays()
    _search()


def _trays() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("page", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_saved_view_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_view"),
        sa.UniqueConstraint("person_id", "page", "name", name="uq_saved_view_person_id_page_name"),
    )
    op.create_table(
        "waiting",
        sa.Column("instance", InstanceKey(), nullable=False),
        sa.Column("task", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.Column("until_by", sa.String(length=400), nullable=True),
        sa.Column("service", sa.String(length=200), nullable=False),
        sa.Column("step", sa.String(length=400), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_waiting_instance"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_waiting_unit_id"),
        sa.PrimaryKeyConstraint("instance", "task", "name", name="pk_waiting"),
        **WITHOUT_ROWID,
    )
    for order in ("until", "service", "step"):
        op.create_index(f"ix_waiting_{order}", "waiting", ["name", order, "since", "instance", "task"])
    op.create_index("ix_waiting_since", "waiting", ["name", "since", "instance", "task"])
    op.create_index("ix_waiting_unit", "waiting", ["name", "unit_id", "since", "instance", "task"])


SEARCH_SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_text', content_rowid='id', prefix='2 3',"
    " tokenize='ascii', columnsize=0, detail='none')",
    "CREATE TRIGGER search_text_new AFTER INSERT ON search_text BEGIN"
    " INSERT INTO search_words(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER search_text_gone AFTER DELETE ON search_text BEGIN"
    " INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER search_text_more AFTER UPDATE ON search_text BEGIN"
    " INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words);"
    " INSERT INTO search_words(rowid, words) VALUES (new.id, new.words); END",
)
"""What is indexed are words in one form already, between spaces: the plainest tokenizer leaves each of them whole, and where in a row one
stands is never asked."""
SEARCH_POSTGRESQL = "CREATE INDEX ix_search_text_words ON search_text USING gin (to_tsvector('simple', words))"


def _search() -> None:
    op.create_table(
        "search_text",
        sa.Column("instance", InstanceKey(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("seqs", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["instance"], ["instance.id"], name="fk_search_text_instance"),
        sa.PrimaryKeyConstraint("id", name="pk_search_text"),
        sa.UniqueConstraint("instance", "seq", "part", name="uq_search_text_instance_seq_part"),
    )
    for statement in SEARCH_SQLITE if op.get_bind().dialect.name == "sqlite" else (SEARCH_POSTGRESQL,):
        op.execute(statement)


def downgrade() -> None:
    """Refuse: there is nothing before the first tables, and dropping them would drop the office."""
    raise NotImplementedError("The first migration cannot be undone: it would drop the office. Drop the database.")
