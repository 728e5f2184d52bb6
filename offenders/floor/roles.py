"""Writing the floor into the database: two roles, what they may, and the policies. Again and again the same.

Roles belong to the whole server and not to one database, so two databases may be made ready at once: a role that
somebody else has just made is as good as one's own.
"""

import hashlib
from typing import Any

from django.db import connection, transaction

from audit.floor import jobs, runtime
from offenders.floor import sql
from offenders.floor.tables import floored

# What the application reads and adds to, and never changes.
ADD_ONLY = ("audit_entry", "audit_seal")
READ_ONLY = ("django_migrations",)
LOCK_TIMEOUT = "30s"

MAKE_ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
        CREATE ROLE {role} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""

# Whoever connects may become either role and has neither's rights by itself: an owner who became nobody sees nobody.
MAY_BECOME = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles w ON w.oid = m.member
        WHERE r.rolname = '{role}' AND w.rolname = session_user) THEN
        EXECUTE format('GRANT {role} TO %I{without}', session_user);
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation OR internal_error THEN NULL;
END $$
"""
NO_INHERITANCE = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = session_user AND rolinherit AND NOT rolsuper) THEN
        EXECUTE format('ALTER ROLE %I NOINHERIT', session_user);
    END IF;
END $$
"""


def make(*, alone: bool = False) -> None:
    """Make the roles and lay the floor, in one transaction; raises what the database says where it may not be.

    `alone` makes the roles and nothing else, where a restore is about to bring tables whose policies name them.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
        for statement in [*_roles(), *([] if alone else _floor(_ordinary(cursor)))]:
            cursor.execute(statement)
        if not alone:
            cursor.execute(f"COMMENT ON SCHEMA {sql.SCHEMA} IS '{fingerprint()}'")


def fingerprint() -> str:
    """What this release lays, in short: another release may lay another floor."""
    words = [*(sql.VIEWS.values()), *sql.functions().values()]
    words += [statement for one in floored() for statement in sql.on_table(one)]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def _roles() -> list[str]:
    since_16 = connection.get_database_version() >= (16,)
    without = " WITH INHERIT FALSE, SET TRUE" if since_16 else ""
    made = [MAKE_ROLE.format(role=role) for role in (runtime(), jobs())]
    made += [MAY_BECOME.format(role=role, without=without) for role in (runtime(), jobs())]
    return made if since_16 else [*made, NO_INHERITANCE]


def _ordinary(cursor: Any) -> list[str]:
    """The tables of this database; there may be more than this release knows."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    return [name for (name,) in cursor.fetchall() if name not in (*ADD_ONLY, *READ_ONLY)]


def _floor(ordinary: list[str]) -> list[str]:
    return [*_rights(ordinary), *_pieces(), *(statement for one in floored() for statement in sql.on_table(one))]


def _rights(ordinary: list[str]) -> list[str]:
    roles = f"{runtime()}, {jobs()}"
    everything = ", ".join([*ordinary, *ADD_ONLY, *READ_ONLY])
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {roles}",
        f"GRANT USAGE ON SCHEMA public TO {roles}",
        f"DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO {jobs()}', current_database()); END $$",
        f"GRANT SELECT ON {everything} TO {roles}",
        f"GRANT INSERT ON {', '.join(ADD_ONLY)} TO {roles}",
        f"GRANT INSERT, UPDATE, DELETE ON {', '.join(ordinary)} TO {roles}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {roles}",
    ]


def _pieces() -> list[str]:
    """The views that policies ask, and the functions that stand beside them; older ones go, with their policies."""
    schema, reader, system = sql.SCHEMA, runtime(), jobs()
    views = [f"{schema}.{name}" for name in sql.VIEWS]
    analyse = sql.ANALYSE_AS
    asked = [name for name in sql.functions() if name != analyse]
    return [
        _without_policies(),
        _let_go(),
        f"DROP SCHEMA IF EXISTS {schema} CASCADE",
        f"CREATE SCHEMA {schema}",
        f"GRANT USAGE ON SCHEMA {schema} TO {reader}, {system}",
        f"GRANT CREATE ON SCHEMA {schema} TO {system}",
        *(f"CREATE VIEW {schema}.{name} AS {select}" for name, select in sql.VIEWS.items()),
        *sql.functions().values(),
        f"REVOKE ALL ON FUNCTION {', '.join(sql.functions())} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {', '.join(asked)} TO {reader}, {system}",
        f"GRANT EXECUTE ON FUNCTION {analyse} TO {system}",
        *(f"GRANT SELECT ON {view} TO {reader}, {system}" for view in views),
        *(f"ALTER VIEW {view} OWNER TO {system}" for view in views),
        *(f"ALTER FUNCTION {function} OWNER TO {system}" for function in asked),
        f"REVOKE CREATE ON SCHEMA {schema} FROM {system}",
    ]


def _without_policies() -> str:
    """Every policy of either role, whatever table it is on now."""
    return f"""DO $$ DECLARE old record; BEGIN
        FOR old IN SELECT schemaname, tablename, policyname FROM pg_policies WHERE schemaname = 'public'
            AND roles && ARRAY['{runtime()}', '{jobs()}']::name[] LOOP
            EXECUTE format('DROP POLICY %I ON %I.%I', old.policyname, old.schemaname, old.tablename);
        END LOOP;
    END $$"""


def _let_go() -> str:
    """A table that an older release had under the floor, and that is no person's."""
    kept = ", ".join(f"'{one.table}'" for one in floored())
    return f"""DO $$ DECLARE old record; BEGIN
        FOR old IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity
            AND relkind IN ('r', 'p') AND relname NOT IN ({kept}) LOOP
            EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', old.oid::regclass);
            EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', old.oid::regclass);
        END LOOP;
    END $$"""
