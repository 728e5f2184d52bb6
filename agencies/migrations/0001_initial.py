import agencies.categories
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(db_collation="C", max_length=32, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("police", "Police"),
                            ("probation", "Probation"),
                            ("prison", "Prison"),
                            ("youth_justice", "Youth justice"),
                            ("drug_service", "Drug service"),
                            ("local_authority", "Local authority"),
                            ("health", "Health"),
                            ("voluntary", "Voluntary sector"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "agencies",
                "ordering": ["position", "code"],
            },
        ),
        migrations.CreateModel(
            name="AgencyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(db_collation="C", max_length=32)),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("police", "Police"),
                            ("probation", "Probation"),
                            ("prison", "Prison"),
                            ("youth_justice", "Youth justice"),
                            ("drug_service", "Drug service"),
                            ("local_authority", "Local authority"),
                            ("health", "Health"),
                            ("voluntary", "Voluntary sector"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254)),
                ("full_name", models.CharField(max_length=200)),
                ("is_active", models.BooleanField(default=True)),
                ("ends_on", models.DateField(blank=True, help_text="the day on which access ends", null=True)),
                (
                    "is_command_line",
                    models.BooleanField(default=False, help_text="the account that commands and tasks act as"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Lower("email"), name="user_email_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_command_line", True)),
                        fields=("is_command_line",),
                        name="user_one_command_line",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True)),
                ("name", models.CharField(max_length=200)),
                ("purpose", models.TextField()),
                ("lawful_basis", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("proposed", "Proposed"),
                            ("in_force", "In force"),
                            ("replaced", "Replaced"),
                            ("ended", "Ended"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("review_on", models.DateField(help_text="by this day it is looked at again; nothing closes on it")),
                (
                    "expires_on",
                    models.DateField(
                        blank=True, help_text="the first day on which nobody sees anything by it", null=True
                    ),
                ),
                (
                    "replaced_on",
                    models.DateField(blank=True, help_text="the first day of the one that followed it", null=True),
                ),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("proposed_at", models.DateTimeField(blank=True, null=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "approved_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agreement",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="agreement_takes_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_for", None),
                            models.Q(("approved_for", models.F("proposed_for")), _negated=True),
                            _connector="OR",
                        ),
                        name="agreement_takes_two_agencies",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            ("state", "draft"),
                            models.Q(
                                ("proposed_at__isnull", False),
                                ("proposed_by__isnull", False),
                                ("proposed_for__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_says_who_proposed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            ("state__in", ("draft", "proposed")),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("approved_for__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_says_who_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1), ("state", "draft"), ("expires_on__isnull", False), _connector="OR"
                        ),
                        name="agreement_has_an_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on", None), ("expires_on__gt", models.F("starts_on")), _connector="OR"
                        ),
                        name="agreement_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_on", None), ("replaced_on__gt", models.F("starts_on")), _connector="OR"
                        ),
                        name="agreement_stood_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replaced_on__isnull", False), ("state", "replaced")),
                            models.Q(models.Q(("state", "replaced"), _negated=True), ("replaced_on", None)),
                            _connector="OR",
                        ),
                        name="agreement_replaced_on_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")), fields=("state",), name="agreement_one_draft"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")), fields=("state",), name="agreement_one_proposal"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state__in", ("in_force", "replaced", "ended"))),
                        expressions=[
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.Func(models.F("expires_on"), models.F("replaced_on"), function="LEAST"),
                                    function="DATERANGE",
                                ),
                                "&&",
                            )
                        ],
                        name="agreement_one_in_force",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("purpose", models.TextField()),
                ("lawful_basis", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("proposed", "Proposed"),
                            ("in_force", "In force"),
                            ("replaced", "Replaced"),
                            ("ended", "Ended"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("review_on", models.DateField(help_text="by this day it is looked at again; nothing closes on it")),
                (
                    "expires_on",
                    models.DateField(
                        blank=True, help_text="the first day on which nobody sees anything by it", null=True
                    ),
                ),
                (
                    "replaced_on",
                    models.DateField(blank=True, help_text="the first day of the one that followed it", null=True),
                ),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("proposed_at", models.DateTimeField(blank=True, null=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "approved_for",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agreement",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.agreement",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_for",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AgreementLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("police", "Police"),
                            ("probation", "Probation"),
                            ("prison", "Prison"),
                            ("youth_justice", "Youth justice"),
                            ("drug_service", "Drug service"),
                            ("local_authority", "Local authority"),
                            ("health", "Health"),
                            ("voluntary", "Voluntary sector"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        null=True,
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("identity", "identity (name, date of birth, contact, areas, lead)"),
                            ("identifiers", "identifiers and past addresses"),
                            ("scheme", "scheme (cohort, RAG status, panel decisions, own actions)"),
                            ("custody", "custody and release"),
                            ("supervision", "supervision, licence, orders"),
                            ("offending", "arrests, offences, warrants"),
                            ("intelligence_original", "original intelligence"),
                            ("intelligence_sanitised", "sanitised intelligence"),
                            ("targeting", "targeting and enforcement plans"),
                            ("engagement", "appointments and engagement"),
                            ("tests", "statutory tests (licence, DRR, DIP)"),
                            ("treatment", "treatment detail"),
                            ("health", "health detail"),
                            ("pathways", "pathway levels and care plan"),
                            ("victims", "victims"),
                            ("scores", "scores and rank"),
                            ("boundaries", "boundaries (MAPPA, MARAC, child protection, risk to staff)"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "-"), (1, "flag"), (2, "read"), (3, "add"), (4, "manage")]
                    ),
                ),
                ("if_consent", models.BooleanField(default=False, help_text="only where the person has consented")),
                (
                    "in_room",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "-"), (1, "flag"), (2, "read"), (3, "add"), (4, "manage")]
                    ),
                ),
                ("in_room_if_consent", models.BooleanField(default=False)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="levels", to="agencies.agreement"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agency__isnull", False), ("kind__isnull", True)),
                            models.Q(("agency__isnull", True), ("kind__isnull", False)),
                            _connector="OR",
                        ),
                        name="agreement_level_of_a_kind_or_an_agency",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("agency", None)),
                        fields=("agreement", "kind", "category"),
                        name="agreement_level_once_a_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", None)),
                        fields=("agreement", "agency", "category"),
                        name="agreement_level_once_an_agency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("if_consent", False), ("level", agencies.categories.Level["READ"]), _connector="OR"
                        ),
                        name="agreement_consent_is_to_reading",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_room_if_consent", False),
                            ("in_room", agencies.categories.Level["READ"]),
                            _connector="OR",
                        ),
                        name="agreement_consent_in_room_is_to_reading",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("in_room__in", [0, 1, 2, 3, 4]), ("level__in", [0, 1, 2, 3, 4])),
                        name="agreement_level_is_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementLevelEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("police", "Police"),
                            ("probation", "Probation"),
                            ("prison", "Prison"),
                            ("youth_justice", "Youth justice"),
                            ("drug_service", "Drug service"),
                            ("local_authority", "Local authority"),
                            ("health", "Health"),
                            ("voluntary", "Voluntary sector"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        null=True,
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("identity", "identity (name, date of birth, contact, areas, lead)"),
                            ("identifiers", "identifiers and past addresses"),
                            ("scheme", "scheme (cohort, RAG status, panel decisions, own actions)"),
                            ("custody", "custody and release"),
                            ("supervision", "supervision, licence, orders"),
                            ("offending", "arrests, offences, warrants"),
                            ("intelligence_original", "original intelligence"),
                            ("intelligence_sanitised", "sanitised intelligence"),
                            ("targeting", "targeting and enforcement plans"),
                            ("engagement", "appointments and engagement"),
                            ("tests", "statutory tests (licence, DRR, DIP)"),
                            ("treatment", "treatment detail"),
                            ("health", "health detail"),
                            ("pathways", "pathway levels and care plan"),
                            ("victims", "victims"),
                            ("scores", "scores and rank"),
                            ("boundaries", "boundaries (MAPPA, MARAC, child protection, risk to staff)"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "-"), (1, "flag"), (2, "read"), (3, "add"), (4, "manage")]
                    ),
                ),
                ("if_consent", models.BooleanField(default=False, help_text="only where the person has consented")),
                (
                    "in_room",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "-"), (1, "flag"), (2, "read"), (3, "add"), (4, "manage")]
                    ),
                ),
                ("in_room_if_consent", models.BooleanField(default=False)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agreement",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.agreementlevel",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AgreementParty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("police", "Police"),
                            ("probation", "Probation"),
                            ("prison", "Prison"),
                            ("youth_justice", "Youth justice"),
                            ("drug_service", "Drug service"),
                            ("local_authority", "Local authority"),
                            ("health", "Health"),
                            ("voluntary", "Voluntary sector"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "regime",
                    models.CharField(
                        choices=[("dpa_part_3", "Data Protection Act 2018, Part 3"), ("uk_gdpr", "UK GDPR")],
                        max_length=10,
                    ),
                ),
                ("every_cohort", models.BooleanField(default=False, help_text="involved with everybody on any cohort")),
                (
                    "cohorts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32),
                        blank=True,
                        default=list,
                        help_text="the codes of the cohorts it is named for",
                        size=None,
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parties", to="agencies.agreement"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "kind"), name="agreement_party_once"),
                    models.CheckConstraint(
                        condition=models.Q(("every_cohort", False), ("cohorts", []), _connector="OR"),
                        name="agreement_party_every_cohort_or_some",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementPartyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("police", "Police"),
                            ("probation", "Probation"),
                            ("prison", "Prison"),
                            ("youth_justice", "Youth justice"),
                            ("drug_service", "Drug service"),
                            ("local_authority", "Local authority"),
                            ("health", "Health"),
                            ("voluntary", "Voluntary sector"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "regime",
                    models.CharField(
                        choices=[("dpa_part_3", "Data Protection Act 2018, Part 3"), ("uk_gdpr", "UK GDPR")],
                        max_length=10,
                    ),
                ),
                ("every_cohort", models.BooleanField(default=False, help_text="involved with everybody on any cohort")),
                (
                    "cohorts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32),
                        blank=True,
                        default=list,
                        help_text="the codes of the cohorts it is named for",
                        size=None,
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agreement",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.agreementparty",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(db_collation="C", max_length=200)),
                ("name", models.CharField(max_length=200)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("force", "force or county"),
                            ("area", "area of the scheme"),
                            ("outside", "outside the scheme"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=0, help_text="the order in which the scheme names them"),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="agencies.area",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("level", "force"), _negated=True), fields=("code",), name="area_code_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("level", "force")), fields=("code",), name="area_force_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", "area"), ("parent__isnull", False)),
                            models.Q(("level__in", ["force", "outside"]), ("parent__isnull", True)),
                            _connector="OR",
                        ),
                        name="area_has_a_force_above_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AreaEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(db_collation="C", max_length=200)),
                ("name", models.CharField(max_length=200)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("force", "force or county"),
                            ("area", "area of the scheme"),
                            ("outside", "outside the scheme"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=0, help_text="the order in which the scheme names them"),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.area",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.area",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Grouping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, unique=True)),
                ("position", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="GroupingArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("group", models.CharField(max_length=200)),
                ("group_position", models.PositiveIntegerField(default=0)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.area"
                    ),
                ),
                (
                    "grouping",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="agencies.grouping"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("grouping", "group", "area"), name="grouping_area_once_a_group")
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(choices=[("join", "join"), ("new_password", "set a new password")], max_length=12),
                ),
                (
                    "token_hash",
                    models.CharField(
                        blank=True, help_text="none until it is sent", max_length=64, null=True, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, help_text="taken back, or another was sent in its place", null=True
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("used_at", None)),
                        fields=("user",),
                        name="invitation_one_open_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("expires_at", None), ("sent_at", None), ("token_hash", None)),
                            models.Q(
                                ("expires_at__isnull", False), ("sent_at__isnull", False), ("token_hash__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="invitation_has_a_token_when_sent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("used_at", None), ("ended_at", None), _connector="OR"),
                        name="invitation_used_or_taken_back",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleHolding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("viewer", "Viewer"),
                            ("practitioner", "Practitioner"),
                            ("supervisor", "Supervisor"),
                            ("panel_chair", "Panel chair"),
                            ("coordinator", "Coordinator"),
                            ("analyst", "Analyst"),
                            ("agency_lead", "Agency lead"),
                            ("auditor", "Auditor"),
                            ("system_administrator", "System administrator"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_holdings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "role"), name="role_held_once")],
            },
        ),
        migrations.CreateModel(
            name="RoleHoldingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("viewer", "Viewer"),
                            ("practitioner", "Practitioner"),
                            ("supervisor", "Supervisor"),
                            ("panel_chair", "Panel chair"),
                            ("coordinator", "Coordinator"),
                            ("analyst", "Analyst"),
                            ("agency_lead", "Agency lead"),
                            ("auditor", "Auditor"),
                            ("system_administrator", "System administrator"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.roleholding",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Scheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("only_one", models.BooleanField(default=True, editable=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("only_one",), name="scheme_there_is_one"),
                    models.CheckConstraint(condition=models.Q(("only_one", True)), name="scheme_only_one_is_true"),
                ],
            },
        ),
        migrations.CreateModel(
            name="UserEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("email", models.EmailField(max_length=254)),
                ("full_name", models.CharField(max_length=200)),
                ("is_active", models.BooleanField(default=True)),
                ("ends_on", models.DateField(blank=True, help_text="the day on which access ends", null=True)),
                (
                    "is_command_line",
                    models.BooleanField(default=False, help_text="the account that commands and tasks act as"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agency",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "agencies_agencyevent" ("code", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="728c3dd8bf877872ab5c3ab069b43ad562255c2a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_187e7",
                    table="agencies_agency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agency",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agencies_agencyevent" ("code", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."code", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                    hash="37488a0be6aaf42aee3a6adfa3b3722a9fc77ac3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9c312",
                    table="agencies_agency",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."full_name" IS DISTINCT FROM (NEW."full_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_command_line" IS DISTINCT FROM (NEW."is_command_line"))',
                    func='INSERT INTO "agencies_userevent" ("agency_id", "email", "ends_on", "full_name", "id", "is_active", "is_command_line", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."agency_id", NEW."email", NEW."ends_on", NEW."full_name", NEW."id", NEW."is_active", NEW."is_command_line", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="3d058e99b70abf86686cc1e46593a8d826070566",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a123f",
                    table="agencies_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agencies_userevent" ("agency_id", "email", "ends_on", "full_name", "id", "is_active", "is_command_line", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."agency_id", OLD."email", OLD."ends_on", OLD."full_name", OLD."id", OLD."is_active", OLD."is_command_line", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="5cd8e290650e66692ee06c5a5bdacdd988dc2191",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_081d4",
                    table="agencies_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="terms_stand",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state <> 'draft')",
                    func="\n        IF TG_OP = 'UPDATE' AND (OLD.number, OLD.name, OLD.purpose, OLD.lawful_basis, OLD.starts_on, OLD.review_on, OLD.expires_on, OLD.based_on_id) IS NOT DISTINCT FROM (NEW.number, NEW.name, NEW.purpose, NEW.lawful_basis, NEW.starts_on, NEW.review_on, NEW.expires_on, NEW.based_on_id) THEN RETURN NEW; END IF;\n        RAISE EXCEPTION 'the terms of an agreement change only while it is a draft'\n            USING ERRCODE = 'integrity_constraint_violation';\n        ",
                    hash="1f659447a5d094231a44f348727e5d936956f220",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_terms_stand_49239",
                    table="agencies_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "agencies_agreementevent" ("approved_at", "approved_by_id", "approved_for_id", "based_on_id", "created_at", "created_by_id", "expires_on", "id", "lawful_basis", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposed_for_id", "purpose", "replaced_on", "review_on", "starts_on", "state") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."approved_for_id", NEW."based_on_id", NEW."created_at", NEW."created_by_id", NEW."expires_on", NEW."id", NEW."lawful_basis", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."proposed_for_id", NEW."purpose", NEW."replaced_on", NEW."review_on", NEW."starts_on", NEW."state"); RETURN NULL;',
                    hash="c83fd1619fddd480f52d398d82d1ad9de9c8cb50",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f20ad",
                    table="agencies_agreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agencies_agreementevent" ("approved_at", "approved_by_id", "approved_for_id", "based_on_id", "created_at", "created_by_id", "expires_on", "id", "lawful_basis", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposed_for_id", "purpose", "replaced_on", "review_on", "starts_on", "state") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."approved_for_id", OLD."based_on_id", OLD."created_at", OLD."created_by_id", OLD."expires_on", OLD."id", OLD."lawful_basis", OLD."name", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."proposed_for_id", OLD."purpose", OLD."replaced_on", OLD."review_on", OLD."starts_on", OLD."state"); RETURN NULL;',
                    hash="6af4eb44dea62f5c3b57051559e216c503a2a196",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8d1dc",
                    table="agencies_agreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementlevel",
            trigger=pgtrigger.compiler.Trigger(
                name="stands_with_its_agreement",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE found text;",
                    func="\n        IF TG_OP <> 'INSERT' THEN\n            SELECT state INTO found FROM agencies_agreement WHERE id = OLD.agreement_id FOR SHARE;\n            IF found <> 'draft' THEN RAISE EXCEPTION 'the terms of an agreement change only while it is a draft' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n        END IF;\n        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n        SELECT state INTO found FROM agencies_agreement WHERE id = NEW.agreement_id FOR SHARE;\n        IF found <> 'draft' THEN RAISE EXCEPTION 'the terms of an agreement change only while it is a draft' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n        RETURN NEW;\n        ",
                    hash="6217b1b1e4ecc17deb1a5021a3f32f8714070eed",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_stands_with_its_agreement_cd634",
                    table="agencies_agreementlevel",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementlevel",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "agencies_agreementlevelevent" ("agency_id", "agreement_id", "category", "id", "if_consent", "in_room", "in_room_if_consent", "kind", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."agency_id", NEW."agreement_id", NEW."category", NEW."id", NEW."if_consent", NEW."in_room", NEW."in_room_if_consent", NEW."kind", NEW."level", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="f5375921979bc16859fec9d6faa87f930b6502ea",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f304f",
                    table="agencies_agreementlevel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementlevel",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agencies_agreementlevelevent" ("agency_id", "agreement_id", "category", "id", "if_consent", "in_room", "in_room_if_consent", "kind", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."agency_id", OLD."agreement_id", OLD."category", OLD."id", OLD."if_consent", OLD."in_room", OLD."in_room_if_consent", OLD."kind", OLD."level", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="a7955fb06d3c0b5262610ddf6d3926b9f051e5dd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_59762",
                    table="agencies_agreementlevel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementparty",
            trigger=pgtrigger.compiler.Trigger(
                name="stands_with_its_agreement",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE found text;",
                    func="\n        IF TG_OP <> 'INSERT' THEN\n            SELECT state INTO found FROM agencies_agreement WHERE id = OLD.agreement_id FOR SHARE;\n            IF found <> 'draft' THEN RAISE EXCEPTION 'the terms of an agreement change only while it is a draft' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n        END IF;\n        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n        SELECT state INTO found FROM agencies_agreement WHERE id = NEW.agreement_id FOR SHARE;\n        IF found <> 'draft' THEN RAISE EXCEPTION 'the terms of an agreement change only while it is a draft' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n        RETURN NEW;\n        ",
                    hash="9d9e629a4ac00ce26b3037b9e4d315f368e57d0a",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_stands_with_its_agreement_a054e",
                    table="agencies_agreementparty",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementparty",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "agencies_agreementpartyevent" ("agreement_id", "cohorts", "every_cohort", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime") VALUES (NEW."agreement_id", NEW."cohorts", NEW."every_cohort", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."regime"); RETURN NULL;',
                    hash="8e888be59722dfad85527ad4a2dc21c178e0c28c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_35f37",
                    table="agencies_agreementparty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementparty",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agencies_agreementpartyevent" ("agreement_id", "cohorts", "every_cohort", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime") VALUES (OLD."agreement_id", OLD."cohorts", OLD."every_cohort", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."regime"); RETURN NULL;',
                    hash="d69d5422abbca0249059eca6603395573749f16c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fd7fb",
                    table="agencies_agreementparty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="area",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "agencies_areaevent" ("code", "id", "level", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."id", NEW."level", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="fc1b784926b41e4e92a006710bf26d154533ae30",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9e7cb",
                    table="agencies_area",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="area",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agencies_areaevent" ("code", "id", "level", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."code", OLD."id", OLD."level", OLD."name", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                    hash="c23c06cc491fb0cdb5087cfc2c1b094af29f0c29",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7c3cc",
                    table="agencies_area",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roleholding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agencies_roleholdingevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."user_id"); RETURN NULL;',
                    hash="5911eac3612a98e36879ed272cc131b05fc25f74",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dc734",
                    table="agencies_roleholding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roleholding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "agencies_roleholdingevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."user_id"); RETURN NULL;',
                    hash="f9eefc69e466efae284109c44bac1bbf7f4fd97a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9b50f",
                    table="agencies_roleholding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roleholding",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agencies_roleholdingevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."user_id"); RETURN NULL;',
                    hash="33582939718b7563d14ff61b611682f062d2219a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dcd17",
                    table="agencies_roleholding",
                    when="AFTER",
                ),
            ),
        ),
    ]
