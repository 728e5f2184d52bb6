import audit.models
import django.db.models.deletion
import django.db.models.functions.datetime
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
            name="Pathway",
            fields=[
                ("code", models.CharField(db_collation="C", max_length=20, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("position", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="PathwayLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.CharField(db_collation="C", max_length=1)),
                ("text", models.CharField(max_length=200)),
                ("need", models.BooleanField()),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="levels", to="pathways.pathway"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("pathway", "level"), name="pathway_level_once")],
            },
        ),
        migrations.CreateModel(
            name="PathwayAssessment",
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
                ("assessed_on", models.DateField()),
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
                        related_name="pathway_assessments",
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
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathways.pathwaylevel"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["offender", "assessed_on"], name="pathway_assess_of_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "ref"), name="pathway_assessment_ref_once_a_source")
                ],
            },
        ),
        migrations.CreateModel(
            name="PathwayAssessmentEvent",
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
                ("assessed_on", models.DateField()),
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
                        to="pathways.pathwayassessment",
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
                    "level",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pathways.pathwaylevel",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pathwayassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "pathways_pathwayassessmentevent" ("assessed_on", "created_at", "created_by_id", "id", "import_number", "level_id", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "source_id") VALUES (NEW."assessed_on", NEW."created_at", NEW."created_by_id", NEW."id", NEW."import_number", NEW."level_id", NEW."offender_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."source_id"); RETURN NULL;',
                    hash="74a4517546d4a59c04b416171a4b9f4df829e0e6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_23bd7",
                    table="pathways_pathwayassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pathwayassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "pathways_pathwayassessmentevent" ("assessed_on", "created_at", "created_by_id", "id", "import_number", "level_id", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "source_id") VALUES (OLD."assessed_on", OLD."created_at", OLD."created_by_id", OLD."id", OLD."import_number", OLD."level_id", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."source_id"); RETURN NULL;',
                    hash="ce0764f0e323030e5645efe5c3492602fc73c978",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d139f",
                    table="pathways_pathwayassessment",
                    when="AFTER",
                ),
            ),
        ),
    ]
