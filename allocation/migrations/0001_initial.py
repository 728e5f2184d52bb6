# Every table of this room, as it is: written anew from the models before the first release (audit.migrating).

import audit.migrating
import django.db.models.deletion
import django.db.models.functions.datetime
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
                name='Allocation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='allocations', to='offenders.offender')),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                    ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recommended', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('figures', models.TextField(blank=True, help_text="the recommendation's reason as it stood: figures, and no names")),
                    ('because', models.TextField(blank=True, help_text='why it is another than was recommended')),
                    ('state', models.CharField(choices=[('waits', 'Waits for a second approval'), ('made', 'Made'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], max_length=10)),
                    ('made_on', models.DateField()),
                    ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('answered_on', models.DateField(blank=True, null=True)),
                    ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('answer', models.TextField(blank=True, default='')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waits')), fields=('offender',), name='allocation_one_waits_a_person'), models.CheckConstraint(condition=models.Q(('recommended', None), ('recommended', models.F('officer')), models.Q(('because', ''), _negated=True), _connector='OR'), name='allocation_overridden_with_a_reason'), models.CheckConstraint(condition=models.Q(('answered_by', None), models.Q(('answered_by', models.F('made_by')), _negated=True), ('state', 'withdrawn'), _connector='OR'), name='allocation_second_approval_is_anothers'), models.CheckConstraint(condition=models.Q(models.Q(('answered_by', None), ('answered_on', None)), models.Q(('answered_by__isnull', False), ('answered_on__gte', models.F('made_on')), ('answered_on__isnull', False)), _connector='OR'), name='allocation_answered_says_when_and_by_whom'), models.CheckConstraint(condition=models.Q(('state__in', ['waits', 'made']), ('answered_by__isnull', False), _connector='OR'), name='allocation_ended_is_answered')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='AllocationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='allocation.allocation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                    ('offender', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.offender')),
                    ('agency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                    ('officer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recommended', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('figures', models.TextField(blank=True, help_text="the recommendation's reason as it stood: figures, and no names")),
                    ('because', models.TextField(blank=True, help_text='why it is another than was recommended')),
                    ('state', models.CharField(choices=[('waits', 'Waits for a second approval'), ('made', 'Made'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], max_length=10)),
                    ('made_on', models.DateField()),
                    ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('answered_on', models.DateField(blank=True, null=True)),
                    ('answered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('answer', models.TextField(blank=True, default='')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Support',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('involvement', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='support', to='offenders.involvement')),
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='offenders.offender')),
                    ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('because', models.TextField(blank=True)),
                    ('started_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ended_because', models.TextField(blank=True, default='')),
                    ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('started_by', None), models.Q(('because', ''), _negated=True), _connector='OR'), name='support_started_for_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('ended_because', ''), ('ended_by', None)), models.Q(('ended_by__isnull', False), models.Q(('ended_because', ''), _negated=True)), _connector='OR'), name='support_ended_for_a_reason')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='SupportEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='allocation.support')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('involvement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.involvement')),
                    ('offender', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.offender')),
                    ('officer', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('because', models.TextField(blank=True)),
                    ('started_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ended_because', models.TextField(blank=True, default='')),
                    ('ended_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='WorkloadPoints',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('factor', models.CharField(choices=[('status', 'RAG status'), ('place', 'in custody or at liberty'), ('contacts', 'appointments a week by the contact standard'), ('known', 'has led the person before')], max_length=10)),
                    ('value', models.CharField(db_collation='C', help_text='RED, custody, 4: as the rules name it', max_length=20)),
                    ('points', models.PositiveSmallIntegerField()),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('source', models.CharField(max_length=200)),
                ],
                options={
                    'verbose_name_plural': 'workload points',
                    'constraints': [models.UniqueConstraint(fields=('factor', 'value', 'from_on'), name='workload_points_once_a_day'), models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='workload_points_end_after_they_begin'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='workload_points_have_a_source')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='HandoverItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=30)),
                    ('words', models.CharField(max_length=200)),
                    ('obligatory', models.BooleanField()),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('source', models.CharField(max_length=200)),
                ],
                options={
                    'ordering': ['position', 'code'],
                    'constraints': [models.UniqueConstraint(fields=('code', 'from_on'), name='handover_item_once_a_day'), models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='handover_item_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='handover_item_has_a_source')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='Transfer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transfers', to='offenders.offender')),
                    ('from_agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                    ('to_agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                    ('from_area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.area')),
                    ('to_area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.area')),
                    ('because', models.TextField()),
                    ('state', models.CharField(choices=[('asked', 'Asked'), ('approved', 'Asked, and approved by a second person'), ('accepted', 'Accepted'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn'), ('dismissed', 'Dismissed by the coordinator')], default='asked', max_length=10)),
                    ('asked_on', models.DateField()),
                    ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('approved_on', models.DateField(blank=True, null=True)),
                    ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('answered_on', models.DateField(blank=True, null=True)),
                    ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('answer', models.TextField(blank=True, default='', help_text='why it was refused, withdrawn or dismissed')),
                    ('undone_because', models.TextField(blank=True, default='', help_text='why it was taken with something left undone')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state__in', ['asked', 'approved'])), fields=['to_agency', 'asked_on'], name='transfer_open_to'), models.Index(condition=models.Q(('state__in', ['asked', 'approved'])), fields=['from_agency', 'asked_on'], name='transfer_open_from')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'approved'])), fields=('offender',), name='transfer_one_open_a_person'), models.CheckConstraint(condition=models.Q(models.Q(('from_agency', models.F('to_agency')), _negated=True), ('to_area__isnull', False), _connector='OR'), name='transfer_goes_somewhere_else'), models.CheckConstraint(condition=models.Q(('to_area', None), models.Q(('from_area__isnull', False), ('to_area__isnull', False), models.Q(('to_area', models.F('from_area')), _negated=True)), _connector='OR'), name='transfer_of_area_is_between_two'), models.CheckConstraint(condition=models.Q(('because', ''), _negated=True), name='transfer_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('answered_by', None), ('answered_on', None), ('state__in', ['asked', 'approved'])), models.Q(models.Q(('state__in', ['asked', 'approved']), _negated=True), ('answered_by__isnull', False), ('answered_on__gte', models.F('asked_on'))), _connector='OR'), name='transfer_answered_says_when_and_by_whom'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['refused', 'withdrawn', 'dismissed']), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='transfer_ended_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('approved_by', None), ('approved_on', None)), models.Q(('approved_by__isnull', False), ('approved_on__isnull', False), models.Q(('asked_by', None), models.Q(('asked_by', models.F('approved_by')), _negated=True), _connector='OR')), _connector='OR'), name='transfer_second_approval_is_anothers'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), ('approved_by__isnull', False), _connector='OR'), name='transfer_approved_says_by_whom')],
                },
            ), migrations.CreateModel(
                name='TransferEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='allocation.transfer')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                    ('offender', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.offender')),
                    ('from_agency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                    ('to_agency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                    ('from_area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.area')),
                    ('to_area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.area')),
                    ('because', models.TextField()),
                    ('state', models.CharField(choices=[('asked', 'Asked'), ('approved', 'Asked, and approved by a second person'), ('accepted', 'Accepted'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn'), ('dismissed', 'Dismissed by the coordinator')], default='asked', max_length=10)),
                    ('asked_on', models.DateField()),
                    ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('asked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('approved_on', models.DateField(blank=True, null=True)),
                    ('approved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('answered_on', models.DateField(blank=True, null=True)),
                    ('answered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('answer', models.TextField(blank=True, default='', help_text='why it was refused, withdrawn or dismissed')),
                    ('undone_because', models.TextField(blank=True, default='', help_text='why it was taken with something left undone')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='HandoverTick',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('transfer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ticks', to='allocation.transfer')),
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offenders.offender')),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='allocation.handoveritem')),
                    ('ticked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ticked_on', models.DateField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('transfer', 'item'), name='handover_tick_once')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='HandoverTickEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='allocation.handovertick')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('transfer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='allocation.transfer')),
                    ('offender', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.offender')),
                    ('item', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='allocation.handoveritem')),
                    ('ticked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ticked_on', models.DateField()),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='TransferConsent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('transfer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='allocation.transfer')),
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offenders.offender')),
                    ('consent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offenders.consent')),
                    ('confirmed', models.BooleanField()),
                    ('how', models.TextField(help_text='how the person said so: signed form and where it is kept, or in whose presence')),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_on', models.DateField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('transfer', 'consent'), name='transfer_consent_once'), models.CheckConstraint(condition=models.Q(('how', ''), _negated=True), name='transfer_consent_says_how')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='TransferConsentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='allocation.transferconsent')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('transfer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='allocation.transfer')),
                    ('offender', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.offender')),
                    ('consent', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.consent')),
                    ('confirmed', models.BooleanField()),
                    ('how', models.TextField(help_text='how the person said so: signed form and where it is kept, or in whose presence')),
                    ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_on', models.DateField()),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            )],
        ),
        audit.migrating.AddTriggers(
            triggers=[('allocation', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "allocation_allocationevent" ("agency_id", "answer", "answered_by_id", "answered_on", "because", "figures", "id", "made_at", "made_by_id", "made_on", "offender_id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recommended_id", "state") VALUES (OLD."agency_id", OLD."answer", OLD."answered_by_id", OLD."answered_on", OLD."because", OLD."figures", OLD."id", OLD."made_at", OLD."made_by_id", OLD."made_on", OLD."offender_id", OLD."officer_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."public_id", OLD."recommended_id", OLD."state"); RETURN NULL;', hash='d46e2273fec6ba51aa805f2f136b4de0d8d804ab', operation='UPDATE', pgid='pgtrigger_update_update_9a5ab', table='allocation_allocation', when='AFTER'))), ('allocation', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "allocation_allocationevent" ("agency_id", "answer", "answered_by_id", "answered_on", "because", "figures", "id", "made_at", "made_by_id", "made_on", "offender_id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recommended_id", "state") VALUES (OLD."agency_id", OLD."answer", OLD."answered_by_id", OLD."answered_on", OLD."because", OLD."figures", OLD."id", OLD."made_at", OLD."made_by_id", OLD."made_on", OLD."offender_id", OLD."officer_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."recommended_id", OLD."state"); RETURN NULL;', hash='5c508f27d97b3c9db98e63186ae95b489d6926da', operation='DELETE', pgid='pgtrigger_delete_delete_34ad6', table='allocation_allocation', when='AFTER'))), ('support', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "allocation_supportevent" ("because", "ended_because", "ended_by_id", "id", "involvement_id", "offender_id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_by_id") VALUES (OLD."because", OLD."ended_because", OLD."ended_by_id", OLD."id", OLD."involvement_id", OLD."offender_id", OLD."officer_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."started_by_id"); RETURN NULL;', hash='28ea5566e87d2b96a04bbe620367110112e1f03d', operation='UPDATE', pgid='pgtrigger_update_update_3158a', table='allocation_support', when='AFTER'))), ('support', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "allocation_supportevent" ("because", "ended_because", "ended_by_id", "id", "involvement_id", "offender_id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_by_id") VALUES (OLD."because", OLD."ended_because", OLD."ended_by_id", OLD."id", OLD."involvement_id", OLD."offender_id", OLD."officer_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."started_by_id"); RETURN NULL;', hash='33c4d86d2113f7dc28d89feb710d5798ea71979f', operation='DELETE', pgid='pgtrigger_delete_delete_dea2e', table='allocation_support', when='AFTER'))), ('transfer', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "allocation_transferevent" ("answer", "answered_by_id", "answered_on", "approved_by_id", "approved_on", "asked_at", "asked_by_id", "asked_on", "because", "from_agency_id", "from_area_id", "id", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "state", "to_agency_id", "to_area_id", "undone_because") VALUES (OLD."answer", OLD."answered_by_id", OLD."answered_on", OLD."approved_by_id", OLD."approved_on", OLD."asked_at", OLD."asked_by_id", OLD."asked_on", OLD."because", OLD."from_agency_id", OLD."from_area_id", OLD."id", OLD."offender_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."public_id", OLD."state", OLD."to_agency_id", OLD."to_area_id", OLD."undone_because"); RETURN NULL;', hash='e4197377215428fec1fbb52f60c8313a494216f5', operation='UPDATE', pgid='pgtrigger_update_update_b82c0', table='allocation_transfer', when='AFTER'))), ('transfer', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "allocation_transferevent" ("answer", "answered_by_id", "answered_on", "approved_by_id", "approved_on", "asked_at", "asked_by_id", "asked_on", "because", "from_agency_id", "from_area_id", "id", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "state", "to_agency_id", "to_area_id", "undone_because") VALUES (OLD."answer", OLD."answered_by_id", OLD."answered_on", OLD."approved_by_id", OLD."approved_on", OLD."asked_at", OLD."asked_by_id", OLD."asked_on", OLD."because", OLD."from_agency_id", OLD."from_area_id", OLD."id", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."state", OLD."to_agency_id", OLD."to_area_id", OLD."undone_because"); RETURN NULL;', hash='92f4f780c7845f40f3e9e24d230226d6e6319c2d', operation='DELETE', pgid='pgtrigger_delete_delete_623e2', table='allocation_transfer', when='AFTER'))), ('handovertick', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "allocation_handovertickevent" ("id", "item_id", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ticked_by_id", "ticked_on", "transfer_id") VALUES (OLD."id", OLD."item_id", OLD."offender_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."ticked_by_id", OLD."ticked_on", OLD."transfer_id"); RETURN NULL;', hash='c46a857ea3b65ce5fa88da752c1eec6029be28f0', operation='UPDATE', pgid='pgtrigger_update_update_e6f3a', table='allocation_handovertick', when='AFTER'))), ('handovertick', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "allocation_handovertickevent" ("id", "item_id", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ticked_by_id", "ticked_on", "transfer_id") VALUES (OLD."id", OLD."item_id", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ticked_by_id", OLD."ticked_on", OLD."transfer_id"); RETURN NULL;', hash='c35d4f1cafb51f1d037a1ba66e8af9dcc949c0c5', operation='DELETE', pgid='pgtrigger_delete_delete_c2e78', table='allocation_handovertick', when='AFTER'))), ('transferconsent', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "allocation_transferconsentevent" ("asked_by_id", "asked_on", "confirmed", "consent_id", "how", "id", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "transfer_id") VALUES (OLD."asked_by_id", OLD."asked_on", OLD."confirmed", OLD."consent_id", OLD."how", OLD."id", OLD."offender_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."transfer_id"); RETURN NULL;', hash='4ad57f6a5e61cae73d005d1197c7f1deeeec331c', operation='UPDATE', pgid='pgtrigger_update_update_9649a', table='allocation_transferconsent', when='AFTER'))), ('transferconsent', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "allocation_transferconsentevent" ("asked_by_id", "asked_on", "confirmed", "consent_id", "how", "id", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "transfer_id") VALUES (OLD."asked_by_id", OLD."asked_on", OLD."confirmed", OLD."consent_id", OLD."how", OLD."id", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."transfer_id"); RETURN NULL;', hash='b5886e4f01f3aa2e7eb45fb4ba88aeb2a6c3831f', operation='DELETE', pgid='pgtrigger_delete_delete_e596b', table='allocation_transferconsent', when='AFTER')))],
        ),
    ]
