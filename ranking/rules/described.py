"""The scoring matrix in words, of any version: what the page prints under "How the score is worked out"."""

from collections.abc import Iterable

from ranking.rules.factors import either
from ranking.rules.matrix import HIGHEST_SEVERITY, Bands, ScoringMatrix

Line = tuple[str, int]  # in which case, how many points
NOTHING_ELSE = "else"


def described(matrix: ScoringMatrix) -> list[tuple[str, str, list[Line]]]:
    """Each factor: its name, what is looked at, and the points of each case, in the order in which they are tried."""
    engagement = f"appointments kept or unacceptably missed within {matrix.engagement_within} days"
    believed = either(matrix.believed_grades)
    reports = f"reports of offending, grade {believed}, within {matrix.intelligence_within} days"
    return [
        ("recency", "days since the latest offence with a positive disposal", _until(matrix.recency)),
        ("frequency", f"such offences within {matrix.frequency_within} days", _number(matrix.frequency)),
        ("severity", f"the most severe of those within {matrix.severity_within} days", _severity(matrix)),
        ("intelligence", reports, _reports(matrix)),
        ("drugs", f"tests and reports within {matrix.drugs_within} days, and the latest level", _drugs(matrix)),
        ("instability", "the latest levels of accommodation and relationships", _instability(matrix)),
        ("engagement", engagement, _kept(matrix)),
    ]


def _ending(lines: Iterable[Line]) -> list[Line]:
    return [*lines, (NOTHING_ELSE, 0)]


def _until(bands: Bands) -> list[Line]:
    return _ending((f"within {bound}", points) for bound, points in bands)


def _number(bands: Bands) -> list[Line]:
    return _ending((f"{bound} or more", points) for bound, points in bands)


def _severity(matrix: ScoringMatrix) -> list[Line]:
    bands = range(HIGHEST_SEVERITY, 0, -1)
    return _ending((f"severity {band}", matrix.severity_each_band * band) for band in bands)


def _reports(matrix: ScoringMatrix) -> list[Line]:
    grades, sources = either(matrix.confirmed_grades), either(matrix.confirmed_sources)
    best: Line = (f"any of grade {grades} from a source of grade {sources}", matrix.well_graded)
    return [best, *_number(matrix.reports)]


def _drugs(matrix: ScoringMatrix) -> list[Line]:
    reported = f"a report of drug use of grade {either(matrix.believed_grades)}"
    return _ending(
        [
            (f"positive for opiates or cocaine, or {reported}", matrix.positive_or_reported),
            ("drugs and alcohol is a need", matrix.drugs_need),
        ]
    )


def _instability(matrix: ScoringMatrix) -> list[Line]:
    return _ending([("either is a need", matrix.instability_need)])


def _kept(matrix: ScoringMatrix) -> list[Line]:
    under = [(f"under {top} in {bottom} kept", points) for top, bottom, points in matrix.kept_under]
    return _ending([("none kept", matrix.none_kept), *under])
