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
                name='Pathway',
                fields=[
                    ('code', models.CharField(db_collation='C', max_length=20, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=100)),
                    ('position', models.PositiveSmallIntegerField()),
                ],
                options={
                    'ordering': ['position'],
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='PathwayLevel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('pathway', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='pathways.pathway')),
                    ('level', models.CharField(db_collation='C', max_length=1)),
                    ('text', models.CharField(max_length=200)),
                    ('need', models.BooleanField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('pathway', 'level'), name='pathway_level_once')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='PathwayAssessment',
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
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pathway_assessments', to='offenders.offender')),
                    ('assessed_on', models.DateField()),
                    ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pathways.pathwaylevel')),
                ],
                options={
                    'indexes': [models.Index(fields=['offender', 'assessed_on'], name='pathway_assess_of_person')],
                    'constraints': [models.UniqueConstraint(fields=('source', 'ref'), name='pathway_assessment_ref_once_a_source'), models.UniqueConstraint(condition=models.Q(('request_key__isnull', False)), fields=('request_key',), name='pathway_assessment_sent_once')],
                },
            ), migrations.CreateModel(
                name='PathwayAssessmentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pathways.pathwayassessment')),
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
                    ('assessed_on', models.DateField()),
                    ('level', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pathways.pathwaylevel')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            )],
        ),
        audit.migrating.AddTriggers(
            triggers=[('pathwayassessment', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pathways_pathwayassessmentevent" ("assessed_on", "changed_at", "changed_because", "changed_by_id", "created_at", "created_by_id", "id", "import_number", "level_id", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "request_key", "source_id", "version") VALUES (OLD."assessed_on", OLD."changed_at", OLD."changed_because", OLD."changed_by_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."import_number", OLD."level_id", OLD."offender_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."ref", OLD."request_key", OLD."source_id", OLD."version"); RETURN NULL;', hash='2d640baea7d5e8422176881f4f0587eb00e2c89a', operation='UPDATE', pgid='pgtrigger_update_update_23bd7', table='pathways_pathwayassessment', when='AFTER'))), ('pathwayassessment', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pathways_pathwayassessmentevent" ("assessed_on", "changed_at", "changed_because", "changed_by_id", "created_at", "created_by_id", "id", "import_number", "level_id", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "request_key", "source_id", "version") VALUES (OLD."assessed_on", OLD."changed_at", OLD."changed_because", OLD."changed_by_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."import_number", OLD."level_id", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."request_key", OLD."source_id", OLD."version"); RETURN NULL;', hash='e82a1ba9c32a758c9fa6b186741967c91417d97b', operation='DELETE', pgid='pgtrigger_delete_delete_d139f', table='pathways_pathwayassessment', when='AFTER'))), ('pathwayassessment', pgtrigger.compiler.Trigger(name='version_counts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="\n    NEW.version := OLD.version + 1;\n    NEW.changed_at := statement_timestamp();\n    IF NEW.import_number IS DISTINCT FROM OLD.import_number THEN\n        NEW.changed_by_id := NULL;\n        NEW.changed_because := '';\n    END IF;\n    RETURN NEW;\n", hash='8fd5e806a53a9cf54fea5da78bec06062c97724a', operation='UPDATE', pgid='pgtrigger_version_counts_9f7ca', table='pathways_pathwayassessment', when='BEFORE')))],
        ),
    ]
