# Every table of this room, as it is: written anew from the models before the first release (audit.migrating).

import audit.migrating
import audit.models
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
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
                name='Warrant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.ForeignKey(db_index=False, default=audit.models.product_source_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.source')),
                    ('ref', models.CharField(db_collation='C', default=audit.models.new_ref, max_length=64)),
                    ('import_number', models.BigIntegerField(blank=True, help_text='the import that brought or last changed it', null=True)),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('created_by', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request_key', models.UUIDField(blank=True, editable=False, null=True)),
                    ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ('changed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('changed_by', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('changed_because', models.TextField(blank=True, db_default='', default='', editable=False)),
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='warrants', to='offenders.offender')),
                    ('kind', models.CharField(choices=[('warrant', 'Wanted on warrant'), ('named_suspect', 'Named suspect'), ('recall', 'Recalled to prison')], max_length=15)),
                    ('issued_on', models.DateField()),
                    ('resolved_on', models.DateField(blank=True, null=True)),
                    ('resolved_how', models.CharField(blank=True, choices=[('arrested', 'Arrested'), ('surrendered', 'Gave themselves up'), ('interviewed', 'Interviewed voluntarily'), ('eliminated', 'No longer suspected'), ('cancelled', 'Withdrawn by the court'), ('returned', 'Returned to custody'), ('rescinded', 'Recall rescinded')], db_default='', default='', max_length=12, verbose_name='how it was resolved')),
                    ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='resolved by')),
                ],
                options={
                    'indexes': [models.Index(fields=['offender', 'issued_on'], name='warrant_of_person')],
                    'constraints': [models.UniqueConstraint(fields=('source', 'ref'), name='warrant_ref_once_a_source'), models.UniqueConstraint(condition=models.Q(('request_key__isnull', False)), fields=('request_key',), name='warrant_sent_once'), models.CheckConstraint(condition=models.Q(('resolved_on', None), ('resolved_on__gte', models.F('issued_on')), _connector='OR'), name='warrant_resolved_not_before_issued'), models.CheckConstraint(condition=models.Q(('resolved_on__isnull', False), models.Q(('resolved_by', None), ('resolved_how', '')), _connector='OR'), name='warrant_resolved_how_and_by_whom_has_a_day')],
                },
            ), migrations.CreateModel(
                name='WarrantEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enforcement.warrant')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('source', models.ForeignKey(db_constraint=False, default=audit.models.product_source_id, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='audit.source')),
                    ('ref', models.CharField(db_collation='C', default=audit.models.new_ref, max_length=64)),
                    ('import_number', models.BigIntegerField(blank=True, help_text='the import that brought or last changed it', null=True)),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('created_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request_key', models.UUIDField(blank=True, editable=False, null=True)),
                    ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ('changed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('changed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('changed_because', models.TextField(blank=True, db_default='', default='', editable=False)),
                    ('offender', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.offender')),
                    ('kind', models.CharField(choices=[('warrant', 'Wanted on warrant'), ('named_suspect', 'Named suspect'), ('recall', 'Recalled to prison')], max_length=15)),
                    ('issued_on', models.DateField()),
                    ('resolved_on', models.DateField(blank=True, null=True)),
                    ('resolved_how', models.CharField(blank=True, choices=[('arrested', 'Arrested'), ('surrendered', 'Gave themselves up'), ('interviewed', 'Interviewed voluntarily'), ('eliminated', 'No longer suspected'), ('cancelled', 'Withdrawn by the court'), ('returned', 'Returned to custody'), ('rescinded', 'Recall rescinded')], db_default='', default='', max_length=12, verbose_name='how it was resolved')),
                    ('resolved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency', verbose_name='resolved by')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='DrugTest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.ForeignKey(db_index=False, default=audit.models.product_source_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.source')),
                    ('ref', models.CharField(db_collation='C', default=audit.models.new_ref, max_length=64)),
                    ('import_number', models.BigIntegerField(blank=True, help_text='the import that brought or last changed it', null=True)),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('created_by', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request_key', models.UUIDField(blank=True, editable=False, null=True)),
                    ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ('changed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('changed_by', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('changed_because', models.TextField(blank=True, db_default='', default='', editable=False)),
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drug_tests', to='offenders.offender')),
                    ('tested_on', models.DateField()),
                    ('regime', models.CharField(choices=[('licence', 'Test on licence'), ('drr', 'Drug rehabilitation requirement'), ('dip', 'Drug interventions programme'), ('voluntary', 'Voluntary')], max_length=10)),
                    ('opiates', models.CharField(choices=[('negative', 'Negative'), ('positive', 'Positive'), ('refused', 'Refused'), ('failed_to_attend', 'Failed to attend')], max_length=20)),
                    ('cocaine', models.CharField(choices=[('negative', 'Negative'), ('positive', 'Positive'), ('refused', 'Refused'), ('failed_to_attend', 'Failed to attend')], max_length=20)),
                ],
                options={
                    'indexes': [models.Index(fields=['offender', 'tested_on'], name='drug_test_of_person')],
                    'constraints': [models.UniqueConstraint(fields=('source', 'ref'), name='drug_test_ref_once_a_source'), models.UniqueConstraint(condition=models.Q(('request_key__isnull', False)), fields=('request_key',), name='drug_test_sent_once')],
                },
            ), migrations.CreateModel(
                name='DrugTestEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enforcement.drugtest')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('source', models.ForeignKey(db_constraint=False, default=audit.models.product_source_id, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='audit.source')),
                    ('ref', models.CharField(db_collation='C', default=audit.models.new_ref, max_length=64)),
                    ('import_number', models.BigIntegerField(blank=True, help_text='the import that brought or last changed it', null=True)),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('created_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request_key', models.UUIDField(blank=True, editable=False, null=True)),
                    ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ('changed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('changed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('changed_because', models.TextField(blank=True, db_default='', default='', editable=False)),
                    ('offender', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.offender')),
                    ('tested_on', models.DateField()),
                    ('regime', models.CharField(choices=[('licence', 'Test on licence'), ('drr', 'Drug rehabilitation requirement'), ('dip', 'Drug interventions programme'), ('voluntary', 'Voluntary')], max_length=10)),
                    ('opiates', models.CharField(choices=[('negative', 'Negative'), ('positive', 'Positive'), ('refused', 'Refused'), ('failed_to_attend', 'Failed to attend')], max_length=20)),
                    ('cocaine', models.CharField(choices=[('negative', 'Negative'), ('positive', 'Positive'), ('refused', 'Refused'), ('failed_to_attend', 'Failed to attend')], max_length=20)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            )],
        ),
        audit.migrating.AddTriggers(
            triggers=[('warrant', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "enforcement_warrantevent" ("changed_at", "changed_because", "changed_by_id", "created_at", "created_by_id", "id", "import_number", "issued_on", "kind", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "request_key", "resolved_by_id", "resolved_how", "resolved_on", "source_id", "version") VALUES (OLD."changed_at", OLD."changed_because", OLD."changed_by_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."import_number", OLD."issued_on", OLD."kind", OLD."offender_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."ref", OLD."request_key", OLD."resolved_by_id", OLD."resolved_how", OLD."resolved_on", OLD."source_id", OLD."version"); RETURN NULL;', hash='191383458464561f4449e5bd6df534320aae88b6', operation='UPDATE', pgid='pgtrigger_update_update_da156', table='enforcement_warrant', when='AFTER'))), ('warrant', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enforcement_warrantevent" ("changed_at", "changed_because", "changed_by_id", "created_at", "created_by_id", "id", "import_number", "issued_on", "kind", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "request_key", "resolved_by_id", "resolved_how", "resolved_on", "source_id", "version") VALUES (OLD."changed_at", OLD."changed_because", OLD."changed_by_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."import_number", OLD."issued_on", OLD."kind", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."request_key", OLD."resolved_by_id", OLD."resolved_how", OLD."resolved_on", OLD."source_id", OLD."version"); RETURN NULL;', hash='c2c6b5714a64f15881c143b5179eda503b2838b6', operation='DELETE', pgid='pgtrigger_delete_delete_d0db3', table='enforcement_warrant', when='AFTER'))), ('warrant', pgtrigger.compiler.Trigger(name='version_counts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="\n    NEW.version := OLD.version + 1;\n    NEW.changed_at := statement_timestamp();\n    IF NEW.import_number IS DISTINCT FROM OLD.import_number THEN\n        NEW.changed_by_id := NULL;\n        NEW.changed_because := '';\n    END IF;\n    RETURN NEW;\n", hash='c98131aa361342c82756cf013886426ad8b925b2', operation='UPDATE', pgid='pgtrigger_version_counts_6baba', table='enforcement_warrant', when='BEFORE'))), ('drugtest', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "enforcement_drugtestevent" ("changed_at", "changed_because", "changed_by_id", "cocaine", "created_at", "created_by_id", "id", "import_number", "offender_id", "opiates", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "regime", "request_key", "source_id", "tested_on", "version") VALUES (OLD."changed_at", OLD."changed_because", OLD."changed_by_id", OLD."cocaine", OLD."created_at", OLD."created_by_id", OLD."id", OLD."import_number", OLD."offender_id", OLD."opiates", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."ref", OLD."regime", OLD."request_key", OLD."source_id", OLD."tested_on", OLD."version"); RETURN NULL;', hash='173f2cc5dde8811e68d105553dab5e6d3dfd7dc1', operation='UPDATE', pgid='pgtrigger_update_update_7244e', table='enforcement_drugtest', when='AFTER'))), ('drugtest', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enforcement_drugtestevent" ("changed_at", "changed_because", "changed_by_id", "cocaine", "created_at", "created_by_id", "id", "import_number", "offender_id", "opiates", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "regime", "request_key", "source_id", "tested_on", "version") VALUES (OLD."changed_at", OLD."changed_because", OLD."changed_by_id", OLD."cocaine", OLD."created_at", OLD."created_by_id", OLD."id", OLD."import_number", OLD."offender_id", OLD."opiates", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."regime", OLD."request_key", OLD."source_id", OLD."tested_on", OLD."version"); RETURN NULL;', hash='d693efd7ded642257b67698707eb98da2d6bdd26', operation='DELETE', pgid='pgtrigger_delete_delete_9e51d', table='enforcement_drugtest', when='AFTER'))), ('drugtest', pgtrigger.compiler.Trigger(name='version_counts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="\n    NEW.version := OLD.version + 1;\n    NEW.changed_at := statement_timestamp();\n    IF NEW.import_number IS DISTINCT FROM OLD.import_number THEN\n        NEW.changed_by_id := NULL;\n        NEW.changed_because := '';\n    END IF;\n    RETURN NEW;\n", hash='c7cba9b97e09a5ffab97de00f890849bc1e2e072', operation='UPDATE', pgid='pgtrigger_version_counts_198da', table='enforcement_drugtest', when='BEFORE')))],
        ),
    ]
