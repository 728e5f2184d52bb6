"""The check in the worker: what opens, what goes, what is tried again, with a real small scanner."""

import os
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from audit import floor, outbox
from audit.models import Entry, OutboxMessage
from documents import actions, scanning, storage, tasks
from documents.models import DocumentVersion
from documents.querysets import photograph
from documents.rules import Scan
from documents.scanning import Answer
from tests.documents.files import PDF, TEXT, png, sent
from tests.documents.scanner import FOUND, OK, clamd

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(scanning, "SILENCE", 0.4)


@pytest.fixture
def version(file_it, person):
    return file_it(person("aisha")).versions.get()


@pytest.fixture
def asked(settings, version):
    """`asked(answer)` has the version checked by a scanner that answers so."""

    def ask(answer=OK, **how):
        with clamd(answer, **how) as running:
            settings.CLAMD = running.address
            with floor.as_nobody():
                tasks.check(version.pk)
        version.refresh_from_db()
        return version

    return ask


def test_clean_opens(asked):
    version = asked()
    assert (version.scan, version.opens, version.tries) == ("clean", True, 1) and version.scanned_at
    assert Entry.objects.filter(what="documents.scanned", detail__scan="clean").count() == 1


def test_infected_goes_and_the_uploader_is_told(asked, version, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asked(FOUND)
    assert (version.scan, version.found, version.opens) == ("infected", "Eicar-Signature", False)
    assert not storage.where(version.stored_as).exists()
    OutboxMessage.objects.filter(kind=actions.SCAN).delete()
    with floor.as_nobody():
        outbox.relay()
    [letter] = mail.outbox
    assert letter.to == ["aisha@example.org"]
    said = f"{letter.subject} {letter.body}"
    for hidden in ("Jarvis", "Ethan", "landlord", "Eicar", str(version.document.offender.public_id)):
        assert hidden not in said


@pytest.mark.parametrize("how", [{"silent": True}, {"late": 2}, {"close_after": 0}, {"answer": b"what?\0"}])
def test_without_an_answer_it_stays_shut_and_is_tried_again(how, asked, version, settings):
    before = timezone.now()
    asked(**how)
    assert (version.scan, version.opens, version.tries) == ("failed", False, 1)
    assert before + timedelta(seconds=59) < version.try_again_at < timezone.now() + timedelta(seconds=61)
    settings.CLAMD = "tcp://127.0.0.1:1"
    assert actions.due() == []
    DocumentVersion.objects.update(try_again_at=timezone.now())
    assert actions.due() == [version.pk]
    assert asked().scan == "clean" and version.tries == 2 and actions.due() == []


def test_without_a_scanner_it_waits(version):
    tasks.check(version.pk)
    version.refresh_from_db()
    assert (version.scan, version.tries, actions.due()) == ("waiting", 0, [])


def test_an_address_that_is_none(version, settings):
    settings.CLAMD = "clamd"
    actions.check(version.pk)
    version.refresh_from_db()
    assert (version.scan, version.found) == ("failed", "IOM_CLAMD names no scanner")


def test_a_file_that_was_changed_or_is_gone_is_not_clean(asked, version):
    path = storage.where(version.stored_as)
    path.write_bytes(b"another file")
    assert (asked().scan, version.found) == ("failed", "not the file that was uploaded")
    path.unlink()
    DocumentVersion.objects.update(try_again_at=None)
    assert (asked().scan, version.found) == ("failed", "the file is missing")


def test_two_workers_ask_once(asked, version, settings):
    DocumentVersion.objects.update(try_again_at=timezone.now() + timedelta(minutes=1))  # another has claimed it
    assert (asked().scan, version.tries) == ("waiting", 0)


@pytest.mark.parametrize("late", [Answer(Scan.INFECTED, "x"), Answer(Scan.FAILED), Answer(Scan.CLEAN)])
def test_what_was_judged_stays_so(late, asked, version):
    asked()
    actions.scanned(version.pk, late)
    version.refresh_from_db()
    assert version.scan == "clean"
    actions.scanned(0, late)


def test_a_version_that_was_not_let_in_does_not_stand_for_the_document(asked, version, person):
    asked()
    document = version.document
    second = actions.replace(
        document, after=1, why="", file=sent(TEXT), by=person("aisha"), request_key=uuid4()
    )  # fmt: skip
    assert document.newest == second
    actions.scanned(second.pk, Answer(Scan.INFECTED, "x"))
    assert document.newest == version


def test_the_newest_photograph_that_may_be_shown(file_it, person, jarvis):
    def face():
        return photograph(DocumentVersion.objects.filter(offender=jarvis).of_the_face())

    old = file_it(person("aisha"), png(), kind="photograph", dated_on="2018-01-01").versions.get()
    new = file_it(person("aisha"), png(), kind="photograph", dated_on="2019-01-01").versions.get()
    file_it(person("aisha"), png(), kind="photograph", category="offending", dated_on="2019-02-01")
    assert face() is None
    actions.scanned(old.pk, Answer(Scan.CLEAN))
    assert face() == old
    actions.scanned(new.pk, Answer(Scan.CLEAN))
    assert face() == new
    # What replaced it was somebody else's face: until it is checked, the older document's stands.
    actions.replace(new.document, after=1, why="", file=sent(png()), by=person("aisha"), request_key=uuid4())
    assert face() == old


class TestTidy:
    def age(self, path, seconds):
        os.utime(path, (time.time() - seconds,) * 2)

    def test_what_no_row_needs_goes_after_an_hour(self, version, folder):
        kept = storage.where(version.stored_as)
        orphan = storage.where(storage.keep(sent(TEXT)).name)
        young = storage.where(storage.keep(sent(TEXT)).name)
        cut_off = folder / storage.COMING_IN / ("0" * 32)
        cut_off.write_bytes(b"half")
        for path, seconds in ((kept, 9000), (orphan, 3700), (young, 3500), (cut_off, 3700)):
            self.age(path, seconds)
        with floor.as_nobody():
            assert tasks.tidy() == 2
        assert kept.read_bytes() == PDF and young.exists() and not orphan.exists() and not cut_off.exists()
        assert Entry.objects.get(what="documents.tidy").detail == {"files": 2}
        assert tasks.tidy() == 0 and Entry.objects.filter(what="documents.tidy").count() == 1

    def test_so_does_what_was_infected(self, version):
        actions.scanned(version.pk, Answer(Scan.INFECTED, "x"))
        path = storage.where(version.stored_as)
        assert path.exists()  # the worker died before it was taken away
        self.age(path, 3700)
        assert tasks.tidy() == 1 and not path.exists()


@pytest.mark.parametrize("name", ["", "..", "a" * 31, "A" * 32, "../" + "a" * 29, "a" * 33, "a" * 32 + "\n"])
def test_no_name_leads_elsewhere(name):
    with pytest.raises(ValueError, match="not the name"):
        storage.where(name)


def test_no_link_is_followed(folder, tmp_path):
    kept = storage.keep(sent(TEXT))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"secret")
    storage.where(kept.name).unlink()
    storage.where(kept.name).symlink_to(elsewhere)
    with pytest.raises(OSError):
        storage.opened(kept.name)
