"""The console command `kartabl`."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.errors import Language
from processes import clock
from processes.demo import people
from processes.draining import drain
from processes.office import Office
from processes.permissions import page as permissions_page
from web import logs
from web import settings as settings_module
from web.commands import backup as backup_command
from web.commands import cases as cases_command
from web.commands import check as check_command
from web.commands import clock as clock_command
from web.commands import db as db_command
from web.commands import decide as decide_command
from web.commands import demo as demo_command
from web.commands import deploy as deploy_command
from web.commands import diagrams as diagrams_command
from web.commands import doctor as doctor_command
from web.commands import feel as feel_command
from web.commands import files
from web.commands import incidents as incidents_command
from web.commands import reindex as reindex_command
from web.commands import replay as replay_command
from web.commands import restore as restore_command
from web.refused import Commands, asked, misused
from web.settings import Settings

if TYPE_CHECKING:
    from web.wiring import Kartabl


@click.group(cls=Commands)
def cli() -> None:
    """Kartabl, the tray of the IT office. Settings are environment variables: docs/settings.md."""


def main() -> None:
    """Run the command; what went wrong is one sentence, and exit code 1 (2 where the command was not understood)."""
    cli()


def _settings() -> Settings:
    found = settings_module.read(os.environ)
    logs.set_up(found)
    return found


@cli.command()
def run() -> None:
    """Start the server: pages, and timers too unless KARTABL_BROKER_URL says that workers do those."""
    from web import starting
    from web.app import create_app
    from web.embedded import Server
    from web.ticker import Ticker

    settings = _settings()
    app = create_app(settings)
    server = Server(app, settings)
    starting.fill(wired := app.extensions["kartabl"])
    # where there is a broker, workers do what a timer does
    ticker = None if settings.broker_url else Ticker(wired.office)
    if ticker is not None:
        ticker.start()
    _greet(settings)
    starting.settle()
    try:
        server.run(stopping=ticker.ask if ticker else lambda: None)
    finally:
        if ticker is not None:
            ticker.stop()


@cli.command()
def serve() -> None:
    """Start the server at scale: gunicorn with KARTABL_WORKERS processes, for PostgreSQL behind a reverse proxy."""
    from web.embedded import try_listening

    settings = _settings()  # what is wrong is said in a sentence before gunicorn says it in a trace
    try_listening(settings.host, settings.port, setting="KARTABL_PORT")
    command = [sys.executable, "-m", "gunicorn", "--config", "python:web.gunicorn"]
    os.execv(sys.executable, command)


@cli.command()
@click.option("--concurrency", type=click.IntRange(1, 64), default=2, show_default=True, help="Cases at once.")
@click.option(
    "--number",
    type=click.IntRange(0, 9999),
    default=0,
    help="Which of this machine's workers: it tells its measurements so many ports above KARTABL_METRICS_PORT.",
)
def worker(concurrency: int, number: int) -> None:
    """Do what is no answer to a click: timers, notices, calendars. Any number of workers may run, on any machine."""
    from web.commands import worker as worker_command
    from web.wiring import without_pages

    settings = worker_command.numbered(_settings(), number)
    worker_command.run(settings, without_pages(settings, begins=False, patient=False).office, concurrency)


def _greet(settings: Settings) -> None:
    from web.embedded import address

    logs.say(settings, f"\nKartabl is at http://{address(settings.host, settings.port)}/  (Ctrl+C stops it)\n")
    if settings.demo and not settings_module.is_loopback(settings.host):
        beware = "Beware: a demonstration has accounts that everybody knows, and this one can be reached from outside."
        logs.say(settings, beware, logging.WARNING)
    if settings.demo:
        logs.say(settings, _accounts())


def _accounts() -> str:
    accounts = [f"  {key:<10} {en}, {title}" for key, _fa, en, _title_fa, title, *_rest in people.PEOPLE]
    head = f"Demo accounts, password “{people.PASSWORD}”:"
    return "\n".join([head, *accounts, "\nThe demonstration's clock can be set forward at /clock.\n"])


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def demo(as_json: bool) -> None:
    """Take every service along every path of its diagram, and say what was covered and whether replay agrees."""
    _demonstration_only()
    sys.exit(demo_command.run(_wired(begins=True).office, as_json=as_json))


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def cases(as_json: bool) -> None:
    """List the cases with their tracking numbers."""
    cases_command.run(_office(), as_json=as_json)


@cli.command()
@click.argument("case", required=False)
@click.option("--all", "everything", is_flag=True, help="All cases.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def replay(case: str | None, everything: bool, as_json: bool) -> None:
    """Verify the chain of a case's history, run it again, and compare what stands beside it; exit code 1 with differences."""
    if (case is None) != everything:
        raise misused(
            "Give one case (tracking number or instance), or --all.",
            "یک پرونده (شمارهٔ رهگیری یا شناسهٔ آن) بدهید، یا --all.",
        )
    sys.exit(replay_command.run(_office(), case, as_json=as_json))


@cli.command()
def permissions() -> None:
    """Print the table of permissions, as docs/permissions.md has it."""
    click.echo(permissions_page.markdown(), nl=False)


@cli.command("files")
@click.option("--sweep", is_flag=True, help="Remove what was sent more than a day ago and no case has.")
@click.option("--missing", is_flag=True, help="Only list what cases have and is not there, as a backup calls it.")
def files_command(sweep: bool, missing: bool) -> None:
    """Count the files of the cases; remove with --sweep what nobody attached (the server does so itself, once a day)."""
    if not missing:
        files.run(_office(), sweep=sweep)
    elif sweep:
        raise misused("Give --sweep, or --missing.", "یا --sweep بدهید یا --missing.")
    else:
        files.list_lost(_office())


@cli.command()
@click.option(
    "--retry", "case", metavar="CASE", help="Let the incidents of a case be tried again (its tracking number)."
)
@click.option("--retry-all", "everything", is_flag=True, help="Let all be tried again.")
@click.option(
    "--as", "person", metavar="PERSON", help="The administrator who lets them be tried again; it stays on record."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--lang", "language", type=click.Choice(["en", "fa"]), callback=asked, help="Language of the words.")
def incidents(case: str | None, everything: bool, person: str | None, as_json: bool, language: Language) -> None:
    """List what failed by itself until it was tried no more, or let it be tried again; exit code 1 where there is some."""
    if case is None and not everything:
        sys.exit(incidents_command.run(_office(), as_json=as_json, language=language))
    if case is not None and everything:
        raise misused("Give a case, or --retry-all.", "یا یک پرونده بدهید یا --retry-all.")
    if not person:
        raise misused(
            "Say who lets it be tried again: --as PERSON.", "بگویید چه کسی می‌خواهد دوباره امتحان شود: --as PERSON."
        )
    incidents_command.again(_office(), person, case, language)


@cli.command()
@click.argument("person")
@click.option("--name-fa", default="", help="The person's name in Persian, where he or she is new.")
@click.option("--name-en", default="", help="The person's name in English, likewise.")
@click.option("--code", default="100", show_default=True, help="The IT office's code in the numbers of its letters.")
def administrator(person: str, name_fa: str, name_en: str, code: str) -> None:
    """Give a new office its first administrator, or an administrator a new password; it is printed once."""
    from processes.keeping.beginning import Named
    from web.commands import administrator as administrator_command

    named = Named(person=person, name_fa=name_fa, name_en=name_en, code=code)
    administrator_command.run(_wired(begins=True).office, named)


@cli.command()
def reindex() -> None:
    """Make the search index of the cases anew from their histories: after a restore, or when search was improved."""
    reindex_command.run(_office())


@cli.group("db")
def db_group() -> None:
    """What concerns the database as a whole."""


@db_group.command("copy")
@click.argument("url", metavar="URL")
def db_copy(url: str) -> None:
    """Copy the whole office into another, empty database (a SQLAlchemy URL), and prove every case there."""
    sys.exit(db_command.run(_wired(), url))


@cli.command()
@click.option("--sample", type=click.IntRange(0, 100_000), default=20, show_default=True, help="Cases to prove.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--lang", "language", type=click.Choice(["en", "fa"]), callback=asked, help="Language of the words.")
def doctor(sample: int, as_json: bool, language: Language) -> None:
    """Look at settings, disk, key, database, clocks, timers, files, cases, broker; say what to do; exit code 1 with a fault."""
    sys.exit(doctor_command.run(os.environ, sample, as_json=as_json, language=language))


@cli.command()
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write the whole office into one new file: database, attached files, key. The office may go on working."""
    backup_command.back_up(_wired(), file.absolute())


@cli.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Put an office back from a backup into an empty data folder and database, and prove every case."""
    sys.exit(restore_command.restore(_settings(), file.absolute()))


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--language", type=click.Choice(["en", "fa"]), callback=asked, help="Language of the sentences.")
def check(paths: tuple[Path, ...], as_json: bool, language: Language) -> None:
    """Check diagrams, decisions (.dmn) and forms (.form): all faults at once; exit code 1 where there is an error."""
    sys.exit(check_command.run(paths, as_json=as_json, language=language))


@cli.command()
@click.argument("paths", nargs=-1, metavar="FILE…", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "person", metavar="PERSON", help="The owner who deploys.")
@click.option("--reason", help="Why; it stays on record with the version.")
@click.option("--shipped", is_flag=True, help="Take what Kartabl ships and this office has not.")
@click.option("--list", "listed", is_flag=True, help="Only list what that would be.")
def deploy(paths: tuple[Path, ...], person: str | None, reason: str | None, shipped: bool, listed: bool) -> None:
    """Deploy diagrams, forms and decisions that belong together, or what is shipped; exit code 1 with faults."""
    if listed:
        deploy_command.show(_office())
        return
    if bool(paths) == shipped:
        raise misused("Give files, or --shipped.", "یا فایل‌ها را بدهید یا --shipped.")
    if not person or not reason:
        raise misused(
            "Say who deploys and why: --as PERSON --reason WHY.",
            "بگویید چه کسی و چرا استقرار می‌دهد: --as PERSON --reason WHY.",
        )
    if shipped:
        sys.exit(deploy_command.take(_office(), person, reason=reason))
    sys.exit(deploy_command.run(_office(), person, paths, reason=reason))


@cli.command()
@click.option("--difference", nargs=2, metavar="A B", help="What differs: SERVICE:1 SERVICE:2, or two files.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def diagrams(difference: tuple[str, str] | None, as_json: bool) -> None:
    """List the versions of the services, or show what differs between two."""
    if difference:
        diagrams_command.compare(_office, *difference)
    else:
        diagrams_command.run(_office(), as_json=as_json)


_context = click.option(
    "--context",
    metavar="FILE.json",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The variables.",
)


@cli.command()
@click.argument("expression")
@_context
def feel(expression: str, context: Path | None) -> None:
    """Print the value of a FEEL expression as JSON."""
    feel_command.run(expression, context)


@cli.command()
@click.argument("file", metavar="FILE.dmn", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--decision", metavar="ID", help="Which decision; by default the one that no other needs.")
@_context
def decide(file: Path, decision: str | None, context: Path | None) -> None:
    """Print the value of a decision as JSON."""
    decide_command.run(file, decision, context)


@cli.command("clock")
@click.argument("case", required=False)
@click.option("--at", metavar="TIME", help="As of then: 1405/09/03 10:00 or 2026-11-24T10:00, in the office's time.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--lang", "language", type=click.Choice(["en", "fa"]), callback=asked, help="Language of the words.")
@click.option("--forward", metavar="DURATION", help="Set the office's clock forward, such as PT2H or P1D.")
def clock_of(case: str | None, at: str | None, as_json: bool, language: Language, forward: str | None) -> None:
    """Print every clock of a case, from its records alone: targets, pauses with reasons, deadlines, time used and left.

    Without a case show the office's time, or set it forward (demonstrations only) and fire the timers that fall due.
    """
    if case is not None:
        if forward:
            raise misused("Give a case, or --forward.", "یا یک پرونده بدهید یا --forward.")
        clock_command.run(_office(), case, at=at, as_json=as_json, language=language)
        return
    if at or as_json:
        raise misused(
            "Say of which case: its tracking number or instance.", "بگویید از کدام پرونده: شمارهٔ رهگیری یا شناسهٔ آن."
        )
    by = None
    if forward:
        _demonstration_only()
        by = _duration(forward)
    office = _office()
    if by is not None:
        with office.store.writing() as unit:
            clock.advance(unit.session, by)
        click.echo(f"Cases in which a timer fell due: {drain(office).fired}")
    click.echo(office.time().isoformat())


def _duration(written: str) -> Any:
    from engine.diagram.timers import read_duration

    found = read_duration(written)
    if found is None or found.months or not found.makes_sense:
        raise misused(
            f"Expected a duration such as PT2H or P1D, but found {written}.",
            f"مدتی مانند PT2H یا P1D انتظار می‌رفت، ولی {written} یافت شد.",
        )
    return found.rest


def _demonstration_only() -> None:
    """Refuse what would put made-up cases or made-up times into a real office."""
    if not _settings().demo:
        raise misused(
            "Only in a demonstration (KARTABL_DEMO=yes): in a real office this would be false history.",
            "فقط در نسخهٔ نمایشی (KARTABL_DEMO=yes): در دفتر واقعی این سابقهٔ نادرست می‌شد.",
        )


def _wired(*, begins: bool = False) -> Kartabl:
    """Open the office; begin one where there is none only for a command that says so."""
    from web.wiring import without_pages

    return without_pages(_settings(), begins=begins)


def _office() -> Office:
    return _wired().office
