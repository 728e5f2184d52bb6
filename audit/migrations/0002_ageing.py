"""Old rows of the log leave by age through one function, and by nothing else."""

from django.db import migrations

AUDIT_AGE = """
    CREATE FUNCTION audit_age(through bigint, OUT rows_gone bigint) LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (SELECT FROM audit_seal WHERE number <= through AND newest > now() - interval '1 year') THEN
            RAISE EXCEPTION 'the log of the last year stays';
        END IF;
        PERFORM set_config('audit.ageing', 'on', true);
        DELETE FROM audit_entry USING (SELECT unnest(ids) AS id FROM audit_seal WHERE number <= through) sealed
        WHERE audit_entry.id = sealed.id;
        GET DIAGNOSTICS rows_gone = ROW_COUNT;
        DELETE FROM audit_seal WHERE number <= through;
        PERFORM set_config('audit.ageing', 'off', true);
    END $$;
    REVOKE ALL ON FUNCTION audit_age(bigint) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(AUDIT_AGE, "DROP FUNCTION audit_age(bigint)")]
