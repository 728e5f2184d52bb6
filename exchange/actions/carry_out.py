"""A worker carries out an import that was asked for on the page."""

import shutil
from pathlib import Path

from exchange import uploads
from exchange.actions import runs
from exchange.actions.imports import ImportBusy, RegisterChanged, WrongSource, import_folder
from exchange.folder import NotAFolder
from exchange.models import ImportRun, ImportStatus
from exchange.progress import Progress

# Words for the person who uploaded; nothing of the register was touched.
NOT_LET_IN = (uploads.Refused, NotAFolder, WrongSource, RegisterChanged)


def carry_out(run_id: int) -> None:
    """Import an upload. Bears being called twice: one session at a time works on a run, and an ended one is left."""
    with runs.alone_on(run_id) as alone:
        run = ImportRun.objects.select_related("asked_by__agency").get(pk=run_id) if alone else None
        if run is None:
            return
        if run.status == ImportStatus.RUNNING:
            # The lock was free, so the worker that had begun is dead, and its message came back to the queue.
            runs.stopped(run)
        elif run.status == ImportStatus.WAITING:
            _try(run)


def _try(run: ImportRun) -> None:
    runs.begin(run)
    try:
        _import(run)
    except ImportBusy:
        runs.wait(run, "another import is under way")
    except NOT_LET_IN as error:
        runs.refuse(run, str(error))
    except Exception:
        runs.stopped(run)
        raise


def _import(run: ImportRun) -> None:
    folder = _unpacked(uploads.where(run.folder))
    with Progress(run) as progress:
        result = import_folder(
            folder,
            by=run.asked_by,
            as_of=run.as_of,
            source_name=run.source_name or None,
            dry_run=run.dry_run,
            progress=progress,
            run=run,
            may_rename=run.may_rename,
        )
    runs.finish(run, result)


def _unpacked(folder: Path) -> Path:
    """The upload's files; a ZIP is unpacked first, afresh where an earlier worker died over it."""
    if not (folder / uploads.ARCHIVE).exists():
        return folder
    unpacked = folder / "files"
    shutil.rmtree(unpacked, ignore_errors=True)
    unpacked.mkdir(mode=0o700)
    uploads.unpack(folder / uploads.ARCHIVE, unpacked)
    return unpacked
