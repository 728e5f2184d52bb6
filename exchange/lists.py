"""The kinds of cells of one import: enumerations of the models, code lists of the register, codes of the scheme."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agencies.models import OUTSIDE, Agency, Area
from agencies.models.areas import AreaLevel
from cohorts.models import Cohort, DeselectionCode, ReferredBy
from enforcement.models import Regime, TestResult, WarrantKind
from exchange.rules.cells import KEY_LENGTH, NAME_LENGTH, TEXT_LENGTH, AnyCode, Cell, Codes, Day, Number, Shape, Text
from exchange.rules.identifiers import crn_fault, pnc_fault, prison_number_fault
from offenders.models import (
    ContactKind,
    CustodyReason,
    Disposal,
    Ethnicity,
    Handling,
    IntelligenceGrade,
    IntelligenceKind,
    OffenceCode,
    OrderType,
    Outcome,
    PreReleaseEngagement,
    Provider,
    Sex,
    SourceGrade,
)
from pathways.models import Pathway, PathwayLevel, PathwaySet
from rag.models import DecidedBy, Direction, Status

# What is expected of a cell that names something of the scheme.
SCHEME_CODES = (AN_AREA, A_COHORT, AN_AGENCY) = (
    "an area of the scheme or OUT",
    "a cohort of the scheme",
    "an agency of the scheme",
)


@dataclass(frozen=True)
class SchemeCodes:
    """The codes of the register's scheme as it would be after the folder."""

    areas: frozenset[str]
    cohorts: frozenset[str]
    agencies: frozenset[str]

    @classmethod
    def of_the_register(cls) -> "SchemeCodes":
        areas = Area.objects.filter(level=AreaLevel.AREA)
        return cls(*(frozenset(m.values_list("code", flat=True)) for m in (areas, Cohort.objects, Agency.objects)))

    def __or__(self, other: "SchemeCodes") -> "SchemeCodes":
        return SchemeCodes(self.areas | other.areas, self.cohorts | other.cohorts, self.agencies | other.agencies)


def cells(as_of: date, scheme: SchemeCodes | None) -> dict[str, Cell]:
    """Each kind of cell by the name that `exchange.rules.layout` gives it; no scheme: its codes are not judged."""
    return {**_shapes(as_of), **_enumerations(), **_code_lists(), **_scheme(scheme)}


def _shapes(as_of: date) -> dict[str, Cell]:
    return {
        "key": Text(KEY_LENGTH, "a key"),
        "name": Text(NAME_LENGTH, "a name"),
        "text": Text(TEXT_LENGTH),
        "day": Day(as_of),
        "number": Number(),
        "yes_no": Codes(["Y", "N"], "Y or N"),
        "pnc": Shape(pnc_fault),
        "crn": Shape(crn_fault),
        "prison_number": Shape(prison_number_fault),
    }


def _enumerations() -> dict[str, Cell]:
    return {
        "sex": Codes(Sex.values, "a sex"),
        "referred_by": Codes(ReferredBy.values, "who referred"),
        "disposal": Codes(Disposal.values, "a disposal"),
        "custody_reason": Codes(CustodyReason.values, "a reason for custody"),
        "engagement": Codes(PreReleaseEngagement.values, "engagement before release"),
        "provider": Codes(Provider.values, "a provider"),
        "order_type": Codes(OrderType.values, "a type of order"),
        "warrant_kind": Codes(WarrantKind.values, "a kind of marker"),
        "source_grade": Codes(map(str, SourceGrade.values), "a source grade"),
        "intelligence_grade": Codes(IntelligenceGrade.values, "an intelligence grade"),
        "handling": Codes(Handling.values, "a handling code"),
        "intelligence_kind": Codes(IntelligenceKind.values, "a kind of report"),
        "contact_kind": Codes(ContactKind.values, "a kind of appointment"),
        "outcome": Codes(Outcome.values, "an outcome"),
        "regime": Codes(Regime.values, "a testing regime"),
        "test_result": Codes(TestResult.values, "a result"),
        "direction": Codes(Direction.values, "a direction"),
        "rag_status": Codes(Status.values, "a RAG status"),
        "decided_by": Codes(DecidedBy.values, "who decided"),
    }


def _code_lists() -> dict[str, Cell]:
    # Those of every set that was ever in force: a register may bring what an older one said.
    used = Pathway.objects.filter(set__in=PathwaySet.objects.used())
    levels = list(PathwayLevel.objects.filter(pathway__in=used).values_list("pathway_id", "level"))
    return {
        "ethnicity": Codes(_primary_keys(Ethnicity), "an ethnicity code"),
        "offence_code": Codes(_primary_keys(OffenceCode), "a Home Office offence code like 028/03"),
        "deselection_code": Codes(_primary_keys(DeselectionCode), "a deselection code"),
        "pathway": Codes(used.values_list("pk", flat=True), "a pathway"),
        "pathway_level": Codes({level for _, level in levels}, "a level of the pathway"),
        "level_of_pathway": Codes({f"{pathway} {level}" for pathway, level in levels}, "a level of the pathway"),
    }


def _primary_keys(model: type) -> Iterable[str]:
    return model._default_manager.values_list("pk", flat=True)  # type: ignore[attr-defined,no-any-return]


def _scheme(scheme: SchemeCodes | None) -> dict[str, Cell]:
    if scheme is None:
        return dict.fromkeys(("area", "cohort", "agency"), AnyCode())
    return {
        "area": Codes(scheme.areas | {OUTSIDE}, AN_AREA),
        "cohort": Codes(scheme.cohorts, A_COHORT),
        "agency": Codes(scheme.agencies, AN_AGENCY),
    }
