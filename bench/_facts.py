"""What happened to the people of such a register: ten offences each, and all that a scheme knows of its members."""

# Five arrests a person over four years, two offences each.
ARRESTS = """
    INSERT INTO offenders_arrest (id, source_id, ref, offender_id, arrested_on)
    SELECT n * 5 + k, %(source)s, 'B' || n || '-' || k, n, %(day)s::date - 12 - ((n * 31 + k * 397) %% 1500)::int
    FROM generate_series(%(first)s, %(last)s) n, generate_series(0::bigint, 4) k
"""
OFFENCES = """
    INSERT INTO offenders_offence (source_id, ref, arrest_id, offence_code_id, disposal, area_id)
    SELECT %(source)s, 'B' || n || '-' || k, n * 5 + k / 2, codes[1 + (n + k * 17) %% array_length(codes, 1)],
        (ARRAY['charged', 'cautioned', 'summonsed', 'no_further_action'])[1 + (n + k) %% 4],
        areas[1 + n %% array_length(areas, 1)]
    FROM generate_series(%(first)s, %(last)s) n, generate_series(0::bigint, 9) k,
        (SELECT array_agg(code ORDER BY code) codes FROM offenders_offencecode) known,
        (SELECT array_agg(id ORDER BY id) areas FROM agencies_area WHERE level = 'area') places
"""
# A quarter is on the scheme, and so are all whom probation leads.
MEMBERS = """
    INSERT INTO cohorts_membership (source_id, ref, offender_id, cohort_id, referred_by, referred_on, selected_on,
        import_number)
    SELECT %(source)s, 'B' || n, n, (SELECT min(id) FROM cohorts_cohort), 'police', '2018-01-01', '2018-01-01', 1
    FROM generate_series(%(first)s, %(last)s) n WHERE n %% 4 = 0
"""
DECISIONS = """
    INSERT INTO rag_decision (source_id, ref, offender_id, effective_on, status, decided_by, reason)
    SELECT %(source)s, 'B' || n || '-' || k, n, %(day)s::date - 20 - (n %% 30)::int - 35 * k,
        CASE n %% 80 WHEN 0 THEN 'GREEN' ELSE (ARRAY['RED', 'AMBER', 'GREEN', 'AMBER+'])[1 + (n / 4 + k) %% 4] END,
        'panel', 'As agreed.'
    FROM generate_series(%(first)s, %(last)s) n, generate_series(0, 2) k WHERE n %% 4 = 0
"""
PROPOSALS = """
    INSERT INTO rag_proposal (offender_id, as_of, status, reasons, rule_set_id, current)
    SELECT n, %(day)s::date - 1, (ARRAY['AMBER', 'RED', 'GREEN', 'AMBER+'])[1 + n / 4 %% 4], '[]'::jsonb,
        (SELECT min(id) FROM rag_ruleset), true
    FROM generate_series(%(first)s, %(last)s) n WHERE n %% 4 = 0
"""
CONTACTS = """
    INSERT INTO offenders_contact (source_id, ref, offender_id, due_on, agency_id, kind, outcome)
    SELECT %(source)s, 'B' || n || '-' || k, n, %(day)s::date - (k * 7)::int - (n %% 7)::int, %(probation)s,
        'office', (ARRAY['kept', 'missed_unacceptable', 'kept', 'missed_acceptable', 'missed_unacceptable'])
            [1 + (n / 4 + k) %% 5]
    FROM generate_series(%(first)s, %(last)s) n, generate_series(1, 8) k WHERE n %% 4 = 0
"""
# One that waits for its outcome for every third, and the next one of each.
APPOINTMENTS = """
    INSERT INTO contacts_appointment (source_id, ref, offender_id, agency_id, kind, due_on, status)
    SELECT %(source)s, 'B' || n || '-' || k, n, %(probation)s, 'office', %(day)s::date - 3 + 7 * k, 'booked'
    FROM generate_series(%(first)s, %(last)s) n, generate_series(0, 1) k
    WHERE n %% 8 = 0 AND (k = 1 OR n / 8 %% 3 = 0)
"""
SPELLS = """
    INSERT INTO offenders_custodyspell (source_id, ref, offender_id, establishment, reason, admitted_on, released_on,
        engagement)
    SELECT %(source)s, 'B' || n, n, 'HMP Bedford', 'sentence', %(day)s::date - 200 - (n %% 300)::int,
        CASE WHEN n %% 20 <> 0 THEN %(day)s::date - 5 - (n %% 190)::int END, ''
    FROM generate_series(%(first)s, %(last)s) n WHERE n %% 5 = 0
"""
RELEASES = """
    INSERT INTO offenders_expectedrelease (source_id, ref, offender_id, expected_on, kind, said_by, set_on, ended_as)
    SELECT %(source)s, 'B' || n, n, %(day)s::date + 5 + (n / 40 %% 12)::int * 9, 'automatic', 'The prison',
        '2018-11-01', ''
    FROM generate_series(%(first)s, %(last)s) n WHERE n %% 20 = 0
"""
ORDERS = """
    INSERT INTO offenders_supervision (source_id, ref, offender_id, provider, order_type, started_on, due_to_end_on)
    SELECT %(source)s, 'B' || n, n, 'probation_service', 'licence', '2018-06-01',
        %(day)s::date + (n / 8 * 13 %% 300)::int
    FROM generate_series(%(first)s, %(last)s) n WHERE n %% 4 = 0
"""
TESTS = """
    INSERT INTO enforcement_drugtest (source_id, ref, offender_id, tested_on, regime, opiates, cocaine)
    SELECT %(source)s, 'B' || n || '-' || k, n, %(day)s::date - 8 - 20 * k, 'licence',
        (ARRAY['negative', 'positive', 'negative'])[1 + (n / 8 + k) %% 3], 'negative'
    FROM generate_series(%(first)s, %(last)s) n, generate_series(0, 2) k WHERE n %% 8 = 0
"""
WARRANTS = """
    INSERT INTO enforcement_warrant (source_id, ref, offender_id, kind, issued_on)
    SELECT %(source)s, 'B' || n, n, 'warrant', %(day)s::date - (n / 8 %% 40)::int
    FROM generate_series(%(first)s, %(last)s) n WHERE n %% 72 = 0
"""
MARKERS = """
    INSERT INTO offenders_marker (source_id, ref, offender_id, kind, led_by, text, learned_from, from_on, review_on,
        ended_because)
    SELECT %(source)s, 'B' || n, n, 'risk_to_staff', '', 'Two officers.', 'A visit', '2018-06-01',
        %(day)s::date + (n / 8 %% 90)::int, ''
    FROM generate_series(%(first)s, %(last)s) n WHERE n %% 80 = 0
"""
CIRCUMSTANCES = """
    INSERT INTO offenders_circumstance (source_id, ref, offender_id, kind, text, from_on, review_on)
    SELECT %(source)s, 'B' || n, n, 'employment', 'Looks for work.', '2018-06-01', %(day)s::date + (n / 8 %% 120)::int
    FROM generate_series(%(first)s, %(last)s) n WHERE n %% 16 = 0
"""
PATHWAYS = """
    INSERT INTO pathways_pathwayassessment (source_id, ref, offender_id, assessed_on, level_id)
    SELECT %(source)s, 'B' || n || '-' || level.id, n, %(day)s::date - 30 - (n %% 60)::int, level.id
    FROM generate_series(%(first)s, %(last)s) n,
        (SELECT DISTINCT ON (pathway_id) id FROM pathways_pathwaylevel ORDER BY pathway_id, id) level WHERE n %% 8 = 0
"""
NOTES = """
    INSERT INTO offenders_note (source_id, ref, offender_id, agency_id, category, noted_on, text)
    SELECT %(source)s, 'B' || n || '-' || k, n, %(probation)s, 'engagement', %(day)s::date - 10 * k, 'Spoke of work.'
    FROM generate_series(%(first)s, %(last)s) n, generate_series(1, 3) k WHERE n %% 8 = 0
"""
REPORTS = """
    INSERT INTO offenders_intelligencereport (source_id, ref, offender_id, received_on, source_grade,
        intelligence_grade, handling, kind, summary)
    SELECT %(source)s, 'B' || n, n, %(day)s::date - (n %% 300)::int, 2, 'B', 'P', 'offending', 'Seen.'
    FROM generate_series(%(first)s, %(last)s) n WHERE n %% 4 = 0
"""
REQUESTS = """
    INSERT INTO offenders_agencyrequest (source_id, ref, offender_id, asked_by_id, asked_of_id, text, asked_on, due_on,
        status)
    SELECT %(source)s, 'B' || n, n, (SELECT id FROM agencies_agency WHERE kind = 'police'), %(probation)s,
        'Where does he sleep?', %(day)s::date - 5, %(day)s::date + 4, 'asked'
    FROM generate_series(%(first)s, %(last)s) n WHERE n %% 120 = 0
"""
SCORES = """
    INSERT INTO ranking_score (run_id, offender_id, rank, adult_rank, eighths, recency, frequency, severity,
        intelligence, drugs, instability, engagement, in_custody, resident)
    SELECT run.id, n, n, n, 200, 10, 5, 5, 1, 2, 1, 1, n %% 20 = 0, true
    FROM generate_series(%(first)s, %(last)s) n, ranking_run run
"""
RUNS = """
    INSERT INTO ranking_run (as_of, matrix_id, scheduled, status, finished_at, people, asked_by, bounds)
    SELECT %(day)s::date - ago, (SELECT min(id) FROM ranking_matrix), true, 'finished', now(), 1000, '', '{}'
    FROM unnest(ARRAY[0, 30]) ago
"""
STATEMENTS = (
    ARRESTS, OFFENCES, MEMBERS, DECISIONS, PROPOSALS, CONTACTS, APPOINTMENTS, SPELLS, RELEASES, ORDERS, TESTS, WARRANTS,
    MARKERS, CIRCUMSTANCES, PATHWAYS, NOTES, REPORTS, REQUESTS, SCORES,
)  # fmt: skip
