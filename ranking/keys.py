"""The foreign keys of the scores, checked once a statement: of a million rows they take a tenth of the time.

They say what PostgreSQL's own would: a row that is written names a run and a person who are there; who is named by a
score is not deleted, nor given another number. PostgreSQL's own look row by row, and lock each person on the register,
which for everybody's scores of a night took as long as working them out.

Who writes scores shares a lock until the end of the transaction, and who deletes a person or a run wants it alone. So a
person is not deleted between the moment when they are looked for and the moment when their score can be seen.
"""

from audit.locks import Lock

_REFUSED = "ERRCODE = 'foreign_key_violation', CONSTRAINT = 'score_of_a_run_and_a_person', TABLE = 'ranking_score'"

# What stands on the table of scores itself, and is made again with it.
WRITTEN = """
    CREATE TRIGGER score_names_what_is_there_insert AFTER INSERT ON ranking_score
        REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ranking_score_written();
    CREATE TRIGGER score_names_what_is_there_update AFTER UPDATE ON ranking_score
        REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ranking_score_written();
"""
# EXECUTE, so that each statement is planned for as many rows as it has, and sees what was there when it had the lock.
FORWARD = f"""
    CREATE FUNCTION ranking_score_written() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        lost boolean;
    BEGIN
        PERFORM pg_advisory_xact_lock_shared({Lock.SCORES:d});
        EXECUTE 'SELECT EXISTS (SELECT FROM (SELECT DISTINCT run_id FROM written) w WHERE NOT EXISTS (
            SELECT FROM ranking_run r WHERE r.id = w.run_id))
          OR EXISTS (SELECT FROM written w WHERE NOT EXISTS (
            SELECT FROM offenders_offender o WHERE o.id = w.offender_id))' INTO lost;
        IF lost THEN
            RAISE EXCEPTION 'A score names a run or a person who is not there.' USING {_REFUSED};
        END IF;
        RETURN NULL;
    END $$;
    {WRITTEN}

    CREATE FUNCTION ranking_scored_gone() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        named boolean;
    BEGIN
        PERFORM pg_advisory_xact_lock({Lock.SCORES:d});
        EXECUTE format('SELECT EXISTS (SELECT FROM gone g JOIN ranking_score s ON s.%I = g.id)', TG_ARGV[0]) INTO named;
        IF named THEN
            RAISE EXCEPTION 'A score still names what was deleted.' USING {_REFUSED};
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER scored_person_stays AFTER DELETE ON offenders_offender
        REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION ranking_scored_gone('offender_id');
    CREATE TRIGGER scored_run_stays AFTER DELETE ON ranking_run
        REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION ranking_scored_gone('run_id');

    CREATE FUNCTION ranking_scored_renumbered() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        named boolean;
    BEGIN
        PERFORM pg_advisory_xact_lock({Lock.SCORES:d});
        EXECUTE format('SELECT EXISTS (SELECT FROM ranking_score s WHERE s.%I = $1)', TG_ARGV[0])
            INTO named USING OLD.id;
        IF named THEN
            RAISE EXCEPTION 'A score names the number that was changed.' USING {_REFUSED};
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER scored_person_keeps_number AFTER UPDATE OF id ON offenders_offender FOR EACH ROW
        WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION ranking_scored_renumbered('offender_id');
    CREATE TRIGGER scored_run_keeps_number AFTER UPDATE OF id ON ranking_run FOR EACH ROW
        WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION ranking_scored_renumbered('run_id');
"""
BACKWARD = """
    DROP TRIGGER scored_person_stays ON offenders_offender;
    DROP TRIGGER scored_person_keeps_number ON offenders_offender;
    DROP TRIGGER scored_run_stays ON ranking_run;
    DROP TRIGGER scored_run_keeps_number ON ranking_run;
    DROP TRIGGER score_names_what_is_there_insert ON ranking_score;
    DROP TRIGGER score_names_what_is_there_update ON ranking_score;
    DROP FUNCTION ranking_score_written(), ranking_scored_gone(), ranking_scored_renumbered();
"""
