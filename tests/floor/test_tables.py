"""Every table of a person is under the floor: found by its keys, so that nobody can forget one."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import ForeignKey

from offenders.floor import checks
from offenders.floor.tables import EXEMPT, floored, unkeyed
from offenders.models import Offender

pytestmark = [pytest.mark.django_db, pytest.mark.services]

TABLES = floored()


def test_every_key_of_a_person_is_found():
    """By another way than the floor's own: whoever points at a person, and whoever points at those."""
    from django.apps import apps

    found = {Offender}
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    for _ in models:
        found |= {m for m in models for f in m._meta.fields if isinstance(f, ForeignKey) and f.related_model in found}
    assert {model._meta.db_table for model in found} == {one.table for one in TABLES}
    assert len(TABLES) > 40


def test_what_names_a_person_without_a_key_is_exempt_for_a_reason():
    assert unkeyed() == set(EXEMPT)
    assert all(len(why.split()) > 5 for why in EXEMPT.values())


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("CREATE TABLE offenders_new (id int, offender_id bigint REFERENCES offenders_offender)", "offenders_new"),
        ("ALTER TABLE offenders_arrest NO FORCE ROW LEVEL SECURITY", "offenders_arrest is not under the floor"),
        ("ALTER TABLE offenders_arrest DISABLE ROW LEVEL SECURITY", "offenders_arrest is not under the floor"),
        ("DROP POLICY offenders_arrest_seen ON offenders_arrest", "offenders_arrest is not under the floor"),
        ("GRANT UPDATE ON audit_entry TO iom_runtime", "audit_entry may be changed"),
        ("GRANT TRUNCATE ON rag_proposal TO iom_jobs", "rag_proposal may be emptied"),
        ("COMMENT ON SCHEMA floor IS 'of yesterday'", "of another release"),
        ("ALTER ROLE iom_runtime BYPASSRLS", "passes row-level security by"),
        ("ALTER TABLE rag_ruleset OWNER TO iom_runtime", "owns a table"),
    ],
)
def test_what_is_missing_is_said(statement, said):
    assert checks.problems() == []
    with connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(CommandError, match=said):
        call_command("check_floor")


def test_laying_the_floor_again_changes_nothing_and_mends_what_is_missing():
    call_command("make_roles", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("DROP POLICY offenders_arrest_seen ON offenders_arrest")
        cursor.execute("ALTER TABLE offenders_arrest DISABLE ROW LEVEL SECURITY")
    call_command("make_roles", verbosity=0, if_needed=True)
    assert checks.problems() == []
