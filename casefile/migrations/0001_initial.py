# Every table of this room, as it is: written anew from the models before the first release (audit.migrating).

import audit.migrating
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import offenders.models.involvement
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0001_initial'),
        ('audit', '0001_initial'),
        ('offenders', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        audit.migrating.CreateModels(
            models=[migrations.CreateModel(
                name='WorklistRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=30, unique=True)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('unit', models.CharField(choices=[('days', 'days'), ('months', 'months')], max_length=6)),
                    ('words', models.CharField(max_length=200)),
                    ('source', models.CharField(max_length=200)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'ordering': ['position', 'code'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='worklist_rule_is_one_or_more')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='WorklistRuleEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='casefile.worklistrule')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('code', models.SlugField(db_index=False, max_length=30)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('unit', models.CharField(choices=[('days', 'days'), ('months', 'months')], max_length=6)),
                    ('words', models.CharField(max_length=200)),
                    ('source', models.CharField(max_length=200)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='PutOff',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offenders.offender')),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                    ('key', models.CharField(db_collation='C', max_length=100)),
                    ('reason', models.TextField()),
                    ('put_off_on', models.DateField()),
                    ('until_on', models.DateField(help_text='the day on which it comes back')),
                    ('put_off_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                    ('taken_back_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request_key', models.UUIDField(help_text='a double click does it once', unique=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['offender', 'agency', 'until_on'], name='put_off_of_person')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='put_off_says_why'), models.CheckConstraint(condition=models.Q(('until_on__gt', models.F('put_off_on'))), name='put_off_comes_back_later'), models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at', None), ('taken_back_by', None)), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False)), _connector='OR'), name='put_off_taken_back_says_when_and_by_whom'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('taken_back_at', None)), expressions=[('agency', '='), ('offender', '='), ('key', '='), (offenders.models.involvement.DateRange('put_off_on', 'until_on'), '&&')], name='put_off_once_at_a_time')],
                },
            ), migrations.CreateModel(
                name='PutOffEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='casefile.putoff')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                    ('offender', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.offender')),
                    ('agency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                    ('key', models.CharField(db_collation='C', max_length=100)),
                    ('reason', models.TextField()),
                    ('put_off_on', models.DateField()),
                    ('until_on', models.DateField(help_text='the day on which it comes back')),
                    ('put_off_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                    ('taken_back_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request_key', models.UUIDField(help_text='a double click does it once')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='DigestChoice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='digest_choice', to=settings.AUTH_USER_MODEL)),
                    ('wanted', models.BooleanField(default=True)),
                ],
                options={
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Digest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('on', models.DateField()),
                    ('overdue', models.PositiveIntegerField()),
                    ('this_week', models.PositiveIntegerField()),
                    ('new', models.PositiveIntegerField()),
                    ('sent', models.BooleanField(help_text='no letter is sent where nothing is due')),
                    ('keys', models.JSONField(default=list, help_text='the numbers of facts, never a value of them')),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('user', 'on'), name='digest_once_a_day')],
                    'indexes': [],
                },
            )],
        ),
        audit.migrating.AddTriggers(
            triggers=[('worklistrule', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "casefile_worklistruleevent" ("code", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "unit", "words") VALUES (OLD."code", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."position", OLD."source", OLD."unit", OLD."words"); RETURN NULL;', hash='fe82dff6cf136f2db0fa9970d58cda7750ffb2b2', operation='UPDATE', pgid='pgtrigger_update_update_2d240', table='casefile_worklistrule', when='AFTER'))), ('worklistrule', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "casefile_worklistruleevent" ("code", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "unit", "words") VALUES (OLD."code", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."source", OLD."unit", OLD."words"); RETURN NULL;', hash='3e89e9c3e4c2d973aaac494815ae8667ca7fadaa', operation='DELETE', pgid='pgtrigger_delete_delete_49fe1', table='casefile_worklistrule', when='AFTER'))), ('putoff', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "casefile_putoffevent" ("agency_id", "created_at", "id", "key", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "put_off_by_id", "put_off_on", "reason", "request_key", "taken_back_at", "taken_back_by_id", "until_on") VALUES (OLD."agency_id", OLD."created_at", OLD."id", OLD."key", OLD."offender_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."public_id", OLD."put_off_by_id", OLD."put_off_on", OLD."reason", OLD."request_key", OLD."taken_back_at", OLD."taken_back_by_id", OLD."until_on"); RETURN NULL;', hash='678eeb6bb943d4f2b2a9cf6658ea41b37a6f382f', operation='UPDATE', pgid='pgtrigger_update_update_29da6', table='casefile_putoff', when='AFTER'))), ('putoff', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "casefile_putoffevent" ("agency_id", "created_at", "id", "key", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "put_off_by_id", "put_off_on", "reason", "request_key", "taken_back_at", "taken_back_by_id", "until_on") VALUES (OLD."agency_id", OLD."created_at", OLD."id", OLD."key", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."put_off_by_id", OLD."put_off_on", OLD."reason", OLD."request_key", OLD."taken_back_at", OLD."taken_back_by_id", OLD."until_on"); RETURN NULL;', hash='abf8c57643dce7a547b7a28bf6e21dcba557caa6', operation='DELETE', pgid='pgtrigger_delete_delete_76eeb', table='casefile_putoff', when='AFTER')))],
        ),
    ]
