import audit.models
import django.contrib.postgres.constraints
import django.contrib.postgres.indexes
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import offenders.models.involvement
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("agencies", "__first__"),
        ("audit", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ethnicity",
            fields=[
                ("code", models.CharField(db_collation="C", max_length=4, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("code_set", models.CharField(max_length=10)),
            ],
            options={
                "verbose_name_plural": "ethnicities",
            },
        ),
        migrations.CreateModel(
            name="Offender",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(db_collation="C", default=audit.models.new_ref, max_length=64)),
                (
                    "import_number",
                    models.BigIntegerField(
                        blank=True, help_text="the import that brought or last changed it", null=True
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "public_id",
                    models.UUIDField(
                        db_default=models.Func(function="gen_random_uuid"),
                        default=uuid.uuid4,
                        editable=False,
                        unique=True,
                    ),
                ),
                ("family_name", models.CharField(max_length=200)),
                ("given_names", models.CharField(max_length=200)),
                ("date_of_birth", models.DateField()),
                (
                    "sex",
                    models.CharField(
                        choices=[("M", "Male"), ("F", "Female"), ("N", "Not known"), ("NS", "Not specified")],
                        max_length=2,
                    ),
                ),
                ("pnc_id", models.CharField(blank=True, db_collation="C", max_length=13)),
                ("crn", models.CharField(blank=True, db_collation="C", max_length=7)),
                ("prison_number", models.CharField(blank=True, db_collation="C", max_length=7)),
                ("resident", models.BooleanField(help_text="lives in or visits the area")),
                (
                    "withdrawn",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="taken back by the sender: kept in history, in no figure and no list",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        help_text="home area",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.area",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ethnicity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offenders.ethnicity",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        default=audit.models.product_source_id,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.source",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["family_name", "given_names", "id"], name="offender_by_name"),
                    models.Index(fields=["date_of_birth"], name="offender_born"),
                    models.Index(
                        condition=models.Q(("pnc_id", ""), _negated=True), fields=["pnc_id"], name="offender_pnc"
                    ),
                    models.Index(condition=models.Q(("crn", ""), _negated=True), fields=["crn"], name="offender_crn"),
                    models.Index(
                        condition=models.Q(("prison_number", ""), _negated=True),
                        fields=["prison_number"],
                        name="offender_prison_number",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["family_name"], name="offender_family_trigrams", opclasses=["gin_trgm_ops"]
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["given_names"], name="offender_given_trigrams", opclasses=["gin_trgm_ops"]
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("source", "ref"), name="offender_ref_once_a_source")],
            },
        ),
        migrations.CreateModel(
            name="Arrest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(db_collation="C", default=audit.models.new_ref, max_length=64)),
                (
                    "import_number",
                    models.BigIntegerField(
                        blank=True, help_text="the import that brought or last changed it", null=True
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("arrested_on", models.DateField()),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        default=audit.models.product_source_id,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.source",
                    ),
                ),
                (
                    "offender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="arrests", to="offenders.offender"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["offender", "arrested_on"], name="arrest_of_person")],
                "constraints": [models.UniqueConstraint(fields=("source", "ref"), name="arrest_ref_once_a_source")],
            },
        ),
        migrations.CreateModel(
            name="CaseLead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="leads", to="offenders.offender"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"),
                        name="case_lead_ends_not_before_it_starts",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("offender", "="),
                            (offenders.models.involvement.DateRange("from_on", "until_on"), "&&"),
                        ],
                        name="case_lead_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(db_collation="C", default=audit.models.new_ref, max_length=64)),
                (
                    "import_number",
                    models.BigIntegerField(
                        blank=True, help_text="the import that brought or last changed it", null=True
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("due_on", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("office", "Office"),
                            ("home_visit", "Home visit"),
                            ("telephone", "Telephone"),
                            ("video", "Video"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("kept", "Kept"),
                            ("missed_acceptable", "Missed, acceptable"),
                            ("missed_unacceptable", "Missed, unacceptable"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        default=audit.models.product_source_id,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.source",
                    ),
                ),
                (
                    "offender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contacts", to="offenders.offender"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["offender", "due_on"], name="contact_of_person")],
                "constraints": [models.UniqueConstraint(fields=("source", "ref"), name="contact_ref_once_a_source")],
            },
        ),
        migrations.CreateModel(
            name="CustodySpell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(db_collation="C", default=audit.models.new_ref, max_length=64)),
                (
                    "import_number",
                    models.BigIntegerField(
                        blank=True, help_text="the import that brought or last changed it", null=True
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("establishment", models.TextField()),
                (
                    "reason",
                    models.CharField(
                        choices=[("remand", "Remand"), ("sentence", "Sentence"), ("recall", "Recall")], max_length=10
                    ),
                ),
                ("admitted_on", models.DateField()),
                ("released_on", models.DateField(blank=True, null=True)),
                ("sentence_days", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "engagement",
                    models.CharField(
                        blank=True,
                        choices=[("good", "Good"), ("poor", "Poor")],
                        help_text="before release",
                        max_length=4,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        default=audit.models.product_source_id,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.source",
                    ),
                ),
                (
                    "offender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="custody_spells",
                        to="offenders.offender",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["offender", "admitted_on"], name="custody_of_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "ref"), name="custody_ref_once_a_source"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("released_on", None), ("released_on__gte", models.F("admitted_on")), _connector="OR"
                        ),
                        name="custody_ends_not_before_it_starts",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("released_on", None)),
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        expressions=[("offender", "=")],
                        name="custody_one_open_spell",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IntelligenceReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(db_collation="C", default=audit.models.new_ref, max_length=64)),
                (
                    "import_number",
                    models.BigIntegerField(
                        blank=True, help_text="the import that brought or last changed it", null=True
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("received_on", models.DateField()),
                (
                    "source_grade",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1 reliable"), (2, "2 untested"), (3, "3 not reliable")]
                    ),
                ),
                (
                    "intelligence_grade",
                    models.CharField(
                        choices=[
                            ("A", "A known directly"),
                            ("B", "B known indirectly but corroborated"),
                            ("C", "C known indirectly"),
                            ("D", "D not known"),
                            ("E", "E suspected to be false"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "handling",
                    models.CharField(
                        choices=[
                            ("P", "P lawful sharing permitted"),
                            ("C", "C lawful sharing permitted with conditions"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("offending", "Offending"), ("drug_use", "Drug use"), ("association", "Association")],
                        max_length=12,
                    ),
                ),
                ("summary", models.TextField()),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        default=audit.models.product_source_id,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.source",
                    ),
                ),
                (
                    "offender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="intelligence_reports",
                        to="offenders.offender",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["offender", "received_on"], name="intelligence_of_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "ref"), name="intelligence_ref_once_a_source")
                ],
            },
        ),
        migrations.CreateModel(
            name="Involvement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("home_police", "police of the home area"),
                            ("supervises", "supervises the person"),
                            ("holds", "holds the person in custody"),
                            ("under_18", "youth justice, under 18"),
                            ("cohort", "named for the cohort by the agreement"),
                            ("referred", "referred the person"),
                            ("leads", "leads the case"),
                            ("supports", "supports the case"),
                            ("action", "holds an open action"),
                        ],
                        max_length=20,
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="involvements", to="agencies.agency"
                    ),
                ),
                (
                    "offender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="involvements",
                        to="offenders.offender",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["offender", "agency", "from_on", "until_on"], name="involvement_of_person")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"),
                        name="involvement_ends_not_before_it_starts",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("offender", "="),
                            ("agency", "="),
                            ("reason", "="),
                            (offenders.models.involvement.DateRange("from_on", "until_on"), "&&"),
                        ],
                        name="involvement_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OffenceCode",
            fields=[
                ("code", models.CharField(db_collation="C", max_length=10, primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("offence_class", models.CharField(max_length=200)),
                ("offence_group", models.CharField(max_length=200)),
                ("actuarial_category", models.CharField(max_length=100)),
                ("serious_acquisitive", models.BooleanField()),
                ("burglary_dwelling", models.BooleanField()),
                ("severity", models.PositiveSmallIntegerField()),
                (
                    "unit_cost",
                    models.CharField(blank=True, help_text="the key of the unit cost that applies", max_length=40),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("severity__range", (1, 5))), name="offence_code_severity_1_to_5"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Offence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(db_collation="C", default=audit.models.new_ref, max_length=64)),
                (
                    "import_number",
                    models.BigIntegerField(
                        blank=True, help_text="the import that brought or last changed it", null=True
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "disposal",
                    models.CharField(
                        choices=[
                            ("charged", "Charged"),
                            ("summonsed", "Summonsed"),
                            ("cautioned", "Cautioned"),
                            ("conditional_caution", "Conditional caution"),
                            ("penalty_notice", "Penalty notice"),
                            ("community_resolution", "Community resolution"),
                            ("taken_into_consideration", "Taken into consideration"),
                            ("no_further_action", "No further action"),
                            ("released_under_investigation", "Released under investigation"),
                            ("bailed", "Bailed"),
                            ("not_guilty", "Not guilty"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        help_text="where the offence was",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.area",
                    ),
                ),
                (
                    "arrest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="offences", to="offenders.arrest"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        default=audit.models.product_source_id,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.source",
                    ),
                ),
                (
                    "offence_code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offenders.offencecode"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("source", "ref"), name="offence_ref_once_a_source")],
            },
        ),
        migrations.CreateModel(
            name="OffenceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("ref", models.CharField(db_collation="C", default=audit.models.new_ref, max_length=64)),
                (
                    "import_number",
                    models.BigIntegerField(
                        blank=True, help_text="the import that brought or last changed it", null=True
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "disposal",
                    models.CharField(
                        choices=[
                            ("charged", "Charged"),
                            ("summonsed", "Summonsed"),
                            ("cautioned", "Cautioned"),
                            ("conditional_caution", "Conditional caution"),
                            ("penalty_notice", "Penalty notice"),
                            ("community_resolution", "Community resolution"),
                            ("taken_into_consideration", "Taken into consideration"),
                            ("no_further_action", "No further action"),
                            ("released_under_investigation", "Released under investigation"),
                            ("bailed", "Bailed"),
                            ("not_guilty", "Not guilty"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="where the offence was",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.area",
                    ),
                ),
                (
                    "arrest",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.arrest",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offence_code",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.offencecode",
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
                        to="offenders.offence",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        default=audit.models.product_source_id,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="audit.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InvolvementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("home_police", "police of the home area"),
                            ("supervises", "supervises the person"),
                            ("holds", "holds the person in custody"),
                            ("under_18", "youth justice, under 18"),
                            ("cohort", "named for the cohort by the agreement"),
                            ("referred", "referred the person"),
                            ("leads", "leads the case"),
                            ("supports", "supports the case"),
                            ("action", "holds an open action"),
                        ],
                        max_length=20,
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
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
                        to="offenders.involvement",
                    ),
                ),
                (
                    "offender",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.offender",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IntelligenceReportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("ref", models.CharField(db_collation="C", default=audit.models.new_ref, max_length=64)),
                (
                    "import_number",
                    models.BigIntegerField(
                        blank=True, help_text="the import that brought or last changed it", null=True
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("received_on", models.DateField()),
                (
                    "source_grade",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1 reliable"), (2, "2 untested"), (3, "3 not reliable")]
                    ),
                ),
                (
                    "intelligence_grade",
                    models.CharField(
                        choices=[
                            ("A", "A known directly"),
                            ("B", "B known indirectly but corroborated"),
                            ("C", "C known indirectly"),
                            ("D", "D not known"),
                            ("E", "E suspected to be false"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "handling",
                    models.CharField(
                        choices=[
                            ("P", "P lawful sharing permitted"),
                            ("C", "C lawful sharing permitted with conditions"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("offending", "Offending"), ("drug_use", "Drug use"), ("association", "Association")],
                        max_length=12,
                    ),
                ),
                ("summary", models.TextField()),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
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
                        to="offenders.intelligencereport",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        default=audit.models.product_source_id,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="audit.source",
                    ),
                ),
                (
                    "offender",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.offender",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CustodySpellEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("ref", models.CharField(db_collation="C", default=audit.models.new_ref, max_length=64)),
                (
                    "import_number",
                    models.BigIntegerField(
                        blank=True, help_text="the import that brought or last changed it", null=True
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("establishment", models.TextField()),
                (
                    "reason",
                    models.CharField(
                        choices=[("remand", "Remand"), ("sentence", "Sentence"), ("recall", "Recall")], max_length=10
                    ),
                ),
                ("admitted_on", models.DateField()),
                ("released_on", models.DateField(blank=True, null=True)),
                ("sentence_days", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "engagement",
                    models.CharField(
                        blank=True,
                        choices=[("good", "Good"), ("poor", "Poor")],
                        help_text="before release",
                        max_length=4,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
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
                        to="offenders.custodyspell",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        default=audit.models.product_source_id,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="audit.source",
                    ),
                ),
                (
                    "offender",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.offender",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContactEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("ref", models.CharField(db_collation="C", default=audit.models.new_ref, max_length=64)),
                (
                    "import_number",
                    models.BigIntegerField(
                        blank=True, help_text="the import that brought or last changed it", null=True
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("due_on", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("office", "Office"),
                            ("home_visit", "Home visit"),
                            ("telephone", "Telephone"),
                            ("video", "Video"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("kept", "Kept"),
                            ("missed_acceptable", "Missed, acceptable"),
                            ("missed_unacceptable", "Missed, unacceptable"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
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
                        to="offenders.contact",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        default=audit.models.product_source_id,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="audit.source",
                    ),
                ),
                (
                    "offender",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.offender",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CaseLeadEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "officer",
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
                        to="offenders.caselead",
                    ),
                ),
                (
                    "offender",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.offender",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ArrestEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("ref", models.CharField(db_collation="C", default=audit.models.new_ref, max_length=64)),
                (
                    "import_number",
                    models.BigIntegerField(
                        blank=True, help_text="the import that brought or last changed it", null=True
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("arrested_on", models.DateField()),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
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
                        to="offenders.arrest",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        default=audit.models.product_source_id,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="audit.source",
                    ),
                ),
                (
                    "offender",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.offender",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OffenderEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("ref", models.CharField(db_collation="C", default=audit.models.new_ref, max_length=64)),
                (
                    "import_number",
                    models.BigIntegerField(
                        blank=True, help_text="the import that brought or last changed it", null=True
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "public_id",
                    models.UUIDField(
                        db_default=models.Func(function="gen_random_uuid"), default=uuid.uuid4, editable=False
                    ),
                ),
                ("family_name", models.CharField(max_length=200)),
                ("given_names", models.CharField(max_length=200)),
                ("date_of_birth", models.DateField()),
                (
                    "sex",
                    models.CharField(
                        choices=[("M", "Male"), ("F", "Female"), ("N", "Not known"), ("NS", "Not specified")],
                        max_length=2,
                    ),
                ),
                ("pnc_id", models.CharField(blank=True, db_collation="C", max_length=13)),
                ("crn", models.CharField(blank=True, db_collation="C", max_length=7)),
                ("prison_number", models.CharField(blank=True, db_collation="C", max_length=7)),
                ("resident", models.BooleanField(help_text="lives in or visits the area")),
                (
                    "withdrawn",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="taken back by the sender: kept in history, in no figure and no list",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="home area",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.area",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ethnicity",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.ethnicity",
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
                        to="offenders.offender",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        default=audit.models.product_source_id,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="audit.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Supervision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(db_collation="C", default=audit.models.new_ref, max_length=64)),
                (
                    "import_number",
                    models.BigIntegerField(
                        blank=True, help_text="the import that brought or last changed it", null=True
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "provider",
                    models.CharField(
                        choices=[
                            ("probation_service", "Probation Service"),
                            ("nps", "National Probation Service"),
                            ("crc", "Community Rehabilitation Company"),
                            ("yot", "Youth offending team"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "order_type",
                    models.CharField(
                        choices=[
                            ("community_order", "Community order"),
                            ("suspended_sentence", "Suspended sentence"),
                            ("licence", "Licence"),
                            ("post_sentence_supervision", "Post-sentence supervision"),
                            ("youth_order", "Youth order"),
                            ("other", "Other"),
                        ],
                        max_length=30,
                    ),
                ),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supervisions",
                        to="offenders.offender",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        default=audit.models.product_source_id,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.source",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["offender", "started_on"], name="supervision_of_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "ref"), name="supervision_ref_once_a_source"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="supervision_ends_not_before_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupervisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("ref", models.CharField(db_collation="C", default=audit.models.new_ref, max_length=64)),
                (
                    "import_number",
                    models.BigIntegerField(
                        blank=True, help_text="the import that brought or last changed it", null=True
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "provider",
                    models.CharField(
                        choices=[
                            ("probation_service", "Probation Service"),
                            ("nps", "National Probation Service"),
                            ("crc", "Community Rehabilitation Company"),
                            ("yot", "Youth offending team"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "order_type",
                    models.CharField(
                        choices=[
                            ("community_order", "Community order"),
                            ("suspended_sentence", "Suspended sentence"),
                            ("licence", "Licence"),
                            ("post_sentence_supervision", "Post-sentence supervision"),
                            ("youth_order", "Youth order"),
                            ("other", "Other"),
                        ],
                        max_length=30,
                    ),
                ),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offender",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="offenders.offender",
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
                        to="offenders.supervision",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        default=audit.models.product_source_id,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="audit.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="offence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "offenders_offenceevent" ("area_id", "arrest_id", "created_at", "created_by_id", "disposal", "id", "import_number", "offence_code_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "source_id") VALUES (NEW."area_id", NEW."arrest_id", NEW."created_at", NEW."created_by_id", NEW."disposal", NEW."id", NEW."import_number", NEW."offence_code_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."source_id"); RETURN NULL;',
                    hash="9376de63c9bcdad95a72f1bfafc3415dac986d71",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2bab7",
                    table="offenders_offence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="offence",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "offenders_offenceevent" ("area_id", "arrest_id", "created_at", "created_by_id", "disposal", "id", "import_number", "offence_code_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "source_id") VALUES (OLD."area_id", OLD."arrest_id", OLD."created_at", OLD."created_by_id", OLD."disposal", OLD."id", OLD."import_number", OLD."offence_code_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."source_id"); RETURN NULL;',
                    hash="3bc33709200c756d9e2d49a7f7af42db220e6300",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_089cd",
                    table="offenders_offence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="offender",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "offenders_offenderevent" ("area_id", "created_at", "created_by_id", "crn", "date_of_birth", "ethnicity_id", "family_name", "given_names", "id", "import_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pnc_id", "prison_number", "public_id", "ref", "resident", "sex", "source_id", "withdrawn") VALUES (NEW."area_id", NEW."created_at", NEW."created_by_id", NEW."crn", NEW."date_of_birth", NEW."ethnicity_id", NEW."family_name", NEW."given_names", NEW."id", NEW."import_number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pnc_id", NEW."prison_number", NEW."public_id", NEW."ref", NEW."resident", NEW."sex", NEW."source_id", NEW."withdrawn"); RETURN NULL;',
                    hash="5829a891103fd162d07dc5883d172ee9b83306be",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_299a1",
                    table="offenders_offender",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="offender",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "offenders_offenderevent" ("area_id", "created_at", "created_by_id", "crn", "date_of_birth", "ethnicity_id", "family_name", "given_names", "id", "import_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pnc_id", "prison_number", "public_id", "ref", "resident", "sex", "source_id", "withdrawn") VALUES (OLD."area_id", OLD."created_at", OLD."created_by_id", OLD."crn", OLD."date_of_birth", OLD."ethnicity_id", OLD."family_name", OLD."given_names", OLD."id", OLD."import_number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pnc_id", OLD."prison_number", OLD."public_id", OLD."ref", OLD."resident", OLD."sex", OLD."source_id", OLD."withdrawn"); RETURN NULL;',
                    hash="1c1a65ce0e3f642d676945a121ffcdf533a69a86",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c65fb",
                    table="offenders_offender",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="involvement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "offenders_involvementevent" ("agency_id", "created_at", "from_on", "id", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until_on") VALUES (NEW."agency_id", NEW."created_at", NEW."from_on", NEW."id", NEW."offender_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."until_on"); RETURN NULL;',
                    hash="0dc754a57befca0b0f3cb661534cfab54ccc8db8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9c337",
                    table="offenders_involvement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="involvement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "offenders_involvementevent" ("agency_id", "created_at", "from_on", "id", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until_on") VALUES (OLD."agency_id", OLD."created_at", OLD."from_on", OLD."id", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."until_on"); RETURN NULL;',
                    hash="2bcaf8582c42bf3e64c02a62c04a7ac8ef4be25c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1cb51",
                    table="offenders_involvement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="intelligencereport",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "offenders_intelligencereportevent" ("created_at", "created_by_id", "handling", "id", "import_number", "intelligence_grade", "kind", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "ref", "source_grade", "source_id", "summary") VALUES (NEW."created_at", NEW."created_by_id", NEW."handling", NEW."id", NEW."import_number", NEW."intelligence_grade", NEW."kind", NEW."offender_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received_on", NEW."ref", NEW."source_grade", NEW."source_id", NEW."summary"); RETURN NULL;',
                    hash="1e9fb2794dcec571428a210fb833470cbf101aff",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_be3a1",
                    table="offenders_intelligencereport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="intelligencereport",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "offenders_intelligencereportevent" ("created_at", "created_by_id", "handling", "id", "import_number", "intelligence_grade", "kind", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "ref", "source_grade", "source_id", "summary") VALUES (OLD."created_at", OLD."created_by_id", OLD."handling", OLD."id", OLD."import_number", OLD."intelligence_grade", OLD."kind", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."received_on", OLD."ref", OLD."source_grade", OLD."source_id", OLD."summary"); RETURN NULL;',
                    hash="6d043fe52e0521e213aeb3b77351a00924eec1ed",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_85888",
                    table="offenders_intelligencereport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="custodyspell",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "offenders_custodyspellevent" ("admitted_on", "created_at", "created_by_id", "engagement", "establishment", "id", "import_number", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "ref", "released_on", "sentence_days", "source_id") VALUES (NEW."admitted_on", NEW."created_at", NEW."created_by_id", NEW."engagement", NEW."establishment", NEW."id", NEW."import_number", NEW."offender_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."ref", NEW."released_on", NEW."sentence_days", NEW."source_id"); RETURN NULL;',
                    hash="cf6ce186df5da78af09f8840401237d588d62a60",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_327cf",
                    table="offenders_custodyspell",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="custodyspell",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "offenders_custodyspellevent" ("admitted_on", "created_at", "created_by_id", "engagement", "establishment", "id", "import_number", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "ref", "released_on", "sentence_days", "source_id") VALUES (OLD."admitted_on", OLD."created_at", OLD."created_by_id", OLD."engagement", OLD."establishment", OLD."id", OLD."import_number", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."ref", OLD."released_on", OLD."sentence_days", OLD."source_id"); RETURN NULL;',
                    hash="a42fd4441c2a263748e59451fda58c05e46fe563",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5c2b7",
                    table="offenders_custodyspell",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "offenders_contactevent" ("agency_id", "created_at", "created_by_id", "due_on", "id", "import_number", "kind", "offender_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "source_id") VALUES (NEW."agency_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."id", NEW."import_number", NEW."kind", NEW."offender_id", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."source_id"); RETURN NULL;',
                    hash="6f09b04b6cea66dece973a2be3aa5e028f6e4df5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f0400",
                    table="offenders_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "offenders_contactevent" ("agency_id", "created_at", "created_by_id", "due_on", "id", "import_number", "kind", "offender_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "source_id") VALUES (OLD."agency_id", OLD."created_at", OLD."created_by_id", OLD."due_on", OLD."id", OLD."import_number", OLD."kind", OLD."offender_id", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."source_id"); RETURN NULL;',
                    hash="d70cd3a7bb3a60b5136a945cfe3bb65f246eacd5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_14741",
                    table="offenders_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="caselead",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "offenders_caseleadevent" ("agency_id", "created_at", "from_on", "id", "offender_id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until_on") VALUES (NEW."agency_id", NEW."created_at", NEW."from_on", NEW."id", NEW."offender_id", NEW."officer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."until_on"); RETURN NULL;',
                    hash="7ee9c939d11e7674ef0d36af557ac64218da141a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_37b03",
                    table="offenders_caselead",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="caselead",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "offenders_caseleadevent" ("agency_id", "created_at", "from_on", "id", "offender_id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until_on") VALUES (OLD."agency_id", OLD."created_at", OLD."from_on", OLD."id", OLD."offender_id", OLD."officer_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."until_on"); RETURN NULL;',
                    hash="8a8aa668b323a10c8fe119a34ed665f1adffe60e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_365eb",
                    table="offenders_caselead",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="arrest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "offenders_arrestevent" ("arrested_on", "created_at", "created_by_id", "id", "import_number", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "source_id") VALUES (NEW."arrested_on", NEW."created_at", NEW."created_by_id", NEW."id", NEW."import_number", NEW."offender_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."source_id"); RETURN NULL;',
                    hash="eb9808fde93dba482e3da0f844c903ac9f278b90",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2db3c",
                    table="offenders_arrest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="arrest",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "offenders_arrestevent" ("arrested_on", "created_at", "created_by_id", "id", "import_number", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "source_id") VALUES (OLD."arrested_on", OLD."created_at", OLD."created_by_id", OLD."id", OLD."import_number", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."source_id"); RETURN NULL;',
                    hash="bf15d881f8c5b7fa45d4f59392bebb61839b1029",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b28a8",
                    table="offenders_arrest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supervision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "offenders_supervisionevent" ("created_at", "created_by_id", "ended_on", "id", "import_number", "offender_id", "order_type", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "ref", "source_id", "started_on") VALUES (NEW."created_at", NEW."created_by_id", NEW."ended_on", NEW."id", NEW."import_number", NEW."offender_id", NEW."order_type", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provider", NEW."ref", NEW."source_id", NEW."started_on"); RETURN NULL;',
                    hash="e09451932d2bbd9691ff71a5b7c26269c70883ab",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a599f",
                    table="offenders_supervision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supervision",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "offenders_supervisionevent" ("created_at", "created_by_id", "ended_on", "id", "import_number", "offender_id", "order_type", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "ref", "source_id", "started_on") VALUES (OLD."created_at", OLD."created_by_id", OLD."ended_on", OLD."id", OLD."import_number", OLD."offender_id", OLD."order_type", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."provider", OLD."ref", OLD."source_id", OLD."started_on"); RETURN NULL;',
                    hash="562ce390eb7e8af09a97a1b2653c0cc9f06c9ff9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9dceb",
                    table="offenders_supervision",
                    when="AFTER",
                ),
            ),
        ),
    ]
