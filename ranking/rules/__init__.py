"""The scoring rules (spec/ranking.md): values in, points with their reasons out. No ORM, no clock."""

from ranking.rules.described import described
from ranking.rules.factors import Factor
from ranking.rules.facts import DrugTestTaken, Facts, Level, Membership, Report, Spell, deceased_or_deported
from ranking.rules.matrix import FACTORS, ScoringMatrix
from ranking.rules.nights import day_just_ended
from ranking.rules.scoring import Points, printed, score

__all__ = [
    "FACTORS",
    "Factor",
    "Facts",
    "Level",
    "Membership",
    "Points",
    "Report",
    "ScoringMatrix",
    "Spell",
    "DrugTestTaken",
    "day_just_ended",
    "deceased_or_deported",
    "described",
    "printed",
    "score",
]
