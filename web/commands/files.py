"""`kartabl files`: what cases were given, what of it is lost, and removing what was sent and never attached."""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy import Select, func, select

from processes.files import named_files, place
from processes.office import Office
from processes.tables import DbFile


def run(office: Office, *, sweep: bool) -> None:
    """Print how many different files the cases have; with `sweep`, how many were removed before."""
    if sweep:
        click.echo(f"Removed, sent more than a day ago and attached to no case: {office.files.sweep(office.store)}")
    with office.store.reading() as unit:
        count, size = unit.session.execute(_totals()).one()
    click.echo(f"Files of cases: {count}, {int(size or 0)} bytes, in {office.files.store.folder}")


def list_lost(office: Office) -> None:
    """Print of each file that a case has and that is not there how it is called in a backup, as `tar --files-from` takes it."""
    store = office.files.store
    with office.store.reading() as unit:
        named = named_files(unit.session)
    for digest in store.missing(named):
        click.echo(f"{store.folder.name}/{place(digest)}")


def _totals() -> Select[Any]:
    each = select(DbFile.digest, func.max(DbFile.size).label("size")).group_by(DbFile.digest).subquery()
    return select(func.count(), func.sum(each.c.size))
