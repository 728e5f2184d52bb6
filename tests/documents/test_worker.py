"""The check of a file in a real worker's process, with a real small scanner: nothing opens before it has spoken."""

import time

import pytest

from documents import storage, tasks
from tests.conftest import TODAY
from tests.documents.scanner import FOUND, OK, clamd
from tests.workers import worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]


def until(holds, seconds=60):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("answer", "scan", "opens"), [(OK, "clean", True), (FOUND, "infected", False)], ids=["clean", "infected"]
)
def test_a_worker_asks_the_scanner_and_the_file_opens_or_goes(answer, scan, opens, file_it, person, folder):
    version = file_it(person("aisha")).versions.get()
    assert not version.opens
    with (
        clamd(answer) as scanner,
        worker(IOM_CLAMD=scanner.address, IOM_DOCUMENTS=str(folder), IOM_TODAY=TODAY.isoformat()) as queue,
    ):
        tasks.check.apply_async((version.pk,), queue=queue)
        until(lambda: (version.refresh_from_db(), version.scan == scan)[1])
        assert len(scanner.got) == 1
    assert version.opens is opens
    assert storage.where(version.stored_as).exists() is opens
