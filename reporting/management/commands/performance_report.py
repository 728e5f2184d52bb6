"""The performance report from the command line (spec/exchange.md, "Commands"; spec/evaluation.md)."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.code_lists import command_line
from audit import clock, log
from audit.command_dates import day
from audit.models import Verb
from reporting import writers
from reporting.document import Reader, Report, build
from reporting.evaluation import Evaluation, as_published
from reporting.figures import figures
from reporting.rules import period as periods
from reporting.rules.period import NotAYear, Period

WRONG_USE = 2
FILES: dict[str, Callable[[Report], str | bytes]] = {
    "html": writers.as_html,
    "xlsx": writers.as_xlsx,
    "pdf": writers.as_pdf,
}


class Command(BaseCommand):
    help = "Prints the year's performance report: how many offences before selection and after, and the snapshot."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="start", type=day, metavar="DATE", help="the first day; 1 April by default")
        parser.add_argument("--to", dest="end", type=day, metavar="DATE", help="the last day, twelve months later")
        parser.add_argument("--format", choices=["json", *FILES], default="json")
        parser.add_argument("--output", type=Path, metavar="FILE", help="needed for xlsx and pdf; else standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        form, output = options["format"], options["output"]
        if output is None and form in {"xlsx", "pdf"}:
            raise CommandError(f"--format {form} needs --output FILE.", returncode=WRONG_USE)
        if form == "pdf" and not writers.pdf_is_possible():
            raise CommandError(writers.pdf.WHY)
        evaluation, snapshot = figures(_period(options["start"], options["end"]))
        made = _json(evaluation, snapshot) if form == "json" else FILES[form](_report(evaluation, snapshot))
        _log(evaluation, form)
        self._give_out(made, output)

    def _give_out(self, made: str | bytes, output: Path | None) -> None:
        if output is None:
            self.stdout.write(str(made))
            return
        try:
            output.write_bytes(made if isinstance(made, bytes) else made.encode())
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error


def _period(start: date | None, end: date | None) -> Period:
    """The year that was asked for: the latest whole financial year unless a day of it is given."""
    try:
        if start and end:
            return periods.year(start, end)
        if start:
            return periods.year_from(start)
        return periods.year_to(end) if end else periods.last_whole_financial_year(clock.today())
    except NotAYear as error:
        raise CommandError(str(error), returncode=WRONG_USE) from error
    except (OverflowError, ValueError) as error:
        raise CommandError("There is no year of twelve whole months there.", returncode=WRONG_USE) from error


def _json(evaluation: Evaluation, snapshot: dict[str, Any]) -> str:
    return json.dumps({"evaluation": as_published(evaluation), "snapshot": snapshot}, ensure_ascii=False, indent=1)


def _report(evaluation: Evaluation, snapshot: dict[str, Any]) -> Report:
    return build(evaluation, snapshot, Reader.command_line(), made_on=clock.today())


def _log(evaluation: Evaluation, form: str) -> None:
    """One row for the run, and one for each person whom the report names."""
    by, period = command_line(), evaluation.period
    log.ran(
        "reporting.performance_report",
        by=by,
        verb=Verb.COMPUTED,
        format=form,
        start=period.start.isoformat(),
        end=period.end.isoformat(),
    )
    log.disclosed(
        (verdict.id for verdict in evaluation.after_deselection),
        by=by,
        channel="reporting.performance_report",
        categories=["scheme", "custody", "offending"],
        reason="command line",
    )
