"""Registers for the tests of the ranking: a plain description of each person becomes rows."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise, product

from hypothesis import strategies as st

from agencies.models import Agency, Area
from audit.models import product_source_id
from cohorts.models import Cohort, Membership
from enforcement.models import DrugTest
from offenders.models import Arrest, Contact, CustodySpell, Disposal, IntelligenceReport, Offence, Offender
from pathways.models import PathwayAssessment, PathwayLevel
from tests.conftest import TODAY
from tests.factories import AreaFactory

# One code of each severity band, 1 to 5.
CODES = {1: "000/00", 4: "028/03"}
# Days before the ranking's day at which something changes, and the days beside them.
DAYS = sorted({edge + by for edge in (0, 28, 91, 182, 365) for by in (-1, 0, 1)} | {700})


@dataclass
class Somebody:
    """One invented person, with days counted backwards from the ranking's day."""

    ref: str
    resident: bool = True
    withdrawn: bool = False
    offences: list = field(default_factory=list)  # (days, severity code, disposal)
    reports: list = field(default_factory=list)  # (days, kind, grade, source)
    tests: list = field(default_factory=list)  # (days, opiates, cocaine)
    levels: list = field(default_factory=list)  # (days, pathway, whether a need)
    contacts: list = field(default_factory=list)  # (days, outcome)
    spells: list = field(default_factory=list)  # (days, length)
    memberships: list = field(default_factory=list)  # (cohort, days, length or None, code)


def some(*parts, most=4):
    return st.lists(st.tuples(*parts), max_size=most)


RESULTS = st.sampled_from(["negative", "positive", "refused", "failed_to_attend"])
days = st.sampled_from(DAYS)
disposals = st.sampled_from(["charged", "cautioned", *Disposal.values])
kinds = st.sampled_from(["offending", "offending", "drug_use", "association"])
refs = st.text(st.sampled_from("aBÉz-_1é😀"), min_size=1, max_size=4)
somebody = st.builds(
    Somebody,
    ref=refs,
    resident=st.booleans(),
    withdrawn=st.sampled_from([False, False, False, True]),
    offences=some(days, st.sampled_from(list(CODES)), disposals, most=12),
    reports=some(days, kinds, st.sampled_from("ABCDE"), st.integers(1, 3)),
    tests=some(days, RESULTS, RESULTS, most=2),
    levels=some(
        days,
        st.sampled_from(["accommodation", "relationships", "drugs_alcohol", "health"]),
        st.booleans(),
        most=5,
    ),
    contacts=some(days, st.sampled_from(["kept", "missed_unacceptable", "missed_acceptable"]), most=6),
    spells=some(days, st.integers(0, 40), most=2),
    memberships=st.lists(
        st.tuples(
            st.sampled_from(["X", "Y", "Z"]), st.sampled_from([-1, 0, 1, 60]), st.sampled_from([None, 0, 1, 30]),
            st.sampled_from(["6B", "6B", "1"]),
        ),
        max_size=3,
        unique_by=lambda row: row[0],
    ),
)  # fmt: skip
register = st.lists(somebody, min_size=1, max_size=6, unique_by=lambda person: person.ref)


def at_every_boundary() -> list[Somebody]:
    """People who stand at, above and below each boundary of the matrix, of a window and of a membership."""
    facts: list[dict] = []
    for day in DAYS:
        facts += [{"offences": [(day, 4, "charged")]}, {"tests": [(day, "negative", "positive")]}]
        facts += [{"reports": [(day, kind, "C", 1)]} for kind in ("offending", "drug_use", "association")]
        facts += [{"contacts": [(day, "missed_unacceptable")]}]
        facts += [{"offences": [(day, 1, "bailed"), (day + 1, 1, "charged")]}]
        lengths = [day + more for more in (-1, 0, 1) if day + more >= 0]
        facts += [{"spells": [(day, length)], "offences": [(0, 4, "charged")]} for length in lengths]
        facts += [{"levels": [(day, "drugs_alcohol", True), (90, "drugs_alcohol", False)]}]
    facts += [{"offences": [(3, 1, "charged")] * number} for number in range(1, 12)]
    facts += [{"reports": [(3, "offending", grade, source)]} for grade in "ABCDE" for source in (1, 2, 3)]
    facts += [{"reports": [(3, "offending", "C", 1)] * number} for number in range(1, 5)]
    facts += [{"contacts": [(1, "kept")] * k + [(1, "missed_unacceptable")] * m} for k in range(5) for m in range(5)]
    pathways = ("accommodation", "relationships", "drugs_alcohol", "health")
    for pathway, other in pairwise(pathways):
        facts += [{"levels": [(5, pathway, first), (5, pathway, not first)]} for first in (True, False)]
        facts += [{"levels": [(5, pathway, True), (day, other, False)]} for day in (4, 5, 6)]
    ends = [(None, None), (30, "1"), (1, "6B")]
    first = [("X", 60, *end) for end in [*ends, (30, "6B"), (60, "6B"), (61, "6B")]]
    second = [("Y", back, *end) for back in (61, 60, 59, -1) for end in ends]
    facts += [{"memberships": [one, two]} for one, two in product(first, second)]
    return [Somebody(f"{number:03}", **each) for number, each in enumerate(facts)]


def ago(number: int) -> date:
    return TODAY - timedelta(days=number)


def keep(people: list[Somebody]) -> dict[str, Offender]:
    """Write a register; returns each person by their ref."""
    area: Area = AreaFactory()
    police, _ = Agency.objects.get_or_create(code="police", defaults={"name": "Police", "kind": "police"})
    made = {}
    for person in people:
        made[person.ref] = _keep(person, area, police)
    return made


def _keep(person: Somebody, area: Area, police: Agency) -> Offender:
    offender = Offender.objects.create(
        ref=person.ref, family_name="Jarvis", given_names="Ethan", date_of_birth=date(1990, 5, 3), sex="M", area=area,
        resident=person.resident, withdrawn=person.withdrawn, source_id=product_source_id(),
    )  # fmt: skip
    for back, severity, disposal in person.offences:
        arrest = Arrest.objects.create(offender=offender, arrested_on=ago(back))
        Offence.objects.create(arrest=arrest, offence_code_id=CODES[severity], disposal=disposal, area=area)
    for back, kind, grade, source in person.reports:
        IntelligenceReport.objects.create(
            offender=offender, received_on=ago(back), kind=kind, intelligence_grade=grade, source_grade=source,
            handling="P", summary="Seen.",
        )  # fmt: skip
    for back, opiates, cocaine in person.tests:
        DrugTest.objects.create(offender=offender, tested_on=ago(back), regime="dip", opiates=opiates, cocaine=cocaine)
    for back, pathway, need in person.levels:
        level = PathwayLevel.objects.filter(pathway=pathway, need=need).order_by("level")[0]
        PathwayAssessment.objects.create(offender=offender, assessed_on=ago(back), level=level)
    for back, outcome in person.contacts:
        Contact.objects.create(offender=offender, due_on=ago(back), agency=police, kind="office", outcome=outcome)
    for back, length in person.spells:
        CustodySpell.objects.create(
            offender=offender, establishment="HMP Bedford", reason="remand", admitted_on=ago(back),
            released_on=ago(back) + timedelta(days=length),
        )  # fmt: skip
    for cohort, back, length, code in person.memberships:
        ended = None if length is None else ago(back) + timedelta(days=length)
        Membership.objects.create(
            offender=offender, cohort=Cohort.objects.get_or_create(code=cohort, defaults={"name": cohort})[0],
            referred_by="police", referred_on=ago(back), selected_on=ago(back), deselected_on=ended, import_number=1,
            deselection_code_id=None if ended is None else code,
        )  # fmt: skip
    return offender
