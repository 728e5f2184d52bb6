"""The ranking of everybody as one statement: INSERT ... SELECT reads one consistent state of the register.

It says in SQL what `ranking.rules` says in Python; tests/ranking/test_equality.py holds the two together. Numbers
come from the run's matrix, as whole numbers, and its grades as parameters; nothing that anybody typed becomes part of
the statement.
"""

from datetime import date
from typing import Any

from offenders.models import Disposal
from offenders.young import youngest_adult_born
from ranking.rules import ScoringMatrix
from ranking.rules.matrix import EIGHTHS, Bands

# "Within n days" is 0 <= (day - event) < n.
_WITHIN = "{column} > %(day)s::date - {days} AND {column} <= %(day)s::date"


def _within(column: str, days: int) -> str:
    return _WITHIN.format(column=column, days=int(days))


def _case(test: str, bands: Bands) -> str:
    """CASE over bands of (bound, points): the first that holds. Bounds and points are whole numbers."""
    whens = " ".join(f"WHEN {test.format(bound=int(bound))} THEN {int(points)}" for bound, points in bands)
    return f"CASE {whens} ELSE 0 END" if whens else "0"


def _offending(matrix: ScoringMatrix) -> str:
    return f"""
        SELECT arrest.offender_id, max(arrest.arrested_on) AS latest_on,
            count(*) FILTER (WHERE {_within("arrest.arrested_on", matrix.frequency_within)}) AS offences,
            max(code.severity) FILTER (WHERE {_within("arrest.arrested_on", matrix.severity_within)}) AS severity
        FROM offenders_offence offence
        JOIN offenders_arrest arrest ON arrest.id = offence.arrest_id
        JOIN offenders_offencecode code ON code.code = offence.offence_code_id
        WHERE offence.disposal = ANY(%(positive)s) AND arrest.arrested_on <= %(day)s::date
        GROUP BY arrest.offender_id"""


def _reports(matrix: ScoringMatrix) -> str:
    offending = f"kind = 'offending' AND {_within('received_on', matrix.intelligence_within)}"
    return f"""
        SELECT offender_id, count(*) FILTER (WHERE {offending}) AS offending,
            bool_or({offending} AND intelligence_grade = ANY(%(confirmed)s)
                AND source_grade = ANY(%(sources)s)) AS well_graded,
            bool_or(kind = 'drug_use' AND {_within("received_on", matrix.drugs_within)}) AS drug_use
        FROM offenders_intelligencereport
        WHERE intelligence_grade = ANY(%(believed)s)
            AND {_within("received_on", max(matrix.intelligence_within, matrix.drugs_within))}
        GROUP BY offender_id"""


def _tests(matrix: ScoringMatrix) -> str:
    return f"""
        SELECT DISTINCT offender_id FROM enforcement_drugtest
        WHERE 'positive' IN (opiates, cocaine) AND {_within("tested_on", matrix.drugs_within)}"""


# The latest level of each pathway, however long ago; of two on one day a need wins.
_LEVELS = """
        SELECT offender_id, bool_or(need) FILTER (WHERE pathway_id = 'drugs_alcohol') AS drugs,
            bool_or(need) FILTER (WHERE pathway_id <> 'drugs_alcohol') AS unstable
        FROM (
            SELECT DISTINCT ON (assessment.offender_id, level.pathway_id)
                assessment.offender_id, level.pathway_id, level.need
            FROM pathways_pathwayassessment assessment
            JOIN pathways_pathwaylevel level ON level.id = assessment.level_id
            WHERE assessment.assessed_on <= %(day)s::date
                AND level.pathway_id IN ('drugs_alcohol', 'accommodation', 'relationships')
            ORDER BY assessment.offender_id, level.pathway_id, assessment.assessed_on DESC, level.need DESC
        ) latest
        GROUP BY offender_id"""


def _appointments(matrix: ScoringMatrix) -> str:
    return f"""
        SELECT offender_id, count(*) FILTER (WHERE outcome = 'kept') AS kept,
            count(*) FILTER (WHERE outcome = 'missed_unacceptable') AS missed
        FROM offenders_contact
        WHERE outcome IN ('kept', 'missed_unacceptable') AND {_within("due_on", matrix.engagement_within)}
        GROUP BY offender_id"""


_INSIDE = """
        SELECT DISTINCT offender_id FROM offenders_custodyspell
        WHERE admitted_on <= %(day)s::date AND (released_on IS NULL OR %(day)s::date < released_on)"""

# Deceased or deported by the day: the latest membership has ended with code 6B (spec/evaluation.md).
_GONE = """
        SELECT offender_id FROM (
            SELECT DISTINCT ON (offender_id) offender_id, deselected_on, deselection_code_id
            FROM cohorts_membership WHERE selected_on <= %(day)s::date
                AND offender_id IN (SELECT offender_id FROM cohorts_membership WHERE deselection_code_id = '6B')
            ORDER BY offender_id, selected_on DESC, deselected_on DESC NULLS FIRST, ref COLLATE "C" DESC
        ) latest
        WHERE deselection_code_id = '6B' AND deselected_on <= %(day)s::date"""


def _points(matrix: ScoringMatrix) -> str:
    """Each factor's points of everybody who is ranked; a person without rows of a kind has NULL, which is no points."""
    under = " ".join(
        f"WHEN kept * {int(bottom)} < {int(top)} * (kept + missed) THEN {int(points)}"
        for top, bottom, points in matrix.kept_under
    )
    return f"""
        SELECT person.id, person.date_of_birth > %(adults_born)s::date AS young, person.ref,
            person.source_id, person.resident, offending.latest_on,
            {_case("%(day)s::date - offending.latest_on < {bound}", matrix.recency)} AS recency,
            {_case("offending.offences >= {bound}", matrix.frequency)} AS frequency,
            coalesce(offending.severity, 0) * {int(matrix.severity_each_band)} AS severity,
            CASE WHEN reports.well_graded THEN {int(matrix.well_graded)}
                ELSE {_case("reports.offending >= {bound}", matrix.reports)} END AS intelligence,
            CASE WHEN tests.offender_id IS NOT NULL OR reports.drug_use THEN {int(matrix.positive_or_reported)}
                WHEN levels.drugs THEN {int(matrix.drugs_need)} ELSE 0 END AS drugs,
            CASE WHEN levels.unstable THEN {int(matrix.instability_need)} ELSE 0 END AS instability,
            CASE WHEN kept + missed > 0 THEN CASE WHEN kept = 0 THEN {int(matrix.none_kept)} {under} ELSE 0 END
                ELSE 0 END AS engagement,
            inside.offender_id IS NOT NULL AS in_custody
        FROM offenders_offender person
        LEFT JOIN offending ON offending.offender_id = person.id
        LEFT JOIN reports ON reports.offender_id = person.id
        LEFT JOIN tests ON tests.offender_id = person.id
        LEFT JOIN levels ON levels.offender_id = person.id
        LEFT JOIN appointments ON appointments.offender_id = person.id
        LEFT JOIN inside ON inside.offender_id = person.id
        WHERE NOT person.withdrawn AND NOT EXISTS (SELECT FROM gone WHERE gone.offender_id = person.id)"""


def _scored(matrix: ScoringMatrix) -> str:
    total = "recency + frequency + severity + intelligence + drugs + instability + engagement"
    return f"""
        SELECT *, least({total}, {int(matrix.most)}) * {EIGHTHS}
            / CASE WHEN in_custody THEN {int(matrix.divided_in_custody)} ELSE 1 END
            / CASE WHEN resident THEN 1 ELSE {int(matrix.divided_outside_the_area)} END AS eighths
        FROM points"""


def statement(matrix: ScoringMatrix) -> str:
    """The whole ranking. Ties: the latest offence newest first, none last, then offender_ref byte by byte."""
    return f"""
    WITH offending AS MATERIALIZED ({_offending(matrix)}),
    reports AS MATERIALIZED ({_reports(matrix)}),
    tests AS MATERIALIZED ({_tests(matrix)}),
    levels AS MATERIALIZED ({_LEVELS}),
    appointments AS MATERIALIZED ({_appointments(matrix)}),
    inside AS MATERIALIZED ({_INSIDE}),
    gone AS MATERIALIZED ({_GONE}),
    points AS ({_points(matrix)}),
    scored AS ({_scored(matrix)})
    INSERT INTO ranking_score (run_id, offender_id, rank, adult_rank, eighths, recency, frequency, severity,
        intelligence, drugs, instability, engagement, in_custody, resident, latest_offence_on)
    SELECT %(run)s, id, row_number() OVER by_score,
        CASE WHEN NOT young THEN count(*) FILTER (WHERE NOT young) OVER (by_score ROWS UNBOUNDED PRECEDING) END,
        eighths, recency, frequency, severity, intelligence, drugs, instability, engagement, in_custody, resident,
        latest_on
    FROM scored
    WINDOW by_score AS (ORDER BY eighths DESC, latest_on DESC NULLS LAST, ref COLLATE "C", source_id, id)"""


# The rank of the member in the middle, of those on any cohort on the day; NULL where nobody is.
MIDDLE_MEMBER = """
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY score.rank) FROM ranking_score score
    WHERE score.run_id = %(run)s AND EXISTS (
        SELECT FROM cohorts_membership membership
        WHERE membership.offender_id = score.offender_id AND membership.selected_on <= %(day)s::date
            AND (membership.deselected_on IS NULL OR %(day)s::date < membership.deselected_on))"""


def parameters(run: int, as_of: date, matrix: ScoringMatrix) -> dict[str, Any]:
    return {
        "run": run,
        "day": as_of,
        "adults_born": youngest_adult_born(as_of),
        "positive": sorted(Disposal.positive()),
        "confirmed": list(matrix.confirmed_grades),
        "sources": list(matrix.confirmed_sources),
        "believed": list(matrix.believed_grades),
    }
