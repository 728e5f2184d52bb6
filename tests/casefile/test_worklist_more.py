"""The lines that are about days and numbers: agreements, follow-ons, duplicates, youth, standards, notices; at, above
and below each boundary."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from agencies.models import Agreement, AgreementState
from agencies.roles import Role
from allocation.models import Support
from cohorts.models import Membership
from cohorts.notices import tell_prisons
from contacts.models import PersonStandard
from exchange.models import PossibleDuplicate
from offenders.custody import notices
from offenders.custody.rules import NoticeKind
from offenders.models import CaseLead, CustodySpell, Involvement, Notice
from tests.casefile.test_worklist import kinds, lines, of, proposed, somebody
from tests.conftest import TODAY
from tests.factories import (
    ContactFactory,
    CustodySpellFactory,
    DecisionFactory,
    MembershipFactory,
    OffenderFactory,
    arrested,
)
from tests.people import make_for

pytestmark = pytest.mark.django_db
DAY, FAR = timedelta(1), date(2099, 1, 1)
NOON = datetime(2019, 3, 31, 12, tzinfo=UTC)  # of the tests' day, on which the clocks change


def only(user, source, **more):
    return [(due, fact) for name, due, fact in lines(user, **more) if name == source]


def agreed(**days):
    """The agreement in force with other days: terms change in a draft alone."""
    Agreement.objects.update(state=AgreementState.DRAFT)
    Agreement.objects.update(**days)
    Agreement.objects.update(state=AgreementState.IN_FORCE)


class TestAgreements:
    @pytest.mark.parametrize(("days", "there"), [(-3, True), (0, True), (28, True), (29, False)])
    def test_its_review_is_due_from_28_days_before(self, days, there, person):
        day = TODAY + days * DAY
        agreed(review_on=day, expires_on=FAR)
        said = [(day, f"The sharing agreement is to be reviewed by {day.day} {day:%B %Y}")]
        assert only(person("femi"), "agreement") == (said if there else [])

    @pytest.mark.parametrize(("days", "there"), [(1, True), (28, True), (29, False)])
    def test_its_end(self, days, there, person):
        day = TODAY + days * DAY
        agreed(review_on=FAR, expires_on=day)
        said = [(day, f"The sharing agreement ends on {day.day} {day:%B %Y}")]
        assert only(person("femi"), "agreement") == (said if there else [])

    def test_it_is_for_who_reads_agreements(self, person):
        agreed(review_on=TODAY)
        assert only(person("aisha"), "agreement") == []


class TestFollowOns:
    @pytest.mark.parametrize(
        ("status", "since", "proposed_as", "said"),
        [
            ("GREEN", date(2018, 12, 31), "GREEN", "may be placed in reactive management"),
            ("GREEN", date(2019, 1, 1), "GREEN", None),
            ("GREEN_RM", date(2018, 12, 31), "GREEN", "deselection is due"),
            ("GREEN_RM", date(2019, 1, 1), "GREEN", None),
            ("GREEN_RM", date(2019, 3, 20), "AMBER", "Back to the panel"),
            ("AMBER", date(2018, 12, 31), "GREEN", None),
        ],
    )  # fmt: skip
    def test_a_status_that_has_held_three_months(self, status, since, proposed_as, said, person):
        """From 31 December three months are 31 March, clipped or not (spec/rag.md)."""
        who = somebody(officer=person("aisha"), decided=None, member=False)
        MembershipFactory(offender=who, selected_on=date(2018, 1, 1))
        DecisionFactory(offender=who, status=status, effective_on=since)
        ContactFactory(offender=who, due_on=date(2019, 3, 29))
        if proposed_as == "AMBER":
            arrested(who, date(2019, 3, 10), disposal="bailed")
        proposed(who, proposed_as)
        found = [fact.rpartition(": ")[2] for _, fact in only(person("aisha"), "follow")]
        assert found == ([said] if said else [])
        assert only(make_for("employment", Role.PRACTITIONER), "follow") == []


class TestDuplicates:
    @pytest.fixture
    def pair(self, person):
        first = somebody(decided=None, member=False)
        second = OffenderFactory(family_name="Jarviss", date_of_birth=first.date_of_birth)
        Involvement.objects.create(offender=second, agency=of("police"), reason="home_police", from_on=TODAY)
        low, high = sorted([first, second], key=lambda one: one.pk)
        return PossibleDuplicate.objects.create(first=low, second=high, why="the same birthday", score=90)

    def test_it_is_decided_within_14_days_of_being_found(self, pair, person):
        PossibleDuplicate.objects.update(found_at=NOON)
        assert only(person("femi"), "duplicate") == [(TODAY + 14 * DAY, "Possible duplicate")]

    def test_decided_or_not_ones_to_decide_it_is_gone(self, pair, person):
        PossibleDuplicate.objects.update(found_at=NOON)
        assert only(person("aisha"), "duplicate") == []
        PossibleDuplicate.objects.update(status="different", decided_by=person("femi"), decided_at=timezone.now())
        assert only(person("femi"), "duplicate") == []


class TestYouth:
    def born(self, on, **more):
        who = somebody(decided=None, **more)
        type(who).objects.filter(pk=who.pk).update(date_of_birth=on)
        CaseLead.objects.create(
            offender=who, agency=of("police"), officer=make_for("police", Role.SUPERVISOR), from_on=date(2018, 1, 1)
        )
        return who

    @pytest.mark.parametrize(("born", "there"), [(date(2001, 3, 31), False), (date(2001, 4, 1), True)])
    def test_under_18_without_an_officer_of_youth_justice(self, born, there, person):
        """18 on the tests' day is under 18 no more."""
        self.born(born)
        assert bool(only(person("aisha"), "youth")) is there

    def test_who_has_one_is_not_there(self, person):
        who = self.born(date(2003, 1, 1))
        helps = Involvement.objects.get(offender=who, agency__code="yot")
        officer = make_for("yot", Role.PRACTITIONER)
        Support.objects.create(involvement=helps, offender=who, officer=officer, because="School.", started_by=officer)
        assert only(person("aisha"), "youth") == []

    @pytest.mark.parametrize(
        ("days", "said"), [(-91, None), (-90, "turned"), (0, "turned"), (1, "turns"), (90, "turns"), (91, None)]
    )
    def test_the_review_at_18_stands_90_days_before_and_after(self, days, said, person):
        day = TODAY + days * DAY
        self.born(date(day.year - 18, day.month, day.day))
        assert only(person("aisha"), "at_18") == ([(day, "Review at 18")] if said else [])


class TestStandards:
    @pytest.fixture
    def jarvis(self, person):
        """On Burglary Dwelling: four a week, one of them at home. Last week is 18 to 24 March."""
        return somebody(officer=person("aisha"))

    def kept(self, who, number, home=1):
        for n in range(number):
            ContactFactory(
                offender=who, due_on=date(2019, 3, 18) + n * DAY, kind="home_visit" if n < home else "office"
            )

    @pytest.mark.parametrize(("number", "there"), [(0, True), (3, True), (4, False), (5, False)])
    def test_fewer_than_asked_last_week(self, jarvis, person, number, there):
        self.kept(jarvis, number)
        said = [(date(2019, 3, 27), "Kept fewer appointments than the standard last week")]
        assert only(person("aisha"), "below") == (said if there else [])

    def test_enough_but_none_at_home(self, jarvis, person):
        self.kept(jarvis, 4, home=0)
        assert len(only(person("aisha"), "below")) == 1

    @pytest.mark.parametrize("day", [date(2019, 3, 17), date(2019, 3, 25)])
    def test_what_was_kept_in_another_week_does_not_count(self, jarvis, person, day):
        self.kept(jarvis, 3)
        ContactFactory(offender=jarvis, due_on=day)
        assert len(only(person("aisha"), "below")) == 1

    @pytest.mark.parametrize(
        ("released_on", "there"), [(date(2019, 3, 18), True), (date(2019, 3, 19), False), (None, False)]
    )
    def test_a_week_with_a_day_in_custody_asks_nothing(self, jarvis, person, released_on, there):
        CustodySpellFactory(offender=jarvis, admitted_on=date(2019, 3, 1), released_on=released_on)
        assert bool(only(person("aisha"), "below")) is there

    def test_of_nobody_outside_the_cohorts(self, jarvis, person):
        Membership.objects.all().delete()
        assert only(person("aisha"), "below") == []

    def test_it_is_for_who_reads_appointments_and_the_scheme(self, jarvis, scheme):
        sees = {
            code
            for code in ("police", "probation", "housing", "employment")
            if "below" in kinds(make_for(code, Role.PRACTITIONER))
        }
        assert sees == {"police", "probation", "housing"}

    @pytest.mark.parametrize("days", [-1, 0, 1])
    def test_a_decided_standard_is_reviewed_on_its_day(self, jarvis, person, days):
        day = TODAY + days * DAY
        PersonStandard.objects.create(
            offender=jarvis, weekly=3, at_home=1, decided_on=date(2019, 1, 1), from_on=date(2019, 1, 7), why="Works.",
            review_on=day,
        )  # fmt: skip
        assert only(person("aisha"), "standard") == [(day, "Review of the contact standard")]


class TestNotices:
    @pytest.fixture
    def held(self, person):
        """Jarvis, in the prison of the scheme since January and selected there on 28 March."""
        who = somebody(officer=person("aisha"), decided=None, member=False)
        Involvement.objects.filter(offender=who, agency__code="prison").update(reason="holds")
        CustodySpellFactory(offender=who, establishment="Prison", admitted_on=date(2019, 1, 7))
        return who

    def selected(self, who, on):
        MembershipFactory(offender=who, referred_on=on, selected_on=on)
        tell_prisons([who.pk], TODAY)
        return Notice.objects.get(kind=NoticeKind.SELECTED)

    def test_the_prison_is_to_read_that_somebody_it_holds_was_selected(self, held, person):
        notice = self.selected(held, date(2019, 3, 30))
        prison = make_for("prison", Role.PRACTITIONER)
        assert only(prison, "notice_scheme") == [(date(2019, 4, 1), "Notice to read: selected for a cohort")]
        assert "notice_scheme" not in kinds(person("aisha")) | kinds(make_for("health", Role.PRACTITIONER))
        Notice.objects.filter(pk=notice.pk).update(acknowledged_by=prison, acknowledged_at=timezone.now())
        assert only(prison, "notice_scheme") == []

    @pytest.mark.parametrize(("days", "there"), [(1, False), (2, False), (3, True), (10, True)])
    def test_a_prison_that_has_not_read_it_in_two_days_is_not_told(self, held, person, days, there):
        day = TODAY - days * DAY
        notice = self.selected(held, day)
        said = [(day + 2 * DAY, "Prison not told yet: selected for a cohort")]
        assert only(person("aisha"), "not_told") == (said if there else [])
        assert only(make_for("prison", Role.PRACTITIONER), "not_told") == []
        Notice.objects.filter(pk=notice.pk).update(acknowledged_by=person("femi"), acknowledged_at=timezone.now())
        assert only(person("aisha"), "not_told") == []

    def test_it_is_for_who_reads_the_scheme_and_custody(self, held, scheme):
        self.selected(held, date(2019, 3, 20))
        codes = ("police", "probation", "housing", "employment")
        assert {code for code in codes if "not_told" in kinds(make_for(code, Role.PRACTITIONER))} == {
            "police", "probation", "housing",
        }  # fmt: skip

    def test_the_police_of_the_home_area_are_to_read_of_a_release(self, held, person):
        Involvement.objects.create(offender=held, agency=of("police"), reason="home_police", from_on=date(2019, 1, 1))
        CustodySpell.objects.update(released_on=date(2019, 3, 30))
        notices.tell((NoticeKind.RELEASED,), notices.of_releases, [held.pk], TODAY)
        assert only(person("femi"), "notice_custody") == [(date(2019, 4, 1), "Notice to read: released")]
        assert "notice_custody" not in kinds(person("ines"))
