"""The floor under the tests: laid once for a database, and never in the way of what a test arranges."""

from django.core.management import call_command
from django.db import connection

from offenders.floor.tables import floored

# A superuser passes row-level security by; any other login that owns the tables is let past it in tests alone.
ARRANGE = "DROP POLICY IF EXISTS arranged ON {table}; CREATE POLICY arranged ON {table} TO {login} USING (true)"


def lay() -> None:
    call_command("make_roles", if_needed=True, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, quote_ident(rolname) FROM pg_roles WHERE rolname = session_user")
        mighty, login = cursor.fetchone()
        for one in [] if mighty else floored():
            cursor.execute(ARRANGE.format(table=one.table, login=login))
