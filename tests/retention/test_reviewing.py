"""Keeping a record, proposing its disposal, a second person's answer, holds, and what is left after it is erased."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from audit.models import Entry
from offenders.floor.tables import floored
from offenders.models import Arrest, Contact, Note, Offence, Offender
from retention import actions, queries
from retention.erasing import _whose
from retention.models import DisposalCertificate, Hold, Review
from tests.conftest import TODAY
from tests.factories import AgencyFactory, ContactFactory, CustodySpellFactory, MembershipFactory, arrested

pytestmark = [pytest.mark.django_db, pytest.mark.services]
WHY = "Nothing since 2012, and no risk known."


def keep(offender, by, key=None):
    return actions.keep(offender=offender, reason=WHY, request_key=key or uuid4(), by=by)


def propose(offender, by, key=None):
    return actions.propose(offender=offender, reason=WHY, request_key=key or uuid4(), by=by)


def put_on_hold(offender, by):
    return actions.hold(
        offender=offender,
        reason="An inquiry into the custody suite.",
        asked_by="The Crown Court at Luton",
        from_on=TODAY,
        review_on=TODAY + timedelta(90),
        request_key=uuid4(),
        by=by,
    )


class TestTheQueue:
    def test_a_record_is_due_six_years_after_the_last_arrest(self, marlon, femi):
        (one,), more = queries.due(femi, TODAY)
        assert (one.person, one.verdict.due_on, one.verdict.group, one.disposable) == (
            marlon,
            date(2018, 6, 1),
            "3",
            True,
        )
        assert not more

    @pytest.mark.parametrize("made", ["arrest", "membership", "custody"])
    def test_whoever_came_to_notice_or_is_in_use_is_not(self, made, marlon, femi):
        if made == "arrest":
            arrested(marlon, date(2013, 4, 1))
        elif made == "membership":
            MembershipFactory(offender=marlon, selected_on=date(2010, 1, 1), deselected_on=None)
        else:
            CustodySpellFactory(offender=marlon, admitted_on=date(2011, 1, 1), released_on=None)
        assert queries.due(femi, TODAY) == ([], False)

    def test_an_agency_sees_its_own_people_alone(self, marlon, person):
        marlon.involvements.filter(agency__code="police").delete()
        assert queries.due(person("femi"), TODAY) == ([], False)

    def test_it_takes_the_same_statements_for_ten_as_for_one(self, marlon, femi, django_assert_max_num_queries):
        from tests.factories import InvolvementFactory, OffenderFactory

        for n in range(9):
            other = OffenderFactory(family_name=f"Reid{n}", date_of_birth=date(1980, 5, 17))
            InvolvementFactory(offender=other, agency=AgencyFactory(code="police"), reason="home_police")
        with django_assert_max_num_queries(22):
            found, _ = queries.due(femi, TODAY)
        assert len(found) == 10


class TestKeeping:
    def test_it_is_kept_and_the_next_review_is_six_years_on(self, marlon, femi):
        row = keep(marlon, femi)
        assert (row.decision, row.status, row.due_on) == ("retain", "kept", date(2018, 6, 1))
        assert queries.review_of(marlon, TODAY)[0].due_on == date(2025, 3, 31)
        assert Entry.objects.filter(what="retention.keep", offender_id=marlon.pk).count() == 1

    def test_twice_is_once(self, marlon, femi):
        key = uuid4()
        keep(marlon, femi, key)
        with pytest.raises(ValidationError, match="not due"):
            keep(marlon, femi)
        assert Review.objects.count() == 1

    def test_what_is_not_due_is_not_reviewed(self, marlon, femi):
        arrested(marlon, date(2019, 1, 2))
        with pytest.raises(ValidationError, match="not due yet"):
            keep(marlon, femi)

    @pytest.mark.parametrize("who", ["aisha", "dev", "ben", "carla", "hari", "grace"])
    def test_it_is_a_coordinators_or_a_supervisors(self, who, marlon, person):
        with pytest.raises(PermissionDenied):
            keep(marlon, person(who))

    def test_a_reason_is_asked(self, marlon, femi):
        with pytest.raises(ValidationError):
            actions.keep(offender=marlon, reason="no", request_key=uuid4(), by=femi)


class TestDisposal:
    def test_nobody_approves_what_they_proposed(self, marlon, femi):
        review = propose(marlon, femi)
        with pytest.raises(PermissionDenied):
            actions.approve(review=review, by=femi)
        assert Offender.objects.filter(pk=marlon.pk).exists()

    def test_the_record_goes_from_every_table_with_its_history(self, marlon, femi, nadia):
        contact = ContactFactory(offender=marlon, due_on=date(2012, 7, 1))
        Contact.objects.filter(pk=contact.pk).update(outcome="missed_acceptable")
        Note.objects.create(
            offender=marlon, agency=femi.agency, category="offending", noted_on=TODAY, text="Zebra", created_by=femi
        )
        Offender.objects.filter(pk=marlon.pk).update(given_names="Marlon Zebra")
        number = marlon.pk
        made = actions.approve(review=propose(marlon, femi), by=nadia)
        connection.check_constraints()
        assert (made.number, made.proposed_by, made.approved_by, made.group_id) == (1, femi, nadia, "3")
        assert left_of(number) == {}
        assert not Arrest.objects.exists()
        assert not Offence.objects.exists()
        assert made.counts["offenders_offenderevent"] >= 1

    def test_the_certificate_and_the_log_hold_nothing_of_the_person(self, marlon, femi, nadia):
        made = actions.approve(review=propose(marlon, femi), by=nadia)
        entry = Entry.objects.get(pk=made.log_entry)
        assert (entry.verb, entry.what) == ("erased", "retention.dispose")
        assert entry.detail == {"record": entry.detail["record"], "group": "3"}
        for text in (str(made.counts), str(entry.detail), entry.reason):
            assert "Reid" not in text
            assert "Marlon" not in text

    def test_others_records_stay(self, marlon, femi, nadia):
        other = arrested(somebody("Firth"), date(2018, 1, 1))
        actions.approve(review=propose(marlon, femi), by=nadia)
        assert list(Offence.objects.all()) == [other]

    def test_a_hold_stops_it_before_and_after_the_proposal(self, marlon, femi, nadia):
        held = put_on_hold(marlon, femi)
        with pytest.raises(ValidationError, match="hold"):
            propose(marlon, femi)
        actions.lift(held=held, on=TODAY, reason="The inquiry has ended.", version=held.version, by=femi)
        review = propose(marlon, femi)
        put_on_hold(marlon, nadia)
        with pytest.raises(ValidationError, match="hold"):
            actions.approve(review=review, by=nadia)

    def test_an_arrest_after_the_proposal_stops_it(self, marlon, femi, nadia):
        review = propose(marlon, femi)
        arrested(marlon, date(2019, 3, 30))
        with pytest.raises(ValidationError, match="not due"):
            actions.approve(review=review, by=nadia)
        assert Offender.objects.filter(pk=marlon.pk).exists()

    def test_public_protection_is_kept_until_a_hundred(self, marlon, femi):
        from offenders.models import Marker

        Arrest.objects.filter(offender=marlon).update(arrested_on=date(2008, 1, 1))
        Marker.objects.create(
            offender=marlon,
            kind="mappa",
            mappa_category=2,
            mappa_level=1,
            learned_from="MAPPA",
            from_on=date(2005, 1, 1),
            review_on=date(2006, 1, 1),
            ended_on=date(2006, 1, 1),
            ended_because="End of the licence.",
        )
        with pytest.raises(ValidationError, match="until the person is older"):
            propose(marlon, femi)

    def test_a_refusal_says_why_and_the_record_stays(self, marlon, femi, nadia):
        review = actions.refuse(review=propose(marlon, femi), reason="Wanted for the inquest.", by=nadia)
        assert (review.status, review.answered_by) == ("refused", nadia)
        with pytest.raises(ValidationError, match="answered"):
            actions.approve(review=review, by=nadia)

    def test_one_proposal_at_a_time(self, marlon, femi, nadia):
        propose(marlon, femi)
        with pytest.raises(ValidationError):
            propose(marlon, nadia)

    def test_who_proposed_may_withdraw(self, marlon, femi):
        assert (
            actions.withdraw(review=propose(marlon, femi), reason="Proposed by mistake.", by=femi).status == "withdrawn"
        )
        assert Review.objects.filter(status="proposed").count() == 0


class TestHolds:
    def test_a_lifted_hold_is_not_lifted_again(self, marlon, femi):
        held = put_on_hold(marlon, femi)
        lifted = actions.lift(held=held, on=TODAY, reason="The inquiry has ended.", version=1, by=femi)
        with pytest.raises(ValidationError, match="before"):
            actions.lift(held=lifted, on=TODAY, reason="The inquiry has ended.", version=2, by=femi)
        assert Hold.objects.get().lifted_because == "The inquiry has ended."


def somebody(name):
    from tests.factories import OffenderFactory

    return OffenderFactory(family_name=name)


def left_of(number):
    """What any table, or its history, still holds of a person."""
    tables = {one.table: one for one in floored()}
    found = {}
    with connection.cursor() as cursor:
        for one in tables.values():
            cursor.execute(f'SELECT count(*) FROM "{one.table}" WHERE {_whose(one, tables)}', {"person": number})
            if count := cursor.fetchone()[0]:
                found[one.table] = count
    return found


def test_every_table_of_a_person_is_erased():
    """The floor's list is made from the models: a table with a key of a person cannot be forgotten."""
    assert {one.table for one in floored()} >= {
        model._meta.db_table
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is Offender
    }


def test_certificates_are_numbered_in_order(marlon, femi, nadia):
    actions.approve(review=propose(marlon, femi), by=nadia)
    assert DisposalCertificate.objects.get().number == 1
