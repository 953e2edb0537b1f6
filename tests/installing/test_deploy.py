"""The files that put Kartabl on a machine: they name settings, commands and images that there are."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from web import settings
from web.cli import cli
from web.commands.worker import numbered
from web.workplace import BACKING_UP

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
CONTAINER = (DEPLOY / "Containerfile").read_text("utf-8")
TAG = re.compile(r":\d+\.\d+(\.\d+)?(-[a-z-]+)?$")
FREE = {"KARTABL_DATABASE_URL": "sqlite://"}


def directives(unit: Path) -> list[tuple[str, str]]:
    """Return what a unit says, in order; a line that is no directive is an error."""
    lines = [line for line in unit.read_text("utf-8").splitlines() if line and not line.startswith(("#", "["))]
    return [(name, value) for name, _, value in (line.partition("=") for line in lines)]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_that_there_is_as_nobody_of_weight(unit: Path) -> None:
    said = dict(directives(unit))
    command = re.search(r"bin/kartabl ([a-z]+)", said["ExecStart"])
    assert command is not None
    assert command[1] in cli.commands
    assert said["User"] == "kartabl"
    assert (said["NoNewPrivileges"], said["ProtectSystem"], said["CapabilityBoundingSet"]) == ("yes", "strict", "")


@pytest.mark.parametrize("number", [1, 2, 9, 10, 42, 99, 9999])
def test_each_worker_of_a_machine_has_a_port_of_its_own(number: int) -> None:
    said = directives(DEPLOY / "systemd" / "kartabl-worker@.service")
    given = [value.replace("%i", str(number)).partition("=") for name, value in said if name == "Environment"]
    words = dict(said)["ExecStart"].replace("%i", str(number)).split()
    made = cli.commands["worker"].make_context("worker", words[2:])
    found = numbered(settings.read({name: value for name, _, value in given}), made.params["number"])
    assert found.metrics_port == 9100 + number


def test_a_unit_waits_longer_than_what_is_in_hand_may_take() -> None:
    for unit in UNITS:
        if (said := dict(directives(unit))).get("Type") == "exec":
            assert int(said["TimeoutStopSec"]) > 30 + 60
    for name in ("pages", "worker"):
        assert COMPOSE["services"][name]["stop_grace_period"] == "100s"


def test_whatever_went_away_is_started_again_for_as_long_as_it_takes() -> None:
    for unit in UNITS:
        if (said := dict(directives(unit))).get("Type") == "exec":
            assert (said["Restart"], said["StartLimitIntervalSec"]) == ("on-failure", "0")
    # `on-failure` would leave them down after the machine was started again; what has a profile runs once, when it is asked for
    restarted = {name: service["restart"] for name, service in COMPOSE["services"].items() if "profiles" not in service}
    assert restarted == dict.fromkeys(("pages", "worker", "database", "redis"), "always")


def test_containers_have_a_way_to_back_up_and_to_put_back() -> None:
    service, pages = COMPOSE["services"]["backup"], COMPOSE["services"]["pages"]
    assert (service["profiles"], service["restart"]) == (["by-hand"], "no")
    assert service["environment"].items() <= pages["environment"].items()  # the same office
    data, kept = service["volumes"]
    assert (data, kept.rpartition(":")[2]) == (pages["volumes"][0], "/backups")
    [command] = re.findall(r"kartabl ([a-z]+) /backups/\S+", service["command"][-1])
    assert command in cli.commands
    guide = (DEPLOY.parent / "docs" / "operator.md").read_text("utf-8")
    assert re.search(r"compose\.yaml run --rm backup +#", guide)
    assert "run --rm backup kartabl restore /backups/" in guide


def test_a_new_volume_of_a_container_is_empty() -> None:
    """Else nothing could be put back into it: it begins as a copy of the folder that the image has there."""
    assert "--no-create-home" in CONTAINER  # with it come files of /etc/skel


def test_a_unit_removes_old_backups_and_what_was_left_of_one_that_was_killed(tmp_path: Path) -> None:
    now = time.time()
    old, left, at_work = tmp_path / "kartabl-1.tar.gz", tmp_path / f"{BACKING_UP}1", tmp_path / f"{BACKING_UP}2"
    new, others = tmp_path / "kartabl-2.tar.gz", tmp_path / "photographs"
    for folder in (left, at_work, others):
        folder.mkdir()
        (folder / "kartabl.sqlite").touch()
    for path, days in ((old, 32), (left, 2), (new, 1), (others, 40)):
        path.touch()
        os.utime(path, (now - days * 86_400,) * 2)
    said = directives(DEPLOY / "systemd" / "kartabl-backup.service")
    for command in (value for name, value in said if name in ("ExecStartPost", "ExecStopPost")):
        subprocess.run(shlex.split(command.replace("/var/backups/kartabl", str(tmp_path))), check=True)
    assert set(tmp_path.iterdir()) == {at_work, new, others}


def test_the_proxy_lets_go_of_a_connection_before_the_server_does() -> None:
    [kept] = re.findall(r"^keepalive = (\d+)", (DEPLOY.parent / "web" / "gunicorn.py").read_text("utf-8"), re.M)
    assert int(kept) > 60  # of nginx, where its upstream says no other
    assert "keepalive_timeout" not in (DEPLOY / "nginx.conf").read_text("utf-8")


def test_a_proxy_lets_twenty_files_pass() -> None:
    [most] = re.findall(r"client_max_body_size (\d+)m;", (DEPLOY / "nginx.conf").read_text("utf-8"))
    assert int(most) > 20 * settings.read({}).file_limit


def test_the_settings_of_the_example_are_settings() -> None:
    lines = (DEPLOY / "kartabl.env").read_text("utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    found = settings.read(given)
    assert (found.demo, found.proxy, found.log) == (False, True, "json")
    hinted = [line.removeprefix("# ").partition("=")[0] for line in lines if line.startswith("# KARTABL_")]
    assert {name.removeprefix("KARTABL_") for name in hinted} <= settings.known.keys()


def test_the_services_of_the_compose_file_have_settings_that_there_are() -> None:
    for name in ("pages", "worker"):
        service = COMPOSE["services"][name]
        plain = {key: re.sub(r"\$\{[^}]*\}", "x", value) for key, value in service["environment"].items()}
        found = settings.read(plain)
        assert found.database_url.endswith("@database/kartabl")
        assert found.broker_url
        assert service.get("command", ["kartabl", "serve"])[1] in cli.commands


def test_the_database_of_the_compose_file_has_connections_for_all() -> None:
    pages, worker = COMPOSE["services"]["pages"], COMPOSE["services"]["worker"]
    processes = int(pages["environment"]["KARTABL_WORKERS"]) + worker["deploy"]["replicas"]
    [most] = [part for part in COMPOSE["services"]["database"]["command"] if part.startswith("max_connections=")]
    assert processes * settings.read({}).database_pool * 2 < int(most.partition("=")[2])


def test_every_image_is_pinned() -> None:
    images = [service["image"] for service in COMPOSE["services"].values()]
    images += re.findall(r"^FROM (\S+)", CONTAINER, re.M)
    assert len(images) >= 6
    assert [image for image in images if not TAG.search(image)] == []


def test_the_container_s_settings_are_settings() -> None:
    given = dict(re.findall(r"(KARTABL_[A-Z_]+)=(\S+)", CONTAINER))
    assert settings.read(given).host == "0.0.0.0"
