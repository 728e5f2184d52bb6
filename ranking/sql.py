"""The ranking of everybody as one statement: it reads one consistent state of the register, on all the cores there are.

It says in SQL what `ranking.rules` says in Python; tests/ranking/test_equality.py holds the two together. Numbers
come from the run's matrix, as whole numbers, and its grades as parameters; nothing that anybody typed becomes part of
the statement. What it gives is staged: PostgreSQL reads in parallel only for a table that the statement makes itself.
"""

from datetime import date
from typing import Any

from offenders.models import Disposal
from offenders.young import youngest_adult_born
from ranking.rules import ScoringMatrix
from ranking.rules.matrix import EIGHTHS, Bands

# A server that asks whether its client still lives frees the lock soon after a worker was killed. Every join is of
# whole tables: hashed, whatever old statistics say.
OF_WHOLE_TABLES = (
    "SET LOCAL client_connection_check_interval = '2s'; SET LOCAL work_mem = '128MB'; SET LOCAL jit = off;"
    " SET LOCAL enable_nestloop = off"
)

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


def _reports(matrix: ScoringMatrix, mark: str) -> str:
    offending = f"kind = 'offending' AND {_within('received_on', matrix.intelligence_within)}"
    return f"""
        SELECT offender_id, count(*) FILTER (WHERE {offending}) AS offending,
            bool_or({offending} AND intelligence_grade = ANY(%({mark}confirmed)s)
                AND source_grade = ANY(%({mark}sources)s)) AS well_graded,
            bool_or(kind = 'drug_use' AND {_within("received_on", matrix.drugs_within)}) AS drug_use
        FROM offenders_intelligencereport
        WHERE intelligence_grade = ANY(%({mark}believed)s)
            AND {_within("received_on", max(matrix.intelligence_within, matrix.drugs_within))}
        GROUP BY offender_id"""


def _tests(matrix: ScoringMatrix) -> str:
    return f"""
        SELECT DISTINCT offender_id FROM enforcement_drugtest
        WHERE 'positive' IN (opiates, cocaine) AND {_within("tested_on", matrix.drugs_within)}"""


# The latest level of each pathway by what it is about, whichever set it is of, however long ago; of two on one day a
# need wins. So of each theme the greatest of (day, need) is wanted, which is one number: even without a need. It is
# found while the rows are read; sorting them all took a tenth of a run.
_LATEST = "max((assessment.assessed_on - '2000-01-01'::date) * 2 + level.need::int)"
_NEED = f"coalesce({_LATEST} FILTER (WHERE pathway.theme = '{{theme}}') & 1, 0) = 1"
_LEVELS = f"""
        SELECT assessment.offender_id, {_NEED.format(theme="drugs_alcohol")} AS drugs,
            {_NEED.format(theme="accommodation")} OR {_NEED.format(theme="relationships")} AS unstable
        FROM pathways_pathwayassessment assessment
        JOIN pathways_pathwaylevel level ON level.id = assessment.level_id
        JOIN pathways_pathway pathway ON pathway.code = level.pathway_id
        WHERE assessment.assessed_on <= %(day)s::date
            AND pathway.theme IN ('drugs_alcohol', 'accommodation', 'relationships')
        GROUP BY assessment.offender_id"""


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


def _others(matrix: ScoringMatrix, mark: str) -> str:
    """What is not of offences, a row a person: few have any of it, and one join of everybody costs less than five."""
    none: dict[str, str] = {
        "offending": "NULL::bigint", "well_graded": "NULL::boolean", "drug_use": "NULL::boolean",
        "positive": "NULL::boolean", "drugs_need": "NULL::boolean", "unstable": "NULL::boolean",
        "kept": "NULL::bigint", "missed": "NULL::bigint", "inside": "NULL::boolean",
    }  # fmt: skip
    parts = {
        _reports(matrix, mark): {"offending": "offending", "well_graded": "well_graded", "drug_use": "drug_use"},
        _tests(matrix): {"positive": "true"},
        _LEVELS: {"drugs_need": "drugs", "unstable": "unstable"},
        _appointments(matrix): {"kept": "kept", "missed": "missed"},
        _INSIDE: {"inside": "true"},
    }
    rows = " UNION ALL ".join(
        f"SELECT offender_id, {', '.join(f'{value} AS {name}' for name, value in (none | given).items())}"
        f" FROM ({part}) p"
        for part, given in parts.items()
    )
    return f"""
        SELECT offender_id, max(offending) AS offending, bool_or(well_graded) AS well_graded,
            bool_or(drug_use) AS drug_use, bool_or(positive) AS positive, bool_or(drugs_need) AS drugs_need,
            bool_or(unstable) AS unstable, max(kept) AS kept, max(missed) AS missed, bool_or(inside) AS inside
        FROM ({rows}) of_one GROUP BY offender_id"""


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
            CASE WHEN others.well_graded THEN {int(matrix.well_graded)}
                ELSE {_case("others.offending >= {bound}", matrix.reports)} END AS intelligence,
            CASE WHEN others.positive OR others.drug_use THEN {int(matrix.positive_or_reported)}
                WHEN others.drugs_need THEN {int(matrix.drugs_need)} ELSE 0 END AS drugs,
            CASE WHEN others.unstable THEN {int(matrix.instability_need)} ELSE 0 END AS instability,
            CASE WHEN kept + missed > 0 THEN CASE WHEN kept = 0 THEN {int(matrix.none_kept)} {under} ELSE 0 END
                ELSE 0 END AS engagement,
            coalesce(others.inside, false) AS in_custody
        FROM offenders_offender person
        LEFT JOIN offending ON offending.offender_id = person.id
        LEFT JOIN others ON others.offender_id = person.id
        WHERE NOT person.withdrawn AND NOT EXISTS (SELECT FROM gone WHERE gone.offender_id = person.id)"""


def _scored(matrix: ScoringMatrix) -> str:
    total = "recency + frequency + severity + intelligence + drugs + instability + engagement"
    return f"""
        SELECT *, least({total}, {int(matrix.most)}) * {EIGHTHS}
            / CASE WHEN in_custody THEN {int(matrix.divided_in_custody)} ELSE 1 END
            / CASE WHEN resident THEN 1 ELSE {int(matrix.divided_outside_the_area)} END AS eighths
        FROM points"""


# The score and then the day of the latest offence, none below all, in one number: to sort by it takes half the time of
# looking into the rows for the two. Days have less than 22 bits until the year 11000.
_SCORE_AND_DAY = "((eighths::bigint << 22) + coalesce(latest_on - '0001-01-01'::date + 1, 0))"


def ranked(matrix: ScoringMatrix, mark: str = "") -> str:
    """Everybody's points, score and place. Ties: the latest offence newest first, none last, then offender_ref byte
    by byte. `mark` stands before the names of the matrix's own parameters, where two are in one statement.
    """
    return f"""
    WITH offending AS MATERIALIZED ({_offending(matrix)}),
    others AS MATERIALIZED ({_others(matrix, mark)}),
    gone AS MATERIALIZED ({_GONE}),
    points AS ({_points(matrix)}),
    scored AS ({_scored(matrix)})
    SELECT id, row_number() OVER by_score AS rank,
        CASE WHEN NOT young THEN count(*) FILTER (WHERE NOT young) OVER (by_score ROWS UNBOUNDED PRECEDING) END
            AS adult_rank,
        eighths, recency, frequency, severity, intelligence, drugs, instability, engagement, in_custody, resident,
        latest_on
    FROM scored
    WINDOW by_score AS (ORDER BY {_SCORE_AND_DAY} DESC, ref COLLATE "C", source_id, id)"""


def statement(matrix: ScoringMatrix) -> str:
    """The whole ranking, in a table of this transaction's own."""
    return f"CREATE TEMP TABLE ranking_staged ON COMMIT DROP AS {ranked(matrix)}"


UNSTAGE = "DROP TABLE IF EXISTS pg_temp.ranking_staged"

# By a few thousand people at a time, and of those by rank: so both indexes are written in places that lie together. All
# by person, the one by rank is written all over, which takes most of the time; by rank alone, the other.
KEEP = """
    INSERT INTO ranking_score (run_id, offender_id, rank, adult_rank, eighths, recency, frequency, severity,
        intelligence, drugs, instability, engagement, in_custody, resident, latest_offence_on)
    SELECT CASE WHEN everybody.rank %% %(step)s = 0 AND nextval('ranking_written') = 0 THEN NULL ELSE %(run)s END,
        everybody.*
    FROM pg_temp.ranking_staged everybody ORDER BY (everybody.id >> 14 << 31) + everybody.rank"""


def member(person: str) -> str:
    return f"""EXISTS (
        SELECT FROM cohorts_membership membership
        WHERE membership.offender_id = {person} AND membership.selected_on <= %(day)s::date
            AND (membership.deselected_on IS NULL OR %(day)s::date < membership.deselected_on))"""


MEMBER = member("score.offender_id")

# The best of the lowest so many of a hundred members, a part of one counted whole (ranking.rules.emerging), of those
# on any cohort on the day: by everybody's ranks, and by the ranks of those of 18 and over among themselves. NULL where
# there is no member. And how many are 18 and over. All of it from what is staged, which is read faster than the table.
STANDING = f"""
    SELECT (array_agg(score.rank ORDER BY score.rank DESC))[(count(*) * %(percent)s + 99) / 100],
        (array_agg(score.adult_rank ORDER BY score.adult_rank DESC) FILTER (WHERE score.adult_rank IS NOT NULL))
            [(count(score.adult_rank) * %(percent)s + 99) / 100],
        coalesce((SELECT max(adult_rank) FROM pg_temp.ranking_staged), 0)
    FROM pg_temp.ranking_staged score WHERE {member("score.id")}"""

# How many members there are from each of these ranks on to the next one of them: 0 is above the first.
MEMBERS_BETWEEN = (
    """
    SELECT width_bucket(score.{rank}, %(ranks)s::integer[]), count(*)
    FROM ranking_score score WHERE score.run_id = %(run)s AND score.{rank} IS NOT NULL AND """
    + MEMBER
    + """
    GROUP BY 1"""
)

# When the last new offence of each area of the scheme arrived.
FEEDS = """
    INSERT INTO ranking_feed (run_id, area_id, last_on)
    SELECT %(run)s, area.id,
        ((SELECT max(created_at) FROM offenders_offence WHERE area_id = area.id) AT TIME ZONE 'Europe/London')::date
    FROM agencies_area area WHERE area.level = 'area'"""


def parameters(run: int, as_of: date, matrix: ScoringMatrix) -> dict[str, Any]:
    return {"run": run, **of_the_day(as_of), **of_the_matrix(matrix)}


def of_the_day(as_of: date) -> dict[str, Any]:
    return {"day": as_of, "adults_born": youngest_adult_born(as_of), "positive": sorted(Disposal.positive())}


def of_the_matrix(matrix: ScoringMatrix, mark: str = "") -> dict[str, Any]:
    return {
        f"{mark}confirmed": list(matrix.confirmed_grades),
        f"{mark}sources": list(matrix.confirmed_sources),
        f"{mark}believed": list(matrix.believed_grades),
    }
