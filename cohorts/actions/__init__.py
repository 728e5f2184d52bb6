"""Every write of this room."""

from cohorts.actions.cohorts import change_cohort, make_cohort
from cohorts.actions.deciding import confirm, decide_by_panel, propose, take_back, turn_down
from cohorts.actions.leaving import (
    Asked,
    confirm_deselection,
    deselect,
    disagree,
    take_back_deselection,
    turn_down_deselection,
)
from cohorts.actions.referring import refer, screen, withdraw
from cohorts.actions.telling import record_answer, record_engagement

__all__ = [
    "Asked",
    "change_cohort",
    "confirm",
    "confirm_deselection",
    "decide_by_panel",
    "deselect",
    "disagree",
    "make_cohort",
    "propose",
    "record_answer",
    "record_engagement",
    "refer",
    "screen",
    "take_back",
    "take_back_deselection",
    "turn_down",
    "turn_down_deselection",
    "withdraw",
]
