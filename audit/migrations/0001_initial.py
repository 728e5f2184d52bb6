# Every table of this room, as it is: written anew from the models before the first release (audit.migrating).

import audit.migrating
import django.contrib.postgres.fields
import django.contrib.postgres.operations
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        django.contrib.postgres.operations.TrigramExtension(
        ),
        django.contrib.postgres.operations.UnaccentExtension(
        ),
        audit.migrating.CreateModels(
            models=[migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('verb', models.CharField(choices=[('collected', 'collected'), ('changed', 'changed'), ('viewed', 'viewed'), ('disclosed', 'disclosed'), ('computed', 'computed'), ('erased', 'erased'), ('refused', 'refused')], max_length=10)),
                    ('what', models.CharField(help_text="the action, in the code's words: panels.decide", max_length=100)),
                    ('user_id', models.BigIntegerField(null=True)),
                    ('user_name', models.CharField(max_length=200)),
                    ('agency', models.CharField(blank=True, max_length=32)),
                    ('roles', models.CharField(blank=True, max_length=200)),
                    ('offender_id', models.BigIntegerField(null=True)),
                    ('categories', models.JSONField(default=list)),
                    ('channel', models.CharField(blank=True, help_text='which page, export or document', max_length=200)),
                    ('origin', models.CharField(blank=True, db_default='', default='', help_text="from where: a page's address, a command, a task", max_length=200)),
                    ('reason', models.TextField(blank=True)),
                    ('detail', models.JSONField(default=dict, help_text='keys and counts, never a value of a personal field')),
                ],
                options={
                    'indexes': [models.Index(fields=['at'], name='audit_entry_at'), models.Index(fields=['offender_id', 'at'], name='audit_entry_of_person'), models.Index(fields=['user_id', 'at'], name='audit_entry_by_user')],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Seal',
                fields=[
                    ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                    ('at', models.DateTimeField()),
                    ('form', models.PositiveSmallIntegerField(help_text='the version of the canonical form of a row')),
                    ('previous', models.BinaryField(help_text='the digest of the seal before; 32 zeros before the first')),
                    ('ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                    ('digests', models.BinaryField(help_text='32 bytes a row, in the order of ids')),
                    ('last_id', models.BigIntegerField(help_text='the last of ids')),
                    ('newest', models.DateTimeField(help_text='when the newest of its rows was written')),
                    ('floor', models.BigIntegerField(help_text='every row below it is sealed or will never come')),
                    ('horizon', models.BigIntegerField(help_text='the first transaction number not given out when it was made')),
                    ('digest', models.BinaryField(unique=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['last_id'], name='audit_seal_last_id'), models.Index(fields=['newest'], name='audit_seal_newest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='seal_numbers_start_at_one'), models.CheckConstraint(condition=models.Q(('ids__len__gte', 1)), name='seal_has_rows')],
                },
            ), migrations.CreateModel(
                name='ViewingRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(unique=True)),
                    ('kind', models.CharField(choices=[('volume', 'many people'), ('own_surname', "somebody of the reader's own surname"), ('night', 'at night'), ('outside_caseload', 'outside the caseload, no reason given'), ('restricted', 'somebody who was restricted then')], max_length=20)),
                    ('words', models.CharField(help_text='the rule as a reader of the report meets it', max_length=200)),
                    ('threshold', models.PositiveIntegerField(help_text='so many different people or more')),
                    ('window', models.DurationField(help_text='within so long')),
                    ('channel', models.CharField(blank=True, help_text='pages whose name starts so; empty is all', max_length=200)),
                    ('night_from', models.TimeField(blank=True, null=True)),
                    ('night_until', models.TimeField(blank=True, null=True)),
                    ('in_force', models.BooleanField(default=True)),
                    ('source', models.CharField(max_length=200)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'ordering': ['position', 'code'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('threshold__gte', 1)), name='viewing_rule_threshold_is_one_or_more'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'night'), _negated=True), models.Q(('night_from__isnull', False), ('night_until__isnull', False)), _connector='OR'), name='viewing_rule_night_has_hours')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='OutboxMessage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=50)),
                    ('payload', models.JSONField(default=dict)),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('due_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), db_index=True)),
                    ('attempts', models.PositiveSmallIntegerField(db_default=0)),
                    ('failed_as', models.CharField(blank=True, db_default='', help_text="the error's class, never its text", max_length=200)),
                ],
                options={
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Source',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(db_collation='C', max_length=200, unique=True)),
                ],
                options={
                    'indexes': [],
                    'constraints': [],
                },
            )],
        ),
        audit.migrating.AddTriggers(
            triggers=[('entry', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'DELETE' AND current_setting('audit.ageing', true) = 'on'\n        AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN\n        RETURN OLD;\n    END IF;\n    RAISE EXCEPTION 'the log is append-only: no % of %', TG_OP, TG_TABLE_NAME;\n", hash='49585903c48c5837cf695e3b9e6534dde88452bf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a6b88', table='audit_entry', when='BEFORE'))), ('entry', pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'the log is append-only: % is never emptied', TG_TABLE_NAME;", hash='fbac4b474ea6fba96d1d0809b51642dec3bda525', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_6c9ae', table='audit_entry', when='BEFORE'))), ('seal', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'DELETE' AND current_setting('audit.ageing', true) = 'on'\n        AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN\n        RETURN OLD;\n    END IF;\n    RAISE EXCEPTION 'the log is append-only: no % of %', TG_OP, TG_TABLE_NAME;\n", hash='d6e23970fb354a2da560c68c549a24a31e1920e7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4de12', table='audit_seal', when='BEFORE'))), ('seal', pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'the log is append-only: % is never emptied', TG_TABLE_NAME;", hash='129a5840954aa49314e7827ae632d55002eda089', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_aeb05', table='audit_seal', when='BEFORE')))],
        ),
    ]
