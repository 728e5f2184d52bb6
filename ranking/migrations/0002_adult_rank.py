"""The rank among adults: worked out for the runs that are there, as a new run works it out for itself."""

from django.db import migrations, models

from audit.floor import System, as_system, jobs

RANKS = """
UPDATE ranking_score s SET adult_rank = r.place FROM (
    SELECT score.id, row_number() OVER (PARTITION BY score.run_id ORDER BY score.rank) AS place
    FROM ranking_score score JOIN ranking_run run ON run.id = score.run_id
    JOIN offenders_offender o ON o.id = score.offender_id
    WHERE o.date_of_birth + interval '18 years' <= run.as_of
) r WHERE r.id = s.id
"""
ADULTS = """
UPDATE ranking_run run SET adults = (
    SELECT count(*) FROM ranking_score s WHERE s.run_id = run.id AND s.adult_rank IS NOT NULL)
WHERE run.status = 'finished'
"""


def fill(apps, schema_editor):
    """A new database has no role of the floor yet, and no run either."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [jobs()])
        if cursor.fetchone() is None or not apps.get_model("ranking", "Run").objects.exists():
            return
        with as_system(System.MIGRATION):
            cursor.execute(RANKS)
            cursor.execute(ADULTS)


class Migration(migrations.Migration):
    dependencies = [("ranking", "0001_initial"), ("offenders", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="run",
            name="adults",
            field=models.PositiveIntegerField(help_text="of the people, those of 18 and over on the day", null=True),
        ),
        migrations.AddField(
            model_name="score",
            name="adult_rank",
            field=models.PositiveIntegerField(
                help_text="the rank among those of 18 and over on the day; none under 18", null=True
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
