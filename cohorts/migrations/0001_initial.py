import audit.models
import django.contrib.postgres.constraints
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import offenders.models.involvement
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "__first__"),
        ("audit", "0001_initial"),
        ("offenders", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cohort",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(db_collation="C", max_length=32, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("maximum", models.PositiveIntegerField(blank=True, null=True)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "of_victims",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="being on it says something of victims: domestic violence, MARAC",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "code"],
            },
        ),
        migrations.CreateModel(
            name="CohortEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(db_collation="C", max_length=32)),
                ("name", models.CharField(max_length=200)),
                ("maximum", models.PositiveIntegerField(blank=True, null=True)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "of_victims",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="being on it says something of victims: domestic violence, MARAC",
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
                        to="cohorts.cohort",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DeselectionCode",
            fields=[
                ("code", models.CharField(db_collation="C", max_length=4, primary_key=True, serialize=False)),
                ("text", models.TextField()),
                ("evidence", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
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
                    "referred_by",
                    models.CharField(
                        choices=[
                            ("police", "Police"),
                            ("probation_service", "Probation Service"),
                            ("probation_crc", "Probation (Community Rehabilitation Company)"),
                            ("probation_nps", "Probation (National Probation Service)"),
                            ("youth_offending", "Youth offending service"),
                            ("prison", "Prison"),
                            ("marac", "MARAC"),
                            ("court", "Court"),
                            ("local_authority", "Local authority"),
                            ("health", "Health"),
                            ("voluntary", "Voluntary sector"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("referred_on", models.DateField()),
                ("selected_on", models.DateField()),
                ("deselected_on", models.DateField(blank=True, null=True)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="cohorts.cohort"
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
                    "deselection_code",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cohorts.deselectioncode",
                    ),
                ),
                (
                    "offender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="memberships", to="offenders.offender"
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
                "indexes": [models.Index(fields=["offender", "selected_on"], name="membership_of_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "ref"), name="membership_ref_once_a_source"),
                    models.CheckConstraint(
                        condition=models.Q(("selected_on__gte", models.F("referred_on"))),
                        name="membership_selected_not_before_referred",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deselected_on", None), ("deselected_on__gte", models.F("selected_on")), _connector="OR"
                        ),
                        name="membership_ends_not_before_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("deselected_on", None), ("deselection_code", None)),
                            models.Q(("deselected_on__isnull", False), ("deselection_code__isnull", False)),
                            _connector="OR",
                        ),
                        name="membership_deselection_has_a_code",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        expressions=[
                            ("offender", "="),
                            ("cohort", "="),
                            (offenders.models.involvement.DateRange("selected_on", "deselected_on"), "&&"),
                        ],
                        name="membership_no_overlap_on_one_cohort",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MembershipEvent",
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
                    "referred_by",
                    models.CharField(
                        choices=[
                            ("police", "Police"),
                            ("probation_service", "Probation Service"),
                            ("probation_crc", "Probation (Community Rehabilitation Company)"),
                            ("probation_nps", "Probation (National Probation Service)"),
                            ("youth_offending", "Youth offending service"),
                            ("prison", "Prison"),
                            ("marac", "MARAC"),
                            ("court", "Court"),
                            ("local_authority", "Local authority"),
                            ("health", "Health"),
                            ("voluntary", "Voluntary sector"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("referred_on", models.DateField()),
                ("selected_on", models.DateField()),
                ("deselected_on", models.DateField(blank=True, null=True)),
                (
                    "cohort",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cohorts.cohort",
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
                    "deselection_code",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cohorts.deselectioncode",
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
                        to="cohorts.membership",
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
            model_name="cohort",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cohorts_cohortevent" ("code", "id", "maximum", "name", "of_victims", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."id", NEW."maximum", NEW."name", NEW."of_victims", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="3a51aa53577965e8ce2823d93496a208e298cbd9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_09318",
                    table="cohorts_cohort",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cohort",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cohorts_cohortevent" ("code", "id", "maximum", "name", "of_victims", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."code", OLD."id", OLD."maximum", OLD."name", OLD."of_victims", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                    hash="1169db4c43176d4f812e6ad256f1051af5fd4afa",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c354a",
                    table="cohorts_cohort",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cohorts_membershipevent" ("cohort_id", "created_at", "created_by_id", "deselected_on", "deselection_code_id", "id", "import_number", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "referred_by", "referred_on", "selected_on", "source_id") VALUES (NEW."cohort_id", NEW."created_at", NEW."created_by_id", NEW."deselected_on", NEW."deselection_code_id", NEW."id", NEW."import_number", NEW."offender_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."referred_by", NEW."referred_on", NEW."selected_on", NEW."source_id"); RETURN NULL;',
                    hash="4d3aadd16783be72b7ffae226eef1276347867c7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ca3e7",
                    table="cohorts_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cohorts_membershipevent" ("cohort_id", "created_at", "created_by_id", "deselected_on", "deselection_code_id", "id", "import_number", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "referred_by", "referred_on", "selected_on", "source_id") VALUES (OLD."cohort_id", OLD."created_at", OLD."created_by_id", OLD."deselected_on", OLD."deselection_code_id", OLD."id", OLD."import_number", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."referred_by", OLD."referred_on", OLD."selected_on", OLD."source_id"); RETURN NULL;',
                    hash="cee113d7e23a6320b5987e4149e5836713218204",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3975a",
                    table="cohorts_membership",
                    when="AFTER",
                ),
            ),
        ),
    ]
