# Every table of this room, as it is: written anew from the models before the first release (audit.migrating).

import audit.migrating
import django.db.models.constraints
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
        ('rag', '0001_initial'),
    ]

    operations = [
        audit.migrating.CreateModels(
            models=[migrations.CreateModel(
                name='Panel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.area')),
                    ('held_on', models.DateField()),
                    ('status', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed')], default='open', max_length=10)),
                    ('chair', models.ForeignKey(blank=True, help_text='who opened it, where they may chair; else the first who decided', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('opened_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('area', 'held_on'), name='panel_one_an_area_and_day'), models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('area',), name='panel_one_open_an_area'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None), ('status', 'open')), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('status', 'closed')), _connector='OR'), name='panel_closed_says_when_and_by_whom')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='PanelEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='panels.panel')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                    ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.area')),
                    ('held_on', models.DateField()),
                    ('status', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed')], default='open', max_length=10)),
                    ('chair', models.ForeignKey(blank=True, db_constraint=False, help_text='who opened it, where they may chair; else the first who decided', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('opened_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('opened_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('closed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Attendance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('panel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='panels.panel')),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                    ('name', models.CharField(max_length=200)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('panel', 'agency', 'name'), name='attendance_once')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='AgendaItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('panel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='panels.panel')),
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agenda_items', to='offenders.offender')),
                    ('position', models.PositiveIntegerField()),
                    ('previous', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rag.decision')),
                    ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rag.proposal')),
                    ('decided_status', models.CharField(blank=True, choices=[('RED', 'RED'), ('AMBER+', 'AMBER+'), ('AMBER', 'AMBER'), ('GREEN', 'GREEN'), ('GREEN_RM', 'GREEN RM'), ('BLUE', 'BLUE')], max_length=10)),
                    ('reason', models.TextField(blank=True)),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('decision', models.ForeignKey(blank=True, help_text='written on closing', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rag.decision')),
                    ('not_discussed', models.BooleanField(default=False, help_text='left for the next panel, in so many words')),
                    ('version', models.PositiveIntegerField(default=1, help_text="two people editing: the second is shown the first's")),
                ],
                options={
                    'ordering': ['position'],
                    'constraints': [models.UniqueConstraint(fields=('panel', 'offender'), name='agenda_person_once_a_panel'), models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('panel', 'position'), name='agenda_position_once'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decided_status', '')), models.Q(models.Q(('decided_status', ''), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='agenda_decision_says_who_and_when'), models.CheckConstraint(condition=models.Q(('not_discussed', False), ('decided_status', ''), _connector='OR'), name='agenda_decided_or_not_discussed')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='AgendaItemEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='panels.agendaitem')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('panel', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='panels.panel')),
                    ('offender', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.offender')),
                    ('position', models.PositiveIntegerField()),
                    ('previous', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rag.decision')),
                    ('proposal', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rag.proposal')),
                    ('decided_status', models.CharField(blank=True, choices=[('RED', 'RED'), ('AMBER+', 'AMBER+'), ('AMBER', 'AMBER'), ('GREEN', 'GREEN'), ('GREEN_RM', 'GREEN RM'), ('BLUE', 'BLUE')], max_length=10)),
                    ('reason', models.TextField(blank=True)),
                    ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('decision', models.ForeignKey(blank=True, db_constraint=False, help_text='written on closing', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rag.decision')),
                    ('not_discussed', models.BooleanField(default=False, help_text='left for the next panel, in so many words')),
                    ('version', models.PositiveIntegerField(default=1, help_text="two people editing: the second is shown the first's")),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Action',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='panels.agendaitem')),
                    ('offender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='offenders.offender')),
                    ('text', models.TextField()),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='agencies.agency')),
                    ('due_on', models.DateField()),
                    ('status', models.CharField(choices=[('open', 'Open'), ('done', 'Done'), ('cancelled', 'Cancelled')], default='open', max_length=10)),
                    ('ended_on', models.DateField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request_key', models.UUIDField(help_text='a double click does it once', unique=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('status', 'open')), fields=['owner', 'due_on'], name='action_open_of_owner')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None), ('ended_on', None), ('status', 'open')), models.Q(models.Q(('status', 'open'), _negated=True), ('ended_at__isnull', False), ('ended_by__isnull', False), ('ended_on__isnull', False)), _connector='OR'), name='action_ended_says_when')],
                },
            ), migrations.CreateModel(
                name='ActionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='panels.action')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                    ('item', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='panels.agendaitem')),
                    ('offender', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='offenders.offender')),
                    ('text', models.TextField()),
                    ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                    ('due_on', models.DateField()),
                    ('status', models.CharField(choices=[('open', 'Open'), ('done', 'Done'), ('cancelled', 'Cancelled')], default='open', max_length=10)),
                    ('ended_on', models.DateField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request_key', models.UUIDField(help_text='a double click does it once')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            )],
        ),
        audit.migrating.AddTriggers(
            triggers=[('panel', pgtrigger.compiler.Trigger(name='closed_panel_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.status = 'closed')", func="RAISE EXCEPTION 'a closed panel is locked: panels_panel' USING ERRCODE = 'integrity_constraint_violation';", hash='76598191a3e16ed291a2abce1b6ea7aa4280e1b6', operation='UPDATE OR DELETE', pgid='pgtrigger_closed_panel_stands_b503a', table='panels_panel', when='BEFORE'))), ('panel', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "panels_panelevent" ("area_id", "chair_id", "closed_at", "closed_by_id", "held_on", "id", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "status") VALUES (OLD."area_id", OLD."chair_id", OLD."closed_at", OLD."closed_by_id", OLD."held_on", OLD."id", OLD."opened_at", OLD."opened_by_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."public_id", OLD."status"); RETURN NULL;', hash='520bc1434f60bd30903ca379a567ad3c3d7eb7b6', operation='UPDATE', pgid='pgtrigger_update_update_cb9df', table='panels_panel', when='AFTER'))), ('panel', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "panels_panelevent" ("area_id", "chair_id", "closed_at", "closed_by_id", "held_on", "id", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "status") VALUES (OLD."area_id", OLD."chair_id", OLD."closed_at", OLD."closed_by_id", OLD."held_on", OLD."id", OLD."opened_at", OLD."opened_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."status"); RETURN NULL;', hash='782b29598cd5e7f49eb6c35155389d6f5101883a', operation='DELETE', pgid='pgtrigger_delete_delete_0c0e4', table='panels_panel', when='AFTER'))), ('attendance', pgtrigger.compiler.Trigger(name='locked_with_its_panel', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found text;', func="\n        IF TG_OP = 'DELETE' AND current_setting('iom.disposing', true) = 'on' THEN RETURN OLD; END IF;\n        IF TG_OP <> 'INSERT' THEN\n            SELECT status INTO found FROM panels_panel WHERE id = OLD.panel_id FOR SHARE;\n            IF found = 'closed' THEN RAISE EXCEPTION 'a closed panel is locked: panels_attendance' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n        END IF;\n        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n        SELECT status INTO found FROM panels_panel WHERE id = NEW.panel_id FOR SHARE;\n        IF found = 'closed' THEN RAISE EXCEPTION 'a closed panel is locked: panels_attendance' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n        RETURN NEW;\n    ", hash='db1ea9ab5c49408ebe648ce2250b5f5bab3f6e3d', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_locked_with_its_panel_889ec', table='panels_attendance', when='BEFORE'))), ('agendaitem', pgtrigger.compiler.Trigger(name='locked_with_its_panel', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found text;', func="\n        IF TG_OP = 'DELETE' AND current_setting('iom.disposing', true) = 'on' THEN RETURN OLD; END IF;\n        IF TG_OP <> 'INSERT' THEN\n            SELECT status INTO found FROM panels_panel WHERE id = OLD.panel_id FOR SHARE;\n            IF found = 'closed' THEN RAISE EXCEPTION 'a closed panel is locked: panels_agendaitem' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n        END IF;\n        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n        SELECT status INTO found FROM panels_panel WHERE id = NEW.panel_id FOR SHARE;\n        IF found = 'closed' THEN RAISE EXCEPTION 'a closed panel is locked: panels_agendaitem' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n        RETURN NEW;\n    ", hash='35788f206b0f26186d6fad5041a9ae481d48a8bd', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_locked_with_its_panel_5ceda', table='panels_agendaitem', when='BEFORE'))), ('agendaitem', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "panels_agendaitemevent" ("decided_at", "decided_by_id", "decided_status", "decision_id", "id", "not_discussed", "offender_id", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "previous_id", "proposal_id", "reason", "version") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."decided_status", OLD."decision_id", OLD."id", OLD."not_discussed", OLD."offender_id", OLD."panel_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."position", OLD."previous_id", OLD."proposal_id", OLD."reason", OLD."version"); RETURN NULL;', hash='97ec34516c4ed96a77f7b7cb510132cc57eafb73', operation='UPDATE', pgid='pgtrigger_update_update_1fab2', table='panels_agendaitem', when='AFTER'))), ('agendaitem', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "panels_agendaitemevent" ("decided_at", "decided_by_id", "decided_status", "decision_id", "id", "not_discussed", "offender_id", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "previous_id", "proposal_id", "reason", "version") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."decided_status", OLD."decision_id", OLD."id", OLD."not_discussed", OLD."offender_id", OLD."panel_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."previous_id", OLD."proposal_id", OLD."reason", OLD."version"); RETURN NULL;', hash='876eb66a00a06339178759841b50eff5de3ae437', operation='DELETE', pgid='pgtrigger_delete_delete_c5060', table='panels_agendaitem', when='AFTER'))), ('action', pgtrigger.compiler.Trigger(name='action_stands_as_given', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found text; item bigint;', func="\n        IF TG_OP = 'DELETE' AND current_setting('iom.disposing', true) = 'on' THEN RETURN OLD; END IF;\n        IF TG_OP = 'INSERT' THEN item := NEW.item_id; ELSE item := OLD.item_id; END IF;\n        IF TG_OP = 'UPDATE' AND NEW.item_id <> OLD.item_id THEN\n            RAISE EXCEPTION 'an action stays with its person and panel' USING ERRCODE = 'integrity_constraint_violation';\n        END IF;\n        SELECT p.status INTO found FROM panels_panel p JOIN panels_agendaitem i ON i.panel_id = p.id\n            WHERE i.id = item FOR SHARE OF p;\n        IF found = 'closed' AND TG_OP = 'UPDATE' AND OLD.status = 'open' AND (\n            NEW.id, NEW.public_id, NEW.item_id, NEW.offender_id, NEW.text, NEW.owner_id, NEW.due_on, NEW.created_at,\n            NEW.created_by_id, NEW.request_key\n        ) IS NOT DISTINCT FROM (\n            OLD.id, OLD.public_id, OLD.item_id, OLD.offender_id, OLD.text, OLD.owner_id, OLD.due_on, OLD.created_at,\n            OLD.created_by_id, OLD.request_key\n        ) THEN RETURN NEW; END IF;\n        IF found = 'closed' THEN RAISE EXCEPTION 'a closed panel is locked: panels_action' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n        RETURN NEW;\n        ", hash='d14f760923ba04764ffac4961e0bc24f7ea0ec8d', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_action_stands_as_given_0e298', table='panels_action', when='BEFORE'))), ('action', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "panels_actionevent" ("created_at", "created_by_id", "due_on", "ended_at", "ended_by_id", "ended_on", "id", "item_id", "offender_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "request_key", "status", "text") VALUES (OLD."created_at", OLD."created_by_id", OLD."due_on", OLD."ended_at", OLD."ended_by_id", OLD."ended_on", OLD."id", OLD."item_id", OLD."offender_id", OLD."owner_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."public_id", OLD."request_key", OLD."status", OLD."text"); RETURN NULL;', hash='b56dea682025e8093ca7f28a5ee57958658cf49f', operation='UPDATE', pgid='pgtrigger_update_update_d6245', table='panels_action', when='AFTER'))), ('action', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "panels_actionevent" ("created_at", "created_by_id", "due_on", "ended_at", "ended_by_id", "ended_on", "id", "item_id", "offender_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "request_key", "status", "text") VALUES (OLD."created_at", OLD."created_by_id", OLD."due_on", OLD."ended_at", OLD."ended_by_id", OLD."ended_on", OLD."id", OLD."item_id", OLD."offender_id", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."request_key", OLD."status", OLD."text"); RETURN NULL;', hash='087d97aa657bfbe86221fa55a37642a41d656259', operation='DELETE', pgid='pgtrigger_delete_delete_9914a', table='panels_action', when='AFTER')))],
        ),
    ]
