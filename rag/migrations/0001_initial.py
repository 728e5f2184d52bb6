import audit.models
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import rag.status
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("agencies", "__first__"),
        ("audit", "0001_initial"),
        ("offenders", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="RuleSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(unique=True)),
                ("in_force_from", models.DateField()),
                ("thresholds", models.JSONField()),
                ("source", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("as_of", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("RED", "RED"),
                            ("AMBER+", "AMBER+"),
                            ("AMBER", "AMBER"),
                            ("GREEN", "GREEN"),
                            ("GREEN_RM", "GREEN RM"),
                            ("BLUE", "BLUE"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reasons", models.JSONField(help_text="a list of {code, text, category, records: [[table, id]]}")),
                ("computed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("current", models.BooleanField(default=True, help_text="the newest of this person")),
                (
                    "offender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proposals", to="offenders.offender"
                    ),
                ),
                (
                    "rule_set",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rag.ruleset"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["offender", "as_of"], name="proposal_of_person")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("current", True)), fields=("offender",), name="proposal_one_current"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", rag.status.Status["GREEN_RM"]), _negated=True),
                        name="proposal_is_never_green_rm",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
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
                ("effective_on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("RED", "RED"),
                            ("AMBER+", "AMBER+"),
                            ("AMBER", "AMBER"),
                            ("GREEN", "GREEN"),
                            ("GREEN_RM", "GREEN RM"),
                            ("BLUE", "BLUE"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "decided_by",
                    models.CharField(choices=[("panel", "Panel"), ("interim", "Between panels")], max_length=10),
                ),
                ("reason", models.TextField(blank=True)),
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
                    "decided_by_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="offenders.offender"
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
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rag.proposal",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["offender", "effective_on"], name="decision_of_person")],
                "constraints": [models.UniqueConstraint(fields=("source", "ref"), name="decision_ref_once_a_source")],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
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
                ("made_on", models.DateField()),
                (
                    "direction",
                    models.CharField(
                        choices=[("increase", "Risk is increasing"), ("decrease", "Risk is decreasing")], max_length=10
                    ),
                ),
                ("reason", models.TextField()),
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
                    "offender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="judgements", to="offenders.offender"
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
                "indexes": [models.Index(fields=["offender", "made_on"], name="judgement_of_person")],
                "constraints": [models.UniqueConstraint(fields=("source", "ref"), name="judgement_ref_once_a_source")],
            },
        ),
        migrations.CreateModel(
            name="JudgementEvent",
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
                ("made_on", models.DateField()),
                (
                    "direction",
                    models.CharField(
                        choices=[("increase", "Risk is increasing"), ("decrease", "Risk is decreasing")], max_length=10
                    ),
                ),
                ("reason", models.TextField()),
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
                        to="rag.judgement",
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
            name="DecisionEvent",
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
                ("effective_on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("RED", "RED"),
                            ("AMBER+", "AMBER+"),
                            ("AMBER", "AMBER"),
                            ("GREEN", "GREEN"),
                            ("GREEN_RM", "GREEN RM"),
                            ("BLUE", "BLUE"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "decided_by",
                    models.CharField(choices=[("panel", "Panel"), ("interim", "Between panels")], max_length=10),
                ),
                ("reason", models.TextField(blank=True)),
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
                    "decided_by_user",
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
                        to="rag.decision",
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
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="rag.proposal",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ruleset",
            trigger=pgtrigger.compiler.Trigger(
                name="never_edited",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="8f24f70878113120da56b2684c30f67c86a8b5a2",
                    operation="UPDATE",
                    pgid="pgtrigger_never_edited_cb790",
                    table="rag_ruleset",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="judgement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "rag_judgementevent" ("agency_id", "created_at", "created_by_id", "direction", "id", "import_number", "made_on", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "ref", "source_id") VALUES (NEW."agency_id", NEW."created_at", NEW."created_by_id", NEW."direction", NEW."id", NEW."import_number", NEW."made_on", NEW."offender_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."ref", NEW."source_id"); RETURN NULL;',
                    hash="df97f5a49b67d12116f82e441c04501778c46e78",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6b1df",
                    table="rag_judgement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="judgement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "rag_judgementevent" ("agency_id", "created_at", "created_by_id", "direction", "id", "import_number", "made_on", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "ref", "source_id") VALUES (OLD."agency_id", OLD."created_at", OLD."created_by_id", OLD."direction", OLD."id", OLD."import_number", OLD."made_on", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."ref", OLD."source_id"); RETURN NULL;',
                    hash="d326427a091e1016274b50c98535a2f0855e3fcf",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f4bd5",
                    table="rag_judgement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "rag_decisionevent" ("created_at", "created_by_id", "decided_by", "decided_by_user_id", "effective_on", "id", "import_number", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "reason", "ref", "source_id", "status") VALUES (NEW."created_at", NEW."created_by_id", NEW."decided_by", NEW."decided_by_user_id", NEW."effective_on", NEW."id", NEW."import_number", NEW."offender_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposal_id", NEW."reason", NEW."ref", NEW."source_id", NEW."status"); RETURN NULL;',
                    hash="181b35c8e7b7a19523bbe79aa7b8714a072f4c9c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d2a6b",
                    table="rag_decision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "rag_decisionevent" ("created_at", "created_by_id", "decided_by", "decided_by_user_id", "effective_on", "id", "import_number", "offender_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "reason", "ref", "source_id", "status") VALUES (OLD."created_at", OLD."created_by_id", OLD."decided_by", OLD."decided_by_user_id", OLD."effective_on", OLD."id", OLD."import_number", OLD."offender_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposal_id", OLD."reason", OLD."ref", OLD."source_id", OLD."status"); RETURN NULL;',
                    hash="d77bde0dc44906c4fa66c03da745a7917f24dc3a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_21088",
                    table="rag_decision",
                    when="AFTER",
                ),
            ),
        ),
    ]
