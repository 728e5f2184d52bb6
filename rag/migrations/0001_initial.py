# Every table of this room, as it is: written anew from the models before the first release (audit.migrating).

import audit.migrating
import audit.models
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import rag.status
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
                name='RuleSet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(unique=True)),
                    ('in_force_from', models.DateField()),
                    ('thresholds', models.JSONField()),
                    ('source', models.TextField()),
                ],
                options={
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Proposal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='offenders.offender')),
                    ('as_of', models.DateField()),
                    ('status', models.CharField(choices=[('RED', 'RED'), ('AMBER+', 'AMBER+'), ('AMBER', 'AMBER'), ('GREEN', 'GREEN'), ('GREEN_RM', 'GREEN RM'), ('BLUE', 'BLUE')], max_length=10)),
                    ('reasons', models.JSONField(help_text='a list of {code, text, category, records: [[table, id]]}')),
                    ('rule_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rag.ruleset')),
                    ('computed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('current', models.BooleanField(default=True, help_text='the newest of this person')),
                ],
                options={
                    'indexes': [models.Index(fields=['offender', 'as_of'], name='proposal_of_person')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('current', True)), fields=('offender',), name='proposal_one_current'), models.CheckConstraint(condition=models.Q(('status', rag.status.Status['GREEN_RM']), _negated=True), name='proposal_is_never_green_rm')],
                },
            ), migrations.CreateModel(
                name='Decision',
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
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='offenders.offender')),
                    ('effective_on', models.DateField()),
                    ('status', models.CharField(choices=[('RED', 'RED'), ('AMBER+', 'AMBER+'), ('AMBER', 'AMBER'), ('GREEN', 'GREEN'), ('GREEN_RM', 'GREEN RM'), ('BLUE', 'BLUE')], max_length=10)),
                    ('decided_by', models.CharField(choices=[('panel', 'Panel'), ('interim', 'Between panels')], max_length=10)),
                    ('decided_by_user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reason', models.TextField(blank=True)),
                    ('proposal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rag.proposal')),
                ],
                options={
                    'indexes': [models.Index(fields=['offender', 'effective_on'], name='decision_of_person')],
                    'constraints': [models.UniqueConstraint(fields=('source', 'ref'), name='decision_ref_once_a_source'), models.UniqueConstraint(condition=models.Q(('request_key__isnull', False)), fields=('request_key',), name='decision_sent_once')],
                },
            ), migrations.CreateModel(
                name='DecisionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rag.decision')),
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
                    ('effective_on', models.DateField()),
                    ('status', models.CharField(choices=[('RED', 'RED'), ('AMBER+', 'AMBER+'), ('AMBER', 'AMBER'), ('GREEN', 'GREEN'), ('GREEN_RM', 'GREEN RM'), ('BLUE', 'BLUE')], max_length=10)),
                    ('decided_by', models.CharField(choices=[('panel', 'Panel'), ('interim', 'Between panels')], max_length=10)),
                    ('decided_by_user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reason', models.TextField(blank=True)),
                    ('proposal', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rag.proposal')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Judgement',
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
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='judgements', to='offenders.offender')),
                    ('made_on', models.DateField()),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                    ('direction', models.CharField(choices=[('increase', 'Risk is increasing'), ('decrease', 'Risk is decreasing')], max_length=10)),
                    ('reason', models.TextField()),
                ],
                options={
                    'indexes': [models.Index(fields=['offender', 'made_on'], name='judgement_of_person')],
                    'constraints': [models.UniqueConstraint(fields=('source', 'ref'), name='judgement_ref_once_a_source'), models.UniqueConstraint(condition=models.Q(('request_key__isnull', False)), fields=('request_key',), name='judgement_sent_once')],
                },
            ), migrations.CreateModel(
                name='JudgementEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rag.judgement')),
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
                    ('made_on', models.DateField()),
                    ('agency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                    ('direction', models.CharField(choices=[('increase', 'Risk is increasing'), ('decrease', 'Risk is decreasing')], max_length=10)),
                    ('reason', models.TextField()),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            )],
        ),
        audit.migrating.AddTriggers(
            triggers=[('ruleset', pgtrigger.compiler.Trigger(name='never_edited', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8f24f70878113120da56b2684c30f67c86a8b5a2', operation='UPDATE', pgid='pgtrigger_never_edited_cb790', table='rag_ruleset', when='BEFORE'))), ('decision', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rag_decisionevent" ("changed_at", "changed_because", "changed_by_id", "created_at", "created_by_id", "decided_by", "decided_by_user_id", "effective_on", "id", "import_number", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "reason", "ref", "request_key", "source_id", "status", "version") VALUES (OLD."changed_at", OLD."changed_because", OLD."changed_by_id", OLD."created_at", OLD."created_by_id", OLD."decided_by", OLD."decided_by_user_id", OLD."effective_on", OLD."id", OLD."import_number", OLD."offender_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."proposal_id", OLD."reason", OLD."ref", OLD."request_key", OLD."source_id", OLD."status", OLD."version"); RETURN NULL;', hash='fc4d231504881711c3846de1a1c766d19fc9e7a9', operation='UPDATE', pgid='pgtrigger_update_update_d2a6b', table='rag_decision', when='AFTER'))), ('decision', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rag_decisionevent" ("changed_at", "changed_because", "changed_by_id", "created_at", "created_by_id", "decided_by", "decided_by_user_id", "effective_on", "id", "import_number", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "reason", "ref", "request_key", "source_id", "status", "version") VALUES (OLD."changed_at", OLD."changed_because", OLD."changed_by_id", OLD."created_at", OLD."created_by_id", OLD."decided_by", OLD."decided_by_user_id", OLD."effective_on", OLD."id", OLD."import_number", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposal_id", OLD."reason", OLD."ref", OLD."request_key", OLD."source_id", OLD."status", OLD."version"); RETURN NULL;', hash='10c28ef565cf1ab1a0481a7bc3c8741c0ef9094b', operation='DELETE', pgid='pgtrigger_delete_delete_21088', table='rag_decision', when='AFTER'))), ('decision', pgtrigger.compiler.Trigger(name='version_counts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="\n    NEW.version := OLD.version + 1;\n    NEW.changed_at := statement_timestamp();\n    IF NEW.import_number IS DISTINCT FROM OLD.import_number THEN\n        NEW.changed_by_id := NULL;\n        NEW.changed_because := '';\n    END IF;\n    RETURN NEW;\n", hash='9459bf820a257911b3e697065e065a2b79e8e8eb', operation='UPDATE', pgid='pgtrigger_version_counts_c22bb', table='rag_decision', when='BEFORE'))), ('judgement', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rag_judgementevent" ("agency_id", "changed_at", "changed_because", "changed_by_id", "created_at", "created_by_id", "direction", "id", "import_number", "made_on", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "ref", "request_key", "source_id", "version") VALUES (OLD."agency_id", OLD."changed_at", OLD."changed_because", OLD."changed_by_id", OLD."created_at", OLD."created_by_id", OLD."direction", OLD."id", OLD."import_number", OLD."made_on", OLD."offender_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."reason", OLD."ref", OLD."request_key", OLD."source_id", OLD."version"); RETURN NULL;', hash='da47f7aa3782c8f4880f86cf2d6525740337558e', operation='UPDATE', pgid='pgtrigger_update_update_6b1df', table='rag_judgement', when='AFTER'))), ('judgement', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rag_judgementevent" ("agency_id", "changed_at", "changed_because", "changed_by_id", "created_at", "created_by_id", "direction", "id", "import_number", "made_on", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "ref", "request_key", "source_id", "version") VALUES (OLD."agency_id", OLD."changed_at", OLD."changed_because", OLD."changed_by_id", OLD."created_at", OLD."created_by_id", OLD."direction", OLD."id", OLD."import_number", OLD."made_on", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."ref", OLD."request_key", OLD."source_id", OLD."version"); RETURN NULL;', hash='4619b0216c775ad98e2466f1dabf507d2326e0c6', operation='DELETE', pgid='pgtrigger_delete_delete_f4bd5', table='rag_judgement', when='AFTER'))), ('judgement', pgtrigger.compiler.Trigger(name='version_counts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="\n    NEW.version := OLD.version + 1;\n    NEW.changed_at := statement_timestamp();\n    IF NEW.import_number IS DISTINCT FROM OLD.import_number THEN\n        NEW.changed_by_id := NULL;\n        NEW.changed_because := '';\n    END IF;\n    RETURN NEW;\n", hash='cb7486adc90e0b820df2a9f1ca58c27ece62f9c1', operation='UPDATE', pgid='pgtrigger_version_counts_0af64', table='rag_judgement', when='BEFORE')))],
        ),
    ]
