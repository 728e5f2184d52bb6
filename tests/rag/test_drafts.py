"""A version of the rules: drafted by a coordinator, tried on today's register, put in force by a second person."""

from copy import deepcopy
from datetime import date

import pytest
from django.urls import reverse

import rag.tasks  # noqa: F401 (its handlers)
from agencies.code_lists import command_line
from agencies.drafts import actions as drafts
from agencies.roles import Role
from audit import outbox
from audit.models import Entry
from rag.actions import preview, record_proposals
from rag.forms import RulesForm, initial
from rag.models import Proposal, RuleChange, RuleSet
from rag.rules.described import said as in_words
from tests.casefile.test_scheme import as_
from tests.conftest import TODAY
from tests.drafted import agreed, draft, proposed
from tests.factories import ContactFactory, IntelligenceReportFactory, InvolvementFactory, MembershipFactory, arrested
from tests.people import make_for
from tests.rag.made import due, found
from tests.rag.scheme import changed

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def femi(person, scheme):
    return person("femi")


@pytest.fixture
def second(scheme):
    return make_for("probation", Role.SUPERVISOR)


def two_months():
    data = deepcopy(RuleSet.objects.get(version=1).thresholds)
    data["recent_months"] = 2
    return data


def draft_of_rules(by, values=None):
    return draft(RuleSet, by, values or two_months())


def member(*, arrest):
    """Keeps appointments in both months, and was arrested once, with no disposal that is proved."""
    who = MembershipFactory().offender
    InvolvementFactory(offender=who, agency__code="police")
    for day in (date(2019, 3, 20), date(2019, 2, 20)):
        ContactFactory(offender=who, due_on=day)
    arrested(who, arrest, disposal="no_further_action")
    return who


def test_an_old_proposal_is_explained_by_the_version_of_its_day(femi, second):
    who = member(arrest=date(2019, 2, 10))
    record_proposals(on=TODAY, by=command_line())
    agreed(proposed(draft_of_rules(femi), femi), second, TODAY)
    record_proposals(on=TODAY, by=command_line())
    made = Proposal.objects.filter(offender=who).order_by("id")
    assert [(p.status, p.rule_set.version) for p in made] == [("GREEN", 1), ("AMBER", 2)]


class TestPreview:
    def test_whose_proposal_would_change_and_why(self, femi):
        """An arrest of 10 February lies in the last two months and not in the last one; one of 10 March in both."""
        changes, stays = member(arrest=date(2019, 2, 10)), member(arrest=date(2019, 3, 10))
        made = preview(rule_set=draft_of_rules(femi), on=TODAY, by=command_line())
        assert (made.members, made.against.version, made.edits) == (2, 1, 1)
        found = made.changes.get()
        assert (found.offender, found.was, found.would_be) == (changes, "GREEN", "AMBER")
        assert [reason["text"] for reason in found.would_be_reasons] == ["Arrested 10 February 2019"]
        assert stays.pk != changes.pk

    def test_a_change_of_the_draft_is_tried_anew_by_way_of_the_outbox(self, femi):
        member(arrest=date(2019, 2, 10))
        row = draft_of_rules(femi)
        outbox.relay()
        assert RuleChange.objects.count() == 1
        data = two_months() | {"recent_months": 1}
        row = drafts.edit(row=row, values=data, source="x", because="y", edits=1, by=femi)
        outbox.relay()
        assert (row.previews.get().edits, RuleChange.objects.count()) == (2, 0)

    def test_twice_is_once_and_what_is_settled_is_not_tried(self, femi, second):
        row = draft_of_rules(femi)
        assert preview(rule_set=row, on=TODAY, by=femi) == preview(rule_set=row, on=TODAY, by=femi)
        agreed(proposed(row, femi), second)
        assert preview(rule_set=row, on=TODAY, by=femi) is None


def test_a_sentence_names_the_window_of_its_version():
    """Kept 0 of 1 in two months; and GREEN for who kept one."""
    missed = found(thresholds=changed(recent_months=2), engaged=False, appointments=[due("02-10", "missed")])
    assert "None of 1 appointments kept in the last 2 months" in [reason.text for reason in missed.reasons]
    green = found(thresholds=changed(recent_months=2))
    assert green.reasons[0].text == "Nothing of concern in the last 2 months, and engagement is shown"


class TestForm:
    def test_version_1_goes_through_the_form_unchanged(self, scheme):
        data = RuleSet.objects.get(version=1).thresholds
        said = {**initial(data), "because": "x", "source": "y"}
        form = RulesForm(said)
        assert form.is_valid(), form.errors
        made = form.values()
        assert in_words(made) == in_words(data)
        assert {**made, "order": None} == {**data, "order": None}
        assert [(s["status"], s["alone"], set(s["reasons"])) for s in made["order"]] == [
            (s["status"], s["alone"], set(s["reasons"])) for s in data["order"]
        ]

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"recent_months": "0"}, "recent_months"),
            ({"recent_months": "61"}, "recent_months"),
            ({"stable_pathways_percent": "101"}, "stable_pathways_percent"),
            ({"agencies_disengaged": "1"}, "agencies_disengaged"),
            ({"believed_grades": []}, "believed_grades"),
            ({"believed_grades": ["B"]}, "confirmed_grades"),
            ({"place_RED": "1"}, "place_BLUE"),
            ({"leads_arrest": "GREEN"}, "leads_arrest"),
            ({"because": ""}, "because"),
            ({"source": ""}, "source"),
        ],
    )
    def test_what_cannot_be_is_named(self, changed, field, scheme):
        data = RuleSet.objects.get(version=1).thresholds
        form = RulesForm({**initial(data), "because": "x", "source": "y", **changed})
        assert not form.is_valid() and field in form.errors


class TestPages:
    def test_from_the_list_to_the_day(self, client, femi, second):
        who = member(arrest=date(2019, 2, 10))
        as_(client, femi)
        assert "Draft a new version" in client.get(reverse("rules:list")).content.decode()
        said = {**initial(RuleSet.objects.get().thresholds), "recent_months": 2, "because": "More.", "source": "Board."}
        assert client.post(reverse("rules:new"), said | {"recent_months": ""}).status_code == 422
        assert client.post(reverse("rules:new"), said).status_code == 302
        page = client.get(reverse("rules:one", args=[2])).content.decode()
        assert "1 month → 2 months" in page and "Not worked out yet" in page
        outbox.relay()
        assert "1 of 1 members" in client.get(reverse("rules:one", args=[2])).content.decode()
        listed = client.get(reverse("rules:changed", args=[2])).content.decode()
        assert who.name in listed and "Arrested 10 February 2019" in listed
        assert Entry.objects.filter(channel="rag.rules.who", offender_id=who.pk).exists()
        assert client.post(reverse("rules:step", args=[2, "propose"]), {"edits": 1}).status_code == 302
        assert client.get(reverse("rules:step", args=[2, "agree"])).status_code == 403
        as_(client, second)
        assert client.get(reverse("rules:step", args=[2, "agree"])).status_code == 200
        answer = client.post(reverse("rules:step", args=[2, "agree"]), {"edits": 1, "in_force_from": "1 3 2019"})
        assert answer.status_code == 422 and "Choose today or a later day" in answer.content.decode()
        answer = client.post(reverse("rules:step", args=[2, "agree"]), {"edits": 1, "in_force_from": "1 4 2019"})
        assert answer.status_code == 302
        assert "Counts from 1 April 2019" in client.get(reverse("rules:one", args=[2])).content.decode()

    def test_a_draft_is_changed_by_who_drafts_it_and_the_slower_of_two_windows_is_told(self, client, femi):
        draft_of_rules(femi)
        as_(client, femi)
        assert client.get(reverse("rules:change", args=[2])).context["form"]["recent_months"].value() == 2
        said = {**initial(two_months()), "green_months": 4, "because": "More.", "source": "Board.", "edits": 1}
        assert client.post(reverse("rules:change", args=[2]), said).status_code == 302
        slow = client.post(reverse("rules:change", args=[2]), said | {"green_months": 5})
        assert slow.status_code == 422 and "while you had it open" in slow.content.decode()
        assert RuleSet.objects.get(version=2).thresholds["green_months"] == 4

    def test_of_whom_nothing_that_differs_may_be_read_the_list_says_nothing(self, client, femi, second):
        """A report graded 1B is confirmed now (AMBER+) and would not be (AMBER). Who reads no original intelligence is
        shown AMBER for both, with no reason: that the person stood there would tell them that there is a report.
        """
        who = member(arrest=date(2018, 1, 10))
        InvolvementFactory(offender=who, agency__code="probation")
        IntelligenceReportFactory(
            offender=who, received_on=date(2019, 3, 20), kind="offending", intelligence_grade="B", source_grade=1
        )
        values = deepcopy(RuleSet.objects.get(version=1).thresholds) | {"confirmed_grades": ["A"]}
        made = preview(rule_set=draft_of_rules(femi, values), on=TODAY, by=command_line())
        assert (made.changes.get().was, made.changes.get().would_be) == ("AMBER+", "AMBER")
        for reader, there in ((femi, True), (second, False)):
            as_(client, reader)
            page = client.get(reverse("rules:changed", args=[2])).content.decode()
            assert (who.name in page) == there
            assert ("1 of 1 members" in client.get(reverse("rules:one", args=[2])).content.decode()) == there

    def test_the_list_of_whom_asks_as_often_for_many_as_for_few(self, client, femi, django_assert_max_num_queries):
        row = draft_of_rules(femi)
        as_(client, femi)
        numbers = []
        for more in (2, 6):
            for _ in range(more):
                member(arrest=date(2019, 2, 10))
            row.previews.all().delete()
            preview(rule_set=row, on=TODAY, by=command_line())
            with django_assert_max_num_queries(60) as asked:
                assert client.get(reverse("rules:changed", args=[2])).status_code == 200
            numbers.append(len(asked))
        assert numbers[0] == numbers[1]
