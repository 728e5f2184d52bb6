"""Every write about custody, supervision, release and visits."""

from offenders.custody.actions.expected import correct_expected, expect, expect_no_more
from offenders.custody.actions.notices import acknowledge
from offenders.custody.actions.plans import add_part, correct_part, finish_part, go_to, start_plan
from offenders.custody.actions.spells import admit, correct_spell, release, remove_spell, transfer
from offenders.custody.actions.supervision import (
    add_condition,
    add_standard,
    correct_condition,
    correct_supervision,
    end_supervision,
    remove_supervision,
    supervise,
)
from offenders.custody.actions.visits import add_visit, correct_visit

__all__ = [
    "acknowledge",
    "add_condition",
    "add_part",
    "add_standard",
    "add_visit",
    "admit",
    "correct_condition",
    "correct_expected",
    "correct_part",
    "correct_spell",
    "correct_supervision",
    "correct_visit",
    "end_supervision",
    "expect",
    "expect_no_more",
    "finish_part",
    "go_to",
    "release",
    "remove_spell",
    "remove_supervision",
    "start_plan",
    "supervise",
    "transfer",
]
