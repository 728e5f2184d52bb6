"""What is remembered of a record that was disposed of: nothing personal, and enough not to take it in again."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from audit.models import Entry, Source
from offenders.joining import actions as joining
from offenders.models import Offender
from retention import actions, disposed
from retention.models import DisposalCertificate, DisposedKey, LetIn
from tests.conftest import TODAY
from tests.factories import InvolvementFactory, OffenderFactory, arrested
from tests.retention.test_reviewing import propose

pytestmark = [pytest.mark.django_db, pytest.mark.services]
WHY = "Arrested again in May; the file is sent afresh."


@pytest.fixture
def wessex(marlon):
    """Marlon as Wessex sends him."""
    source = Source.objects.create(name="Wessex")
    Offender.objects.filter(pk=marlon.pk).update(source=source, ref="W7", pnc_id="1997/0966342X", crn="E404652")
    marlon.refresh_from_db()
    return marlon


def dispose(person, femi, nadia):
    return actions.approve(review=propose(person, femi), by=nadia)


def let_in(certificate, by, reason=WHY):
    return actions.let_in(certificate=certificate, reason=reason, by=by)


class TestWhatIsRemembered:
    def test_its_key_and_each_number_as_digests(self, wessex, femi, nadia):
        made = dispose(wessex, femi, nadia)
        held = set(made.keys.values_list("digest", flat=True))
        assert held == {
            disposed.of_ref("Wessex", "W7"),
            disposed.of_number("pnc_id", "1997/0966342X"),
            disposed.of_number("crn", "E404652"),
        }
        assert disposed.not_taken().keys() == held

    def test_nothing_of_the_person_can_be_read_from_it(self, wessex, femi, nadia):
        dispose(wessex, femi, nadia)
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM retention_disposedkey")
            said = str(cursor.fetchall())
        for words in ("W7", "1997", "0966342", "E404652", "Reid", "Wessex"):
            assert words not in said

    def test_another_key_of_the_server_makes_others(self, settings):
        before = disposed.of_ref("Wessex", "W7")
        settings.PSEUDONYM_KEY = "another key of fifty characters or more, for this test."
        assert disposed.of_ref("Wessex", "W7") != before

    def test_a_number_is_of_its_kind_and_a_key_of_its_sender(self):
        assert disposed.of_number("crn", "A1234BC") != disposed.of_number("prison_number", "A1234BC")
        assert disposed.of_ref("Wessex", "W7") != disposed.of_ref("Mercia", "W7")

    def test_a_record_that_was_joined_to_it_goes_with_it_and_is_remembered_too(self, wessex, femi, nadia):
        double = OffenderFactory(ref="D1", source=Source.objects.create(name="Mercia"), crn="X111111")
        arrested(double, date(2011, 1, 1))
        InvolvementFactory(offender=double, agency__code="police", reason="home_police")
        joining.join(stands=wessex, gone=double, because="The same man.", by=femi)
        made = dispose(wessex, femi, nadia)
        assert not Offender.objects.filter(pk__in=[wessex.pk, double.pk]).exists()
        assert disposed.of_ref("Mercia", "D1") in set(made.keys.values_list("digest", flat=True))
        assert disposed.of_number("crn", "X111111") in disposed.not_taken()


class TestLettingIn:
    @pytest.fixture
    def certificate(self, wessex, femi, nadia):
        return dispose(wessex, femi, nadia)

    def test_who_keeps_records_lets_in_with_a_reason_and_it_is_logged(self, certificate, femi):
        made = let_in(certificate, femi)
        assert (made.let_in_by, made.let_in_on, made.because) == (femi, TODAY, WHY)
        assert disposed.not_taken() == {}
        entry = Entry.objects.get(what="retention.let_in")
        assert (entry.reason, entry.detail) == (WHY, {"certificate": 1})

    def test_twice_is_once(self, certificate, femi, nadia):
        assert let_in(certificate, femi) == let_in(certificate, nadia)

    def test_a_reason_is_asked(self, certificate, femi):
        with pytest.raises(ValidationError):
            let_in(certificate, femi, "no")
        assert not LetIn.objects.exists()

    @pytest.mark.parametrize("who", ["aisha", "dev", "ben", "carla", "hari", "grace"])
    def test_it_is_for_nobody_else(self, who, certificate, person):
        with pytest.raises(PermissionDenied):
            let_in(certificate, person(who))

    def test_on_the_certificates_page(self, certificate, signed_in):
        femi = signed_in("femi")
        page, form = reverse("keeping:certificate", args=[1]), reverse("keeping:let_in", args=[1])
        assert form in femi.get(page).content.decode()
        assert femi.post(form, {"reason": "", "request_key": uuid4()}).status_code == 422
        assert femi.post(form, {"reason": "no", "request_key": uuid4()}).status_code == 422
        assert femi.post(form, {"reason": WHY, "request_key": uuid4()}).status_code == 302
        said = femi.get(page).content.decode()
        assert WHY in said
        assert form not in said


def refused(name, sql):
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_constraints(marlon, femi, nadia):
    dispose(marlon, femi, nadia)
    key, one = "retention_disposedkey", DisposalCertificate.objects.get().pk
    assert DisposedKey.objects.exists()
    refused("disposed_key_is_a_digest", f"UPDATE {key} SET digest = 'W7'")
    refused(
        "disposed_key_once_a_certificate",
        f"INSERT INTO {key} (certificate_id, digest) SELECT certificate_id, digest FROM {key}",
    )
    refused(
        "let_in_says_why",
        "INSERT INTO retention_letin (certificate_id, let_in_on, let_in_by_id, because)"
        f" VALUES ({one}, '2019-03-31', {femi.pk}, '')",
    )
