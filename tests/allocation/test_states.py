"""The whole grid of both tables: where each step leads from each stage, and where it is not to be taken."""

import pytest

from allocation.models import AllocationState, TransferState
from allocation.rules.states import OPEN_TRANSFERS, Answer, Stage, State, Step, after, answered

NOT = None
TRANSFERS = {
    #                    approve         accept          refuse         withdraw         dismiss
    "asked":     ["approved", "accepted", "refused", "withdrawn", "dismissed"],
    "approved":  [NOT,        "accepted", "refused", "withdrawn", "dismissed"],
    "accepted":  [NOT, NOT, NOT, NOT, NOT],
    "refused":   [NOT, NOT, NOT, NOT, NOT],
    "withdrawn": [NOT, NOT, NOT, NOT, NOT],
    "dismissed": [NOT, NOT, NOT, NOT, NOT],
}  # fmt: skip
ALLOCATIONS = {
    #             approve  refuse     withdraw
    "waits":     ["made", "refused", "withdrawn"],
    "made":      [NOT, NOT, NOT],
    "refused":   [NOT, NOT, NOT],
    "withdrawn": [NOT, NOT, NOT],
}  # fmt: skip


@pytest.mark.parametrize("stage", Stage)
def test_each_step_of_a_transfer(stage):
    assert [after(stage, step) for step in Step] == TRANSFERS[stage]


@pytest.mark.parametrize("state", State)
def test_each_answer_to_an_allocation(state):
    assert [answered(state, answer) for answer in Answer] == ALLOCATIONS[state]


def test_what_is_open_is_what_a_step_leads_from():
    assert set(OPEN_TRANSFERS) == {stage for stage in Stage if any(after(stage, step) for step in Step)}


def test_the_tables_keep_the_stages_of_the_rules():
    assert set(TransferState.values) == set(Stage)
    assert set(AllocationState.values) == set(State)
