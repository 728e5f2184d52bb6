# Every table of this room, as it is: written anew from the models before the first release (audit.migrating).

import audit.migrating
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0001_initial'),
        ('offenders', '0001_initial'),
    ]

    operations = [
        audit.migrating.CreateModels(
            models=[migrations.CreateModel(
                name='UnitCost',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(db_collation='C', max_length=40)),
                    ('name', models.CharField(max_length=100)),
                    ('source', models.CharField(max_length=100)),
                    ('price_base', models.CharField(max_length=10)),
                    ('pounds', models.DecimalField(decimal_places=2, max_digits=12)),
                    ('note', models.TextField(blank=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('key', 'source'), name='unit_cost_once_a_source')],
                    'indexes': [],
                },
            )],
        ),
    ]
