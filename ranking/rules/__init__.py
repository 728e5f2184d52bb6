"""The scoring rules (spec/ranking.md): values in, points with their reasons out. No ORM, no clock."""

from ranking.rules.comparing import Difference, Side, decided_by, differences
from ranking.rules.described import described, said
from ranking.rules.emerging import has_risen, is_above, members_to_pass
from ranking.rules.factors import Factor
from ranking.rules.facts import DrugTestTaken, Facts, Level, Membership, Report, Spell, deceased_or_deported
from ranking.rules.faults import faults
from ranking.rules.keeping import Night, kept_whole
from ranking.rules.matrix import FACTORS, ScoringMatrix, factors_that_differ
from ranking.rules.missing import Gaps, Missing, in_words, missing
from ranking.rules.nights import LATE_AFTER, MOST_TRIES, STAND_IN_AFTER, begins_again, day_just_ended, past_due
from ranking.rules.scoring import Points, printed, score
from ranking.rules.since import Since

__all__ = [
    "FACTORS",
    "Factor",
    "Facts",
    "Gaps",
    "LATE_AFTER",
    "MOST_TRIES",
    "STAND_IN_AFTER",
    "Level",
    "Membership",
    "Night",
    "Missing",
    "Points",
    "Report",
    "ScoringMatrix",
    "Since",
    "Spell",
    "Difference",
    "DrugTestTaken",
    "Side",
    "begins_again",
    "decided_by",
    "differences",
    "day_just_ended",
    "deceased_or_deported",
    "described",
    "factors_that_differ",
    "faults",
    "has_risen",
    "in_words",
    "is_above",
    "kept_whole",
    "members_to_pass",
    "missing",
    "past_due",
    "printed",
    "said",
    "score",
]
