"""Bringing a register in: a folder of the exchange format, whole or not at all (spec/exchange.md)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now

from agencies.models import Scheme, User
from audit import clock, log, outbox
from audit.floor import System, as_system
from audit.locks import Lock
from audit.models import Source, Verb
from exchange import duplicates, involvement
from exchange import folder as folders
from exchange.actions.scheme import what_changes, write_scheme
from exchange.lists import SchemeCodes, cells
from exchange.models import ImportRun, ImportStatus
from exchange.queries import full_cohorts
from exchange.register import disposed
from exchange.register.checks import across_rows, keys_once
from exchange.register.matching import match
from exchange.register.session import Session, checked_at_once
from exchange.register.targets import FACTS, OFFENCES, PEOPLE
from exchange.register.touched import people_named
from exchange.register.writing import Written, write
from exchange.rules import scheme as scheme_rules
from exchange.rules.changes import SchemeChange
from exchange.rules.layout import FILES, SCHEME
from exchange.rules.problems import Problems, shown
from exchange.rules.rows import FileJudge, readable
from exchange.staging import Staging
from offenders.models import Arrest

Progress = Callable[[str], None]
Counts = dict[str, dict[str, int]]

# As many new rows are worth new statistics of the register's tables.
MANY = 1_000
NO_SCHEME = "scheme.json, which is missing: the register has no scheme yet"
WORDS = ("read", "created", "updated", "unchanged")


class ImportBusy(Exception):
    """Another import of this register is running."""

    def __init__(self) -> None:
        super().__init__("Another import of this register is running. Nothing was written; try again later.")


class RegisterChanged(Exception):
    """Somebody's change of the register came between, and the two do not go together."""

    def __init__(self, error: IntegrityError) -> None:
        diagnosis = getattr(error.__cause__, "diag", None)
        rule = getattr(diagnosis, "constraint_name", None) or "a rule of the database"
        super().__init__(
            f"The register changed while the import ran, and both do not go together ({rule}). "
            "Nothing was written; run the import again."
        )


class WrongSource(Exception):
    """A name that no sender may have."""


@dataclass
class Result:
    """What an import found: counts by file, problems, changes of the scheme, warnings, who was not taken in."""

    counts: Counts
    problems: Problems
    number: int | None = None
    warnings: list[str] = field(default_factory=list)
    not_taken: list[str] = field(default_factory=list)
    scheme_changes: list[SchemeChange] = field(default_factory=list)


class _NothingToKeep(Exception):
    """Ends the transaction of an import that leaves nothing: a dry run, or one with problems."""


@dataclass
class _Import:
    """One import while it runs."""

    folder: Path
    by: User
    as_of: date
    source_name: str | None
    dry_run: bool
    progress: Progress
    run: ImportRun | None
    result: Result
    may_rename: bool
    whole: set[str] = field(default_factory=set)
    other_agencies: bool = False

    @property
    def problems(self) -> Problems:
        return self.result.problems


def import_day() -> date:
    """The day after which no date may lie unless another is named: today in London (spec/exchange.md, "Checks").

    Not the register's clock, which a demonstration fixes: what a sender may know by now does not depend on it.
    """
    return datetime.now(clock.LONDON).date()


@as_system(System.IMPORT)
def import_folder(
    folder: Path,
    *,
    by: User,
    as_of: date,
    source_name: str | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    run: ImportRun | None = None,
    may_rename: bool = True,
) -> Result:
    """Load a folder: every good row, or nothing where one is not good.

    `run` is the import that a page asked for; without one a row for it is made. Raises ImportBusy where another
    import holds the register, NotAFolder and WrongSource for wrong use. A dry run writes nothing. Without `may_rename`
    a scheme.json that changes what the scheme has already is a problem, and a dry run tells of it all the same.
    """
    if source_name is not None:
        _may_send(source_name)
    if not folder.is_dir():
        raise folders.NotAFolder(f"There is no folder {folder.name}.")
    empty = {file.name: dict.fromkeys(WORDS, 0) for file in FILES}
    result = Result(empty, Problems())
    work = _Import(folder, by, as_of, source_name, dry_run, progress or (lambda stage: None), run, result, may_rename)
    try:
        with transaction.atomic():
            _bring_in(work)
    except _NothingToKeep:
        result.number = None
    except IntegrityError as error:
        raise RegisterChanged(error) from error
    if work.problems:
        log.refused("exchange.import_folder", by=by, problems=work.problems.total)
    return result


def _may_send(name: str) -> None:
    if not 0 < len(name) <= 200 or not readable(name) or name == Source.PRODUCT:
        raise WrongSource(f'A sender has a name of 1 to 200 characters that is not "{Source.PRODUCT}".')


def _bring_in(work: _Import) -> None:
    with connection.cursor() as cursor:
        _alone(cursor)
        folders.strangers(work.folder, work.problems)
        codes = _scheme(work)
        _stage(cursor, work, cells(work.as_of, codes))
        session = _session(cursor, work)
        work.result.not_taken = disposed.in_words(disposed.leave_out(session))
        work.progress("checking rows against one another and the register")
        match(session)
        across_rows(session, people_known="offenders.csv" in work.whole)
        if work.problems:
            raise _NothingToKeep
        work.progress("writing")
        with checked_at_once(cursor):
            _count(work.result.counts, write(session), session.left_out)
            _finish(work, session)
    if work.dry_run:
        raise _NothingToKeep


def _alone(cursor: Any) -> None:
    """One import at a time: the lock goes with the transaction, whatever becomes of this process."""
    cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [Lock.IMPORT])
    if not cursor.fetchone()[0]:
        raise ImportBusy
    cursor.execute("SET LOCAL work_mem = '128MB'")


def _scheme(work: _Import) -> SchemeCodes | None:
    """Judge and write scheme.json; the codes that rows may name then, None where they cannot be known."""
    raw = folders.scheme_bytes(work.folder, scheme_rules.LARGEST_FILE)
    if raw is None:
        if not Scheme.objects.exists():
            work.problems.add(SCHEME, 1, "", "", NO_SCHEME)
            return None
        return SchemeCodes.of_the_register()
    found = _scheme_file(work, raw)
    if found is None:
        return None
    work.result.scheme_changes = what_changes(found)
    if not (work.may_rename or work.dry_run):
        _ask_first(work, raw)
    work.other_agencies = write_scheme(found)
    return SchemeCodes.of_the_register()


def _ask_first(work: _Import, raw: bytes) -> None:
    """Each change of what the register knows under another name is a problem, until somebody has said yes to it."""
    for change in work.result.scheme_changes:
        if change.old is not None:
            line = scheme_rules.line_of(raw, change.where, change.new)
            expected = f"{change.old}, as the register has it, unless the folder may rename"
            work.problems.add(SCHEME, line, change.where, change.new, expected)


def _scheme_file(work: _Import, raw: bytes) -> scheme_rules.SchemeFile | None:
    if len(raw) > scheme_rules.LARGEST_FILE:
        work.problems.add(SCHEME, 1, "", "", f"a file of at most {scheme_rules.LARGEST_FILE:,} bytes")
        return None
    try:
        scheme = scheme_rules.read(raw)
    except scheme_rules.NotAScheme as error:
        work.problems.add(SCHEME, error.line, "", error.value, error.expected)
        return None
    faults = scheme_rules.faults(scheme, SchemeCodes.of_the_register().areas)
    for where, value, expected in faults:
        line = scheme_rules.line_of(raw, where, value)
        work.problems.add(SCHEME, line, where, scheme_rules.written(value), expected)
    return None if faults else scheme_rules.SchemeFile(**scheme)


def _stage(cursor: Any, work: _Import, kinds: Any) -> None:
    """Read every file into its temporary table, judging each row by itself."""
    there = folders.there(work.folder)
    for file in FILES:
        staging = Staging(cursor, file)
        judge = FileJudge(file, kinds, work.problems)
        if file in there:
            with folders.opened(work.folder, file) as source:
                for batch in judge.batches(source):
                    staging.take(batch)
                    work.progress(f"reading {file.name}: {staging.rows:,} rows")
        if judge.whole:
            work.whole.add(file.name)
        work.result.counts[file.name]["read"] = staging.rows
        staging.done()


def _session(cursor: Any, work: _Import) -> Session:
    name = work.source_name or Scheme.objects.values_list("name", flat=True).first() or "unknown"
    _may_send(name)
    source, _ = Source.objects.get_or_create(name=name)
    run = work.run or ImportRun.objects.create(
        source_name=name, folder_name=shown(work.folder.name), as_of=work.as_of, asked_by=work.by, started_at=Now()
    )
    work.run, work.result.number = run, run.pk
    session = Session(cursor, source, work.by.pk, run.pk, work.problems)
    for file in FILES:
        keys_once(session, file)
    return session


def _count(counts: Counts, written: dict[str, Written], left_out: dict[str, int]) -> None:
    for file, what in written.items():
        of_file = counts[file]
        of_file["created"], of_file["updated"] = what.created, what.updated
        of_file["unchanged"] = of_file["read"] - left_out.get(file, 0) - what.created - what.updated


def _finish(work: _Import, session: Session) -> None:
    """Involvement, possible duplicates, the run's own row, the log and one message: with the rows, or not at all."""
    work.result.warnings = full_cohorts(work.as_of)
    _take_statistics(session, work.result.counts)
    work.progress("working out who is involved")
    of = involvement.EVERYBODY if work.other_agencies else people_named()
    involvement.refresh(clock.today(), by=work.by, of=of)
    work.progress("looking for possible duplicates")
    duplicates.find(import_number=session.number, by=work.by)
    ImportRun.objects.filter(pk=session.number).update(
        source_name=session.source.name,
        status=ImportStatus.FINISHED,
        finished_at=Now(),
        counts=work.result.counts,
        not_taken=work.result.not_taken,
        scheme_changes=[change.as_json() for change in work.result.scheme_changes],
    )
    log.ran("exchange.import_folder", by=work.by, verb=Verb.COLLECTED, number=session.number, counts=work.result.counts)
    outbox.put(outbox.FACTS_CHANGED, import_number=session.number)


def _take_statistics(session: Session, counts: Counts) -> None:
    """After many new rows the planner knows nothing of them, and the register's pages would wait for it to learn."""
    if sum(of_file["created"] for of_file in counts.values()) >= MANY:
        tables = [Arrest._meta.db_table, *(target.table for target in (PEOPLE, OFFENCES, *FACTS))]
        session.cursor.execute("SELECT floor.analyse(%s)", [tables])
