"""The whole grid of a referral's statuses and steps, and the day on which a deferral is over."""

from datetime import date, timedelta

import pytest

from cohorts.rules.referrals import Outcome, Status, Step, after, stands

S = Status
LEADS = {
    (S.REFERRED, Step.SCREEN): S.SCREENED,
    (S.REFERRED, Step.WITHDRAW): S.WITHDRAWN,
    (S.SCREENED, Step.SELECT): S.SELECTED,
    (S.SCREENED, Step.NOT_SELECT): S.NOT_SELECTED,
    (S.SCREENED, Step.DEFER): S.DEFERRED,
    (S.SCREENED, Step.WITHDRAW): S.WITHDRAWN,
    (S.DEFERRED, Step.COME_BACK): S.SCREENED,
    (S.DEFERRED, Step.WITHDRAW): S.WITHDRAWN,
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("step", Step)
def test_each_step_from_each_status(status, step):
    assert after(status, step) == LEADS.get((status, step))


@pytest.mark.parametrize(("days", "status"), [(-1, S.SCREENED), (0, S.SCREENED), (1, S.DEFERRED)])
def test_a_deferral_is_over_on_its_day(days, status):
    on = date(2019, 3, 31)
    assert stands(S.DEFERRED, on + timedelta(days), on) is status


def test_each_outcome_is_a_step():
    assert {after(S.SCREENED, outcome.step) for outcome in Outcome} == {S.SELECTED, S.NOT_SELECTED, S.DEFERRED}
