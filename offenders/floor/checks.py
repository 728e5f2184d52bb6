"""What is missing of the floor in this database: asked before anything is served, and by `manage.py check_floor`."""

from typing import Any

from django.db import DatabaseError, connection

from audit.floor import jobs, runtime
from offenders.floor import sql
from offenders.floor.roles import ADD_ONLY, fingerprint
from offenders.floor.tables import EXEMPT, floored, unkeyed

REMEDY = "Run manage.py make_roles."

_ROLES = """
SELECT r.rolname, r.rolsuper OR r.rolbypassrls, pg_has_role(session_user, r.oid, 'MEMBER'),
    EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p', 'S')
        AND c.relpersistence = 'p' AND c.relnamespace = 'public'::regnamespace)
FROM pg_roles r WHERE r.rolname = ANY(%s)
"""
_TABLES = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
    ARRAY(SELECT p.polname::text FROM pg_policy p WHERE p.polrelid = c.oid ORDER BY 1),
    has_table_privilege(%(reader)s, c.oid, 'SELECT'),
    has_table_privilege(%(reader)s, c.oid, 'TRUNCATE') OR has_table_privilege(%(system)s, c.oid, 'TRUNCATE'),
    has_table_privilege(%(reader)s, c.oid, 'UPDATE, DELETE') OR has_table_privilege(%(system)s, c.oid, 'UPDATE, DELETE')
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
"""
_LAID = "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = %s"


def problems() -> list[str]:
    """What is wrong, a sentence each; nothing where the floor stands."""
    with connection.cursor() as cursor:
        return _of_roles(cursor) or [*_of_models(), *_of_tables(cursor), *_of_release(cursor)]


def why_not_to_serve() -> str:
    """Why pages and tasks must not be served from this database, in one sentence; nothing where they may.

    The connection is closed behind it: a server that forks has none to share.
    """
    try:
        wrong = _not_as_reader() or problems()
    except DatabaseError as error:
        wrong = [f"The database was not asked as {runtime()}: {str(error).splitlines()[0]}. {REMEDY}"]
    finally:
        connection.close()
    return f"The floor does not stand. {wrong[0]}" if wrong else ""


def _not_as_reader() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (user,) = cursor.fetchone()
    return [] if user == runtime() else [f"The database is asked as {user} and not as {runtime()}: unset IOM_TESTING."]


def _of_roles(cursor: Any) -> list[str]:
    cursor.execute(_ROLES, [[runtime(), jobs()]])
    found = {name: rest for name, *rest in cursor.fetchall()}
    wrong = []
    for role in (runtime(), jobs()):
        mighty, ours, owns = found.get(role, (False, False, False))
        if not ours:
            wrong.append(f"The database's login may not become {role}. {REMEDY}")
        if mighty:
            wrong.append(
                f"{role} is a superuser or passes row-level security by: ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS."
            )
        if owns:
            wrong.append(f"{role} owns a table: give the table to the login that migrates.")
    return wrong


def _of_models() -> list[str]:
    """A mistake of ours: a table that names people by a number, and says nothing of the floor."""
    return [f"{table} names people, and is neither floored nor exempt." for table in sorted(unkeyed() - set(EXEMPT))]


def _of_tables(cursor: Any) -> list[str]:
    cursor.execute(_TABLES, {"reader": runtime(), "system": jobs()})
    found = {name: rest for name, *rest in cursor.fetchall()}
    wrong = []
    for one in floored():
        forced, policies, *_ = found.get(one.table, (False, []))
        if not forced or not set(sql.policies(one)) <= set(policies):
            wrong.append(f"{one.table} is not under the floor. {REMEDY}")
    wrong += [f"{name} may not be read by the application. {REMEDY}" for name, row in found.items() if not row[2]]
    wrong += [f"{name} may be emptied by the application. {REMEDY}" for name, row in found.items() if row[3]]
    return wrong + [f"{name} may be changed by the application. {REMEDY}" for name in ADD_ONLY if found[name][4]]


def _of_release(cursor: Any) -> list[str]:
    cursor.execute(_LAID, [sql.SCHEMA])
    row = cursor.fetchone()
    return [] if row and row[0] == fingerprint() else [f"The floor is of another release. {REMEDY}"]
