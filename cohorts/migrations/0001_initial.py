# Every table of this room, as it is: written anew from the models before the first release (audit.migrating).

import audit.migrating
import audit.models
import django.contrib.postgres.constraints
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import offenders.models.involvement
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
                name='Cohort',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(db_collation='C', max_length=32, unique=True)),
                    ('name', models.CharField(max_length=200)),
                    ('maximum', models.PositiveIntegerField(blank=True, null=True)),
                    ('position', models.PositiveIntegerField(default=0)),
                    ('of_victims', models.BooleanField(db_default=False, default=False, help_text='being on it says something of victims: domestic violence, MARAC')),
                ],
                options={
                    'ordering': ['position', 'code'],
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='CohortEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cohorts.cohort')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('code', models.CharField(db_collation='C', max_length=32)),
                    ('name', models.CharField(max_length=200)),
                    ('maximum', models.PositiveIntegerField(blank=True, null=True)),
                    ('position', models.PositiveIntegerField(default=0)),
                    ('of_victims', models.BooleanField(db_default=False, default=False, help_text='being on it says something of victims: domestic violence, MARAC')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='DeselectionCode',
                fields=[
                    ('code', models.CharField(db_collation='C', max_length=4, primary_key=True, serialize=False)),
                    ('text', models.TextField()),
                    ('evidence', models.TextField()),
                ],
                options={
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Membership',
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
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='offenders.offender')),
                    ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='cohorts.cohort')),
                    ('referred_by', models.CharField(choices=[('police', 'Police'), ('probation_service', 'Probation Service'), ('probation_crc', 'Probation (Community Rehabilitation Company)'), ('probation_nps', 'Probation (National Probation Service)'), ('youth_offending', 'Youth offending service'), ('prison', 'Prison'), ('marac', 'MARAC'), ('court', 'Court'), ('local_authority', 'Local authority'), ('health', 'Health'), ('voluntary', 'Voluntary sector'), ('other', 'Other')], max_length=20)),
                    ('referred_on', models.DateField()),
                    ('selected_on', models.DateField()),
                    ('deselected_on', models.DateField(blank=True, null=True)),
                    ('deselection_code', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cohorts.deselectioncode')),
                ],
                options={
                    'indexes': [models.Index(fields=['offender', 'selected_on'], name='membership_of_person')],
                    'constraints': [models.UniqueConstraint(fields=('source', 'ref'), name='membership_ref_once_a_source'), models.UniqueConstraint(condition=models.Q(('request_key__isnull', False)), fields=('request_key',), name='membership_sent_once'), models.CheckConstraint(condition=models.Q(('selected_on__gte', models.F('referred_on'))), name='membership_selected_not_before_referred'), models.CheckConstraint(condition=models.Q(('deselected_on', None), ('deselected_on__gte', models.F('selected_on')), _connector='OR'), name='membership_ends_not_before_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('deselected_on', None), ('deselection_code', None)), models.Q(('deselected_on__isnull', False), ('deselection_code__isnull', False)), _connector='OR'), name='membership_deselection_has_a_code'), django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[('offender', '='), ('cohort', '='), (offenders.models.involvement.DateRange('selected_on', 'deselected_on'), '&&')], name='membership_no_overlap_on_one_cohort')],
                },
            ), migrations.CreateModel(
                name='MembershipEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cohorts.membership')),
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
                    ('cohort', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cohorts.cohort')),
                    ('referred_by', models.CharField(choices=[('police', 'Police'), ('probation_service', 'Probation Service'), ('probation_crc', 'Probation (Community Rehabilitation Company)'), ('probation_nps', 'Probation (National Probation Service)'), ('youth_offending', 'Youth offending service'), ('prison', 'Prison'), ('marac', 'MARAC'), ('court', 'Court'), ('local_authority', 'Local authority'), ('health', 'Health'), ('voluntary', 'Voluntary sector'), ('other', 'Other')], max_length=20)),
                    ('referred_on', models.DateField()),
                    ('selected_on', models.DateField()),
                    ('deselected_on', models.DateField(blank=True, null=True)),
                    ('deselection_code', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cohorts.deselectioncode')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            )],
        ),
        audit.migrating.AddTriggers(
            triggers=[('cohort', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cohorts_cohortevent" ("code", "id", "maximum", "name", "of_victims", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."code", OLD."id", OLD."maximum", OLD."name", OLD."of_victims", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."position"); RETURN NULL;', hash='02ed01cf004e52d5a12812311709447049f332ff', operation='UPDATE', pgid='pgtrigger_update_update_09318', table='cohorts_cohort', when='AFTER'))), ('cohort', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cohorts_cohortevent" ("code", "id", "maximum", "name", "of_victims", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."code", OLD."id", OLD."maximum", OLD."name", OLD."of_victims", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;', hash='1169db4c43176d4f812e6ad256f1051af5fd4afa', operation='DELETE', pgid='pgtrigger_delete_delete_c354a', table='cohorts_cohort', when='AFTER'))), ('membership', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cohorts_membershipevent" ("changed_at", "changed_because", "changed_by_id", "cohort_id", "created_at", "created_by_id", "deselected_on", "deselection_code_id", "id", "import_number", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "referred_by", "referred_on", "request_key", "selected_on", "source_id", "version") VALUES (OLD."changed_at", OLD."changed_because", OLD."changed_by_id", OLD."cohort_id", OLD."created_at", OLD."created_by_id", OLD."deselected_on", OLD."deselection_code_id", OLD."id", OLD."import_number", OLD."offender_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."ref", OLD."referred_by", OLD."referred_on", OLD."request_key", OLD."selected_on", OLD."source_id", OLD."version"); RETURN NULL;', hash='5c83f2ddaf1947374e00e5abb44894f9383b234d', operation='UPDATE', pgid='pgtrigger_update_update_ca3e7', table='cohorts_membership', when='AFTER'))), ('membership', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cohorts_membershipevent" ("changed_at", "changed_because", "changed_by_id", "cohort_id", "created_at", "created_by_id", "deselected_on", "deselection_code_id", "id", "import_number", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "referred_by", "referred_on", "request_key", "selected_on", "source_id", "version") VALUES (OLD."changed_at", OLD."changed_because", OLD."changed_by_id", OLD."cohort_id", OLD."created_at", OLD."created_by_id", OLD."deselected_on", OLD."deselection_code_id", OLD."id", OLD."import_number", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."referred_by", OLD."referred_on", OLD."request_key", OLD."selected_on", OLD."source_id", OLD."version"); RETURN NULL;', hash='8daa46178f7f826df749291b70cf904c35d91643', operation='DELETE', pgid='pgtrigger_delete_delete_3975a', table='cohorts_membership', when='AFTER'))), ('membership', pgtrigger.compiler.Trigger(name='version_counts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="\n    NEW.version := OLD.version + 1;\n    NEW.changed_at := statement_timestamp();\n    IF NEW.import_number IS DISTINCT FROM OLD.import_number THEN\n        NEW.changed_by_id := NULL;\n        NEW.changed_because := '';\n    END IF;\n    RETURN NEW;\n", hash='3ed149d7b76e432510553b438286ccc14d9bd8d5', operation='UPDATE', pgid='pgtrigger_version_counts_dfebf', table='cohorts_membership', when='BEFORE')))],
        ),
    ]
