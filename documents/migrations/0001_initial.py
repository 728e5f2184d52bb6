# Every table of this room, as it is: written anew from the models before the first release (audit.migrating).

import agencies.categories
import audit.migrating
import audit.models
import django.db.models.deletion
import django.db.models.functions.datetime
import documents.rules
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
                name='Document',
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
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='offenders.offender')),
                    ('kind', models.CharField(choices=[(documents.rules.Kind['MG6'], 'MG6: information for the prosecutor'), (documents.rules.Kind['MG7'], 'MG7: remand application'), (documents.rules.Kind['LICENCE'], 'Licence'), (documents.rules.Kind['BAIL_CONDITIONS'], 'Bail conditions'), (documents.rules.Kind['PREVIOUS_CONVICTIONS'], 'Previous convictions'), (documents.rules.Kind['AGREEMENT'], 'Agreement'), (documents.rules.Kind['LETTER'], 'Letter'), (documents.rules.Kind['PHOTOGRAPH'], 'Photograph'), (documents.rules.Kind['OTHER'], 'Other')], max_length=24)),
                    ('category', models.CharField(choices=[(agencies.categories.Category['IDENTITY'], 'Identity (name, date of birth, contact, areas, lead)'), (agencies.categories.Category['IDENTIFIERS'], 'Identifiers and past addresses'), (agencies.categories.Category['SCHEME'], 'Scheme (cohort, rag status, panel decisions, own actions)'), (agencies.categories.Category['CUSTODY'], 'Custody and release'), (agencies.categories.Category['SUPERVISION'], 'Supervision, licence, orders'), (agencies.categories.Category['OFFENDING'], 'Arrests, offences, warrants'), (agencies.categories.Category['INTELLIGENCE_ORIGINAL'], 'Original intelligence'), (agencies.categories.Category['INTELLIGENCE_SANITISED'], 'Sanitised intelligence'), (agencies.categories.Category['TARGETING'], 'Targeting and enforcement plans'), (agencies.categories.Category['ENGAGEMENT'], 'Appointments and engagement'), (agencies.categories.Category['TESTS'], 'Statutory tests (licence, drr, dip)'), (agencies.categories.Category['TREATMENT'], 'Treatment detail'), (agencies.categories.Category['HEALTH'], 'Health detail'), (agencies.categories.Category['PATHWAYS'], 'Pathway levels and care plan'), (agencies.categories.Category['VICTIMS'], 'Victims'), (agencies.categories.Category['SCORES'], 'Scores and rank'), (agencies.categories.Category['BOUNDARIES'], 'Boundaries (mappa, marac, child protection, risk to staff)')], max_length=24, verbose_name='filed under')),
                    ('title', models.CharField(max_length=150)),
                    ('dated_on', models.DateField(verbose_name='date of the document')),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='from')),
                ],
                options={
                    'indexes': [models.Index(fields=['offender', 'dated_on'], name='document_of_person')],
                    'constraints': [models.UniqueConstraint(fields=('source', 'ref'), name='document_ref_once_a_source'), models.UniqueConstraint(condition=models.Q(('request_key__isnull', False)), fields=('request_key',), name='document_sent_once'), models.CheckConstraint(condition=models.Q(('kind__in', [documents.rules.Kind['MG6'], documents.rules.Kind['MG7'], documents.rules.Kind['LICENCE'], documents.rules.Kind['BAIL_CONDITIONS'], documents.rules.Kind['PREVIOUS_CONVICTIONS'], documents.rules.Kind['AGREEMENT'], documents.rules.Kind['LETTER'], documents.rules.Kind['PHOTOGRAPH'], documents.rules.Kind['OTHER']])), name='document_kind_is_known'), models.CheckConstraint(condition=models.Q(('category__in', [agencies.categories.Category['IDENTITY'], agencies.categories.Category['IDENTIFIERS'], agencies.categories.Category['SCHEME'], agencies.categories.Category['CUSTODY'], agencies.categories.Category['SUPERVISION'], agencies.categories.Category['OFFENDING'], agencies.categories.Category['INTELLIGENCE_ORIGINAL'], agencies.categories.Category['INTELLIGENCE_SANITISED'], agencies.categories.Category['TARGETING'], agencies.categories.Category['ENGAGEMENT'], agencies.categories.Category['TESTS'], agencies.categories.Category['TREATMENT'], agencies.categories.Category['HEALTH'], agencies.categories.Category['PATHWAYS'], agencies.categories.Category['VICTIMS'], agencies.categories.Category['SCORES'], agencies.categories.Category['BOUNDARIES']])), name='document_category_is_known')],
                },
            ), migrations.CreateModel(
                name='DocumentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='documents.document')),
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
                    ('kind', models.CharField(choices=[(documents.rules.Kind['MG6'], 'MG6: information for the prosecutor'), (documents.rules.Kind['MG7'], 'MG7: remand application'), (documents.rules.Kind['LICENCE'], 'Licence'), (documents.rules.Kind['BAIL_CONDITIONS'], 'Bail conditions'), (documents.rules.Kind['PREVIOUS_CONVICTIONS'], 'Previous convictions'), (documents.rules.Kind['AGREEMENT'], 'Agreement'), (documents.rules.Kind['LETTER'], 'Letter'), (documents.rules.Kind['PHOTOGRAPH'], 'Photograph'), (documents.rules.Kind['OTHER'], 'Other')], max_length=24)),
                    ('category', models.CharField(choices=[(agencies.categories.Category['IDENTITY'], 'Identity (name, date of birth, contact, areas, lead)'), (agencies.categories.Category['IDENTIFIERS'], 'Identifiers and past addresses'), (agencies.categories.Category['SCHEME'], 'Scheme (cohort, rag status, panel decisions, own actions)'), (agencies.categories.Category['CUSTODY'], 'Custody and release'), (agencies.categories.Category['SUPERVISION'], 'Supervision, licence, orders'), (agencies.categories.Category['OFFENDING'], 'Arrests, offences, warrants'), (agencies.categories.Category['INTELLIGENCE_ORIGINAL'], 'Original intelligence'), (agencies.categories.Category['INTELLIGENCE_SANITISED'], 'Sanitised intelligence'), (agencies.categories.Category['TARGETING'], 'Targeting and enforcement plans'), (agencies.categories.Category['ENGAGEMENT'], 'Appointments and engagement'), (agencies.categories.Category['TESTS'], 'Statutory tests (licence, drr, dip)'), (agencies.categories.Category['TREATMENT'], 'Treatment detail'), (agencies.categories.Category['HEALTH'], 'Health detail'), (agencies.categories.Category['PATHWAYS'], 'Pathway levels and care plan'), (agencies.categories.Category['VICTIMS'], 'Victims'), (agencies.categories.Category['SCORES'], 'Scores and rank'), (agencies.categories.Category['BOUNDARIES'], 'Boundaries (mappa, marac, child protection, risk to staff)')], max_length=24, verbose_name='filed under')),
                    ('title', models.CharField(max_length=150)),
                    ('dated_on', models.DateField(verbose_name='date of the document')),
                    ('agency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency', verbose_name='from')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='DocumentVersion',
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
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offenders.offender')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='documents.document')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('why', models.CharField(blank=True, max_length=300, verbose_name='why it replaces the one before')),
                    ('stored_as', models.CharField(editable=False, max_length=32)),
                    ('sha256', models.CharField(max_length=64)),
                    ('size', models.PositiveIntegerField()),
                    ('file_type', models.CharField(choices=[(documents.rules.FileType['PDF'], 'PDF'), (documents.rules.FileType['JPEG'], 'JPEG picture'), (documents.rules.FileType['PNG'], 'PNG picture'), (documents.rules.FileType['DOCX'], 'Word document'), (documents.rules.FileType['ODT'], 'OpenDocument text'), (documents.rules.FileType['TEXT'], 'plain text')], max_length=4)),
                    ('scan', models.CharField(choices=[(documents.rules.Scan['WAITING'], 'Waiting to be checked for viruses'), (documents.rules.Scan['CLEAN'], 'Checked, no virus found'), (documents.rules.Scan['INFECTED'], 'A virus was found: not let in'), (documents.rules.Scan['FAILED'], 'Could not be checked yet'), (documents.rules.Scan['MADE_HERE'], 'Made by the demonstration, not uploaded')], default=documents.rules.Scan['WAITING'], max_length=9)),
                    ('scanned_at', models.DateTimeField(blank=True, null=True)),
                    ('tries', models.PositiveSmallIntegerField(db_default=0, default=0)),
                    ('try_again_at', models.DateTimeField(blank=True, null=True)),
                    ('found', models.CharField(blank=True, help_text='what the scanner said it was', max_length=100)),
                ],
                options={
                    'ordering': ['-number'],
                    'indexes': [models.Index(condition=models.Q(('scan__in', [documents.rules.Scan['WAITING'], documents.rules.Scan['FAILED']])), fields=['try_again_at'], name='document_to_check')],
                    'constraints': [models.UniqueConstraint(fields=('source', 'ref'), name='document_version_ref_once_a_source'), models.UniqueConstraint(condition=models.Q(('request_key__isnull', False)), fields=('request_key',), name='document_version_sent_once'), models.UniqueConstraint(fields=('document', 'number'), name='document_version_number_once'), models.UniqueConstraint(fields=('stored_as',), name='document_version_file_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='document_version_numbers_start_at_one'), models.CheckConstraint(condition=models.Q(('size__gte', 1)), name='document_version_holds_something'), models.CheckConstraint(condition=models.Q(('scan__in', [documents.rules.Scan['WAITING'], documents.rules.Scan['CLEAN'], documents.rules.Scan['INFECTED'], documents.rules.Scan['FAILED'], documents.rules.Scan['MADE_HERE']])), name='document_version_scan_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('scan__in', [documents.rules.Scan['CLEAN'], documents.rules.Scan['INFECTED']]), _negated=True), ('scanned_at__isnull', False), _connector='OR'), name='document_version_judged_at_a_time')],
                },
            ), migrations.CreateModel(
                name='DocumentVersionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='documents.documentversion')),
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
                    ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('why', models.CharField(blank=True, max_length=300, verbose_name='why it replaces the one before')),
                    ('stored_as', models.CharField(editable=False, max_length=32)),
                    ('sha256', models.CharField(max_length=64)),
                    ('size', models.PositiveIntegerField()),
                    ('file_type', models.CharField(choices=[(documents.rules.FileType['PDF'], 'PDF'), (documents.rules.FileType['JPEG'], 'JPEG picture'), (documents.rules.FileType['PNG'], 'PNG picture'), (documents.rules.FileType['DOCX'], 'Word document'), (documents.rules.FileType['ODT'], 'OpenDocument text'), (documents.rules.FileType['TEXT'], 'plain text')], max_length=4)),
                    ('scan', models.CharField(choices=[(documents.rules.Scan['WAITING'], 'Waiting to be checked for viruses'), (documents.rules.Scan['CLEAN'], 'Checked, no virus found'), (documents.rules.Scan['INFECTED'], 'A virus was found: not let in'), (documents.rules.Scan['FAILED'], 'Could not be checked yet'), (documents.rules.Scan['MADE_HERE'], 'Made by the demonstration, not uploaded')], default=documents.rules.Scan['WAITING'], max_length=9)),
                    ('scanned_at', models.DateTimeField(blank=True, null=True)),
                    ('tries', models.PositiveSmallIntegerField(db_default=0, default=0)),
                    ('try_again_at', models.DateTimeField(blank=True, null=True)),
                    ('found', models.CharField(blank=True, help_text='what the scanner said it was', max_length=100)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='RagDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offenders.offender')),
                    ('issued_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('issued_on', models.DateField(help_text='the day that its facts are of')),
                    ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('issued_for', models.CharField(max_length=120)),
                    ('reason', models.CharField(max_length=500)),
                    ('request_key', models.UUIDField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('request_key',), name='rag_document_sent_once')],
                    'indexes': [],
                },
            )],
        ),
        audit.migrating.AddTriggers(
            triggers=[('document', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "documents_documentevent" ("agency_id", "category", "changed_at", "changed_because", "changed_by_id", "created_at", "created_by_id", "dated_on", "id", "import_number", "kind", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "request_key", "source_id", "title", "version") VALUES (OLD."agency_id", OLD."category", OLD."changed_at", OLD."changed_because", OLD."changed_by_id", OLD."created_at", OLD."created_by_id", OLD."dated_on", OLD."id", OLD."import_number", OLD."kind", OLD."offender_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."ref", OLD."request_key", OLD."source_id", OLD."title", OLD."version"); RETURN NULL;', hash='02fcbeb4acac81f5c51774dd0147fd70191b78f9', operation='UPDATE', pgid='pgtrigger_update_update_a3ed6', table='documents_document', when='AFTER'))), ('document', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_documentevent" ("agency_id", "category", "changed_at", "changed_because", "changed_by_id", "created_at", "created_by_id", "dated_on", "id", "import_number", "kind", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "request_key", "source_id", "title", "version") VALUES (OLD."agency_id", OLD."category", OLD."changed_at", OLD."changed_because", OLD."changed_by_id", OLD."created_at", OLD."created_by_id", OLD."dated_on", OLD."id", OLD."import_number", OLD."kind", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."request_key", OLD."source_id", OLD."title", OLD."version"); RETURN NULL;', hash='63bea4ac56c9f05c56c8f68b0fec1bef84c53989', operation='DELETE', pgid='pgtrigger_delete_delete_0c008', table='documents_document', when='AFTER'))), ('document', pgtrigger.compiler.Trigger(name='version_counts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="\n    NEW.version := OLD.version + 1;\n    NEW.changed_at := statement_timestamp();\n    IF NEW.import_number IS DISTINCT FROM OLD.import_number THEN\n        NEW.changed_by_id := NULL;\n        NEW.changed_because := '';\n    END IF;\n    RETURN NEW;\n", hash='566f98a5e3ba833e4a14a68f8b783ce839f6ee87', operation='UPDATE', pgid='pgtrigger_version_counts_f5c52', table='documents_document', when='BEFORE'))), ('documentversion', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "documents_documentversionevent" ("changed_at", "changed_because", "changed_by_id", "created_at", "created_by_id", "document_id", "file_type", "found", "id", "import_number", "number", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "request_key", "scan", "scanned_at", "sha256", "size", "source_id", "stored_as", "tries", "try_again_at", "version", "why") VALUES (OLD."changed_at", OLD."changed_because", OLD."changed_by_id", OLD."created_at", OLD."created_by_id", OLD."document_id", OLD."file_type", OLD."found", OLD."id", OLD."import_number", OLD."number", OLD."offender_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."ref", OLD."request_key", OLD."scan", OLD."scanned_at", OLD."sha256", OLD."size", OLD."source_id", OLD."stored_as", OLD."tries", OLD."try_again_at", OLD."version", OLD."why"); RETURN NULL;', hash='fb0682aab3cf0c2211d8770840593e3f91c99c78', operation='UPDATE', pgid='pgtrigger_update_update_07354', table='documents_documentversion', when='AFTER'))), ('documentversion', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_documentversionevent" ("changed_at", "changed_because", "changed_by_id", "created_at", "created_by_id", "document_id", "file_type", "found", "id", "import_number", "number", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "request_key", "scan", "scanned_at", "sha256", "size", "source_id", "stored_as", "tries", "try_again_at", "version", "why") VALUES (OLD."changed_at", OLD."changed_because", OLD."changed_by_id", OLD."created_at", OLD."created_by_id", OLD."document_id", OLD."file_type", OLD."found", OLD."id", OLD."import_number", OLD."number", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."request_key", OLD."scan", OLD."scanned_at", OLD."sha256", OLD."size", OLD."source_id", OLD."stored_as", OLD."tries", OLD."try_again_at", OLD."version", OLD."why"); RETURN NULL;', hash='157791b3caff73b427229135c1c567536cbaf85a', operation='DELETE', pgid='pgtrigger_delete_delete_3cd2b', table='documents_documentversion', when='AFTER'))), ('documentversion', pgtrigger.compiler.Trigger(name='version_counts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="\n    NEW.version := OLD.version + 1;\n    NEW.changed_at := statement_timestamp();\n    IF NEW.import_number IS DISTINCT FROM OLD.import_number THEN\n        NEW.changed_by_id := NULL;\n        NEW.changed_because := '';\n    END IF;\n    RETURN NEW;\n", hash='e974da265b62ba289df6d5363d01fa0e8dc88d5c', operation='UPDATE', pgid='pgtrigger_version_counts_cebaf', table='documents_documentversion', when='BEFORE')))],
        ),
    ]
