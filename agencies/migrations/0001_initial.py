# Every table of this room, as it is: written anew from the models before the first release (audit.migrating).

import agencies.categories
import audit.migrating
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        audit.migrating.CreateModels(
            models=[migrations.CreateModel(
                name='Agency',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(db_collation='C', max_length=32, unique=True)),
                    ('name', models.CharField(max_length=200)),
                    ('kind', models.CharField(choices=[('police', 'Police'), ('probation', 'Probation'), ('prison', 'Prison'), ('youth_justice', 'Youth justice'), ('drug_service', 'Drug service'), ('local_authority', 'Local authority'), ('health', 'Health'), ('voluntary', 'Voluntary sector'), ('other', 'Other')], max_length=20)),
                    ('position', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'verbose_name_plural': 'agencies',
                    'ordering': ['position', 'code'],
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='AgencyEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.agency')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('code', models.CharField(db_collation='C', max_length=32)),
                    ('name', models.CharField(max_length=200)),
                    ('kind', models.CharField(choices=[('police', 'Police'), ('probation', 'Probation'), ('prison', 'Prison'), ('youth_justice', 'Youth justice'), ('drug_service', 'Drug service'), ('local_authority', 'Local authority'), ('health', 'Health'), ('voluntary', 'Voluntary sector'), ('other', 'Other')], max_length=20)),
                    ('position', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Agreement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(unique=True)),
                    ('name', models.CharField(max_length=200)),
                    ('purpose', models.TextField()),
                    ('lawful_basis', models.TextField()),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('proposed', 'Proposed'), ('in_force', 'In force'), ('replaced', 'Replaced'), ('ended', 'Ended')], default='draft', max_length=10)),
                    ('starts_on', models.DateField()),
                    ('review_on', models.DateField(help_text='by this day it is looked at again; nothing closes on it')),
                    ('expires_on', models.DateField(blank=True, help_text='the first day on which nobody sees anything by it', null=True)),
                    ('replaced_on', models.DateField(blank=True, help_text='the first day of the one that followed it', null=True)),
                    ('based_on', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agreement')),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('proposed_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                    ('proposed_at', models.DateTimeField(blank=True, null=True)),
                    ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('approved_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                    ('approved_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['-number'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='agreement_takes_two_people'), models.CheckConstraint(condition=models.Q(('approved_for', None), models.Q(('approved_for', models.F('proposed_for')), _negated=True), _connector='OR'), name='agreement_takes_two_agencies'), models.CheckConstraint(condition=models.Q(('number', 1), ('state', 'draft'), models.Q(('proposed_at__isnull', False), ('proposed_by__isnull', False), ('proposed_for__isnull', False)), _connector='OR'), name='agreement_says_who_proposed'), models.CheckConstraint(condition=models.Q(('number', 1), ('state__in', ('draft', 'proposed')), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('approved_for__isnull', False)), _connector='OR'), name='agreement_says_who_approved'), models.CheckConstraint(condition=models.Q(('number', 1), ('state', 'draft'), ('expires_on__isnull', False), _connector='OR'), name='agreement_has_an_end'), models.CheckConstraint(condition=models.Q(('expires_on', None), ('expires_on__gt', models.F('starts_on')), _connector='OR'), name='agreement_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('replaced_on', None), ('replaced_on__gt', models.F('starts_on')), _connector='OR'), name='agreement_stood_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('replaced_on__isnull', False), ('state', 'replaced')), models.Q(models.Q(('state', 'replaced'), _negated=True), ('replaced_on', None)), _connector='OR'), name='agreement_replaced_on_a_day'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('state',), name='agreement_one_draft'), models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('state',), name='agreement_one_proposal'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ('in_force', 'replaced', 'ended'))), expressions=[(models.Func(models.F('starts_on'), models.Func(models.F('expires_on'), models.F('replaced_on'), function='LEAST'), function='DATERANGE'), '&&')], name='agreement_one_in_force')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='AgreementEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.agreement')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveIntegerField()),
                    ('name', models.CharField(max_length=200)),
                    ('purpose', models.TextField()),
                    ('lawful_basis', models.TextField()),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('proposed', 'Proposed'), ('in_force', 'In force'), ('replaced', 'Replaced'), ('ended', 'Ended')], default='draft', max_length=10)),
                    ('starts_on', models.DateField()),
                    ('review_on', models.DateField(help_text='by this day it is looked at again; nothing closes on it')),
                    ('expires_on', models.DateField(blank=True, help_text='the first day on which nobody sees anything by it', null=True)),
                    ('replaced_on', models.DateField(blank=True, help_text='the first day of the one that followed it', null=True)),
                    ('based_on', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agreement')),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('created_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('proposed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('proposed_for', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                    ('proposed_at', models.DateTimeField(blank=True, null=True)),
                    ('approved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('approved_for', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                    ('approved_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='AgreementParty',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='agencies.agreement')),
                    ('kind', models.CharField(choices=[('police', 'Police'), ('probation', 'Probation'), ('prison', 'Prison'), ('youth_justice', 'Youth justice'), ('drug_service', 'Drug service'), ('local_authority', 'Local authority'), ('health', 'Health'), ('voluntary', 'Voluntary sector'), ('other', 'Other')], max_length=20)),
                    ('regime', models.CharField(choices=[('dpa_part_3', 'Data Protection Act 2018, Part 3'), ('uk_gdpr', 'UK GDPR')], max_length=10)),
                    ('every_cohort', models.BooleanField(default=False, help_text='involved with everybody on any cohort')),
                    ('cohorts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), blank=True, default=list, help_text='the codes of the cohorts it is named for', size=None)),
                    ('told_who_is_known', models.BooleanField(default=False, help_text='a search by an exact identifier says that somebody is known to IOM, and whom to ask')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('agreement', 'kind'), name='agreement_party_once'), models.CheckConstraint(condition=models.Q(('every_cohort', False), ('cohorts', []), _connector='OR'), name='agreement_party_every_cohort_or_some')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='AgreementPartyEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.agreementparty')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('agreement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agreement')),
                    ('kind', models.CharField(choices=[('police', 'Police'), ('probation', 'Probation'), ('prison', 'Prison'), ('youth_justice', 'Youth justice'), ('drug_service', 'Drug service'), ('local_authority', 'Local authority'), ('health', 'Health'), ('voluntary', 'Voluntary sector'), ('other', 'Other')], max_length=20)),
                    ('regime', models.CharField(choices=[('dpa_part_3', 'Data Protection Act 2018, Part 3'), ('uk_gdpr', 'UK GDPR')], max_length=10)),
                    ('every_cohort', models.BooleanField(default=False, help_text='involved with everybody on any cohort')),
                    ('cohorts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), blank=True, default=list, help_text='the codes of the cohorts it is named for', size=None)),
                    ('told_who_is_known', models.BooleanField(default=False, help_text='a search by an exact identifier says that somebody is known to IOM, and whom to ask')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='AgreementLevel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='agencies.agreement')),
                    ('kind', models.CharField(blank=True, choices=[('police', 'Police'), ('probation', 'Probation'), ('prison', 'Prison'), ('youth_justice', 'Youth justice'), ('drug_service', 'Drug service'), ('local_authority', 'Local authority'), ('health', 'Health'), ('voluntary', 'Voluntary sector'), ('other', 'Other')], max_length=20, null=True)),
                    ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                    ('category', models.CharField(choices=[('identity', 'identity (name, date of birth, contact, areas, lead)'), ('identifiers', 'identifiers and past addresses'), ('scheme', 'scheme (cohort, RAG status, panel decisions, own actions)'), ('custody', 'custody and release'), ('supervision', 'supervision, licence, orders'), ('offending', 'arrests, offences, warrants'), ('intelligence_original', 'original intelligence'), ('intelligence_sanitised', 'sanitised intelligence'), ('targeting', 'targeting and enforcement plans'), ('engagement', 'appointments and engagement'), ('tests', 'statutory tests (licence, DRR, DIP)'), ('treatment', 'treatment detail'), ('health', 'health detail'), ('pathways', 'pathway levels and care plan'), ('victims', 'victims'), ('scores', 'scores and rank'), ('boundaries', 'boundaries (MAPPA, MARAC, child protection, risk to staff)')], max_length=30)),
                    ('level', models.PositiveSmallIntegerField(choices=[(0, '-'), (1, 'flag'), (2, 'read'), (3, 'add'), (4, 'manage')])),
                    ('if_consent', models.BooleanField(default=False, help_text='only where the person has consented')),
                    ('in_room', models.PositiveSmallIntegerField(choices=[(0, '-'), (1, 'flag'), (2, 'read'), (3, 'add'), (4, 'manage')])),
                    ('in_room_if_consent', models.BooleanField(default=False)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('kind__isnull', True)), models.Q(('agency__isnull', True), ('kind__isnull', False)), _connector='OR'), name='agreement_level_of_a_kind_or_an_agency'), models.UniqueConstraint(condition=models.Q(('agency', None)), fields=('agreement', 'kind', 'category'), name='agreement_level_once_a_kind'), models.UniqueConstraint(condition=models.Q(('kind', None)), fields=('agreement', 'agency', 'category'), name='agreement_level_once_an_agency'), models.CheckConstraint(condition=models.Q(('if_consent', False), ('level', agencies.categories.Level['READ']), _connector='OR'), name='agreement_consent_is_to_reading'), models.CheckConstraint(condition=models.Q(('in_room_if_consent', False), ('in_room', agencies.categories.Level['READ']), _connector='OR'), name='agreement_consent_in_room_is_to_reading'), models.CheckConstraint(condition=models.Q(('in_room__in', [0, 1, 2, 3, 4]), ('level__in', [0, 1, 2, 3, 4])), name='agreement_level_is_one')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='AgreementLevelEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.agreementlevel')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('agreement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agreement')),
                    ('kind', models.CharField(blank=True, choices=[('police', 'Police'), ('probation', 'Probation'), ('prison', 'Prison'), ('youth_justice', 'Youth justice'), ('drug_service', 'Drug service'), ('local_authority', 'Local authority'), ('health', 'Health'), ('voluntary', 'Voluntary sector'), ('other', 'Other')], max_length=20, null=True)),
                    ('agency', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                    ('category', models.CharField(choices=[('identity', 'identity (name, date of birth, contact, areas, lead)'), ('identifiers', 'identifiers and past addresses'), ('scheme', 'scheme (cohort, RAG status, panel decisions, own actions)'), ('custody', 'custody and release'), ('supervision', 'supervision, licence, orders'), ('offending', 'arrests, offences, warrants'), ('intelligence_original', 'original intelligence'), ('intelligence_sanitised', 'sanitised intelligence'), ('targeting', 'targeting and enforcement plans'), ('engagement', 'appointments and engagement'), ('tests', 'statutory tests (licence, DRR, DIP)'), ('treatment', 'treatment detail'), ('health', 'health detail'), ('pathways', 'pathway levels and care plan'), ('victims', 'victims'), ('scores', 'scores and rank'), ('boundaries', 'boundaries (MAPPA, MARAC, child protection, risk to staff)')], max_length=30)),
                    ('level', models.PositiveSmallIntegerField(choices=[(0, '-'), (1, 'flag'), (2, 'read'), (3, 'add'), (4, 'manage')])),
                    ('if_consent', models.BooleanField(default=False, help_text='only where the person has consented')),
                    ('in_room', models.PositiveSmallIntegerField(choices=[(0, '-'), (1, 'flag'), (2, 'read'), (3, 'add'), (4, 'manage')])),
                    ('in_room_if_consent', models.BooleanField(default=False)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Scheme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200)),
                    ('only_one', models.BooleanField(default=True, editable=False)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('only_one',), name='scheme_there_is_one'), models.CheckConstraint(condition=models.Q(('only_one', True)), name='scheme_only_one_is_true')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='Area',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(db_collation='C', max_length=200)),
                    ('name', models.CharField(max_length=200)),
                    ('level', models.CharField(choices=[('force', 'force or county'), ('area', 'area of the scheme'), ('outside', 'outside the scheme')], max_length=10)),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='agencies.area')),
                    ('position', models.PositiveIntegerField(default=0, help_text='the order in which the scheme names them')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('level', 'force'), _negated=True), fields=('code',), name='area_code_once'), models.UniqueConstraint(condition=models.Q(('level', 'force')), fields=('code',), name='area_force_once'), models.CheckConstraint(condition=models.Q(models.Q(('level', 'area'), ('parent__isnull', False)), models.Q(('level__in', ['force', 'outside']), ('parent__isnull', True)), _connector='OR'), name='area_has_a_force_above_it')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='AreaEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.area')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('code', models.CharField(db_collation='C', max_length=200)),
                    ('name', models.CharField(max_length=200)),
                    ('level', models.CharField(choices=[('force', 'force or county'), ('area', 'area of the scheme'), ('outside', 'outside the scheme')], max_length=10)),
                    ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.area')),
                    ('position', models.PositiveIntegerField(default=0, help_text='the order in which the scheme names them')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='AgencyArea',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='agencies.agency')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.area')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('agency', 'area'), name='agency_area_named_once')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='AgencyAreaEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.agencyarea')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('agency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                    ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.area')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Grouping',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200, unique=True)),
                    ('position', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='GroupingArea',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('grouping', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='agencies.grouping')),
                    ('group', models.CharField(max_length=200)),
                    ('group_position', models.PositiveIntegerField(default=0)),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.area')),
                    ('position', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('grouping', 'group', 'area'), name='grouping_area_once_a_group')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('email', models.EmailField(max_length=254)),
                    ('full_name', models.CharField(max_length=200)),
                    ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='staff', to='agencies.agency')),
                    ('is_active', models.BooleanField(default=True)),
                    ('ends_on', models.DateField(blank=True, help_text='the day on which access ends', null=True)),
                    ('is_command_line', models.BooleanField(default=False, help_text='the account that commands and tasks act as')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once'), models.UniqueConstraint(condition=models.Q(('is_command_line', True)), fields=('is_command_line',), name='user_one_command_line')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='UserEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('email', models.EmailField(max_length=254)),
                    ('full_name', models.CharField(max_length=200)),
                    ('agency', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                    ('is_active', models.BooleanField(default=True)),
                    ('ends_on', models.DateField(blank=True, help_text='the day on which access ends', null=True)),
                    ('is_command_line', models.BooleanField(default=False, help_text='the account that commands and tasks act as')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='RoleHolding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_holdings', to=settings.AUTH_USER_MODEL)),
                    ('role', models.CharField(choices=[('viewer', 'Viewer'), ('practitioner', 'Practitioner'), ('supervisor', 'Supervisor'), ('panel_chair', 'Panel chair'), ('coordinator', 'Coordinator'), ('analyst', 'Analyst'), ('agency_lead', 'Agency lead'), ('auditor', 'Auditor'), ('system_administrator', 'System administrator')], max_length=30)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('user', 'role'), name='role_held_once')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='RoleHoldingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.roleholding')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('role', models.CharField(choices=[('viewer', 'Viewer'), ('practitioner', 'Practitioner'), ('supervisor', 'Supervisor'), ('panel_chair', 'Panel chair'), ('coordinator', 'Coordinator'), ('analyst', 'Analyst'), ('agency_lead', 'Agency lead'), ('auditor', 'Auditor'), ('system_administrator', 'System administrator')], max_length=30)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                    ('purpose', models.CharField(choices=[('join', 'join'), ('new_password', 'set a new password')], max_length=12)),
                    ('token_hash', models.CharField(blank=True, help_text='none until it is sent', max_length=64, null=True, unique=True)),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ('expires_at', models.DateTimeField(blank=True, null=True)),
                    ('used_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, help_text='taken back, or another was sent in its place', null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None), ('used_at', None)), fields=('user',), name='invitation_one_open_a_person'), models.CheckConstraint(condition=models.Q(models.Q(('expires_at', None), ('sent_at', None), ('token_hash', None)), models.Q(('expires_at__isnull', False), ('sent_at__isnull', False), ('token_hash__isnull', False)), _connector='OR'), name='invitation_has_a_token_when_sent'), models.CheckConstraint(condition=models.Q(('used_at', None), ('ended_at', None), _connector='OR'), name='invitation_used_or_taken_back')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='NamedPermission',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named_permissions', to=settings.AUTH_USER_MODEL)),
                    ('permission', models.CharField(choices=[('original_intelligence', 'Read original intelligence')], max_length=30)),
                    ('reason', models.TextField()),
                    ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField()),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('user', 'permission'), name='named_permission_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='named_permission_says_why'), models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='named_permission_ends_not_before_it_starts'), models.CheckConstraint(condition=models.Q(('user', models.F('given_by')), _negated=True), name='named_permission_given_by_another')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='NamedPermissionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.namedpermission')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('permission', models.CharField(choices=[('original_intelligence', 'Read original intelligence')], max_length=30)),
                    ('reason', models.TextField()),
                    ('given_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField()),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Team',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='agencies.agency')),
                    ('name', models.CharField(max_length=200)),
                    ('active', models.BooleanField(default=True)),
                ],
                options={
                    'ordering': ['name'],
                    'constraints': [models.UniqueConstraint(models.F('agency'), django.db.models.functions.text.Lower('name'), name='team_name_once_an_agency')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='TeamEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.team')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('agency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                    ('name', models.CharField(max_length=200)),
                    ('active', models.BooleanField(default=True)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='TeamMember',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='agencies.team')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='team_memberships', to=settings.AUTH_USER_MODEL)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='team_member_ends_not_before_they_start'), models.UniqueConstraint(condition=models.Q(('until_on', None)), fields=('team', 'user'), name='team_member_once')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='TeamMemberEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.teammember')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('team', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.team')),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            )],
        ),
        audit.migrating.AddTriggers(
            triggers=[('agency', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agencies_agencyevent" ("code", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."code", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."position"); RETURN NULL;', hash='f5ed0a1a17ada128b7ff1ad6dafeb75247355569', operation='UPDATE', pgid='pgtrigger_update_update_187e7', table='agencies_agency', when='AFTER'))), ('agency', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_agencyevent" ("code", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."code", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;', hash='37488a0be6aaf42aee3a6adfa3b3722a9fc77ac3', operation='DELETE', pgid='pgtrigger_delete_delete_9c312', table='agencies_agency', when='AFTER'))), ('agreement', pgtrigger.compiler.Trigger(name='terms_stand', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state <> 'draft')", func="\n        IF TG_OP = 'UPDATE' AND (OLD.number, OLD.name, OLD.purpose, OLD.lawful_basis, OLD.starts_on, OLD.review_on, OLD.expires_on, OLD.based_on_id) IS NOT DISTINCT FROM (NEW.number, NEW.name, NEW.purpose, NEW.lawful_basis, NEW.starts_on, NEW.review_on, NEW.expires_on, NEW.based_on_id) THEN RETURN NEW; END IF;\n        RAISE EXCEPTION 'the terms of an agreement change only while it is a draft'\n            USING ERRCODE = 'integrity_constraint_violation';\n        ", hash='1f659447a5d094231a44f348727e5d936956f220', operation='UPDATE OR DELETE', pgid='pgtrigger_terms_stand_49239', table='agencies_agreement', when='BEFORE'))), ('agreement', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agencies_agreementevent" ("approved_at", "approved_by_id", "approved_for_id", "based_on_id", "created_at", "created_by_id", "expires_on", "id", "lawful_basis", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposed_for_id", "purpose", "replaced_on", "review_on", "starts_on", "state") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."approved_for_id", OLD."based_on_id", OLD."created_at", OLD."created_by_id", OLD."expires_on", OLD."id", OLD."lawful_basis", OLD."name", OLD."number", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."proposed_for_id", OLD."purpose", OLD."replaced_on", OLD."review_on", OLD."starts_on", OLD."state"); RETURN NULL;', hash='06fcb02d537649322269e4bb01a253a2d1341536', operation='UPDATE', pgid='pgtrigger_update_update_f20ad', table='agencies_agreement', when='AFTER'))), ('agreement', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_agreementevent" ("approved_at", "approved_by_id", "approved_for_id", "based_on_id", "created_at", "created_by_id", "expires_on", "id", "lawful_basis", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposed_for_id", "purpose", "replaced_on", "review_on", "starts_on", "state") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."approved_for_id", OLD."based_on_id", OLD."created_at", OLD."created_by_id", OLD."expires_on", OLD."id", OLD."lawful_basis", OLD."name", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."proposed_for_id", OLD."purpose", OLD."replaced_on", OLD."review_on", OLD."starts_on", OLD."state"); RETURN NULL;', hash='6af4eb44dea62f5c3b57051559e216c503a2a196', operation='DELETE', pgid='pgtrigger_delete_delete_8d1dc', table='agencies_agreement', when='AFTER'))), ('agreementparty', pgtrigger.compiler.Trigger(name='stands_with_its_agreement', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found text;', func="\n        IF TG_OP <> 'INSERT' THEN\n            SELECT state INTO found FROM agencies_agreement WHERE id = OLD.agreement_id FOR SHARE;\n            IF found <> 'draft' THEN RAISE EXCEPTION 'the terms of an agreement change only while it is a draft' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n        END IF;\n        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n        SELECT state INTO found FROM agencies_agreement WHERE id = NEW.agreement_id FOR SHARE;\n        IF found <> 'draft' THEN RAISE EXCEPTION 'the terms of an agreement change only while it is a draft' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n        RETURN NEW;\n        ", hash='9d9e629a4ac00ce26b3037b9e4d315f368e57d0a', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_stands_with_its_agreement_a054e', table='agencies_agreementparty', when='BEFORE'))), ('agreementparty', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agencies_agreementpartyevent" ("agreement_id", "cohorts", "every_cohort", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "told_who_is_known") VALUES (OLD."agreement_id", OLD."cohorts", OLD."every_cohort", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."regime", OLD."told_who_is_known"); RETURN NULL;', hash='a1e46b219a4a76d85586c8f5180d9eeab37dbd60', operation='UPDATE', pgid='pgtrigger_update_update_35f37', table='agencies_agreementparty', when='AFTER'))), ('agreementparty', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_agreementpartyevent" ("agreement_id", "cohorts", "every_cohort", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "told_who_is_known") VALUES (OLD."agreement_id", OLD."cohorts", OLD."every_cohort", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."regime", OLD."told_who_is_known"); RETURN NULL;', hash='49a8237b838d2e169bb1396621dd0e7a215c9f2e', operation='DELETE', pgid='pgtrigger_delete_delete_fd7fb', table='agencies_agreementparty', when='AFTER'))), ('agreementlevel', pgtrigger.compiler.Trigger(name='stands_with_its_agreement', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found text;', func="\n        IF TG_OP <> 'INSERT' THEN\n            SELECT state INTO found FROM agencies_agreement WHERE id = OLD.agreement_id FOR SHARE;\n            IF found <> 'draft' THEN RAISE EXCEPTION 'the terms of an agreement change only while it is a draft' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n        END IF;\n        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n        SELECT state INTO found FROM agencies_agreement WHERE id = NEW.agreement_id FOR SHARE;\n        IF found <> 'draft' THEN RAISE EXCEPTION 'the terms of an agreement change only while it is a draft' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n        RETURN NEW;\n        ", hash='6217b1b1e4ecc17deb1a5021a3f32f8714070eed', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_stands_with_its_agreement_cd634', table='agencies_agreementlevel', when='BEFORE'))), ('agreementlevel', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agencies_agreementlevelevent" ("agency_id", "agreement_id", "category", "id", "if_consent", "in_room", "in_room_if_consent", "kind", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."agency_id", OLD."agreement_id", OLD."category", OLD."id", OLD."if_consent", OLD."in_room", OLD."in_room_if_consent", OLD."kind", OLD."level", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='61a0a6870014bb4d8dd961c7ff16982a8011f5ff', operation='UPDATE', pgid='pgtrigger_update_update_f304f', table='agencies_agreementlevel', when='AFTER'))), ('agreementlevel', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_agreementlevelevent" ("agency_id", "agreement_id", "category", "id", "if_consent", "in_room", "in_room_if_consent", "kind", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."agency_id", OLD."agreement_id", OLD."category", OLD."id", OLD."if_consent", OLD."in_room", OLD."in_room_if_consent", OLD."kind", OLD."level", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='a7955fb06d3c0b5262610ddf6d3926b9f051e5dd', operation='DELETE', pgid='pgtrigger_delete_delete_59762', table='agencies_agreementlevel', when='AFTER'))), ('area', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agencies_areaevent" ("code", "id", "level", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."code", OLD."id", OLD."level", OLD."name", OLD."parent_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."position"); RETURN NULL;', hash='859e175a509be63e2f0834d4ff88430de5d4e4ea', operation='UPDATE', pgid='pgtrigger_update_update_9e7cb', table='agencies_area', when='AFTER'))), ('area', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_areaevent" ("code", "id", "level", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."code", OLD."id", OLD."level", OLD."name", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;', hash='c23c06cc491fb0cdb5087cfc2c1b094af29f0c29', operation='DELETE', pgid='pgtrigger_delete_delete_7c3cc', table='agencies_area', when='AFTER'))), ('agencyarea', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_agencyareaevent" ("agency_id", "area_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."agency_id", NEW."area_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='e57685714cce967ecad6add559b966ebb45c4fe8', operation='INSERT', pgid='pgtrigger_insert_insert_12e35', table='agencies_agencyarea', when='AFTER'))), ('agencyarea', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_agencyareaevent" ("agency_id", "area_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."agency_id", OLD."area_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='e227564ee4b9799963c1c6f8ba041001f50b1e4d', operation='DELETE', pgid='pgtrigger_delete_delete_348b4', table='agencies_agencyarea', when='AFTER'))), ('user', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."full_name" IS DISTINCT FROM (NEW."full_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_command_line" IS DISTINCT FROM (NEW."is_command_line"))', func='INSERT INTO "agencies_userevent" ("agency_id", "email", "ends_on", "full_name", "id", "is_active", "is_command_line", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."agency_id", OLD."email", OLD."ends_on", OLD."full_name", OLD."id", OLD."is_active", OLD."is_command_line", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='c21ad3491204351f6e4c1b553902c42aa1290e31', operation='UPDATE', pgid='pgtrigger_update_update_a123f', table='agencies_user', when='AFTER'))), ('user', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_userevent" ("agency_id", "email", "ends_on", "full_name", "id", "is_active", "is_command_line", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."agency_id", OLD."email", OLD."ends_on", OLD."full_name", OLD."id", OLD."is_active", OLD."is_command_line", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='5cd8e290650e66692ee06c5a5bdacdd988dc2191', operation='DELETE', pgid='pgtrigger_delete_delete_081d4', table='agencies_user', when='AFTER'))), ('roleholding', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_roleholdingevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."user_id"); RETURN NULL;', hash='5911eac3612a98e36879ed272cc131b05fc25f74', operation='INSERT', pgid='pgtrigger_insert_insert_dc734', table='agencies_roleholding', when='AFTER'))), ('roleholding', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agencies_roleholdingevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."role", OLD."user_id"); RETURN NULL;', hash='96be490145159d5ec5e1cd228030d88658432ac3', operation='UPDATE', pgid='pgtrigger_update_update_9b50f', table='agencies_roleholding', when='AFTER'))), ('roleholding', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_roleholdingevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."user_id"); RETURN NULL;', hash='33582939718b7563d14ff61b611682f062d2219a', operation='DELETE', pgid='pgtrigger_delete_delete_dcd17', table='agencies_roleholding', when='AFTER'))), ('namedpermission', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agencies_namedpermissionevent" ("created_at", "from_on", "given_by_id", "id", "permission", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until_on", "user_id") VALUES (OLD."created_at", OLD."from_on", OLD."given_by_id", OLD."id", OLD."permission", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."reason", OLD."until_on", OLD."user_id"); RETURN NULL;', hash='629111c9b16999cdf6322da46bb4495c6c9e3702', operation='UPDATE', pgid='pgtrigger_update_update_8e3b3', table='agencies_namedpermission', when='AFTER'))), ('namedpermission', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_namedpermissionevent" ("created_at", "from_on", "given_by_id", "id", "permission", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until_on", "user_id") VALUES (OLD."created_at", OLD."from_on", OLD."given_by_id", OLD."id", OLD."permission", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."until_on", OLD."user_id"); RETURN NULL;', hash='908daf1851ae2b1edb2f29b09a0502ea9d8b1fd2', operation='DELETE', pgid='pgtrigger_delete_delete_cf20a', table='agencies_namedpermission', when='AFTER'))), ('team', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agencies_teamevent" ("active", "agency_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."active", OLD."agency_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='508644bf2ccc2c6e72714bba275f4388fe62836c', operation='UPDATE', pgid='pgtrigger_update_update_2d238', table='agencies_team', when='AFTER'))), ('team', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_teamevent" ("active", "agency_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."active", OLD."agency_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='0922579c0b528a458976564f109be7fb8f7e6527', operation='DELETE', pgid='pgtrigger_delete_delete_05d6b', table='agencies_team', when='AFTER'))), ('teammember', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_teammemberevent" ("from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id", "until_on", "user_id") VALUES (NEW."from_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."team_id", NEW."until_on", NEW."user_id"); RETURN NULL;', hash='f08fbff9f01ea81afbc39e07ac07a3e31ada68a8', operation='INSERT', pgid='pgtrigger_insert_insert_4164a', table='agencies_teammember', when='AFTER'))), ('teammember', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agencies_teammemberevent" ("from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id", "until_on", "user_id") VALUES (OLD."from_on", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."team_id", OLD."until_on", OLD."user_id"); RETURN NULL;', hash='51033d7150b4e8eeac1f69f56ff1e13c2365e27f', operation='UPDATE', pgid='pgtrigger_update_update_4f97e', table='agencies_teammember', when='AFTER'))), ('teammember', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_teammemberevent" ("from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id", "until_on", "user_id") VALUES (OLD."from_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."team_id", OLD."until_on", OLD."user_id"); RETURN NULL;', hash='7f4e5b92005e67d1d6d6642a178c18177e85f2fe', operation='DELETE', pgid='pgtrigger_delete_delete_1d924', table='agencies_teammember', when='AFTER')))],
        ),
    ]
