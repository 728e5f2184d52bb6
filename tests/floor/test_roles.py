"""What the roles may not do, whatever is asked; and that nothing is served where they are not as they should be."""

import os
import subprocess
import sys

import pytest
from django.db import DatabaseError, connection, transaction

from audit import floor, log
from audit.floor import as_system
from offenders.floor import checks
from tests.factories import OffenderFactory
from tools.place import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.services]
IN_EARNEST = pytest.mark.django_db(transaction=True)


def refused(statement: str) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(error.value)


@pytest.mark.parametrize("who", ["runtime", "jobs"])
@pytest.mark.parametrize("table", ["audit_entry", "audit_seal"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET at = now()",
        "DELETE FROM {}",
        "TRUNCATE {}",
        "ALTER TABLE {} DISABLE TRIGGER USER",
        "DROP TABLE {}",
        "SET session_replication_role = replica",
        "SELECT audit_age(1)",
    ],
)
def test_neither_role_alters_the_log(statement, table, who, person):
    log.changed("floor.test", by=person("aisha"))
    with floor.as_nobody() if who == "runtime" else as_system(floor.System.MIGRATION):
        said = refused(statement.format(table))
    assert "permission denied" in said or "must be owner" in said


@pytest.mark.parametrize("who", ["runtime", "jobs"])
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE offenders_offender CASCADE",
        "ALTER TABLE offenders_offender DISABLE ROW LEVEL SECURITY",
        "DROP POLICY offenders_offender_seen ON offenders_offender",
        "CREATE TABLE public.mine AS SELECT * FROM offenders_offender",
        "ALTER ROLE iom_runtime BYPASSRLS",
        "CREATE OR REPLACE VIEW floor.restricted AS SELECT 1::bigint AS person",
    ],
)
def test_neither_role_moves_the_floor(statement, who):
    with floor.as_nobody() if who == "runtime" else as_system(floor.System.MIGRATION):
        said = refused(statement)
    assert "permission denied" in said or "must be" in said


def test_an_owner_that_became_nobody_sees_nobody(person):
    """FORCE: a login that owns the tables and is no superuser has no policy of its own (M7)."""
    OffenderFactory()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("CREATE ROLE floor_owner NOLOGIN")
        try:
            cursor.execute("GRANT USAGE ON SCHEMA public, floor TO floor_owner")
            cursor.execute("SELECT relowner::regrole FROM pg_class WHERE relname = 'offenders_offender'")
            before = cursor.fetchone()[0]
            cursor.execute("ALTER TABLE offenders_offender OWNER TO floor_owner")
            cursor.execute("SET ROLE floor_owner")
            cursor.execute("SELECT count(*) FROM offenders_offender")
            assert cursor.fetchone()[0] == 0
        finally:
            cursor.execute("RESET ROLE")
            cursor.execute(f'ALTER TABLE offenders_offender OWNER TO "{before}"')
            cursor.execute("DROP OWNED BY floor_owner")
            cursor.execute("DROP ROLE floor_owner")


def web(**more: str) -> str:
    """What gunicorn would say of the application on this database; nothing where it would serve."""
    made = connection.settings_dict
    at = f"{made['USER']}:{made['PASSWORD']}@{made['HOST']}:{made['PORT'] or 5432}/{made['NAME']}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("IOM_", "DJANGO_"))}
    environment |= {"DATABASE_URL": f"postgres://{at}", "SECRET_KEY": "k" * 60, **more}
    words = [sys.executable, "-c", "import iom.wsgi"]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=600)
    return done.stderr.strip().splitlines()[-1] if done.returncode else ""


@IN_EARNEST
def test_the_web_serves_where_the_floor_stands(scheme):
    assert web() == ""


@IN_EARNEST
@pytest.mark.parametrize("demo", [{}, {"IOM_DEMO": "1"}])
def test_the_web_refuses_where_a_table_is_not_under_the_floor(demo, scheme):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE offenders_arrest NO FORCE ROW LEVEL SECURITY")
    try:
        assert "offenders_arrest is not under the floor. Run manage.py make_roles." in web(**demo)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE offenders_arrest FORCE ROW LEVEL SECURITY")


@IN_EARNEST
def test_the_web_refuses_where_the_roles_are_not_there(scheme):
    said = web(IOM_ROLES="absent")
    assert "The floor does not stand" in said
    assert "Run manage.py make_roles" in said


@IN_EARNEST
@pytest.mark.parametrize("how", [{"IOM_TESTING": "1"}, {"IOM_ASKS_AS": "login"}, {"IOM_ASKS_AS": "jobs"}])
def test_the_web_refuses_to_ask_as_anybody_but_the_readers_role(how, scheme):
    assert "not as iom_runtime" in web(**how)


def test_the_floor_stands_in_the_tests_too():
    assert checks.problems() == []
