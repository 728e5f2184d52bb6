"""The prison is told of selections and deselections, the police of the home area of releases: once, and to be read."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from agencies.models import Agency
from agencies.roles import Role
from audit import outbox
from cohorts import tasks  # noqa: F401  (its handler registers itself)
from cohorts.models import Membership
from cohorts.notices import tell_prisons
from offenders.custody import actions
from offenders.custody.queries import notices_for, plans_due, releases_within
from offenders.models import CustodySpell, ExpectedRelease, Notice
from tests.factories import InvolvementFactory, MembershipFactory, OffenderFactory
from tests.offenders.releases import EXPECTED, TODAY, expect, held, involve, officer

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def told(**only):
    rows = Notice.objects.filter(withdrawn_at=None, **only).order_by("kind")
    return [(row.to.code, row.kind, row.day) for row in rows.select_related("to")]


def select(offender, on=TODAY, **more):
    return MembershipFactory(offender=offender, selected_on=on, referred_on=on, **more)


class TestThePrison:
    def test_is_told_of_a_selection_while_it_holds_the_person_and_once(self, scheme):
        offender, _ = held()
        select(offender)
        assert tell_prisons([offender.pk], TODAY) == 1
        assert tell_prisons([offender.pk], TODAY) == tell_prisons(None, TODAY) == 0
        assert told() == [("prison", "selected", TODAY)]

    def test_of_a_deselection_too(self, scheme):
        offender, _ = held()
        row = select(offender, on=date(2018, 5, 1))
        Membership.objects.filter(pk=row.pk).update(deselected_on=TODAY, deselection_code="6A")
        tell_prisons([offender.pk], TODAY)
        assert told() == [("prison", "deselected", TODAY)]

    @pytest.mark.parametrize(("days", "news"), [(0, True), (27, True), (28, False), (29, False)])
    def test_what_is_four_weeks_old_is_no_news(self, scheme, days, news):
        offender, _ = held()
        select(offender, on=TODAY - timedelta(days=days))
        assert bool(tell_prisons(None, TODAY)) is news

    def test_not_of_who_was_selected_before_they_came_in(self, scheme):
        offender, spell = held()
        CustodySpell.objects.filter(pk=spell.pk).update(admitted_on=TODAY)
        select(offender, on=TODAY - timedelta(days=1))
        assert tell_prisons(None, TODAY) == 0

    def test_a_prison_that_is_no_agency_is_told_nothing(self, scheme):
        offender, _ = held(establishment="HMP Elsewhere")
        select(offender)
        assert tell_prisons(None, TODAY) == 0

    def test_what_is_no_longer_so_and_was_not_read_is_taken_back(self, scheme):
        offender, _ = held()
        row = select(offender)
        tell_prisons([offender.pk], TODAY)
        row.delete()
        tell_prisons([offender.pk], TODAY)
        assert told() == []

    def test_what_was_read_stays(self, scheme):
        offender, _ = held()
        row, by = select(offender), officer()
        tell_prisons([offender.pk], TODAY)
        actions.acknowledge(notice=Notice.objects.get(), by=by)
        row.delete()
        tell_prisons([offender.pk], TODAY)
        assert Notice.objects.get().acknowledged_by == by
        assert told() == [("prison", "selected", TODAY)]

    def test_a_membership_that_an_import_brings_is_told_by_the_outbox(self, scheme):
        offender, _ = held()
        select(offender)
        outbox.put(outbox.FACTS_CHANGED, import_number=7)
        outbox.relay()
        assert told(kind="selected") == [("prison", "selected", TODAY)]


class TestTheHomeForce:
    def test_is_told_of_a_date_of_a_new_date_and_of_the_release(self, scheme):
        offender, spell = held()
        by = officer()
        expect(offender, by)
        outbox.relay()
        assert told() == [("police", "expected", EXPECTED)]
        expect(offender, by, on=date(2019, 5, 3))
        outbox.relay()
        assert told() == [("police", "expected", date(2019, 5, 3))]
        actions.release(spell=spell, released_on=TODAY, version=1, by=by)
        outbox.relay()
        assert told() == [("police", "released", TODAY)]

    def test_a_move_between_prisons_is_no_release(self, scheme):
        _, spell = held()
        actions.transfer(
            spell=spell, establishment="HMP Elsewhere", moved_on=TODAY, version=1, by=officer(), request_key=uuid4()
        )
        outbox.relay()
        assert told() == []

    def test_nobody_is_told_of_who_has_no_home_here(self, scheme):
        offender, _ = held()
        offender.involvements.filter(reason="home_police").delete()
        expect(offender, officer())
        outbox.relay()
        assert told() == []

    def test_a_release_that_an_import_brings_ends_what_was_expected(self, scheme):
        offender, spell = held()
        expect(offender, officer())
        CustodySpell.objects.filter(pk=spell.pk).update(released_on=TODAY)
        outbox.put(outbox.FACTS_CHANGED, import_number=7)
        outbox.relay()
        row = ExpectedRelease.objects.get()
        assert (row.ended_on, row.ended_as) == (TODAY, "released")
        assert told() == [("police", "released", TODAY)]


class TestReading:
    def notice(self):
        offender, _ = held()
        select(offender)
        tell_prisons([offender.pk], TODAY)
        return Notice.objects.get()

    def test_by_a_named_person_of_that_agency_and_the_first_stands(self, scheme):
        notice, first, second = self.notice(), officer(), officer("prison", Role.COORDINATOR)
        actions.acknowledge(notice=notice, by=first)
        assert actions.acknowledge(notice=notice, by=second).acknowledged_by == first

    @pytest.mark.parametrize(("agency", "role"), [("prison", Role.VIEWER), ("police", Role.PRACTITIONER)])
    def test_not_by_who_reads_only_nor_by_another_agency(self, scheme, agency, role):
        with pytest.raises(PermissionDenied):
            actions.acknowledge(notice=self.notice(), by=officer(agency, role))

    def test_a_restricted_person_is_in_nobodys_list(self, scheme, person):
        from offenders.models import Restriction

        notice, by = self.notice(), officer()
        assert notices_for(by).exists()
        Restriction.objects.create(
            offender=notice.offender, why="relative", reason="His sister works here.", made_by=person("femi")
        )
        assert not notices_for(by).exists()

    def test_the_letter_names_nobody(self, scheme):
        self_offender, _ = held()
        officer("prison", Role.SUPERVISOR), officer()
        select(self_offender)
        tell_prisons([self_offender.pk], TODAY)
        outbox.relay()
        (letter,) = mail.outbox  # to the supervisor alone: an agency that has one hands it on itself
        said = letter.subject + letter.body
        assert "/releases/notices/" in said
        assert not any(word in said for word in ("Jarvis", "Ethan", "Burglary", "elect"))


class TestOffers:
    @pytest.mark.parametrize(("days", "there"), [(-1, True), (0, True), (28, True), (29, False)])
    def test_releases_within_28_days(self, scheme, days, there):
        offender, _ = held()
        row = expect(offender, officer())
        ExpectedRelease.objects.filter(pk=row.pk).update(expected_on=TODAY + timedelta(days=days))
        assert bool(releases_within(28, TODAY)) is there
        assert plans_due(TODAY).exists() is there

    def test_who_is_not_inside_is_expected_by_nobody(self, scheme):
        offender, spell = held()
        expect(offender, officer())
        CustodySpell.objects.filter(pk=spell.pk).update(released_on=TODAY)
        assert releases_within(28, TODAY) == []


def test_somebody_held_for_whom_nobody_is_involved_is_no_matter(scheme):
    stranger = OffenderFactory()
    InvolvementFactory(offender=stranger, agency=Agency.objects.get(code="police"))
    involve(stranger, ("probation", "leads"))
    assert tell_prisons(None, TODAY) == 0
