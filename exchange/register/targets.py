"""Which table a file's rows stand in, and which expression over its staged row gives each column."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Model

from agencies.models import Agency, Area
from agencies.models.areas import AreaLevel
from cohorts.models import Cohort, Membership
from enforcement.models import DrugTest, Warrant
from exchange.rules import layout
from exchange.rules.layout import File
from offenders.models import Contact, CustodySpell, IntelligenceReport, Offence, Offender, Supervision
from pathways.models import PathwayAssessment, PathwayLevel
from rag.models import Decision, Judgement


@dataclass(frozen=True)
class Target:
    """A file's table: its columns with the expression for each (s is the staged row), and the joins they need."""

    file: File
    model: type[Model]
    values: dict[str, str]
    joins: str = ""
    at_first: dict[str, str] = field(default_factory=dict)

    @cached_property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def resolved(self) -> str:
        return f"resolved_{self.file.stem}"


def _same(*columns: str) -> dict[str, str]:
    return {column: f"s.{column}" for column in columns}


def _table(model: type[Model]) -> str:
    return model._meta.db_table


AREA = f"LEFT JOIN {_table(Area)} area ON area.code = s.area AND area.level <> '{AreaLevel.FORCE.value}'"
COHORT = f"LEFT JOIN {_table(Cohort)} cohort ON cohort.code = s.cohort"
AGENCY = f"LEFT JOIN {_table(Agency)} agency ON agency.code = s.agency"
LEVEL = f"LEFT JOIN {_table(PathwayLevel)} level ON level.pathway_id = s.pathway AND level.level = s.level"

PEOPLE = Target(
    layout.OFFENDERS,
    Offender,
    {
        **_same("family_name", "given_names", "date_of_birth", "sex"),
        **{name: f"coalesce(s.{name}, '')" for name in ("pnc_id", "crn", "prison_number")},
        "ethnicity_id": "s.ethnicity",
        "area_id": "area.id",
        "resident": "(s.resident = 'Y')",
    },
    AREA,
)
OFFENCES = Target(
    layout.OFFENCES,
    Offence,
    {"offence_code_id": "s.offence_code", "disposal": "s.disposal", "area_id": "area.id"},
    AREA,
)
FACTS = (
    Target(
        layout.MEMBERSHIPS,
        Membership,
        {
            "cohort_id": "cohort.id",
            **_same("referred_by", "referred_on", "selected_on", "deselected_on"),
            "deselection_code_id": "s.deselection_code",
        },
        COHORT,
    ),
    Target(
        layout.CUSTODY,
        CustodySpell,
        {
            **_same("establishment", "reason", "admitted_on", "released_on", "sentence_days"),
            "engagement": "coalesce(s.engagement, '')",
        },
    ),
    Target(layout.SUPERVISION, Supervision, _same("provider", "order_type", "started_on", "ended_on")),
    Target(layout.WARRANTS, Warrant, _same("kind", "issued_on", "resolved_on")),
    Target(
        layout.INTELLIGENCE,
        IntelligenceReport,
        _same("received_on", "source_grade", "intelligence_grade", "handling", "kind", "summary"),
    ),
    Target(layout.CONTACTS, Contact, {**_same("due_on", "kind", "outcome"), "agency_id": "agency.id"}, AGENCY),
    Target(layout.DRUG_TESTS, DrugTest, _same("tested_on", "regime", "opiates", "cocaine")),
    Target(
        layout.PATHWAY_ASSESSMENTS, PathwayAssessment, {"assessed_on": "s.assessed_on", "level_id": "level.id"}, LEVEL
    ),
    Target(
        layout.JUDGEMENTS,
        Judgement,
        {**_same("made_on", "direction", "reason"), "agency_id": "agency.id"},
        AGENCY,
    ),
    Target(layout.RAG, Decision, _same("effective_on", "status", "decided_by"), at_first={"reason": "''"}),
)
MEMBERSHIPS, CUSTODY, DECISIONS = FACTS[0], FACTS[1], FACTS[-1]
