"""Attempts are counted together by all processes where a Redis is given, and by each for itself while it is away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.brokers import broker
from tests.commands.conftest import environment
from tests.processes import build
from tests.web import pages
from tests.web.pages import Site
from web.commands import doctor

pytestmark = [pytest.mark.servers, pytest.mark.slow]
LIMIT = 4


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an office with people and services, and no case."""
    return build.database(tmp_path_factory.mktemp("office"))


@pytest.fixture
def two(prepared: Path, tmp_path: Path) -> Iterator[tuple[list[Site], ExitStack]]:
    """Two applications that count in one Redis, and what ends that."""
    with ExitStack() as stack, ExitStack() as redis:
        url = redis.enter_context(broker("redis")).url
        folders = [tmp_path / name for name in ("one", "two")]
        for folder in folders:
            folder.mkdir()
        given = {"KARTABL_LIMITS_URL": url, "KARTABL_SIGN_INS": str(LIMIT)}
        sites = [stack.enter_context(pages.site(prepared, folder, limited=True, **given)) for folder in folders]
        yield sites, redis


def refused(site: Site) -> bool:
    """Try to sign in with a wrong password; return whether that was one attempt too many."""
    status = site.browser().sign_in("sarabi", "wrong").status_code
    assert status in (401, 429)
    return status == 429


def test_two_processes_count_together(two: tuple[list[Site], ExitStack]) -> None:
    sites, _ = two
    assert [refused(sites[attempt % 2]) for attempt in range(LIMIT)] == [False] * LIMIT
    assert [refused(site) for site in sites] == [True, True]


def test_while_it_is_away_nobody_is_kept_out_and_each_counts_for_itself(two: tuple[list[Site], ExitStack]) -> None:
    [one, other], redis = two
    redis.close()
    assert [refused(one) for _ in range(LIMIT + 1)] == [False] * LIMIT + [True]
    assert not refused(other)


def test_the_doctor_finds_a_broker_and_limits_that_answer(tmp_path: Path) -> None:
    with broker("redis") as redis:
        given = {"KARTABL_BROKER_URL": redis.url, "KARTABL_LIMITS_URL": redis.url, "KARTABL_DEMO": "no"}
        found = {each.check: each.state for each in doctor._look(environment(tmp_path, **given), 0)}
    assert (found["broker"], found["limits"]) == ("ok", "ok")
