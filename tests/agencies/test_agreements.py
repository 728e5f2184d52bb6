"""A change to the sharing agreement: its steps, its days, two people of two agencies, what it changes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from agencies import sharing
from agencies.agreements import actions, default, queries, rules
from agencies.agreements.rules import STEPS, Dates, Difference, State, Step, Words
from agencies.categories import Category, Level
from agencies.models import Agency, Agreement, AgreementLevel, RoleHolding, User
from agencies.roles import Role
from audit.models import Entry, OutboxMessage
from exchange.tasks import agreement_changed
from offenders.models import Involvement
from tests.agencies.agreed import in_force
from tests.conftest import TODAY
from tests.factories import CohortFactory, MembershipFactory

TOMORROW = TODAY + timedelta(1)


class TestSteps:
    # Written by hand: every state by every step.
    GRID = {
        State.DRAFT: {Step.PROPOSE: State.PROPOSED},
        State.PROPOSED: {Step.SEND_BACK: State.DRAFT, Step.APPROVE: State.IN_FORCE},
        State.IN_FORCE: {Step.REPLACE: State.REPLACED, Step.END: State.ENDED},
        State.REPLACED: {},
        State.ENDED: {},
    }

    @pytest.mark.parametrize("state", State)
    @pytest.mark.parametrize("step", Step)
    def test_each_state_knows_its_next_steps_and_no_other(self, state, step):
        assert STEPS.get((state, step)) == self.GRID[state].get(step)


class TestWarning:
    @pytest.mark.parametrize(
        ("days", "warned"), [(29, False), (28, True), (27, True), (1, True), (0, False), (-1, False)]
    )
    def test_from_28_days_before_until_the_day_before(self, days, warned):
        assert rules.warns(TODAY + timedelta(days), TODAY) is warned

    def test_what_has_no_end_is_not_warned_of(self):
        assert not rules.warns(None, TODAY)


class TestDays:
    FINE = Dates(TOMORROW, date(2020, 3, 31), date(2021, 3, 31), TODAY, date(1998, 7, 31))

    @pytest.mark.parametrize(
        ("changes", "wrong"),
        [
            ({}, set()),
            ({"starts_on": TODAY}, set()),
            ({"starts_on": TODAY - timedelta(1)}, {"starts_on"}),
            ({"last_began_on": TOMORROW}, {"starts_on"}),
            ({"last_began_on": TODAY}, set()),
            ({"expires_on": None}, {"expires_on"}),
            ({"expires_on": TOMORROW}, {"expires_on", "review_on"}),
            ({"review_on": date(2021, 3, 31)}, set()),
            ({"review_on": date(2021, 4, 1)}, {"review_on"}),
            ({"review_on": TOMORROW}, {"review_on"}),
        ],
    )
    def test_the_days_of_a_draft(self, changes, wrong):
        assert set(rules.problems(Dates(**{**self.FINE.__dict__, **changes}))) == wrong


class TestDifferences:
    def test_what_a_draft_changes(self):
        read, none = Words("read", "read"), Words("-", "-")
        before = {("police", Category.TESTS): read, ("health", Category.TESTS): none}
        after = {
            ("police", Category.TESTS): read,
            ("health", Category.TESTS): read,
            ("health/gp", Category.TESTS): none,
        }
        assert rules.differences(before, after) == [
            Difference("health", Category.TESTS, none, read),
            Difference("health/gp", Category.TESTS, None, none),
        ]


pytest_db = pytest.mark.django_db


@pytest.fixture
def lead(scheme):
    """`lead("probation")` leads an agency; "probation 2" is a second lead of it."""

    def make(name):
        user = User.objects.create(
            email=f"{name.replace(' ', '.')}@example.org",
            full_name=f"Lead of {name}",
            agency=Agency.objects.get(code=name.split()[0]),
        )
        RoleHolding.objects.create(user=user, role=Role.AGENCY_LEAD)
        return user

    return make


@pytest.fixture
def police(lead):
    return lead("police")


@pytest.fixture
def probation(lead):
    return lead("probation")


@pytest.fixture
def proposal(police):
    return actions.propose(agreement=actions.start_draft(by=police), by=police)


@pytest_db
class TestTheFirstOne:
    def test_comes_with_the_register(self):
        first = Agreement.objects.get()
        assert (first.number, first.state, first.expires_on, first.levels.count()) == (1, "in_force", None, 17 * 8)
        assert first.proposed_by is first.approved_by is None
        named = {party.kind for party in first.parties.all() if party.every_cohort}
        assert named == {"police", "probation"}
        part_3 = {party.kind for party in first.parties.all() if party.regime == "dpa_part_3"}
        assert part_3 == {"police", "probation", "prison", "youth_justice"}

    def test_is_not_written_twice_nor_over_another(self):
        Agreement.objects.update(state=State.DRAFT)
        Agreement.objects.update(name="Ours", state=State.IN_FORCE)
        default.load()
        assert Agreement.objects.get().name == "Ours"


@pytest_db
class TestDrafting:
    def test_a_draft_is_like_the_one_in_force(self, police):
        draft = actions.start_draft(by=police)
        assert (draft.number, draft.state, draft.based_on.number) == (2, "draft", 1)
        assert queries.differences(draft, draft.based_on) == []
        assert queries.party_differences(draft, draft.based_on) == []
        assert queries.in_force(TODAY).number == 1

    def test_one_is_under_way_at_a_time(self, police, probation, proposal):
        with pytest.raises(ValidationError, match="under way"):
            actions.start_draft(by=probation)

    @pytest.mark.parametrize("role", [role for role in Role if role != Role.AGENCY_LEAD])
    def test_only_agency_leads_draft(self, role, police):
        police.role_holdings.update(role=role)
        with pytest.raises(PermissionDenied):
            actions.start_draft(by=User.objects.get(pk=police.pk))

    def test_what_a_draft_says(self, police):
        draft = actions.start_draft(by=police)
        cells = {c: Words("read", "read") for c in Category}
        actions.write_party(
            agreement=draft,
            kind="health",
            by=police,
            cells=cells,
            regime="dpa_part_3",
            every_cohort=False,
            cohorts=["BD"],
        )
        housing = Agency.objects.get(code="housing")
        actions.write_agency(agreement=draft, agency=housing, by=police, cells={Category.TESTS: Words("flag", "-")})
        found = queries.differences(draft, draft.based_on)
        # Of the table's health column 4 cells are read every day and in the room (identity, scheme, custody: 3; and
        # supervision is flag). Unchanged: identity, scheme, custody. So 14 of 17 change, and one cell of housing's.
        assert len([d for d in found if d.party == "health"]) == 14
        assert found[-1] == Difference("local_authority/housing", Category.TESTS, None, Words("flag", "-"))
        assert [(d.what, d.before, d.after) for d in queries.party_differences(draft, draft.based_on)] == [
            ("law", "UK GDPR", "Data Protection Act 2018, Part 3"),
            ("cohorts", "none", "BD"),
        ]
        actions.write_agency(agreement=draft, agency=housing, by=police, cells={})
        assert not draft.levels.filter(agency=housing).exists()

    def test_a_draft_gives_nobody_anything(self, police, person):
        draft = actions.start_draft(by=police)
        carla = person("carla")
        cells = {Category.VICTIMS: Words("manage", "manage")}
        actions.write_agency(agreement=draft, agency=carla.agency, by=police, cells=cells)
        assert sharing.level(carla, Category.VICTIMS) == Level.NONE


@pytest_db
class TestTwoPeople:
    def test_who_proposed_does_not_approve(self, police, proposal):
        with pytest.raises(PermissionDenied, match="Who proposed"):
            actions.approve(agreement=proposal, by=police)

    def test_nor_does_another_lead_of_the_same_agency(self, lead, proposal):
        with pytest.raises(PermissionDenied, match="another agency"):
            actions.approve(agreement=proposal, by=lead("police 2"))

    def test_nor_anybody_who_leads_no_agency(self, person, proposal):
        for name in ("ben", "femi", "karl"):
            with pytest.raises(PermissionDenied):
                actions.approve(agreement=proposal, by=person(name))

    def test_who_has_moved_to_another_agency_is_still_who_proposed(self, police, proposal):
        police.agency = Agency.objects.get(code="probation")
        police.save()
        with pytest.raises(PermissionDenied, match="Who proposed"):
            actions.approve(agreement=proposal, by=User.objects.get(pk=police.pk))

    @pytest.mark.parametrize("same", ["person", "agency"])
    def test_the_database_refuses_it_too(self, same, police, probation, proposal):
        who = police if same == "person" else probation
        of = Agency.objects.get(code="police" if same == "agency" else "probation")
        with pytest.raises(IntegrityError, match=f"agreement_takes_two_{'people' if same == 'person' else 'agencies'}"):
            Agreement.objects.filter(pk=proposal.pk).update(approved_by=who, approved_for=of)

    def test_the_lead_of_a_second_agency_approves(self, probation, proposal):
        agreed = actions.approve(agreement=proposal, by=probation)
        assert (agreed.state, agreed.proposed_for.code, agreed.approved_for.code) == ("in_force", "police", "probation")
        before = Agreement.objects.get(number=1)
        assert (before.state, before.replaced_on) == ("replaced", TODAY)
        assert queries.in_force(TODAY) == agreed
        assert queries.in_force(TODAY - timedelta(1)) == before

    def test_a_draft_is_not_approved_unproposed(self, police, probation):
        with pytest.raises(ValidationError, match="not its next step"):
            actions.approve(agreement=actions.start_draft(by=police), by=probation)

    def test_sent_back_it_is_a_draft_again(self, police, probation, proposal):
        draft = actions.send_back(agreement=proposal, by=probation)
        assert (draft.state, draft.proposed_by, draft.proposed_for) == ("draft", None, None)
        actions.approve(agreement=actions.propose(agreement=draft, by=probation), by=police)

    def test_what_waited_too_long_is_dated_anew(self, probation, proposal, settings):
        settings.FIXED_TODAY = TOMORROW
        with pytest.raises(ValidationError) as refused:
            actions.approve(agreement=proposal, by=probation)
        assert set(refused.value.message_dict) == {"starts_on"}

    def test_each_step_is_in_the_log(self, police, probation, proposal):
        actions.approve(agreement=proposal, by=probation)
        said = [(e.what, e.user_name, e.detail["version"]) for e in Entry.objects.filter(verb="changed").order_by("id")]
        assert said == [
            ("agreements.start_draft", "Lead of police", 2),
            ("agreements.propose", "Lead of police", 2),
            ("agreements.replace", "Lead of probation", 1),
            ("agreements.approve", "Lead of probation", 2),
        ]


@pytest_db
class TestFromADate:
    def test_a_change_acts_from_its_first_day(self, police, probation, person, settings):
        draft = actions.start_draft(by=police)
        actions.write_draft(agreement=draft, by=police, starts_on=TOMORROW)
        carla = person("carla")
        actions.write_agency(
            agreement=draft, agency=carla.agency, by=police, cells={Category.TESTS: Words("read", "read")}
        )
        actions.approve(agreement=actions.propose(agreement=draft, by=police), by=probation)
        assert not sharing.everyday(carla).reads(Category.TESTS)
        settings.FIXED_TODAY = TOMORROW
        assert sharing.everyday(carla).reads(Category.TESTS)

    def test_cohorts_named_for_a_kind_are_an_involvement(self, police, probation):
        jarvis = MembershipFactory(cohort=CohortFactory(code="BD")).offender
        other = MembershipFactory(cohort=CohortFactory(code="SA", name="Serious Acquisitive")).offender
        health = Agency.objects.get(code="health")
        draft = actions.start_draft(by=police)
        cells = queries.share_of_kind(draft, "health")
        actions.write_party(
            agreement=draft, kind="health", by=police, cells=cells, regime="uk_gdpr", every_cohort=False, cohorts=["BD"]
        )
        agreement_changed()
        assert not Involvement.objects.filter(agency=health).exists()
        actions.approve(agreement=actions.propose(agreement=draft, by=police), by=probation)
        assert OutboxMessage.objects.filter(kind=actions.AGREEMENT_CHANGED).count() == 1
        agreement_changed()
        assert [i.offender for i in Involvement.objects.filter(agency=health, reason="cohort")] == [jarvis]
        assert {i.offender for i in Involvement.objects.filter(agency=police.agency, reason="cohort")} == {
            jarvis,
            other,
        }

    def test_expiry_is_written_down(self, police):
        in_force(expires_on=TODAY)
        assert actions.end_expired(on=TODAY - timedelta(1), by=police) == 0
        assert actions.end_expired(on=TODAY, by=police) == 1
        assert actions.end_expired(on=TODAY, by=police) == 0
        assert Agreement.objects.get().state == "ended"

    def test_after_the_end_two_leads_agree_on_a_new_one(self, police, probation, person):
        in_force(expires_on=TODAY)
        actions.end_expired(on=TODAY, by=police)
        assert queries.in_force(TODAY) is None
        draft = actions.propose(agreement=actions.start_draft(by=police), by=police)
        actions.approve(agreement=draft, by=probation)
        assert sharing.everyday(person("aisha")).reads(Category.IDENTITY)
        assert Agreement.objects.get(number=1).state == "ended"


@pytest_db
class TestTheDatabaseKeepsIt:
    @pytest.mark.parametrize(
        "change",
        [
            lambda a: Agreement.objects.filter(pk=a.pk).update(expires_on=date(2098, 1, 1)),
            lambda a: Agreement.objects.filter(pk=a.pk).update(purpose="Another"),
            lambda a: a.levels.filter(kind="health").update(level=4, if_consent=False),
            lambda a: a.levels.filter(kind="health").delete(),
            lambda a: AgreementLevel.objects.create(
                agreement=a, agency=Agency.objects.get(code="health"), category="victims", level=4, in_room=4
            ),
            lambda a: a.parties.update(every_cohort=True, cohorts=[]),
            lambda a: Agreement.objects.filter(pk=a.pk)._raw_delete("default"),
        ],
    )
    @pytest.mark.parametrize("number", [1, 2])
    def test_the_terms_stand_once_proposed(self, number, change, proposal):
        with pytest.raises(IntegrityError, match="only while it is a draft"), transaction.atomic():
            change(Agreement.objects.get(number=number))

    def test_two_are_never_in_force_on_one_day(self, proposal, probation):
        with pytest.raises(IntegrityError, match="agreement_one_in_force"):
            Agreement.objects.filter(pk=proposal.pk).update(
                state="in_force", approved_by=probation, approved_for=probation.agency, approved_at="2019-03-31T12:00Z"
            )

    def test_only_the_first_has_no_end(self, police):
        draft = actions.start_draft(by=police)
        with pytest.raises(IntegrityError, match="agreement_has_an_end"):
            Agreement.objects.filter(pk=draft.pk).update(
                state="proposed",
                expires_on=None,
                proposed_by=police,
                proposed_for=police.agency,
                proposed_at="2019-03-31T12:00Z",
            )
