"""Recording, prolonging and withdrawing a consent: who may, in what state, once, and in the log."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.categories import Category
from agencies.roles import Role
from audit.models import Entry
from offenders import policies as sight
from offenders.consent import actions, policies, queries
from offenders.models import Consent, Involvement
from tests import people
from tests.conftest import TODAY
from tests.offenders.consents import DAY, HOW, again, agency, consent, given, jarvis

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def ethan(scheme):
    return jarvis()


@pytest.fixture
def ben(person):
    return person("ben")


def record(offender, by, key=None, **what):
    return actions.record(offender=offender, given=given(**what), request_key=key or uuid4(), by=by)


def treatment_open(user, offender):
    return sight.view_of(user, offender.pk).levels.reads(Category.TREATMENT)


class TestRecording:
    def test_a_consent_is_kept_with_everything_and_logged_with_its_category(self, ethan, ben):
        made = record(ethan, ben, given_on=TODAY - 3 * DAY, until_on=TODAY + 90 * DAY)
        assert (made.category, made.agency.code, made.how, made.recorded_by) == ("treatment", "probation", HOW, ben)
        assert (made.given_on, made.until_on, made.withdrawn_on) == (TODAY - 3 * DAY, TODAY + 90 * DAY, None)
        entry = Entry.objects.get(what="consent.record")
        assert (entry.verb, entry.offender_id, entry.categories) == ("changed", ethan.pk, ["treatment"])
        assert entry.detail == {"consent": made.pk, "agency": "probation"}

    def test_a_double_click_is_one(self, ethan, ben):
        key = uuid4()
        assert record(ethan, ben, key) == record(ethan, ben, key)
        assert Consent.objects.count() == Entry.objects.filter(what="consent.record").count() == 1

    @pytest.mark.parametrize(
        "other", [{"to": "prison"}, {"how": "Told Ben."}, {"until_on": TODAY + DAY}, {"given_on": TODAY - DAY}]
    )
    def test_the_same_key_with_other_contents_says_so(self, other, ethan, ben):
        key = uuid4()
        record(ethan, ben, key)
        with pytest.raises(ValidationError, match="sent before with other words"):
            record(ethan, ben, key, **other)

    def test_a_page_sent_again_brings_back_nothing_that_was_withdrawn(self, ethan, ben, person):
        key = uuid4()
        made = record(ethan, ben, key)
        actions.withdraw(consent=made, on=TODAY, how="Told Ben.", by=ben)
        assert record(ethan, ben, key).withdrawn_on == TODAY
        assert not treatment_open(person("ines"), ethan)

    @pytest.mark.parametrize(
        ("given_on", "refused"),
        [
            (TODAY - DAY, ""),
            (TODAY, ""),
            (TODAY + DAY, "before it is given"),
            (date(1990, 5, 3), ""),  # the day of birth
            (date(1990, 5, 2), "before the person was born"),
        ],
    )
    def test_on_which_days_it_may_have_been_given(self, given_on, refused, ethan, ben):
        if refused:
            with pytest.raises(ValidationError, match=refused):
                record(ethan, ben, given_on=given_on)
        else:
            assert record(ethan, ben, given_on=given_on).pk

    @pytest.mark.parametrize(
        ("given_on", "until_on", "refused"),
        [
            (TODAY, None, ""),
            (TODAY, TODAY + DAY, ""),
            (TODAY, TODAY, "has to end after 31 March 2019"),
            (TODAY - 9 * DAY, TODAY + DAY, ""),
            (TODAY - 9 * DAY, TODAY, "run out already"),
            (TODAY - 9 * DAY, TODAY - 9 * DAY, "has to end after 22 March 2019"),
        ],
    )
    def test_until_when_it_may_run(self, given_on, until_on, refused, ethan, ben):
        if refused:
            with pytest.raises(ValidationError, match=refused):
                record(ethan, ben, given_on=given_on, until_on=until_on)
        else:
            assert record(ethan, ben, given_on=given_on, until_on=until_on).pk

    def test_it_says_how(self, ethan, ben):
        with pytest.raises(ValidationError, match="signed form"):
            record(ethan, ben, how="  ")

    @pytest.mark.parametrize(
        ("days", "says"),
        [
            ({"until_on": TODAY + 9 * DAY}, r"given on 1 March 2019, until 9 April 2019\. Prolong that one"),
            ({}, r"given on 1 March 2019, without an end\. Prolong that one, or withdraw it first"),
            (
                {"given_on": TODAY + DAY, "until_on": TODAY + 9 * DAY},
                r"it begins on 1 April 2019, until 9 April 2019\. Prolong",
            ),
        ],
    )
    def test_an_overlap_is_refused_and_says_which_stands(self, days, says, ethan, ben):
        consent(ethan, ben, **days)
        with pytest.raises(ValidationError, match=f"Probation has a consent to treatment detail already: {says}"):
            record(ethan, ben)

    def test_an_overlap_with_one_that_is_over_says_from_when_a_new_one_can_be(self, ethan, ben):
        consent(ethan, ben, until_on=TODAY - 10 * DAY)
        with pytest.raises(ValidationError, match="given on 21 March 2019 at the earliest"):
            record(ethan, ben, given_on=TODAY - 11 * DAY)
        assert record(ethan, ben, given_on=TODAY - 10 * DAY).pk

    def test_an_overlap_with_one_that_was_withdrawn_too(self, ethan, ben):
        consent(ethan, ben, withdrawn_on=TODAY - 10 * DAY, withdrawn_by=ben, withdrawn_how="Told Ben.")
        with pytest.raises(ValidationError, match=r"withdrawn on 21 March 2019\. A new one can be given on 21 March"):
            record(ethan, ben, given_on=TODAY - 11 * DAY)
        assert record(ethan, ben, given_on=TODAY - 10 * DAY).pk

    def test_another_agency_or_category_is_no_overlap(self, ethan, ben, scheme):
        consent(ethan, ben)
        assert record(ethan, ben, to="prison").pk
        nurse = people.make_for("health", Role.PRACTITIONER)
        assert record(ethan, nurse, to="prison", category=Category.HEALTH).pk


class TestWhoRecords:
    @pytest.mark.parametrize(
        ("code", "role", "category", "records"),
        [
            ("drug_service", Role.PRACTITIONER, "treatment", True),
            ("drug_service", Role.SUPERVISOR, "treatment", True),
            ("drug_service", Role.VIEWER, "treatment", False),
            ("drug_service", Role.PRACTITIONER, "health", False),
            ("health", Role.PRACTITIONER, "health", True),
            ("health", Role.PRACTITIONER, "treatment", False),
            ("probation", Role.PRACTITIONER, "treatment", False),
            ("police", Role.COORDINATOR, "treatment", False),
            ("housing", Role.PRACTITIONER, "treatment", False),
        ],
    )
    def test_who_manages_the_category(self, code, role, category, records, ethan):
        who, what = people.make_for(code, role), {"to": "prison", "category": Category(category)}
        assert policies.may_record(who, ethan, Category(category)) is records
        if records:
            assert record(ethan, who, **what).recorded_by == who
            return
        with pytest.raises(PermissionDenied):
            record(ethan, who, **what)
        assert not Consent.objects.exists()

    def test_a_practitioner_on_the_caseload_alone(self, ethan, ben):
        Involvement.objects.filter(agency=agency("drug_service")).update(reason="cohort")
        with pytest.raises(PermissionDenied):
            record(ethan, ben)

    @pytest.mark.parametrize("code", ["police", "housing", "employment", "drug_service"])
    def test_only_to_agencies_that_read_it_by_consent_alone(self, code, ethan, ben):
        with pytest.raises(ValidationError, match="Choose another"):
            record(ethan, ben, to=code)

    def test_the_agencies_are_those_of_the_agreement(self, scheme):
        found = {c: [a.code for a in agencies] for c, agencies in queries.recipients(TODAY).items()}
        assert found == {
            Category.TREATMENT: ["probation", "prison", "yot", "health"],
            Category.HEALTH: ["drug_service", "prison"],
        }


class TestWithdrawing:
    def test_it_acts_at_once_and_says_when_how_and_by_whom(self, ethan, ben, person):
        made = consent(ethan, ben)
        assert treatment_open(person("ines"), ethan)
        actions.withdraw(consent=made, on=TODAY - DAY, how=" Told Ines. ", by=person("ines"))
        made.refresh_from_db()
        assert (made.withdrawn_on, made.withdrawn_how, made.withdrawn_by) == (
            TODAY - DAY, "Told Ines.", person("ines"),
        )  # fmt: skip
        assert made.version == 2
        assert not treatment_open(person("ines"), ethan)
        entry = Entry.objects.get(what="consent.withdraw")
        assert (entry.verb, entry.offender_id, entry.categories) == ("changed", ethan.pk, ["treatment"])

    @pytest.mark.parametrize(
        ("on", "refused"),
        [
            (TODAY, ""),
            (TODAY + DAY, "Withdrawal acts at once"),
            (TODAY - 30 * DAY, ""),  # the day it was given
            (TODAY - 31 * DAY, "given on 1 March 2019"),
        ],
    )
    def test_on_which_day(self, on, refused, ethan, ben):
        made = consent(ethan, ben)
        if refused:
            with pytest.raises(ValidationError, match=refused):
                actions.withdraw(consent=made, on=on, how="Told Ben.", by=ben)
        else:
            assert actions.withdraw(consent=made, on=on, how="Told Ben.", by=ben).withdrawn_on == on

    def test_it_says_how(self, ethan, ben):
        with pytest.raises(ValidationError, match="Say how"):
            actions.withdraw(consent=consent(ethan, ben), on=TODAY, how=" ", by=ben)

    def test_a_double_click_is_one(self, ethan, ben):
        made = consent(ethan, ben)
        for _ in range(2):
            actions.withdraw(consent=made, on=TODAY, how="Told Ben.", by=ben)
        assert Entry.objects.filter(what="consent.withdraw").count() == 1

    def test_who_comes_second_is_told_who_was_first(self, ethan, ben, person):
        made = consent(ethan, ben)
        actions.withdraw(consent=made, on=TODAY, how="Told Ben.", by=ben)
        with pytest.raises(ValidationError, match="already, on 31 March 2019: Ben Okafor recorded that"):
            actions.withdraw(consent=made, on=TODAY, how="Told Ines.", by=person("ines"))

    def test_what_has_run_out_needs_no_withdrawal(self, ethan, ben):
        made = consent(ethan, ben, until_on=TODAY)
        with pytest.raises(ValidationError, match="ran out on 31 March 2019"):
            actions.withdraw(consent=made, on=TODAY, how="Told Ben.", by=ben)

    def test_a_prolongation_goes_with_what_it_prolongs(self, ethan, ben, person, settings):
        made = consent(ethan, ben, until_on=TODAY + 9 * DAY)
        later = actions.renew(consent=made, until_on=None, how=HOW, request_key=uuid4(), by=ben)
        with pytest.raises(ValidationError, match="not begun yet"):
            actions.withdraw(consent=later, on=TODAY, how="Told Ben.", by=ben)
        actions.withdraw(consent=made, on=TODAY, how="Told Ben.", by=ben)
        later.refresh_from_db()
        assert later.withdrawn_how == "Withdrawn on 31 March 2019, before it began: Told Ben."
        settings.FIXED_TODAY = TODAY + 30 * DAY
        assert not treatment_open(person("ines"), ethan)

    @pytest.mark.parametrize(
        ("code", "may"),
        [("drug_service", True), ("probation", True), ("prison", False), ("health", False), ("police", False)],
    )
    def test_by_who_records_it_and_by_every_reader_of_the_agency_it_was_given_to(self, code, may, ethan, ben):
        made, viewer = consent(ethan, ben), people.make_for(code, Role.VIEWER, Role.PRACTITIONER)
        assert policies.may_withdraw(viewer, made) is may
        if not may:
            with pytest.raises(PermissionDenied):
                actions.withdraw(consent=made, on=TODAY, how="Told me.", by=viewer)

    def test_a_viewer_of_the_agency_that_reads_by_it_may_too(self, ethan, ben):
        made = consent(ethan, ben)
        assert policies.may_withdraw(people.make_for("probation", Role.VIEWER), made)
        assert not policies.may_withdraw(people.make_for("drug_service", Role.VIEWER), made)


class TestProlonging:
    def test_a_new_one_begins_on_the_day_on_which_the_old_one_ends(self, ethan, ben, person, settings):
        made = consent(ethan, ben, until_on=TODAY + 9 * DAY)
        key = uuid4()
        new = actions.renew(consent=made, until_on=TODAY + 99 * DAY, how=HOW, request_key=key, by=ben)
        assert actions.renew(consent=made, until_on=TODAY + 99 * DAY, how=HOW, request_key=key, by=ben) == new
        assert (new.given_on, new.until_on, new.agency, new.category) == (
            TODAY + 9 * DAY, TODAY + 99 * DAY, made.agency, made.category,
        )  # fmt: skip
        for day, opens in ((8, True), (9, True), (98, True), (99, False)):
            settings.FIXED_TODAY = TODAY + day * DAY
            assert treatment_open(again(person("ines")), ethan) is opens

    @pytest.mark.parametrize(
        ("days", "until", "refused"),
        [
            ({}, None, "has no end"),
            ({"until_on": TODAY}, None, "does not stand any more"),
            ({"until_on": TODAY + 9 * DAY}, TODAY + 9 * DAY, "has to end after 9 April 2019"),
            ({"given_on": TODAY + DAY, "until_on": TODAY + 9 * DAY}, None, "does not stand"),
        ],
    )
    def test_what_is_not_prolonged(self, days, until, refused, ethan, ben):
        with pytest.raises(ValidationError, match=refused):
            actions.renew(consent=consent(ethan, ben, **days), until_on=until, how=HOW, request_key=uuid4(), by=ben)

    def test_twice_is_an_overlap(self, ethan, ben):
        made = consent(ethan, ben, until_on=TODAY + 9 * DAY)
        actions.renew(consent=made, until_on=None, how=HOW, request_key=uuid4(), by=ben)
        with pytest.raises(ValidationError, match="it begins on 9 April 2019, without an end"):
            actions.renew(consent=made, until_on=None, how=HOW, request_key=uuid4(), by=ben)

    def test_by_who_records_alone(self, ethan, ben, person):
        made = consent(ethan, ben, until_on=TODAY + 9 * DAY)
        with pytest.raises(PermissionDenied):
            actions.renew(consent=made, until_on=None, how=HOW, request_key=uuid4(), by=person("ines"))
