"""Zones come from the locked package, whatever the machine has."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime

import engine


def test_no_zone_comes_from_the_machine() -> None:
    assert engine.zoneinfo.TZPATH == ()
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert noon.astimezone(zoneinfo.ZoneInfo.no_cache("Asia/Tehran")).isoformat() == "2026-07-01T15:30:00+03:30"
