"""The default matrix's score as somebody would write it by hand: one statement of SQL into a bare table.

It holds matrix version 1 and its windows as constants, keeps no rule of the product, and is not kept up with it: what
is measured against it must give the same scores, which `same_scores` looks at.
"""

TABLE = """
    CREATE TABLE by_hand (offender_id bigint, rank integer, adult_rank integer, eighths integer, recency integer,
        frequency integer, severity integer, intelligence integer, drugs integer, instability integer,
        engagement integer, in_custody boolean, resident boolean, latest_offence_on date)
"""
STATEMENT = """
WITH offending AS (
    SELECT a.offender_id, max(a.arrested_on) latest_on,
        count(*) FILTER (WHERE a.arrested_on > %(day)s::date - 365) offences,
        max(c.severity) FILTER (WHERE a.arrested_on > %(day)s::date - 365) severity
    FROM offenders_offence o JOIN offenders_arrest a ON a.id = o.arrest_id
    JOIN offenders_offencecode c ON c.code = o.offence_code_id
    WHERE o.disposal IN ('charged', 'cautioned', 'summonsed', 'community_resolution', 'conditional_caution',
        'penalty_notice', 'taken_into_consideration') AND a.arrested_on <= %(day)s::date
    GROUP BY a.offender_id
), reports AS (
    SELECT offender_id, count(*) FILTER (WHERE kind = 'offending') offending,
        bool_or(kind = 'offending' AND intelligence_grade IN ('A', 'B') AND source_grade IN (1, 2)) well_graded,
        bool_or(kind = 'drug_use') drug_use
    FROM offenders_intelligencereport
    WHERE intelligence_grade IN ('A', 'B', 'C', 'D') AND received_on > %(day)s::date - 91
        AND received_on <= %(day)s::date
    GROUP BY offender_id
), tests AS (
    SELECT DISTINCT offender_id FROM enforcement_drugtest
    WHERE (opiates = 'positive' OR cocaine = 'positive') AND tested_on > %(day)s::date - 91
        AND tested_on <= %(day)s::date
), levels AS (
    SELECT offender_id, bool_or(need) FILTER (WHERE theme = 'drugs_alcohol') drugs,
        bool_or(need) FILTER (WHERE theme <> 'drugs_alcohol') unstable
    FROM (
        SELECT DISTINCT ON (s.offender_id, p.theme) s.offender_id, p.theme, l.need
        FROM pathways_pathwayassessment s JOIN pathways_pathwaylevel l ON l.id = s.level_id
        JOIN pathways_pathway p ON p.code = l.pathway_id
        WHERE s.assessed_on <= %(day)s::date AND p.theme IN ('drugs_alcohol', 'accommodation', 'relationships')
        ORDER BY s.offender_id, p.theme, s.assessed_on DESC, l.need DESC
    ) latest GROUP BY offender_id
), appointments AS (
    SELECT offender_id, count(*) FILTER (WHERE outcome = 'kept') kept,
        count(*) FILTER (WHERE outcome = 'missed_unacceptable') missed
    FROM offenders_contact
    WHERE outcome IN ('kept', 'missed_unacceptable') AND due_on > %(day)s::date - 91 AND due_on <= %(day)s::date
    GROUP BY offender_id
), inside AS (
    SELECT DISTINCT offender_id FROM offenders_custodyspell
    WHERE admitted_on <= %(day)s::date AND (released_on IS NULL OR released_on > %(day)s::date)
), gone AS (
    SELECT offender_id FROM (
        SELECT DISTINCT ON (offender_id) offender_id, deselected_on, deselection_code_id
        FROM cohorts_membership WHERE selected_on <= %(day)s::date
        ORDER BY offender_id, selected_on DESC, deselected_on DESC NULLS FIRST, ref COLLATE "C" DESC
    ) latest WHERE deselection_code_id = '6B' AND deselected_on <= %(day)s::date
), points AS (
    SELECT person.id, person.ref, person.source_id, person.resident, latest_on,
        person.date_of_birth > %(day)s::date - interval '18 years' young,
        CASE WHEN %(day)s::date - latest_on < 28 THEN 20 WHEN %(day)s::date - latest_on < 91 THEN 15
            WHEN %(day)s::date - latest_on < 182 THEN 10 WHEN %(day)s::date - latest_on < 365 THEN 5 ELSE 0 END recency,
        CASE WHEN offences >= 10 THEN 20 WHEN offences >= 6 THEN 15 WHEN offences >= 3 THEN 10 WHEN offences >= 1 THEN 5
            ELSE 0 END frequency,
        coalesce(severity, 0) * 4 severity,
        CASE WHEN well_graded THEN 15 WHEN offending >= 3 THEN 10 WHEN offending >= 1 THEN 5 ELSE 0 END intelligence,
        CASE WHEN tests.offender_id IS NOT NULL OR drug_use THEN 10 WHEN levels.drugs THEN 5 ELSE 0 END drugs,
        CASE WHEN unstable THEN 5 ELSE 0 END instability,
        CASE WHEN kept = 0 AND missed > 0 THEN 10 WHEN kept * 2 < kept + missed THEN 7
            WHEN kept * 4 < 3 * (kept + missed) THEN 4 ELSE 0 END engagement,
        inside.offender_id IS NOT NULL in_custody
    FROM offenders_offender person
    LEFT JOIN offending ON offending.offender_id = person.id LEFT JOIN reports ON reports.offender_id = person.id
    LEFT JOIN tests ON tests.offender_id = person.id LEFT JOIN levels ON levels.offender_id = person.id
    LEFT JOIN appointments ON appointments.offender_id = person.id LEFT JOIN inside ON inside.offender_id = person.id
    WHERE NOT person.withdrawn AND person.id NOT IN (SELECT offender_id FROM gone)
), scored AS (
    SELECT *, least(recency + frequency + severity + intelligence + drugs + instability + engagement, 100) * 8
        / CASE WHEN in_custody THEN 4 ELSE 1 END / CASE WHEN resident THEN 1 ELSE 2 END eighths
    FROM points
)
INSERT INTO by_hand
SELECT id, row_number() OVER by_score,
    CASE WHEN NOT young THEN count(*) FILTER (WHERE NOT young) OVER (by_score ROWS UNBOUNDED PRECEDING) END,
    eighths, recency, frequency, severity, intelligence, drugs, instability, engagement, in_custody, resident, latest_on
FROM scored WINDOW by_score AS (ORDER BY eighths DESC, latest_on DESC NULLS LAST, ref COLLATE "C", source_id, id)
"""
# Of a run those whom the statement by hand has otherwise.
DIFFERENT = """
    SELECT count(*) FROM (
        SELECT offender_id, rank, adult_rank, eighths FROM ranking_score WHERE run_id = %(run)s
        EXCEPT SELECT offender_id, rank, adult_rank, eighths FROM by_hand
    ) other
"""
# The columns that a ranking reads, of each table.
READ = {
    "offenders_offender": "id, ref, source_id, date_of_birth, resident, withdrawn",
    "offenders_arrest": "id, offender_id, arrested_on",
    "offenders_offence": "arrest_id, offence_code_id, disposal",
    "cohorts_membership": "offender_id, selected_on, deselected_on, deselection_code_id, ref",
    "offenders_contact": "offender_id, due_on, outcome",
    "offenders_custodyspell": "offender_id, admitted_on, released_on",
    "enforcement_drugtest": "offender_id, tested_on, opiates, cocaine",
    "pathways_pathwayassessment": "offender_id, level_id, assessed_on",
    "offenders_intelligencereport": "offender_id, kind, received_on, intelligence_grade, source_grade",
}
