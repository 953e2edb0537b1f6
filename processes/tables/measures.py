"""Tables of what was measured: clocks against their targets, and how long cases stayed at the activities of their diagrams.

Both repeat what the histories say, so that boards are read off indexes. The indexes begin with what a figure is asked by and hold
all that it is made of, so that it is read without the rows themselves.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables import WITHOUT_ROWID, Base, Hexadecimal, Instant


class DbCaseClock(Base):
    """A clock of a case against one of its targets, or a layer's clock that has none (`target` empty).

    Only what a board asks of has a row: none have internal targets of desks, nor a case's own clock without a target; the history tells these.
    `service` and `severity` are the case's when it was last measured, `unit_id` and `channel` its own. Of a clock that stands still
    neither `due` is known, nor `risk_at`, unless it is at risk already.
    """

    __tablename__ = "case_clock"
    __table_args__ = (
        Index(
            "ix_case_clock_open", "instance", "layer",
            sqlite_where=text("stopped_at IS NULL"), postgresql_where=text("stopped_at IS NULL"),
        ),
        Index(
            "ix_case_clock_layer", "stopped_month", "layer", "target", "service", "unit_id", "channel", "breached",
            sqlite_where=text("layer <> ''"), postgresql_where=text("layer <> ''"),
        ),
        Index(
            "ix_case_clock_contract", "contract", "stopped_month", "service", "severity", "target", "breached", "over",
            sqlite_where=text("contract IS NOT NULL"), postgresql_where=text("contract IS NOT NULL"),
        ),
        WITHOUT_ROWID,
    )  # fmt: skip
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    clock: Mapped[str] = mapped_column(String(32), primary_key=True)
    """The id of the token that started it; "0" of the case's own."""
    target: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    element: Mapped[str] = mapped_column(String(400))
    """Key of the activity that started it; the process of the case's own."""
    layer: Mapped[str] = mapped_column(String(64))
    """The role whose work it measures; empty where it measures the whole case."""
    service: Mapped[str] = mapped_column(String(200))
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    channel: Mapped[str] = mapped_column(String(16))
    severity: Mapped[str | None] = mapped_column(String(16))
    contract: Mapped[str | None] = mapped_column(String(64))
    """Number of the contract that gave the target."""
    calendar: Mapped[str] = mapped_column(String(64))
    """Key of the calendar by which it counts."""
    calendar_digest: Mapped[str | None] = mapped_column(Hexadecimal)
    """Which version of it counted; None: round the clock."""
    amount: Mapped[str | None] = mapped_column(String(64))
    """What was given, as it was set: working time (`PT4H`, `P2D`), or the instant that was agreed."""
    given: Mapped[int | None]
    """Seconds of working time that this is, with what was given in addition."""
    started_at: Mapped[datetime] = mapped_column(Instant)
    stopped_at: Mapped[datetime | None] = mapped_column(Instant)
    stopped_month: Mapped[int | None]
    """The Jalali month in which it stopped, counted from year 0."""
    paused: Mapped[bool]
    due: Mapped[datetime | None] = mapped_column(Instant)
    risk_at: Mapped[datetime | None] = mapped_column(Instant)
    used: Mapped[int]
    """Seconds of working time up to its stop, or to where it now stands still; of one that runs, up to its last change."""
    breached: Mapped[bool]
    over: Mapped[int]
    """By how many seconds of working time the target was missed, known when it stopped."""


class DbActivity(Base):
    """An activity, or an event that waits, at which cases of a service stay: its names, to which stays refer by its number."""

    __tablename__ = "activity"
    __table_args__ = (UniqueConstraint("process", "service", "element"),)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """Made of the names (`processes.measures.activities`)."""
    process: Mapped[str] = mapped_column(String(200))
    service: Mapped[str] = mapped_column(String(200))
    element: Mapped[str] = mapped_column(String(200))
    """Id of the element within its process."""


class DbStay(Base):
    """A stay of a case at an activity; what is passed in a single step is none."""

    __tablename__ = "stay"
    __table_args__ = (Index("ix_stay_month", "activity", "left_month", "seconds", "unit_id", "late"), WITHOUT_ROWID)
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    activity: Mapped[int] = mapped_column(BigInteger, ForeignKey("activity.id"))
    entered_at: Mapped[datetime] = mapped_column(Instant)
    left_at: Mapped[datetime | None] = mapped_column(Instant)
    left_month: Mapped[int | None]
    seconds: Mapped[int | None]
    """Working time by the case's calendar, once it is over."""
    late: Mapped[bool]
    """Whether the diagram told a delay or a breach of it."""
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
