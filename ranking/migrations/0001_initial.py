# Every table of this room, as it is: written anew from the models before the first release (audit.migrating).

import audit.migrating
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0001_initial'),
        ('offenders', '0001_initial'),
    ]

    operations = [
        audit.migrating.CreateModels(
            models=[migrations.CreateModel(
                name='Matrix',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(unique=True)),
                    ('in_force_from', models.DateField()),
                    ('points', models.JSONField()),
                    ('source', models.TextField(help_text='where the numbers come from, and who agreed them')),
                ],
                options={
                    'verbose_name_plural': 'matrices',
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Run',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('as_of', models.DateField()),
                    ('matrix', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ranking.matrix')),
                    ('scheduled', models.BooleanField(help_text='the nightly run, as against one asked for by hand')),
                    ('status', models.CharField(choices=[('running', 'running'), ('finished', 'finished'), ('died', 'died')], default='running', max_length=10)),
                    ('started_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('people', models.PositiveIntegerField(null=True)),
                    ('middle_member', models.PositiveIntegerField(help_text='the rank of the member in the middle: who is on no cohort and ranks above is an emerging threat', null=True)),
                    ('adults', models.PositiveIntegerField(help_text='of the people, those of 18 and over on the day', null=True)),
                    ('asked_by', models.CharField(max_length=200)),
                ],
                options={
                    'indexes': [models.Index(fields=['as_of', 'finished_at'], name='ranking_run_by_day')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('scheduled', True), models.Q(('status', 'died'), _negated=True)), fields=('as_of', 'matrix'), name='ranking_one_scheduled_run_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('people__isnull', False), ('status', 'finished')), models.Q(models.Q(('status', 'finished'), _negated=True), ('finished_at', None)), _connector='OR'), name='ranking_finished_run_has_its_end')],
                },
            ), migrations.CreateModel(
                name='Score',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='ranking.run')),
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='offenders.offender')),
                    ('rank', models.PositiveIntegerField()),
                    ('adult_rank', models.PositiveIntegerField(help_text='the rank among those of 18 and over on the day; none under 18', null=True)),
                    ('eighths', models.PositiveSmallIntegerField(help_text='the score in eighths of a point')),
                    ('recency', models.PositiveSmallIntegerField()),
                    ('frequency', models.PositiveSmallIntegerField()),
                    ('severity', models.PositiveSmallIntegerField()),
                    ('intelligence', models.PositiveSmallIntegerField()),
                    ('drugs', models.PositiveSmallIntegerField()),
                    ('instability', models.PositiveSmallIntegerField()),
                    ('engagement', models.PositiveSmallIntegerField()),
                    ('in_custody', models.BooleanField(help_text='divided by 4')),
                    ('resident', models.BooleanField(help_text='where not, divided by 2')),
                    ('latest_offence_on', models.DateField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('run', 'offender'), name='score_one_a_person_and_run'), models.UniqueConstraint(fields=('run', 'rank'), name='score_no_two_share_a_rank')],
                    'indexes': [],
                },
            )],
        ),
        audit.migrating.AddTriggers(
            triggers=[('matrix', pgtrigger.compiler.Trigger(name='never_edited', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='2234cbe49e54bc21cb486c17d8622fd51493a135', operation='UPDATE', pgid='pgtrigger_never_edited_2cf7c', table='ranking_matrix', when='BEFORE')))],
        ),
    ]
