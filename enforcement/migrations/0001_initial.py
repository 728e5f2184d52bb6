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
            name="DrugTest",
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
                ("tested_on", models.DateField()),
                (
                    "regime",
                    models.CharField(
                        choices=[
                            ("licence", "Test on licence"),
                            ("drr", "Drug rehabilitation requirement"),
                            ("dip", "Drug interventions programme"),
                            ("voluntary", "Voluntary"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "opiates",
                    models.CharField(
                        choices=[
                            ("negative", "Negative"),
                            ("positive", "Positive"),
                            ("refused", "Refused"),
                            ("failed_to_attend", "Failed to attend"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "cocaine",
                    models.CharField(
                        choices=[
                            ("negative", "Negative"),
                            ("positive", "Positive"),
                            ("refused", "Refused"),
                            ("failed_to_attend", "Failed to attend"),
                        ],
                        max_length=20,
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
                    "offender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drug_tests", to="offenders.offender"
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
                "indexes": [models.Index(fields=["offender", "tested_on"], name="drug_test_of_person")],
                "constraints": [models.UniqueConstraint(fields=("source", "ref"), name="drug_test_ref_once_a_source")],
            },
        ),
        migrations.CreateModel(
            name="DrugTestEvent",
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
                ("tested_on", models.DateField()),
                (
                    "regime",
                    models.CharField(
                        choices=[
                            ("licence", "Test on licence"),
                            ("drr", "Drug rehabilitation requirement"),
                            ("dip", "Drug interventions programme"),
                            ("voluntary", "Voluntary"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "opiates",
                    models.CharField(
                        choices=[
                            ("negative", "Negative"),
                            ("positive", "Positive"),
                            ("refused", "Refused"),
                            ("failed_to_attend", "Failed to attend"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "cocaine",
                    models.CharField(
                        choices=[
                            ("negative", "Negative"),
                            ("positive", "Positive"),
                            ("refused", "Refused"),
                            ("failed_to_attend", "Failed to attend"),
                        ],
                        max_length=20,
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
                        to="enforcement.drugtest",
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
            name="Warrant",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("warrant", "Wanted on warrant"),
                            ("named_suspect", "Named suspect"),
                            ("recall", "Recalled to prison"),
                        ],
                        max_length=15,
                    ),
                ),
                ("issued_on", models.DateField()),
                ("resolved_on", models.DateField(blank=True, null=True)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="warrants", to="offenders.offender"
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
                "indexes": [models.Index(fields=["offender", "issued_on"], name="warrant_of_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "ref"), name="warrant_ref_once_a_source"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_on", None), ("resolved_on__gte", models.F("issued_on")), _connector="OR"
                        ),
                        name="warrant_resolved_not_before_issued",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WarrantEvent",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("warrant", "Wanted on warrant"),
                            ("named_suspect", "Named suspect"),
                            ("recall", "Recalled to prison"),
                        ],
                        max_length=15,
                    ),
                ),
                ("issued_on", models.DateField()),
                ("resolved_on", models.DateField(blank=True, null=True)),
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
                        to="enforcement.warrant",
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
            model_name="drugtest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "enforcement_drugtestevent" ("cocaine", "created_at", "created_by_id", "id", "import_number", "offender_id", "opiates", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "regime", "source_id", "tested_on") VALUES (NEW."cocaine", NEW."created_at", NEW."created_by_id", NEW."id", NEW."import_number", NEW."offender_id", NEW."opiates", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."regime", NEW."source_id", NEW."tested_on"); RETURN NULL;',
                    hash="2de13c9a1212a82ee1608c52415cc718eb487034",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7244e",
                    table="enforcement_drugtest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="drugtest",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enforcement_drugtestevent" ("cocaine", "created_at", "created_by_id", "id", "import_number", "offender_id", "opiates", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "regime", "source_id", "tested_on") VALUES (OLD."cocaine", OLD."created_at", OLD."created_by_id", OLD."id", OLD."import_number", OLD."offender_id", OLD."opiates", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."regime", OLD."source_id", OLD."tested_on"); RETURN NULL;',
                    hash="b63be8050669d7befb96c34cb1019b1d19a7a500",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9e51d",
                    table="enforcement_drugtest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="warrant",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "enforcement_warrantevent" ("created_at", "created_by_id", "id", "import_number", "issued_on", "kind", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "resolved_on", "source_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."import_number", NEW."issued_on", NEW."kind", NEW."offender_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."resolved_on", NEW."source_id"); RETURN NULL;',
                    hash="70d7c19ad536a6d83d69c67420c159986d795b55",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_da156",
                    table="enforcement_warrant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="warrant",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enforcement_warrantevent" ("created_at", "created_by_id", "id", "import_number", "issued_on", "kind", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "resolved_on", "source_id") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."import_number", OLD."issued_on", OLD."kind", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."resolved_on", OLD."source_id"); RETURN NULL;',
                    hash="95945d375d36b2080d61817c925f8f15e8736121",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d0db3",
                    table="enforcement_warrant",
                    when="AFTER",
                ),
            ),
        ),
    ]
