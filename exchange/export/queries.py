"""How each file's columns are read from the register: the reverse of `exchange.register.targets`.

Keys go out as their sender gave them. Where two senders gave the same key, the sender that came first keeps it,
and the other's row gets a key made from sender and key, the same in every export (docs/exchange.md).
"""

from dataclasses import dataclass

from agencies.models import Agency, Area
from audit.models import Source
from cohorts.models import Cohort
from exchange.register.targets import FACTS, OFFENCES, PEOPLE, Target
from exchange.rules.layout import File
from offenders.models import Arrest
from pathways.models import PathwayLevel

ARREST = Arrest._meta.db_table
SOURCE = Source._meta.db_table


@dataclass(frozen=True)
class Query:
    """The query of one file: expressions that differ from the column's own name, and the joins they need."""

    target: Target
    differing: dict[str, str]
    joins: str = ""

    @property
    def file(self) -> File:
        return self.target.file


def empty(*columns: str) -> dict[str, str]:
    """An empty text goes out as an empty cell, without quotes."""
    return {column: f"nullif(t.{column}, '')" for column in columns}


AREA = f"JOIN {Area._meta.db_table} area ON area.id = t.area_id"
AGENCY = f"JOIN {Agency._meta.db_table} agency ON agency.id = t.agency_id"
COHORT = f"JOIN {Cohort._meta.db_table} cohort ON cohort.id = t.cohort_id"
LEVEL = f"JOIN {PathwayLevel._meta.db_table} level ON level.id = t.level_id"

_DIFFERING = {
    "offenders.csv": (
        {
            **empty("pnc_id", "crn", "prison_number"),
            "ethnicity": "t.ethnicity_id",
            "area": "area.code",
            "resident": "CASE WHEN t.resident THEN 'Y' ELSE 'N' END",
        },
        AREA,
    ),
    "memberships.csv": ({"cohort": "cohort.code", "deselection_code": "t.deselection_code_id"}, COHORT),
    "offences.csv": (
        {
            "arrest_ref": "a.key",
            "arrested_on": "a.arrested_on",
            "offence_code": "t.offence_code_id",
            "area": "area.code",
        },
        AREA,
    ),
    "custody.csv": (empty("engagement"), ""),
    "contacts.csv": ({"agency": "agency.code"}, AGENCY),
    "pathway_assessments.csv": ({"pathway": "level.pathway_id", "level": "level.level"}, LEVEL),
    "judgements.csv": ({"agency": "agency.code"}, AGENCY),
}
QUERIES = [Query(target, *_DIFFERING.get(target.file.name, ({}, ""))) for target in (PEOPLE, OFFENCES, *FACTS)]


def key(senders: int) -> str:
    """The key of a row (alias t) in the export, where so many senders have rows in its table."""
    if senders < 2:
        return "t.ref"
    first = "min(t.source_id) OVER (PARTITION BY t.ref)"
    named = f"(SELECT name FROM {SOURCE} WHERE id = t.source_id)"
    return f"CASE WHEN t.source_id = {first} THEN t.ref ELSE md5({named} || chr(10) || t.ref) END"


def rows(query: Query, own_key: str) -> str:
    """The rows of one file in the format's order: by offender_ref and then key, byte by byte."""
    target, file = query.target, query.file
    owner = "offender_ref"
    expressions = {name: f"t.{name}" for name in file.names} | {owner: "p.key"} | query.differing
    person = "p.id = t.offender_id"
    if target is PEOPLE:
        person = "p.id = t.id"
    else:
        expressions[file.key] = own_key
    arrest = ""
    if target is OFFENCES:
        arrest, person = "JOIN exported_arrests a ON a.id = t.arrest_id", "p.id = a.offender_id"
    columns = ", ".join(f"{expressions[name]} AS {name}" for name in file.names)
    order = ", ".join(f'{name} COLLATE "C"' for name in dict.fromkeys((owner, file.key)))
    return (
        f"SELECT {', '.join(file.names)} FROM (SELECT {columns} FROM {target.table} t {arrest} "
        f"JOIN exported_people p ON {person} {query.joins}) exported ORDER BY {order}"
    )
