"""Who sees whom, said once more in SQL: the same as `offenders.sight`, of a whole agency, without roles and levels.

The pieces are views of the role for the system's own work, so that a policy may ask the very tables that it guards
without asking itself. A view is taken apart by the planner: one person is looked up by an index, many are hashed.
Each statement of a page is planned with this in it, so it is kept short.
"""

from agencies.models import Agency, RoleHolding
from audit.floor import AGENCY, GRANTED, KEEPS, NAMED, TODAY, USER, jobs, runtime
from offenders.floor import finding
from offenders.floor.tables import Floored
from offenders.models import BrokenGlass, Involvement, NamedGrant, RestrictedReader, Restriction
from offenders.rules import BREAKS_GLASS, GLASS_KINDS, TAPER_DAYS
from offenders.sight import LEADS, TAPERING

SCHEMA = "floor"


def _told(setting: str, kind: str) -> str:
    """What the transaction was told; nothing where it was not, and nothing is equal to nothing."""
    return f"nullif(current_setting('{setting}', true), '')::{kind}"


def _table(model: type) -> str:
    return f"public.{model._meta.db_table}"  # type: ignore[attr-defined]


_AGENCY, _TODAY = _told(AGENCY, "bigint"), _told(TODAY, "date")
_TAPERING = ", ".join(f"'{reason}'" for reason in TAPERING)
_GLASS_KINDS = ", ".join(f"'{kind}'" for kind in sorted(GLASS_KINDS))
_BREAKERS = ", ".join(f"'{role}'" for role in sorted(BREAKS_GLASS))
INVOLVEMENT, RESTRICTION = _table(Involvement), _table(Restriction)


def _gives_sight(of: str) -> str:
    """Whether one involvement lets the reader's agency see its person: now, tapering, or once led."""
    until = f"CASE WHEN {of}reason IN ({_TAPERING}) THEN {_TODAY} - {TAPER_DAYS} ELSE {_TODAY} END"
    return f"""{of}agency_id = {_AGENCY} AND {of}from_on <= (SELECT {_TODAY}) AND (
        {of}until_on IS NULL OR {of}until_on > {until} OR ({of}reason = '{LEADS}' AND {_told(KEEPS, "boolean")}))"""


VIEWS = {
    "involved": f"SELECT offender_id AS person FROM {INVOLVEMENT} WHERE {_gives_sight('')}",
    "restricted": f"SELECT offender_id AS person FROM {RESTRICTION} WHERE lifted_at IS NULL",
}

# What a reader is told at the start: the few people whom they see by name are read once, and not for every statement.
TELL = f"""
CREATE FUNCTION {SCHEMA}.tell(reader bigint, agency bigint, today date, keeps boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
BEGIN
    PERFORM set_config('{AGENCY}', coalesce(agency::text, ''), true),
        set_config('{USER}', coalesce(reader::text, ''), true),
        set_config('{TODAY}', coalesce(today::text, ''), true), set_config('{KEEPS}', coalesce(keeps::text, ''), true),
        set_config('{GRANTED}', ARRAY(
            SELECT content_object_id FROM {_table(NamedGrant)}
            WHERE user_id = reader AND from_on <= today AND until_on > today
            UNION ALL SELECT b.offender_id FROM {_table(BrokenGlass)} b JOIN {_table(Agency)} a ON a.id = b.agency_id
            WHERE b.user_id = reader AND b.agency_id = agency AND b.ended_at IS NULL AND a.kind IN ({_GLASS_KINDS})
            AND b.broken_at <= clock_timestamp() AND b.ends_at > clock_timestamp()
            AND EXISTS (SELECT FROM {_table(RoleHolding)} h WHERE h.user_id = reader AND h.role IN ({_BREAKERS}))
            )::text, true),
        set_config('{NAMED}', ARRAY(
            SELECT r.offender_id FROM {RESTRICTION} r JOIN {_table(RestrictedReader)} n ON n.restriction_id = r.id
            WHERE r.lifted_at IS NULL AND n.user_id = reader)::text, true);
END
$body$
"""

SEES = f"""
CREATE FUNCTION {SCHEMA}.sees(of bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 10 SET search_path = pg_catalog, public, pg_temp AS $body$
BEGIN
    RETURN coalesce(%seen%, false);
END
$body$
"""

# Statistics of the register's tables after an import: only their owner may ask for them.
ANALYSE = f"""
CREATE FUNCTION {SCHEMA}.analyse(tables text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY tables LOOP
        EXECUTE format('ANALYZE public.%I', name);
    END LOOP;
END
$body$
"""


def seen(person: str) -> str:
    """Whether the reader sees a person; a restricted one by name alone."""
    there = {view: f"EXISTS (SELECT FROM {SCHEMA}.{view} WHERE {view}.person = {person})" for view in VIEWS}
    granted, named = (f"{person} = ANY ((SELECT {_told(name, 'bigint[]')})::bigint[])" for name in (GRANTED, NAMED))
    return f"(({there['involved']} OR {granted}) AND NOT {there['restricted']}) OR {named}"


def rows_seen(one: Floored) -> str:
    """Whether the reader sees a row: every person of it, or the rows that it belongs to."""
    if f"public.{one.table}" == INVOLVEMENT:
        return _involvements_seen(one.table)
    own = [f"({seen(f'{one.table}.{column}')})" for column in one.people]
    own += [f"({one.table}.{column} IS NULL OR {seen(f'{one.table}.{column}')})" for column in one.perhaps]
    others = [
        f"EXISTS (SELECT FROM public.{other} WHERE {other}.id = {one.table}.{column})" for column, other in one.through
    ]
    return " AND ".join(own + others)


def _involvements_seen(table: str) -> str:
    """One that gives sight by itself is not looked for a second time, since every list of people asks for those.

    Other agencies' of a person who is seen are few at a time: a call each, which the planner takes for cheap.
    """
    person = f"{table}.offender_id"
    restricted = f"EXISTS (SELECT FROM {SCHEMA}.restricted WHERE restricted.person = {person})"
    return f"({_gives_sight(f'{table}.')} AND NOT {restricted}) OR {SCHEMA}.sees({person})"


def policies(one: Floored) -> dict[str, str]:
    """The policies of a table by name. History is written by triggers, also of what its writer has just let go."""
    rows = rows_seen(one)
    own = {f"{one.table}_jobs": f"FOR ALL TO {jobs()} USING (true) WITH CHECK (true)"}
    if one.history:
        return own | {
            f"{one.table}_read": f"FOR SELECT TO {runtime()} USING ({rows})",
            f"{one.table}_kept": f"FOR INSERT TO {runtime()} WITH CHECK (true)",
        }
    return own | {f"{one.table}_seen": f"FOR ALL TO {runtime()} USING ({rows}) WITH CHECK ({rows})"}


def on_table(one: Floored) -> list[str]:
    """The statements that put a table under the floor, also where it stood under an older one."""
    return [
        f"ALTER TABLE public.{one.table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE public.{one.table} FORCE ROW LEVEL SECURITY",
        *(f"CREATE POLICY {name} ON public.{one.table} {what}" for name, what in policies(one).items()),
    ]


ANALYSE_AS = f"{SCHEMA}.analyse(text[])"


def _finding(statement: str) -> str:
    """A search's function, with whom the reader sees written into it."""
    told = {"%schema%": SCHEMA, "%seen_person%": seen("o.id"), "%seen_row%": seen("a.offender_id")}
    for word, said in told.items():
        statement = statement.replace(word, said)
    return statement


def functions() -> dict[str, str]:
    """The functions beside the views, by how they are called."""
    return {
        f"{SCHEMA}.tell(bigint, bigint, date, boolean)": TELL,
        f"{SCHEMA}.sees(bigint)": SEES.replace("%seen%", seen("of")),
        **{f"{SCHEMA}.{name}": _finding(statement) for name, statement in finding.STATEMENTS.items()},
        ANALYSE_AS: ANALYSE,
    }
