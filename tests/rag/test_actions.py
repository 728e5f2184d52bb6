"""Storing proposals, and deciding."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.code_lists import command_line
from agencies.models import Agency
from audit.models import Entry, OutboxMessage
from cohorts.models import Membership
from contacts.models import Appointment
from offenders.models import CaseLead, Offender
from rag.actions import decide, record_proposals
from rag.models import Decision, Proposal, RuleSet
from rag.queries import current_decisions, current_proposals
from tests.conftest import TODAY
from tests.factories import ContactFactory, DecisionFactory, MembershipFactory, OffenderFactory, arrested
from tests.rag.scheme import DATA

pytestmark = [pytest.mark.django_db, pytest.mark.services]
TOMORROW = TODAY + timedelta(1)


@pytest.fixture
def jarvis(scheme):
    """A member who keeps appointments: GREEN is proposed."""
    jarvis = MembershipFactory().offender
    ContactFactory(offender=jarvis, due_on=date(2019, 3, 20))
    return jarvis


def record(on=TODAY, **more):
    return record_proposals(on=on, by=command_line(), **more)


def kept(offender):
    return [(p.as_of, p.status, p.current) for p in Proposal.objects.filter(offender=offender).order_by("id")]


class TestRecordProposals:
    def test_each_night_stores_one_a_member(self, jarvis):
        assert (record(), record(TOMORROW)) == (1, 1)
        assert kept(jarvis) == [(TODAY, "GREEN", False), (TOMORROW, "GREEN", True)]

    def test_a_later_run_of_the_day_stores_what_differs_beside_it(self, jarvis):
        record()
        assert record() == 0
        arrested(jarvis, date(2019, 3, 20))
        assert record() == 1
        assert kept(jarvis) == [(TODAY, "GREEN", False), (TODAY, "AMBER", True)]

    def test_another_reason_for_the_same_status_is_stored_too(self, jarvis):
        arrested(jarvis, date(2019, 3, 20), disposal="bailed")
        record()
        arrested(jarvis, date(2019, 3, 21), disposal="bailed")
        assert record() == 1
        texts = [p.reasons[0]["text"] for p in Proposal.objects.order_by("id")]
        assert texts == ["Arrested 20 March 2019", "Arrested 21 March 2019; Arrested 20 March 2019"]

    def test_reasons_are_kept_with_their_records_and_the_values_they_rested_on(self, jarvis):
        arrest = arrested(jarvis, date(2019, 3, 20), disposal="bailed").arrest
        severity = arrest.offences.get().offence_code.severity
        record()
        bailed = {"severity": severity, "positive": False, "open": True}
        assert current_proposals([jarvis.pk])[jarvis.pk].reasons == [
            {
                "code": "arrest",
                "text": "Arrested 20 March 2019",
                "category": "offending",
                "status": "AMBER",
                "records": [["offenders.arrest", arrest.pk, {"arrested_on": "2019-03-20", "offences": [bailed]}]],
            }
        ]

    def test_what_is_missing_is_kept_with_it_and_a_change_of_it_alone_is_another_proposal(self, jarvis, person):
        """Kept on 20 March; a miss on 3 March would make it 1 of 2, after 1 of 1 on 20 February."""
        ContactFactory(offender=jarvis, due_on=date(2019, 2, 20))
        record()
        probation = Agency.objects.get(code="probation")
        booked = Appointment.objects.create(offender=jarvis, agency=probation, kind="office", due_on=date(2019, 3, 3))
        assert record() == 1
        gap = {
            "code": "appointment_outcome",
            "text": "No outcome recorded of an appointment with Probation since 3 March 2019",
            "category": "engagement",
            "could_be": ["AMBER"],
        }
        assert current_proposals([jarvis.pk])[jarvis.pk].missing == [gap]
        assert record() == 0
        booked.status = "called_off"
        booked.save()
        assert record() == 1
        assert current_proposals([jarvis.pk])[jarvis.pk].missing == []

    def test_only_members_of_the_day_whom_nobody_withdrew(self, jarvis):
        MembershipFactory(offender__withdrawn=True)
        OffenderFactory()
        MembershipFactory(deselected_on=TODAY, deselection_code_id="5")
        MembershipFactory(selected_on=TOMORROW, referred_on=TODAY)
        assert record() == 1

    def test_somebody_on_two_cohorts_has_one_proposal(self, jarvis):
        MembershipFactory(offender=jarvis, cohort__code="PI")
        assert record() == 1

    def test_who_has_left_has_no_current_proposal_and_keeps_the_old(self, jarvis):
        record()
        Membership.objects.update(deselected_on=TODAY, deselection_code="5")
        assert record(offender_ids=[jarvis.pk]) == 0
        assert kept(jarvis) == [(TODAY, "GREEN", False)]
        assert current_proposals([jarvis.pk]) == {}

    def test_who_was_withdrawn_has_none_either(self, jarvis):
        record()
        Offender.objects.update(withdrawn=True)
        record()
        assert current_proposals([jarvis.pk]) == {}

    def test_of_the_people_named_alone(self, jarvis):
        other = MembershipFactory().offender
        assert record(offender_ids=[other.pk, other.pk]) == 1
        assert kept(jarvis) == []
        assert record(offender_ids=[]) == 0

    def test_a_day_gone_by_changes_nobody_who_has_a_later_one(self, jarvis):
        record()
        assert record(TODAY - timedelta(1)) == 0
        assert kept(jarvis) == [(TODAY, "GREEN", True)]

    def test_a_run_is_logged_once_and_names_nobody(self, jarvis):
        record()
        entry = Entry.objects.get(what="rag.record_proposals")
        assert (entry.verb, entry.offender_id, entry.user_name) == ("computed", None, "command line")
        assert entry.detail == {"on": "2019-03-31", "rules": 1, "stored": 1}

    def test_by_the_rules_in_force_on_the_day(self, jarvis):
        arrested(jarvis, date(2019, 2, 10), disposal="bailed")
        thresholds = {**DATA["thresholds"], "recent_months": 2}
        RuleSet.objects.create(version=2, in_force_from=TOMORROW, thresholds=thresholds, source="Agreed by the board.")
        record()
        record(TOMORROW)
        assert [(p.status, p.rule_set.version) for p in Proposal.objects.order_by("id")] == [("GREEN", 1), ("AMBER", 2)]

    def test_many_people_take_no_more_queries_than_a_few(self, jarvis, django_assert_num_queries):
        def queries():
            from django.db import connection
            from django.test.utils import CaptureQueriesContext

            with CaptureQueriesContext(connection) as found:
                record()
            return len(found)

        few = queries()
        MembershipFactory.create_batch(20)
        assert queries() <= few + 1


class TestDecide:
    def decide(self, offender, by, **more):
        given = {"status": "AMBER", "effective_on": TODAY, "decided_by": "panel", **more}
        return decide(offender=offender, by=by, **given)

    def test_a_decision_holds_from_its_day(self, jarvis, person):
        decision = self.decide(jarvis, person("esther"))
        assert current_decisions([jarvis.pk], TODAY) == {jarvis.pk: decision}
        assert (decision.decided_by_user, decision.created_by) == (person("esther"), person("esther"))

    def test_nothing_is_overwritten(self, jarvis, person):
        first = self.decide(jarvis, person("esther"))
        second = self.decide(jarvis, person("esther"), status="GREEN")
        assert Decision.objects.filter(offender=jarvis).count() == 2
        assert first.ref < second.ref  # so that the second holds
        assert current_decisions([jarvis.pk], TODAY)[jarvis.pk] == second

    def test_it_is_logged_and_the_facts_have_changed(self, jarvis, person):
        self.decide(jarvis, person("esther"))
        entry = Entry.objects.get(what="rag.decide")
        assert (entry.offender_id, entry.user_name, entry.categories) == (jarvis.pk, "Esther Quinn", ["scheme"])
        message = OutboxMessage.objects.get()
        assert (message.kind, message.payload) == ("facts_changed", {"offender_ids": [jarvis.pk]})

    def test_nobody_decides_on_a_person_whom_they_lead(self, jarvis, person):
        esther = person("esther")
        CaseLead.objects.create(offender=jarvis, agency=esther.agency, officer=esther, from_on=date(2018, 1, 1))
        with pytest.raises(PermissionDenied):
            self.decide(jarvis, esther)
        assert not Decision.objects.exists()

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"effective_on": TOMORROW}, "effective_on"),
            ({"decided_by": "interim"}, "reason"),
            ({"decided_by": "interim", "reason": "  "}, "reason"),
        ],
    )
    def test_what_cannot_stand_is_refused(self, change, field, jarvis, person):
        with pytest.raises(ValidationError) as refused:
            self.decide(jarvis, person("esther"), **change)
        assert list(refused.value.message_dict) == [field]
        assert not Decision.objects.exists()
        assert not OutboxMessage.objects.exists()

    def test_a_panel_says_why_where_it_differs_from_the_proposal(self, jarvis, person):
        record()
        proposal = Proposal.objects.get()
        self.decide(jarvis, person("esther"), status="GREEN", proposal=proposal)
        with pytest.raises(ValidationError):
            self.decide(jarvis, person("esther"), status="AMBER", proposal=proposal)
        self.decide(jarvis, person("esther"), status="AMBER", proposal=proposal, reason="Seen with old friends.")

    def test_a_proposal_of_somebody_else_is_refused(self, jarvis, person):
        other = MembershipFactory().offender
        record()
        with pytest.raises(ValidationError):
            self.decide(jarvis, person("esther"), status="AMBER", proposal=Proposal.objects.get(offender=other))

    def test_an_interim_decision_beside_a_panels_of_the_day_would_never_hold(self, jarvis, person):
        DecisionFactory(offender=jarvis, effective_on=TODAY, decided_by="panel")
        with pytest.raises(ValidationError):
            self.decide(
                jarvis, person("aisha"), decided_by="interim", reason="Arrested this morning.", review_on=TOMORROW
            )

    def test_a_panel_overrules_an_interim_decision_of_the_day(self, jarvis, person):
        self.decide(jarvis, person("aisha"), decided_by="interim", reason="Arrested this morning.", review_on=TOMORROW)
        decision = self.decide(jarvis, person("esther"), status="GREEN")
        assert current_decisions([jarvis.pk], TODAY)[jarvis.pk] == decision
