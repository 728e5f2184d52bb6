"""Pathways become versioned data: what stood until now is Bedfordshire's set, in force since before any assessment."""

from datetime import date

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import offenders.models.involvement
from django.conf import settings
from django.db import migrations, models

THEMES = [
    ("accommodation", "Accommodation"),
    ("ete", "Education, training and employment"),
    ("health", "Health"),
    ("drugs_alcohol", "Drugs and alcohol"),
    ("finance", "Finance"),
    ("relationships", "Children, families and relationships"),
    ("attitudes", "Attitudes, thinking and behaviour"),
    ("lifestyle", "Lifestyle and associates"),
    ("victims", "Victims"),
]


def into_a_set(apps, schema_editor):
    """The eight that the product came with; on a new database there are none yet."""
    pathway = apps.get_model("pathways", "Pathway")
    if not pathway.objects.exists():
        return
    found = apps.get_model("pathways", "PathwaySet").objects.create(
        code="bedfordshire", version=1, name="Bedfordshire’s eight", source="", opens_on=date(2000, 1, 1)
    )
    pathway.objects.update(set=found, theme=models.F("code"))


class Migration(migrations.Migration):
    dependencies = [
        ("offenders", "0001_initial"),
        ("pathways", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PathwaySet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=30)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("name", models.CharField(max_length=100)),
                ("source", models.TextField()),
                ("opens_on", models.DateField(blank=True, null=True, verbose_name="in force from")),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="first day without")),
                ("because", models.TextField(blank=True, db_default="", default="", verbose_name="why")),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("code", "version"), name="pathway_set_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on", None))
                        | models.Q(opens_on__isnull=False, closes_on__gt=models.F("opens_on")),
                        name="pathway_set_closes_after_it_opens",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("opens_on__isnull", False)),
                        expressions=[
                            (
                                offenders.models.involvement.DateRange("opens_on", "closes_on"),
                                django.contrib.postgres.fields.ranges.RangeOperators.OVERLAPS,
                            )
                        ],
                        name="pathway_set_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.AddField(
            "pathway",
            "set",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pathways",
                to="pathways.pathwayset",
            ),
        ),
        migrations.AddField("pathway", "theme", models.CharField(choices=THEMES, default="", max_length=20)),
        migrations.RunPython(into_a_set, migrations.RunPython.noop, elidable=True),
        # The keys of what was just written are checked now: a table with checks to come is not altered.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            "pathway",
            "set",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="pathways", to="pathways.pathwayset"
            ),
        ),
        migrations.AlterField("pathway", "theme", models.CharField(choices=THEMES, max_length=20)),
        migrations.AddConstraint(
            "pathway", models.UniqueConstraint(fields=("set", "theme"), name="pathway_theme_once_a_set")
        ),
        migrations.AddConstraint(
            "pathway",
            models.CheckConstraint(
                condition=models.Q(("theme__in", [code for code, _ in THEMES])), name="pathway_has_a_theme_of_the_list"
            ),
        ),
    ]
