"""Whatever is done in whatever order: nobody is on one cohort twice at a time, and every time has where it comes from.

On the real database, through the actions alone; what an action refuses is refused in words, never by a constraint.
"""

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from agencies.models import Agency
from agencies.roles import Role
from cohorts import actions
from cohorts.actions import Asked
from cohorts.models import Cohort, Deselection, Membership, Referral, SelectionDecision
from cohorts.rules.referrals import Outcome
from pathways.actions import Said, assess, open_set
from pathways.models import Pathway, PathwayAssessment, PathwayLevel, PathwaySet
from tests.conftest import TODAY
from tests.factories import CohortFactory, InvolvementFactory, OffenderFactory
from tests.people import make_for

pytestmark = pytest.mark.django_db
QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
REFUSED = (ValidationError, PermissionDenied)
COHORTS = ("BD", "HI")
cohort, other = st.sampled_from(COHORTS), st.sampled_from([None, *COHORTS])
back, outcome = st.integers(0, 3), st.sampled_from(Outcome)
STEP = st.one_of(
    st.tuples(st.just("refer"), cohort, st.booleans()),
    st.tuples(st.just("select"), cohort, st.booleans(), back, other),
    st.tuples(st.just("screen"), cohort),
    st.tuples(st.just("panel"), cohort, outcome, back, other),
    st.tuples(st.just("propose"), cohort, outcome, other),
    st.tuples(st.just("answer"), st.booleans()),
    st.tuples(st.just("withdraw"), cohort),
    st.tuples(st.just("leave"), other, st.booleans(), back),
    st.tuples(st.just("answer_leaving"), st.booleans()),
    st.tuples(st.just("wait"), st.integers(0, 4)),
)


class Acting:
    """One person and those who refer, screen, decide and confirm, on a day that goes on."""

    def __init__(self, who, referrers, chair, second, days):
        self.who, self.referrers, self.chair, self.second, self.days = who, referrers, chair, second, days

    def do(self, step):
        """What is refused leaves nothing behind."""
        name, *given = step
        with suppress(*REFUSED), transaction.atomic():
            getattr(self, name)(*given)

    @property
    def on(self):
        return self.days.FIXED_TODAY

    def referral(self, code):
        return Referral.objects.filter(offender=self.who, cohort__code=code).order_by("-pk").first()

    def refer(self, code, blind):
        """By the prison, or by one that does not read on which cohorts somebody is, and is not told by a refusal."""
        said = {"route": "form", "why": "Burgles.", "evidence": "", "request_key": uuid4()}
        cohort = Cohort.objects.get(code=code)
        actions.refer(offender=self.who, cohort=cohort, by=self.referrers[blind], **said)

    def select(self, code, blind, back, leaves):
        """All of the way at once: of single steps few sequences come as far as a cohort."""
        self.do(("refer", code, blind))
        self.do(("screen", code))
        self.do(("panel", code, Outcome.SELECTED, back, leaves))

    def screen(self, code):
        if row := self.referral(code):
            actions.screen(referral=row, by=self.chair)

    def panel(self, code, outcome, back, leaves):
        if row := self.referral(code):
            actions.decide_by_panel(
                referral=row, by=self.chair, met_on=self.on - timedelta(back), **self.decided(outcome, leaves)
            )

    def propose(self, code, outcome, leaves):
        if row := self.referral(code):
            actions.propose(referral=row, by=self.chair, **self.decided(outcome, leaves))

    def decided(self, outcome, leaves):
        until = self.on + timedelta(2) if outcome is Outcome.DEFERRED else None
        left = Cohort.objects.get(code=leaves) if leaves else None
        return {"outcome": outcome, "because": "So.", "request_key": uuid4(), "deferred_until": until, "leaves": left}

    def answer(self, yes):
        if made := SelectionDecision.objects.filter(state="proposed").first():
            if yes:
                actions.confirm(decision=made, by=self.second)
            else:
                actions.turn_down(decision=made, because="No.", by=self.second)

    def withdraw(self, code):
        if row := self.referral(code):
            actions.withdraw(referral=row, because="Not now.", by=self.chair)

    def leave(self, code, panel, back):
        asked = Asked(because="Fits no more.", cohort=Cohort.objects.get(code=code) if code else None)
        met_on = self.on - timedelta(back) if panel else None
        actions.deselect(offender=self.who, code="6C", asked=asked, by=self.chair, request_key=uuid4(), met_on=met_on)

    def answer_leaving(self, yes):
        if row := Deselection.objects.filter(state="proposed").first():
            if yes:
                actions.confirm_deselection(row=row, by=self.second)
            else:
                actions.turn_down_deselection(row=row, because="No.", by=self.second)

    def wait(self, days):
        self.days.FIXED_TODAY = self.on + timedelta(days)


@pytest.fixture
def acting(scheme, settings):
    who = OffenderFactory()
    for code in ("police", "probation", "prison", "employment"):
        InvolvementFactory(offender=who, agency=Agency.objects.get(code=code), reason="supports")
    for code in COHORTS:
        CohortFactory(code=code, name=code)
    referrers = [make_for(code, Role.PRACTITIONER) for code in ("prison", "employment")]
    return Acting(
        who, referrers, make_for("police", Role.PANEL_CHAIR), make_for("probation", Role.COORDINATOR), settings
    )


def check(acting):
    """What holds after every step, by the rows and by the database's own word."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    times = list(Membership.objects.select_related("referral").order_by("cohort", "selected_on", "pk"))
    for first, then in pairwise(times):
        if first.cohort_id == then.cohort_id:
            assert first.deselected_on is not None and first.deselected_on <= then.selected_on
    for time in times:
        assert time.import_number is not None or time.referral is not None
        assert time.referral is None or (time.referral.status, time.referral.offender) == ("selected", acting.who)
    assert Referral.objects.filter(status="selected", membership=None).count() == 0
    assert Referral.objects.open().values("cohort").distinct().count() == Referral.objects.open().count()


@QUICK
@given(st.lists(STEP, min_size=3, max_size=10))
@example([("select", "BD", False, 0, None), ("select", "BD", True, 0, None)])
@example([("select", "BD", False, 0, None), ("select", "HI", False, 0, "BD"), ("select", "BD", False, 0, None)])
def test_nobody_is_on_one_cohort_twice_at_a_time(acting, steps):
    with transaction.atomic():
        acting.days.FIXED_TODAY = TODAY
        for step in steps:
            acting.do(step)
            check(acting)
        transaction.set_rollback(True)


@pytest.fixture
def assessing(scheme, person):
    """From 8 April on Preston's set is in force."""
    ines, who = person("ines"), OffenderFactory()
    InvolvementFactory(offender=who, agency=ines.agency, reason="leads")
    opened = PathwaySet.objects.get(code="preston")
    open_set(row=opened, opens_on=date(2019, 4, 8), because="The board.", by=person("femi"))
    return who, ines, list(PathwayLevel.objects.select_related("pathway__set")), Pathway.objects.in_bulk()


@QUICK
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(-20, 20), st.integers(-2, 20)), min_size=1, max_size=6))
def test_no_letter_stands_without_the_set_of_its_day(assessing, settings, said):
    """Of any set, on any day, said before the new set opens or after it: what is kept is by the set of its day."""
    who, ines, levels, pathways = assessing
    with transaction.atomic():
        for which, after, today in said:
            settings.FIXED_TODAY = TODAY + timedelta(today)
            level = levels[which % len(levels)]
            one = Said(pathways[level.pathway_id], level, "So.")
            with suppress(*REFUSED), transaction.atomic():
                assess(offender=who, said=one, assessed_on=TODAY + timedelta(after), by=ines, request_key=uuid4())
        for row in PathwayAssessment.objects.select_related("level__pathway__set"):
            assert row.level.pathway.set.is_in_force(row.assessed_on)
            assert row.assessed_on <= TODAY + timedelta(20)
        transaction.set_rollback(True)
