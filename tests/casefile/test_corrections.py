"""Requests, decisions on misses and on the standard are put right: for a reason, and the old value is kept."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from agencies.models import Agency
from cohorts.models import Cohort
from contacts import actions
from contacts.models import MissDecision, PersonStandard
from contacts.rules.standards import Standard
from offenders.events import requests
from offenders.models import AgencyRequest, CaseLead
from offenders.writing import history
from tests.casefile.test_contacts import agency, at, said
from tests.conftest import TODAY
from tests.factories import ContactFactory, InvolvementFactory, MembershipFactory, OffenderFactory

pytestmark = pytest.mark.django_db
WHY = "Typed in a hurry."


@pytest.fixture
def jarvis(scheme):
    """Led by the police, supervised by probation, supported by the drug service; housing is a stranger."""
    who = OffenderFactory(family_name="Jarvis")
    for code, reason in (("police", "leads"), ("probation", "supervises"), ("drug_service", "supports")):
        InvolvementFactory(offender=who, agency=agency(code), reason=reason)
    MembershipFactory(offender=who, cohort=Cohort.objects.get(code="BD"))
    return who


def sent(day):
    return f"{day.day} {day.month} {day.year}"


def correcting(row, **values):
    return {"version": row.version, "because": WHY, **values}


class TestRequests:
    @pytest.fixture
    def asked(self, jarvis, person):
        return requests.ask(
            offender=jarvis, asked_of=Agency.objects.get(code="drug_service"), text="See him on Tusday.",
            due_on=TODAY + timedelta(7), by=person("aisha"), request_key=uuid4(),
        )  # fmt: skip

    def where(self, asked):
        return reverse("events:correct_request", args=[asked.offender.public_id, asked.pk])

    def values(self, asked, **more):
        return correcting(asked, **{"text": "See him on Tuesday.", "due_on": sent(TODAY + timedelta(3))} | more)

    def test_who_asked_corrects_it_and_who_is_asked_sees_what_changed(self, asked, signed_in):
        aisha = signed_in("aisha")
        one = reverse("events:request", args=[asked.offender.public_id, asked.pk])
        assert self.where(asked) in aisha.get(one).content.decode()
        assert aisha.post(self.where(asked), self.values(asked)).status_code == 302
        asked.refresh_from_db()
        assert (asked.text, asked.due_on, asked.status) == ("See him on Tuesday.", TODAY + timedelta(3), "asked")
        page = signed_in("ben").get(one).content.decode()
        for words in ("See him on Tuesday.", "See him on Tusday.", WHY):
            assert words in page
        assert self.where(asked) not in page

    def test_it_is_not_for_who_is_asked(self, asked, signed_in):
        ben = signed_in("ben")
        assert ben.get(self.where(asked)).status_code == 403
        assert ben.post(self.where(asked), self.values(asked)).status_code == 403

    @pytest.mark.parametrize("step", ["withdraw", "accept"])
    def test_only_while_it_is_open(self, asked, person, signed_in, step):
        by = person("aisha" if step == "withdraw" else "ben")
        requests.take_step(request=asked, step=requests.Step(step), outcome="So be it.", by=by, version=1)
        asked.refresh_from_db()
        answer = signed_in("aisha").post(self.where(asked), self.values(asked))
        assert answer.status_code == (403 if step == "withdraw" else 302)

    @pytest.mark.parametrize(
        ("change", "status"),
        [({"because": ""}, 422), ({"text": " "}, 422), ({"due_on": sent(TODAY)}, 302),
         ({"due_on": sent(TODAY - timedelta(1))}, 422)],
    )  # fmt: skip
    def test_it_says_why_and_a_day_that_is_not_over(self, asked, signed_in, change, status):
        assert signed_in("aisha").post(self.where(asked), self.values(asked, **change)).status_code == status

    def test_who_was_slower_is_shown_what_changed(self, asked, signed_in):
        aisha, values = signed_in("aisha"), self.values(asked)
        assert aisha.post(self.where(asked), values).status_code == 302
        late = aisha.post(self.where(asked), values | {"text": "See him on Thursday."})
        assert late.status_code == 409
        assert AgencyRequest.objects.get().text == "See him on Tuesday."

    def test_who_asked_withdraws_it(self, asked, signed_in):
        one = reverse("events:request", args=[asked.offender.public_id, asked.pk])
        answer = signed_in("aisha").post(one, {"step": "withdraw", "outcome": "He moved.", "version": 1})
        assert answer.status_code == 302
        assert AgencyRequest.objects.get().status == "withdrawn"


class TestDecisionsOnMisses:
    @pytest.fixture
    def decided(self, jarvis, person):
        miss = ContactFactory(offender=jarvis, outcome="missed_unacceptable", due_on=TODAY - timedelta(2))
        return actions.decide_miss(
            contact=miss, decision="warning_sent", decided_on=TODAY, why="", by=person("ines"), request_key=uuid4()
        )

    def values(self, decided, **more):
        given = {"decision": "not_enforced", "decided_on": sent(TODAY - timedelta(1)), "why": "In hospital."}
        return correcting(decided, **given | more)

    def test_it_is_corrected_with_the_old_value_kept(self, decided, jarvis, signed_in):
        ines = signed_in("ines")
        assert at("correct_decision", jarvis, pk=decided.pk) in ines.get(at("misses", jarvis)).content.decode()
        assert ines.post(at("correct_decision", jarvis, pk=decided.pk), self.values(decided)).status_code == 302
        decided.refresh_from_db()
        assert (decided.decision, decided.why, decided.version) == ("not_enforced", "In hospital.", 2)
        assert decided.changed_because == WHY
        assert [old.decision for old in decided.events.all()] == ["warning_sent"]
        assert len(list(history(decided))) == 2
        assert "corrected" in said(signed_in("aisha").get(at("misses", jarvis)))

    @pytest.mark.parametrize(
        "change",
        [{"because": ""}, {"why": ""}, {"decided_on": sent(TODAY + timedelta(1))},
         {"decided_on": sent(TODAY - timedelta(3))}],
    )  # fmt: skip
    def test_by_the_same_rules_as_when_it_was_decided(self, decided, jarvis, signed_in, change):
        answer = signed_in("ines").post(at("correct_decision", jarvis, pk=decided.pk), self.values(decided, **change))
        assert answer.status_code == 422
        assert MissDecision.objects.get().version == 1

    @pytest.mark.parametrize("name", ["correct_decision", "remove_decision"])
    def test_it_is_for_who_decides_misses(self, decided, jarvis, signed_in, name):
        for who in ("aisha", "dev"):
            assert signed_in(who).get(at(name, jarvis, pk=decided.pk)).status_code == 403
        assert signed_in("carla").get(at(name, jarvis, pk=decided.pk)).status_code == 404

    def test_removed_it_lets_the_miss_be_corrected(self, decided, jarvis, signed_in):
        ines = signed_in("ines")
        assert ines.post(at("remove_decision", jarvis, pk=decided.pk), correcting(decided)).status_code == 302
        assert not MissDecision.objects.exists()
        assert "Not decided." in said(ines.get(at("misses", jarvis)))


class TestDecisionsOnTheStandard:
    @pytest.fixture
    def decided(self, jarvis, person):
        return actions.set_standard(
            offender=jarvis, now=Standard(4, 1), weekly=3, at_home=1, why="Kept all.",
            review_on=date(2019, 6, 24), by=person("aisha"), request_key=uuid4(),
        )  # fmt: skip

    def values(self, decided, **more):
        given = {"weekly": 3, "at_home": 0, "why": "Kept all of February.", "review_on": sent(date(2019, 6, 24))}
        return correcting(decided, **given | more)

    def test_it_is_corrected_with_the_old_value_kept(self, decided, jarvis, signed_in):
        aisha = signed_in("aisha")
        assert at("correct_standard", jarvis, pk=decided.pk) in aisha.get(at("standard", jarvis)).content.decode()
        assert aisha.post(at("correct_standard", jarvis, pk=decided.pk), self.values(decided)).status_code == 302
        decided.refresh_from_db()
        assert (decided.weekly, decided.at_home, decided.from_on) == (3, 0, date(2019, 4, 1))
        assert [old.at_home for old in decided.events.all()] == [1]

    @pytest.mark.parametrize(
        ("change", "status"),
        [({"weekly": 2}, 422), ({"weekly": 5}, 302), ({"weekly": 4, "at_home": 1}, 422), ({"at_home": 4}, 422),
         ({"review_on": sent(TODAY)}, 422), ({"review_on": sent(TODAY + timedelta(1))}, 302), ({"because": ""}, 422)],
    )  # fmt: skip
    def test_by_the_same_rules_against_what_stood_before_it(self, decided, jarvis, signed_in, change, status):
        """The scheme asks four a week, one of them at home: lowered by one at a time."""
        answer = signed_in("aisha").post(at("correct_standard", jarvis, pk=decided.pk), self.values(decided, **change))
        assert answer.status_code == status

    def test_a_second_decision_is_held_against_the_first(self, decided, jarvis, signed_in, settings, person):
        settings.FIXED_TODAY = date(2019, 4, 8)
        second = actions.set_standard(
            offender=jarvis, now=Standard(3, 1), weekly=2, at_home=1, why="Works.", review_on=date(2019, 7, 1),
            by=person("aisha"), request_key=uuid4(),
        )  # fmt: skip
        aisha, where = signed_in("aisha"), at("correct_standard", jarvis, pk=second.pk)
        assert aisha.post(where, self.values(second, weekly=1, at_home=0)).status_code == 422
        assert aisha.post(where, self.values(second, weekly=2, at_home=0)).status_code == 302

    @pytest.mark.parametrize("name", ["correct_standard", "remove_standard"])
    def test_nobody_decides_on_a_person_whom_they_lead(self, decided, jarvis, person, signed_in, name):
        police = Agency.objects.get(code="police")
        CaseLead.objects.create(offender=jarvis, agency=police, officer=person("aisha"), from_on=TODAY)
        assert signed_in("aisha").get(at(name, jarvis, pk=decided.pk)).status_code == 403
        assert signed_in("femi").get(at(name, jarvis, pk=decided.pk)).status_code == 200

    @pytest.mark.parametrize("name", ["correct_standard", "remove_standard"])
    def test_it_is_for_who_manages_the_scheme(self, decided, jarvis, signed_in, name):
        for who in ("ben", "dev"):
            assert signed_in(who).post(at(name, jarvis, pk=decided.pk), self.values(decided)).status_code == 403
        assert PersonStandard.objects.get().version == 1

    def test_removed_what_stood_before_stands(self, decided, jarvis, signed_in, settings):
        settings.FIXED_TODAY = date(2019, 4, 1)
        aisha = signed_in("aisha")
        assert aisha.get(at("standard", jarvis)).context["shown"].now.weekly == 3
        assert aisha.post(at("remove_standard", jarvis, pk=decided.pk), correcting(decided)).status_code == 302
        assert aisha.get(at("standard", jarvis)).context["shown"].now.weekly == 4
