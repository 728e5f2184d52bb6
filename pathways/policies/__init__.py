"""Who may say by which set the scheme assesses, who may assess, and whose a plan is."""

from pathways.policies.assessing import check_change, check_set, check_sitting, may_assess, may_change, may_set
from pathways.policies.sets import check_open, check_runs_sets, check_take_back

__all__ = [
    "check_change",
    "check_open",
    "check_runs_sets",
    "check_set",
    "check_sitting",
    "check_take_back",
    "may_assess",
    "may_change",
    "may_set",
]
