"""The twelve files of the exchange format and their columns (spec/exchange.md, first table)."""

from dataclasses import dataclass
from functools import cached_property

SCHEME = "scheme.json"
DELETED = "deleted"


@dataclass(frozen=True)
class Column:
    """A column: what kind of cell it holds (a name of `exchange.lists`), and whether it may be empty."""

    name: str
    kind: str
    optional: bool = False


@dataclass(frozen=True)
class File:
    """A file: its columns in the format's order, its key, and the pairs of dates that stand in order."""

    name: str
    key: str
    columns: tuple[Column, ...]
    in_order: tuple[tuple[str, str], ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @cached_property
    def stem(self) -> str:
        return self.name.removesuffix(".csv")


def _columns(words: str) -> tuple[Column, ...]:
    """Read "ref:key pnc_id:pnc? ...": a column's name and kind; a question mark where it may be empty."""
    pairs = (word.partition(":") for word in words.split())
    return tuple(Column(name, kind.removesuffix("?"), kind.endswith("?")) for name, _, kind in pairs)


OFFENDERS = File(
    "offenders.csv",
    "offender_ref",
    _columns(
        "offender_ref:key pnc_id:pnc? crn:crn? prison_number:prison_number? family_name:name given_names:name "
        "date_of_birth:day sex:sex ethnicity:ethnicity? area:area resident:yes_no"
    ),
)
MEMBERSHIPS = File(
    "memberships.csv",
    "ref",
    _columns(
        "ref:key offender_ref:key cohort:cohort referred_by:referred_by referred_on:day selected_on:day "
        "deselected_on:day? deselection_code:deselection_code?"
    ),
    (("referred_on", "selected_on"), ("selected_on", "deselected_on")),
)
OFFENCES = File(
    "offences.csv",
    "offence_ref",
    _columns(
        "offender_ref:key arrest_ref:key offence_ref:key arrested_on:day offence_code:offence_code "
        "disposal:disposal area:area"
    ),
)
CUSTODY = File(
    "custody.csv",
    "ref",
    _columns(
        "ref:key offender_ref:key establishment:text reason:custody_reason admitted_on:day released_on:day? "
        "sentence_days:number? engagement:engagement?"
    ),
    (("admitted_on", "released_on"),),
)
SUPERVISION = File(
    "supervision.csv",
    "ref",
    _columns("ref:key offender_ref:key provider:provider order_type:order_type started_on:day ended_on:day?"),
    (("started_on", "ended_on"),),
)
WARRANTS = File(
    "warrants.csv",
    "ref",
    _columns("ref:key offender_ref:key kind:warrant_kind issued_on:day resolved_on:day?"),
    (("issued_on", "resolved_on"),),
)
INTELLIGENCE = File(
    "intelligence.csv",
    "ref",
    _columns(
        "ref:key offender_ref:key received_on:day source_grade:source_grade intelligence_grade:intelligence_grade "
        "handling:handling kind:intelligence_kind summary:text"
    ),
)
CONTACTS = File(
    "contacts.csv",
    "ref",
    _columns("ref:key offender_ref:key due_on:day agency:agency kind:contact_kind outcome:outcome"),
)
DRUG_TESTS = File(
    "drug_tests.csv",
    "ref",
    _columns("ref:key offender_ref:key tested_on:day regime:regime opiates:test_result cocaine:test_result"),
)
PATHWAY_ASSESSMENTS = File(
    "pathway_assessments.csv",
    "ref",
    _columns("ref:key offender_ref:key assessed_on:day pathway:pathway level:pathway_level"),
)
JUDGEMENTS = File(
    "judgements.csv",
    "ref",
    _columns("ref:key offender_ref:key made_on:day agency:agency direction:direction reason:text"),
)
RAG = File(
    "rag.csv",
    "ref",
    _columns("ref:key offender_ref:key effective_on:day status:rag_status decided_by:decided_by"),
)

FILES = (
    OFFENDERS,
    MEMBERSHIPS,
    OFFENCES,
    CUSTODY,
    SUPERVISION,
    WARRANTS,
    INTELLIGENCE,
    CONTACTS,
    DRUG_TESTS,
    PATHWAY_ASSESSMENTS,
    JUDGEMENTS,
    RAG,
)
BY_NAME = {file.name: file for file in FILES}
