"""`kartabl reindex`: what can be found by words, made anew from the histories."""

from __future__ import annotations

import click
from sqlalchemy import select

from engine.instance.state import InstanceId
from processes.office import Office
from processes.search import index
from processes.tables import DbCase

AT_ONCE = 100
"""Cases of one transaction: the office goes on working meanwhile."""


def run(office: Office) -> None:
    """Index every case anew, and print how many there were and how many rows of their words."""
    with office.store.reading() as unit:
        cases = list(unit.session.scalars(select(DbCase.instance).order_by(DbCase.asked_at, DbCase.instance)))
    rows = 0
    for first in range(0, len(cases), AT_ONCE):
        with office.store.writing() as unit:
            rows += sum(index.rewrite(unit, InstanceId(case)) for case in cases[first : first + AT_ONCE])
    click.echo(f"Cases: {len(cases)}, rows of their words: {rows}")
