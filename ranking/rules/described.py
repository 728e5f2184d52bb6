"""The scoring matrix in words, of any version: under "How the score is worked out", and number by number."""

from collections.abc import Iterable, Mapping
from typing import Any

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


def said(points: Mapping[str, Any]) -> dict[str, str]:
    """A version number by number: what each is, and what it says (ranking/data/matrix_1.json has the keys)."""
    matrix = ScoringMatrix.read(points)
    return {
        **_bands("Recency", [(f"within {_of(bound, 'day')}", given) for bound, given in matrix.recency]),
        "Frequency: counted within": _of(matrix.frequency_within, "day"),
        **_bands("Frequency", _number(matrix.frequency)[:-1]),
        "Severity: counted within": _of(matrix.severity_within, "day"),
        "Severity: for each step, 1 to 5": _of(matrix.severity_each_band, "point"),
        "Grades of intelligence that are confirmed": ", ".join(matrix.confirmed_grades),
        "Grades of the source that are confirmed": ", ".join(map(str, matrix.confirmed_sources)),
        "Grades of intelligence that count at all": ", ".join(matrix.believed_grades),
        "Intelligence: counted within": _of(matrix.intelligence_within, "day"),
        "Intelligence: a confirmed report": _of(matrix.well_graded, "point"),
        **_bands("Intelligence", _number(matrix.reports)[:-1]),
        "Drugs: counted within": _of(matrix.drugs_within, "day"),
        "Drugs: a positive test or a report": _of(matrix.positive_or_reported, "point"),
        "Drugs: a need": _of(matrix.drugs_need, "point"),
        "Instability: a need": _of(matrix.instability_need, "point"),
        "Engagement: counted within": _of(matrix.engagement_within, "day"),
        "Engagement: none kept": _of(matrix.none_kept, "point"),
        **_bands("Engagement", _kept(matrix)[1:-1]),
        "The most that a score can be": _of(matrix.most, "point"),
        "In custody divided by": str(matrix.divided_in_custody),
        "Outside the area divided by": str(matrix.divided_outside_the_area),
    }


def _bands(factor: str, cases: Iterable[Line]) -> dict[str, str]:
    return {f"{factor}, band {n}": f"{case}: {_of(points, 'point')}" for n, (case, points) in enumerate(cases, start=1)}


def _of(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
