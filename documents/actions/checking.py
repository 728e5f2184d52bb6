"""The check of a file for viruses, and taking away what no row needs: the system's own work, in the worker."""

import hashlib
import time
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from agencies.code_lists import command_line
from audit import log, outbox
from audit.floor import System, as_system
from audit.models import Verb
from documents import scanning, storage
from documents.models import DocumentVersion
from documents.rules import Scan, may_become, try_again_after
from documents.scanning import Answer

INFECTED = "documents.infected"
# A claim outlives the longest check; a worker that died is followed by another after it.
CLAIMED = timedelta(seconds=scanning.LONGEST + 60)
MOST_AT_ONCE = 50
# A file younger than this may belong to a transaction that has not ended.
UNDECIDED = 3600


def due() -> list[int]:
    """The files whose check is due, the longest waiting first; none where no scanner is set up."""
    if not settings.CLAMD:
        return []
    with as_system(System.SCANNING):
        rows = DocumentVersion.objects.to_check(timezone.now()).order_by("pk")
        return list(rows.values_list("pk", flat=True)[:MOST_AT_ONCE])


def check(version_id: int) -> None:
    """Have one file checked. Bears being asked for twice: one of the two does it."""
    if not settings.CLAMD:
        return
    with as_system(System.SCANNING):
        version = _claimed(version_id)
    if version is not None:
        scanned(version.pk, _asked(version))


@transaction.atomic
def _claimed(version_id: int) -> DocumentVersion | None:
    rows = DocumentVersion.objects.to_check(timezone.now()).select_for_update(skip_locked=True)
    version: DocumentVersion | None = rows.order_by().filter(pk=version_id).first()
    if version is None:
        return None
    version.tries += 1
    version.try_again_at = timezone.now() + CLAIMED
    version.save(update_fields=["tries", "try_again_at"])
    return version


def _asked(version: DocumentVersion) -> Answer:
    """What the scanner says, of the very bytes that were uploaded and of no others."""
    digest = hashlib.sha256()
    try:
        with storage.opened(version.stored_as) as file:
            answer = scanning.scan(file, settings.CLAMD, seen=digest.update)
    except FileNotFoundError:
        return Answer(Scan.FAILED, "the file is missing")
    except scanning.BadAddress:
        return Answer(Scan.FAILED, "IOM_CLAMD names no scanner")
    if answer.scan is Scan.CLEAN and digest.hexdigest() != version.sha256:
        return Answer(Scan.FAILED, "not the file that was uploaded")
    return answer


@transaction.atomic
@as_system(System.SCANNING)
def scanned(version_id: int, answer: Answer) -> None:
    """Write down what the scanner said. An infected file goes at once; its uploader is told that it did."""
    rows = DocumentVersion.objects.select_for_update(of=("self",)).select_related("document")
    version = rows.order_by().filter(pk=version_id).first()
    if version is None or not may_become(Scan(version.scan), answer.scan):
        return
    version.scan, version.found = answer.scan, answer.words[:100]
    if answer.scan is Scan.FAILED:
        version.try_again_at = timezone.now() + try_again_after(version.tries)
    else:
        version.scanned_at, version.try_again_at = timezone.now(), None
        _logged(version)
    version.save(update_fields=["scan", "found", "try_again_at", "scanned_at"])
    if answer.scan is Scan.INFECTED:
        outbox.put(INFECTED, version=version.pk)
        transaction.on_commit(lambda: storage.remove(version.stored_as))


def _logged(version: DocumentVersion) -> None:
    log.changed(
        "documents.scanned", by=command_line(), offender_id=version.offender_id,
        categories=[version.document.category], row=version.pk, scan=str(version.scan),
    )  # fmt: skip


def tidy() -> int:
    """Take away files without a row, and those that were found infected; returns how many."""
    paths = list(storage.older_than(time.time() - UNDECIDED))
    with as_system(System.SCANNING):
        wanted = _wanted([path.name for path in paths])
    gone = [path for path in paths if path.parent.name == storage.COMING_IN or path.name not in wanted]
    for path in gone:
        path.unlink(missing_ok=True)
    if gone:
        log.ran("documents.tidy", by=command_line(), verb=Verb.ERASED, files=len(gone))
    return len(gone)


def _wanted(names: list[str]) -> set[str]:
    kept = DocumentVersion.objects.exclude(scan=Scan.INFECTED).order_by()
    found: set[str] = set()
    for first in range(0, len(names), 1000):
        found |= set(kept.filter(stored_as__in=names[first : first + 1000]).values_list("stored_as", flat=True))
    return found
