# Every table of this room, as it is: written anew from the models before the first release (audit.migrating).

import audit.migrating
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0001_initial'),
        ('audit', '0001_initial'),
        ('offenders', '0001_initial'),
    ]

    operations = [
        audit.migrating.CreateModels(
            models=[migrations.CreateModel(
                name='ImportRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('source_name', models.CharField(max_length=200)),
                    ('folder_name', models.CharField(help_text="the upload's name, never a path", max_length=200)),
                    ('folder', models.CharField(blank=True, help_text='where the upload waits, relative to UPLOAD_ROOT', max_length=500)),
                    ('as_of', models.DateField()),
                    ('dry_run', models.BooleanField(default=False)),
                    ('status', models.CharField(choices=[('waiting', 'Waiting for a worker'), ('running', 'Running'), ('finished', 'Finished'), ('refused', 'Refused: problems were found, nothing was written'), ('died', 'Stopped half-way: nothing was written')], default='waiting', max_length=10)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('started_at', models.DateTimeField(null=True)),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('stage', models.CharField(blank=True, help_text='what it is doing now', max_length=100)),
                    ('counts', models.JSONField(default=dict, help_text='{file: {read, created, updated, unchanged}}')),
                    ('problem_count', models.PositiveBigIntegerField(default=0)),
                    ('may_rename', models.BooleanField(default=False, help_text='scheme.json may change what the scheme has already')),
                    ('scheme_changes', models.JSONField(default=list, help_text="a SchemeChange each, in the file's order")),
                ],
                options={
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='ImportProblem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='problems', to='exchange.importrun')),
                    ('file', models.CharField(max_length=100)),
                    ('line', models.PositiveBigIntegerField(null=True)),
                    ('column', models.CharField(blank=True, max_length=100)),
                    ('value', models.TextField(blank=True)),
                    ('expected', models.TextField()),
                ],
                options={
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='PossibleDuplicate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offenders.offender')),
                    ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offenders.offender')),
                    ('why', models.CharField(max_length=200)),
                    ('score', models.PositiveSmallIntegerField(help_text='0 to 100')),
                    ('status', models.CharField(choices=[('open', 'To be decided'), ('same', 'The same person'), ('different', 'Not the same person')], default='open', max_length=10)),
                    ('found_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('decided_because', models.TextField(blank=True, default='')),
                    ('decided_on', models.CharField(blank=True, default='', help_text='what the two were compared by then, as a digest', max_length=32)),
                    ('join', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='offenders.join')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='duplicate_pair_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='duplicate_lower_id_first')],
                    'indexes': [],
                },
            )],
        ),
    ]
