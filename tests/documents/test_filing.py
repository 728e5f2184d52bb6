"""Filing, replacing, correcting and removing: by whom, once, and with a file for each row and a row for each file."""

import stat
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from agencies.models import Agency
from agencies.roles import Role
from audit.models import Entry, OutboxMessage
from documents import actions, storage
from documents.models import Document, DocumentVersion
from offenders.writing import Gone, Stale, history
from tests.documents.files import PDF, TEXT, jpeg, png, sent
from tests.factories import InvolvementFactory
from tests.people import make_for

pytestmark = pytest.mark.django_db


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


class TestUpload:
    def test_a_row_a_version_a_file_and_a_message(self, file_it, person, folder):
        document = file_it(person("aisha"))
        [version] = document.versions.all()
        assert (document.agency.code, document.created_by, document.title) == (
            "police", person("aisha"), "From his landlord",
        )  # fmt: skip
        assert (version.number, version.scan, version.file_type, version.size) == (1, "waiting", "pdf", len(PDF))
        assert not version.opens
        [path] = files(folder)
        assert path.read_bytes() == PDF and path.name == version.stored_as
        assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
        assert list(OutboxMessage.objects.filter(kind=actions.SCAN).values_list("payload", flat=True)) == [
            {"version": version.pk}
        ]
        assert Entry.objects.filter(what="documents.upload", offender_id=document.offender_id).count() == 1

    def test_the_name_it_was_uploaded_under_is_nowhere(self, file_it, person, folder):
        version = file_it(person("aisha")).versions.get()
        held = {str(value) for value in [*vars(version).values(), *vars(version.document).values()]}
        assert not any("Jarvis.pdf" in value or "Ethan" in value for value in held)
        assert "arvis" not in version.download_name and "arvis" not in str(files(folder))

    def test_sent_twice_it_is_filed_once(self, file_it, person, folder):
        key = uuid4()
        first, second = (file_it(person("aisha"), request_key=key) for _ in range(2))
        assert first == second and DocumentVersion.objects.count() == 1 and len(files(folder)) == 1

    def test_the_same_form_with_another_file_is_told(self, file_it, person, folder):
        key = uuid4()
        file_it(person("aisha"), request_key=key)
        with pytest.raises(ValidationError, match="sent before"):
            file_it(person("aisha"), TEXT, request_key=key)
        assert len(files(folder)) == 1

    @pytest.mark.parametrize(
        ("who", "category", "may"),
        [
            ("aisha", "identity", True), ("aisha", "offending", True), ("aisha", "supervision", False),
            ("aisha", "treatment", False), ("ben", "treatment", True), ("ben", "identity", False),
            ("ben", "offending", False), ("ben", "pathways", True), ("ines", "supervision", True),
            ("ines", "offending", False), ("dev", "identity", False), ("carla", "engagement", False),
            ("femi", "identity", True), ("grace", "identity", False), ("hari", "identity", False),
            ("aisha", "intelligence_original", True), ("ines", "intelligence_original", False),
        ],
    )  # fmt: skip
    def test_by_whom(self, who, category, may, file_it, person, folder):
        if may:
            assert file_it(person(who), category=category).category == category
        else:
            with pytest.raises(PermissionDenied):
                file_it(person(who), category=category)
            assert files(folder) == [] and not Document.objects.exists()

    @pytest.mark.parametrize(
        ("content", "more", "field"),
        [
            (b"MZ\x90\0", {}, "file"), (b"<html>", {}, "file"), (PDF, {"kind": "photograph"}, "file"),
            (PDF, {"kind": "previous_convictions"}, "category"), (PDF, {"title": "x" * 151}, "title"),
        ],
    )  # fmt: skip
    def test_what_is_not_let_in_leaves_nothing(self, content, more, field, file_it, person, folder):
        with pytest.raises(ValidationError) as refused:
            file_it(person("aisha"), content, **more)
        assert field in refused.value.message_dict
        assert files(folder) == [] and not Document.objects.exists() and not OutboxMessage.objects.exists()

    def test_as_large_as_may_be_and_a_byte_more(self, file_it, person, folder, monkeypatch):
        monkeypatch.setattr(storage, "LARGEST", len(PDF))
        file_it(person("aisha"))
        with pytest.raises(ValidationError, match="larger than 20 MB"):
            file_it(person("aisha"), PDF + b"\n")
        assert len(files(folder)) == 1

    def test_a_photograph(self, file_it, person):
        for content in (png(), jpeg()):
            assert file_it(person("aisha"), content, kind="photograph").versions.get().is_picture

    def test_a_transaction_that_fails_leaves_no_file(self, file_it, person, folder, monkeypatch):
        monkeypatch.setattr(DocumentVersion, "full_clean", lambda *a, **k: 1 / 0)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            file_it(person("aisha"))
        assert files(folder) == [] and not Document.objects.exists()

    def test_a_disk_that_fails_leaves_no_row(self, file_it, person, folder, monkeypatch):
        monkeypatch.setattr(storage.os, "replace", lambda *a: 1 / 0)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            file_it(person("aisha"))
        assert files(folder) == [] and not Document.objects.exists()


class TestReplace:
    def replace(self, document, by, content=TEXT, **more):
        said = {"after": 1, "why": "Signed now.", "request_key": uuid4(), "file": sent(content)}
        return actions.replace(document, by=by, **{**said, **more})

    def test_the_old_one_is_kept(self, file_it, person, folder):
        document = file_it(person("aisha"))
        version = self.replace(document, person("aisha"))
        assert [one.number for one in document.versions.all()] == [2, 1] and version.scan == "waiting"
        assert len(files(folder)) == 2

    def test_once(self, file_it, person):
        document, key = file_it(person("aisha")), uuid4()
        first, second = (self.replace(document, person("aisha"), request_key=key) for _ in range(2))
        assert first == second and document.versions.count() == 2

    def test_who_was_quicker_is_read_first(self, file_it, person, folder):
        document = file_it(person("aisha"))
        self.replace(document, person("aisha"))
        with pytest.raises(ValidationError, match="Somebody added another version"):
            self.replace(document, person("femi"))
        assert len(files(folder)) == 2

    def test_manage_replaces_everybodys_and_add_its_own_agencys(self, jarvis, file_it, person):
        InvolvementFactory(offender=jarvis, agency=Agency.objects.get(code="prison"), reason="supports")
        prison, other = (make_for("prison", role) for role in (Role.PRACTITIONER, Role.COORDINATOR))
        ours = file_it(prison, category="identity")
        self.replace(ours, other)
        self.replace(ours, person("ines"), after=2)
        theirs = file_it(person("ines"), category="identity")
        with pytest.raises(PermissionDenied):
            self.replace(theirs, prison)
        for reader in ("dev", "ben", "carla"):
            with pytest.raises(PermissionDenied):
                self.replace(theirs, person(reader))

    def test_a_photograph_stays_a_picture(self, file_it, person):
        document = file_it(person("aisha"), png(), kind="photograph")
        with pytest.raises(ValidationError, match="JPEG or PNG"):
            self.replace(document, person("aisha"))


class TestCorrect:
    def correct(self, document, by, **values):
        return actions.correct(document, by=by, version=document.version, because="Filed in haste.", values=values)

    def test_the_old_words_are_kept(self, file_it, person):
        document = self.correct(file_it(person("aisha")), person("aisha"), title="From his mother")
        assert document.title == "From his mother"
        now, before = history(document)
        assert (now.because, now.changes[0].before, before.number) == ("Filed in haste.", "From his landlord", 1)

    def test_moving_needs_the_right_in_both(self, file_it, person):
        document = file_it(person("aisha"), category="offending")
        with pytest.raises(PermissionDenied):
            self.correct(document, person("aisha"), category="supervision")
        with pytest.raises(PermissionDenied):
            self.correct(document, person("ines"), category="supervision")
        assert self.correct(document, person("aisha"), category="targeting").category == "targeting"

    def test_not_to_where_more_people_read(self, file_it, person):
        document = file_it(person("aisha"), category="offending", kind="mg6")
        with pytest.raises(ValidationError, match="where more people read"):
            self.correct(document, person("aisha"), category="identity")
        letter = file_it(person("aisha"))
        with pytest.raises(ValidationError, match="where more people read"):
            self.correct(letter, person("aisha"), kind="mg7")
        with pytest.raises(ValidationError, match="JPEG or PNG"):
            self.correct(letter, person("aisha"), kind="photograph")

    def test_who_was_quicker(self, file_it, person):
        document = file_it(person("aisha"))
        self.correct(document, person("aisha"), title="From his mother")
        with pytest.raises(Stale):
            self.correct(document, person("femi"), title="From his aunt")

    def test_a_mistake_goes_with_its_files_and_leaves_a_trace(
        self, file_it, person, folder, django_capture_on_commit_callbacks
    ):
        document = file_it(person("aisha"))
        actions.replace(document, after=1, why="", file=sent(TEXT), by=person("aisha"), request_key=uuid4())
        for _ in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                actions.remove(document, by=person("femi"), version=1, because="Another man's letter.")
        assert not Document.objects.exists() and not DocumentVersion.objects.exists() and files(folder) == []
        [trace] = Document.pgh_event_model.objects.filter(pgh_label__startswith="delete")
        assert (trace.title, trace.changed_because) == ("From his landlord", "Another man's letter.")
        with pytest.raises(Gone):
            self.correct(document, person("aisha"), title="x")


def test_the_date_may_be_old(file_it, person):
    assert file_it(person("aisha"), dated_on=date(1999, 1, 1)).dated_on.year == 1999
