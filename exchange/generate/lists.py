"""The invented scheme, and the code lists that a generated register goes round in."""

from itertools import cycle
from pathlib import Path
from typing import Any

from audit.code_lists import rows
from cohorts.code_lists import DATA as COHORT_DATA
from cohorts.models import ReferredBy
from enforcement.models import Regime, TestResult, WarrantKind
from offenders.code_lists import DATA as OFFENDER_DATA
from offenders.models import (
    ContactKind,
    CustodyReason,
    Disposal,
    Handling,
    IntelligenceGrade,
    IntelligenceKind,
    OrderType,
    Outcome,
    Provider,
    Sex,
    SourceGrade,
)
from pathways.code_lists import DATA as PATHWAY_DATA
from rag.models import DecidedBy, Direction, Status

AREAS = ["Northmere", "Southmere", "Harrowby", "Calderwick", "Eastholm", "Tarnside", "Wexcombe", "Ostrey"]
COHORTS = {
    "HI": "High impact",
    "BD": "Burglary dwelling",
    "DV": "Domestic violence",
    "PI": "Prolific",
    "MARAC": "MARAC",
}
AGENCIES = {
    "police": ("Marlshire Police", "police"),
    "probation": ("Probation", "probation"),
    "prison": ("HMP Marlford", "prison"),
    "yot": ("Youth offending service", "youth_justice"),
    "drug_service": ("Drug and alcohol service", "drug_service"),
    "housing": ("Housing", "local_authority"),
    "health": ("Health", "health"),
    "employment": ("Employment and training", "voluntary"),
    "court": ("Magistrates' court", "other"),
}
PRISONS = ["HMP Marlford", "HMP Marlford", "HMP Ashdyke", "HMP Stonelow", "HMYOI Fernhall"]

# What most arrests are for; every fourth offence goes round the whole list instead, so that each code occurs.
COMMON = (
    ["046/00"] * 8 + ["028/03"] * 5 + ["030/02"] * 2 + ["045/10"] * 4 + ["048/01"] * 2 + ["049/10"] * 3 + ["034/01"]
    + ["092/60"] * 3 + ["105/01"] * 3 + ["008/06"] * 2 + ["149/00"] * 2
)  # fmt: skip

# Text as people write it: commas, quotes, a second line, what a spreadsheet or a browser would take for its own.
SUMMARIES = [
    "Seen near a recent offence.",
    '"Seen in the early hours, with tools, near the allotments."',
    '"Said to be ""back at it"" since release."',
    '"Two reports:\nthe first of a car, the second of a van."',
    "=1+1 was written on the note",
    "<b>Using again</b>",
    "Associates with a known handler — café on the corner.",
]


def _plain(path: Path, name: str) -> list[str]:
    return [row[name] for row in rows(path)]


class Rounds:
    """Each list as a round that is gone through for ever, so that every value of it occurs."""

    def __init__(self) -> None:
        codes = _plain(OFFENDER_DATA / "offence_codes.csv", "code")
        self.code = cycle(codes)
        self.common = [code for code in COMMON if code in set(codes)]
        self.disposal = cycle(["charged", "charged", "charged", "no_further_action", *Disposal.values])
        self.ethnicity = cycle([*["W1"] * 15, "", *_plain(OFFENDER_DATA / "ethnicity.csv", "code")])
        self.sex = cycle(["M"] * 40 + ["F"] * 8 + [str(value) for value in Sex.values])
        self.area = cycle([*AREAS * 6, "OUT"])
        self.level = cycle([(row["pathway"], row["level"]) for row in rows(PATHWAY_DATA / "pathways.csv")])
        self.deselection = cycle(_plain(COHORT_DATA / "deselection.csv", "code"))
        self.cohort = cycle(COHORTS)
        self.referred_by = cycle(["police", "police", "probation_service", *ReferredBy.values])
        self.prison = cycle(PRISONS)
        self.custody = cycle(CustodyReason.values)
        self.engagement = cycle(["", "good", "", "poor", "good"])
        self.provider = cycle(["probation_service", "probation_service", "crc", *Provider.values])
        self.order = cycle(["licence", "community_order", *OrderType.values])
        self.warrant = cycle(WarrantKind.values)
        self.source_grade = cycle(SourceGrade.values)
        self.intelligence_grade = cycle([*IntelligenceGrade.values, "B", "B"])
        self.handling = cycle(Handling.values)
        self.intelligence = cycle([*IntelligenceKind.values, "offending"])
        self.summary = cycle(SUMMARIES)
        self.agency = cycle(AGENCIES)
        self.contact = cycle(["office", "office", *ContactKind.values])
        self.outcome = cycle(["kept", "kept", "kept", "kept", "kept", *Outcome.values])
        self.regime = cycle(Regime.values)
        self.opiates = cycle(["negative", "negative", "negative", *TestResult.values])
        self.cocaine = cycle(["negative", "negative", *TestResult.values])
        self.direction = cycle(Direction.values)
        self.status = cycle(["GREEN", "AMBER", *Status.values, "GREEN", "BLUE"])
        self.decided_by = cycle(["panel", "panel", "panel", *DecidedBy.values])


def scheme() -> dict[str, Any]:
    """The invented county of Marlshire: its areas, cohorts and agencies (one of each kind)."""
    return {
        "name": "Marlshire (generated)",
        "areas": [{"code": area, "name": area, "parent": "Marlshire"} for area in AREAS],
        "groupings": [{"name": "Coast and hills", "groups": {"Coast": AREAS[:4], "Hills": AREAS[4:]}}],
        "cohorts": [{"code": code, "name": name, "maximum": None} for code, name in COHORTS.items()],
        "agencies": [{"code": code, "name": name, "kind": kind} for code, (name, kind) in AGENCIES.items()],
    }
