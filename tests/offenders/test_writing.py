"""Rows of a person's record: written once, corrected on the version that was read, removed with a trace."""

from datetime import date
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from agencies.categories import Category
from agencies.models import Agency
from audit.models import Entry, OutboxMessage
from enforcement.models import Warrant
from offenders import writing
from offenders.models import Contact
from offenders.writing import Gone, Stale
from tests.factories import InvolvementFactory, OffenderFactory, WarrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]
ISSUED = date(2019, 3, 28)


@pytest.fixture
def ethan(scheme):
    offender = OffenderFactory(family_name="Jarvis", given_names="Ethan")
    for code, reason in (("police", "leads"), ("drug_service", "supports"), ("probation", "supervises")):
        InvolvementFactory(offender=offender, agency=Agency.objects.get(code=code), reason=reason)
    return offender


def add_warrant(offender, by, key=None, kind="warrant"):
    row = Warrant(offender=offender, kind=kind, issued_on=ISSUED)
    return writing.add(
        row, what="test.add", offender=offender, category=Category.OFFENDING, by=by, request_key=key or uuid4()
    )


def correct(row, by, because="It was the day before.", version=None, **values):
    return writing.correct(
        row,
        what="test.correct",
        offender=row.offender,
        category=Category.OFFENDING,
        by=by,
        version=row.version if version is None else version,
        because=because,
        values=values,
    )


def remove(row, by, because="Another person's."):
    return writing.remove(
        row,
        what="test.remove",
        offender=row.offender,
        category=Category.OFFENDING,
        by=by,
        version=row.version,
        because=because,
    )


def add_contact(offender, by, agency):
    row = Contact(
        offender=offender, agency=Agency.objects.get(code=agency), due_on=ISSUED, kind="office", outcome="kept"
    )
    return writing.add(
        row, what="test.add", offender=offender, category=Category.ENGAGEMENT, by=by, request_key=uuid4()
    )


class TestAdding:
    def test_the_row_says_who_wrote_it_and_is_logged_in_its_category(self, ethan, person):
        row = add_warrant(ethan, person("aisha"))
        assert (row.created_by, row.version, row.changed_by) == (person("aisha"), 1, None)
        entry = Entry.objects.get(what="test.add")
        assert (entry.verb, entry.offender_id, entry.categories, entry.detail) == (
            "changed",
            ethan.pk,
            ["offending"],
            {"row": row.pk},
        )
        assert OutboxMessage.objects.get(kind="facts_changed").payload == {"offender_ids": [ethan.pk]}

    def test_the_same_form_twice_is_one_row(self, ethan, person):
        key = uuid4()
        assert add_warrant(ethan, person("aisha"), key) == add_warrant(ethan, person("aisha"), key)
        assert Warrant.objects.count() == 1
        assert Entry.objects.filter(what="test.add").count() == 1

    def test_the_same_form_with_other_words_is_refused(self, ethan, person):
        key = uuid4()
        add_warrant(ethan, person("aisha"), key)
        with pytest.raises(ValidationError, match="sent before with other words"):
            add_warrant(ethan, person("aisha"), key, kind="recall")

    def test_what_it_made_is_given_back_after_a_correction_too(self, ethan, person):
        key = uuid4()
        row = add_warrant(ethan, person("aisha"), key)
        correct(row, person("aisha"), issued_on=date(2019, 3, 27))
        assert add_warrant(ethan, person("aisha"), key).issued_on == date(2019, 3, 27)

    def test_who_reads_does_not_write(self, ethan, person):
        for reader in ("dev", "ines", "ben", "carla"):  # reads only; probation reads; the drug service; a stranger
            with pytest.raises(PermissionDenied):
                add_warrant(ethan, person(reader))
        assert not Warrant.objects.exists()


class TestCorrecting:
    def test_the_old_value_is_kept_with_the_reason_and_who(self, ethan, person):
        row = add_warrant(ethan, person("aisha"))
        fresh = correct(row, person("femi"), issued_on=date(2019, 3, 27))
        assert (fresh.issued_on, fresh.version, fresh.changed_by) == (date(2019, 3, 27), 2, person("femi"))
        newest, first = writing.history(fresh)
        assert (newest.number, newest.who, newest.because) == (2, "Femi Ade, Police", "It was the day before.")
        assert [(c.label, c.before, c.after) for c in newest.changes] == [
            ("Issued on", "28 March 2019", "27 March 2019")
        ]
        assert (first.number, first.who, first.changes) == (1, "Aisha Shaw, Police", [])

    def test_who_was_slower_is_shown_what_the_first_changed(self, ethan, person):
        row = add_warrant(ethan, person("aisha"))
        correct(row, person("femi"), issued_on=date(2019, 3, 27))
        with pytest.raises(Stale) as stale:
            correct(row, person("aisha"), kind="recall", issued_on=ISSUED)
        assert stale.value.who == "Femi Ade, Police"
        assert [(c.name, c.after) for c in stale.value.theirs] == [("issued_on", "27 March 2019")]
        assert stale.value.version == 2
        assert Warrant.objects.get().kind == "warrant"

    def test_the_same_correction_twice_is_one(self, ethan, person):
        row = add_warrant(ethan, person("aisha"))
        for _ in range(2):
            correct(row, person("aisha"), version=1, issued_on=date(2019, 3, 27))
        assert Warrant.objects.get().version == 2
        assert Entry.objects.filter(what="test.correct").count() == 1

    def test_a_reason_is_asked(self, ethan, person):
        with pytest.raises(ValidationError) as error:
            correct(add_warrant(ethan, person("aisha")), person("aisha"), because="  ", kind="recall")
        assert "because" in error.value.message_dict

    def test_what_the_table_forbids_is_said_and_nothing_is_written(self, ethan, person):
        with pytest.raises(ValidationError):
            correct(add_warrant(ethan, person("aisha")), person("aisha"), resolved_on=date(2019, 3, 1))
        assert Warrant.objects.get().version == 1

    def test_add_corrects_ones_own_agencys_and_no_others(self, ethan, person):
        own, other = add_contact(ethan, person("ben"), "drug_service"), add_contact(ethan, person("ines"), "probation")
        change = {"what": "test.correct", "offender": ethan, "category": Category.ENGAGEMENT, "by": person("ben")}
        values = {"outcome": "missed_acceptable"}
        assert writing.correct(own, **change, version=1, because="Was ill.", values=values).version == 2
        with pytest.raises(PermissionDenied):
            writing.correct(other, **change, version=1, because="Was ill.", values=values)

    def test_what_an_import_brought_is_nobodys_own(self, ethan, person):
        row = add_contact(ethan, person("ben"), "drug_service")
        Contact.objects.filter(pk=row.pk).update(import_number=7)
        with pytest.raises(PermissionDenied):
            writing.correct(
                row,
                what="test.correct",
                offender=ethan,
                category=Category.ENGAGEMENT,
                by=person("ben"),
                version=2,
                because="Was ill.",
                values={"outcome": "missed_acceptable"},
            )


class TestTheVersionIsCountedByTheDatabase:
    def test_raw_sql_counts_too_and_an_import_takes_the_name_off(self, ethan, person):
        row = correct(add_warrant(ethan, person("aisha")), person("aisha"), kind="recall")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE enforcement_warrant SET kind = 'warrant', import_number = 3 WHERE id = %s", [row.pk])
        row.refresh_from_db()
        assert (row.version, row.changed_by, row.changed_because) == (3, None, "")
        assert [v.who for v in writing.history(row)] == ["import 3", "Aisha Shaw, Police", "Aisha Shaw, Police"]

    def test_a_write_that_changes_nothing_is_no_version(self, ethan):
        row = WarrantFactory(offender=ethan)
        Warrant.objects.filter(pk=row.pk).update(kind=row.kind)
        row.refresh_from_db()
        assert row.version == 1

    def test_a_stale_save_of_the_whole_row_cannot_set_it_back(self, ethan, person):
        row = add_warrant(ethan, person("aisha"))
        Warrant.objects.filter(pk=row.pk).update(kind="recall")
        row.kind = "named_suspect"
        row.save()
        row.refresh_from_db()
        assert row.version == 3


class TestRemoving:
    def test_it_leaves_a_trace(self, ethan, person):
        row = add_warrant(ethan, person("aisha"))
        remove(row, person("aisha"))
        assert not Warrant.objects.exists()
        trace = apps.get_model("enforcement", "WarrantEvent").objects.get(pgh_label="delete")
        assert (trace.changed_by, trace.changed_because) == (person("aisha"), "Another person's.")
        assert Entry.objects.get(what="test.remove").reason == "Another person's."

    def test_twice_is_once_and_a_correction_of_what_is_gone_says_so(self, ethan, person):
        row = add_warrant(ethan, person("aisha"))
        version, pk = row.version, row.pk
        remove(row, person("aisha"))
        row.pk, row.version = pk, version
        remove(row, person("aisha"))
        assert Entry.objects.filter(what="test.remove").count() == 1
        with pytest.raises(Gone):
            correct(row, person("aisha"), kind="recall")
