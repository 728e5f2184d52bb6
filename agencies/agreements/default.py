"""The agreement that every register starts with: the table of spec/access.md, section 2, as version 1.

It stands from the day of the Act that it rests on, so that no record is older, and it has no end: a register that
nobody has looked at yet must not close by itself. It is reviewed within a year; each later version must say when it
expires.
"""

from datetime import date

from agencies.categories import Category, Level, word_of
from agencies.models import Agreement, AgreementLevel, AgreementParty, AgreementState, Regime
from agencies.models.agencies import AgencyKind
from agencies.models.agreements import FIRST
from audit import clock
from audit.months import add_months

CRIME_AND_DISORDER_ACT = date(1998, 7, 31)
NAME = "IOM information sharing agreement"
PURPOSE = (
    "To manage together the people on the scheme: to cut their offending, protect the public and victims, and help "
    "them to stop. The information shared is the minimum that this needs."
)
LAWFUL_BASIS = (
    "Crime and Disorder Act 1998, section 115. Under the Data Protection Act 2018, Part 3, it is necessary for a "
    "task carried out for a law enforcement purpose; under the UK GDPR it is necessary for a task in the public "
    "interest. Treatment and health detail also need the person's own informed consent."
)
REVIEWED_WITHIN_MONTHS = 12

# The columns of the table.
KINDS = (
    AgencyKind.POLICE,
    AgencyKind.PROBATION,
    AgencyKind.PRISON,
    AgencyKind.YOUTH_JUSTICE,
    AgencyKind.DRUG_SERVICE,
    AgencyKind.LOCAL_AUTHORITY,
    AgencyKind.HEALTH,
    AgencyKind.VOLUNTARY,
)
_LETTER = {
    "-": (Level.NONE, False),
    "f": (Level.FLAG, False),
    "r": (Level.READ, False),
    "a": (Level.ADD, False),
    "m": (Level.MANAGE, False),
    "c": (Level.READ, True),
}

# One letter a kind of agency, in the order of KINDS: m manage, a add, r read, f flag, - none, c read if consent.
_TABLE = {
    Category.IDENTITY: "mmaarrrr",
    Category.IDENTIFIERS: "mmaarr--",
    Category.SCHEME: "mmrrrrrf",
    Category.CUSTODY: "aamarrrf",
    Category.SUPERVISION: "rmamrfff",
    Category.OFFENDING: "mrrrff--",
    Category.INTELLIGENCE_ORIGINAL: "m-------",
    Category.INTELLIGENCE_SANITISED: "mrrr----",
    Category.TARGETING: "mr------",
    Category.ENGAGEMENT: "aaaaaaaa",
    Category.TESTS: "mmara---",
    Category.TREATMENT: "-cccm-c-",
    Category.HEALTH: "--c-c-m-",
    Category.PATHWAYS: "rmaaaaaa",
    Category.VICTIMS: "mr-r----",
    Category.SCORES: "mrrr----",
    Category.BOUNDARIES: "mmrrffff",
}
# In the room: read of every category but these; of treatment and health detail only with consent.
NOT_IN_THE_ROOM = frozenset({Category.INTELLIGENCE_ORIGINAL, Category.VICTIMS})
IN_THE_ROOM_WITH_CONSENT = frozenset({Category.TREATMENT, Category.HEALTH})
# Competent authorities process for law enforcement under Part 3; the others under the UK GDPR.
PART_3 = frozenset({AgencyKind.POLICE, AgencyKind.PROBATION, AgencyKind.PRISON, AgencyKind.YOUTH_JUSTICE})
# Whose exact search says "known to IOM, ask this contact": those who may break glass, so that they ask first.
TOLD_WHO_IS_KNOWN = PART_3
EVERY_COHORT = frozenset({AgencyKind.POLICE, AgencyKind.PROBATION})


def load() -> None:
    """Write version 1 where there is no agreement yet; one that stands is never touched."""
    if Agreement.objects.exists():
        return
    first = Agreement.objects.create(
        number=FIRST,
        name=NAME,
        purpose=PURPOSE,
        lawful_basis=LAWFUL_BASIS,
        starts_on=CRIME_AND_DISORDER_ACT,
        review_on=add_months(clock.today(), REVIEWED_WITHIN_MONTHS),
    )
    AgreementParty.objects.bulk_create(_party(first, kind) for kind in KINDS)
    AgreementLevel.objects.bulk_create(
        _level(first, kind, category, row[column])
        for category, row in _TABLE.items()
        for column, kind in enumerate(KINDS)
    )
    first.state = AgreementState.IN_FORCE
    first.save(update_fields=["state"])


def _party(agreement: Agreement, kind: AgencyKind) -> AgreementParty:
    regime = Regime.LAW_ENFORCEMENT if kind in PART_3 else Regime.UK_GDPR
    return AgreementParty(
        agreement=agreement,
        kind=kind,
        regime=regime,
        every_cohort=kind in EVERY_COHORT,
        told_who_is_known=kind in TOLD_WHO_IS_KNOWN,
    )


def _level(agreement: Agreement, kind: AgencyKind, category: Category, letter: str) -> AgreementLevel:
    level, if_consent = _LETTER[letter]
    return AgreementLevel(
        agreement=agreement,
        kind=kind,
        category=category,
        level=level,
        if_consent=if_consent,
        in_room=Level.NONE if category in NOT_IN_THE_ROOM else Level.READ,
        in_room_if_consent=category in IN_THE_ROOM_WITH_CONSENT,
    )


def words() -> dict[AgencyKind, dict[Category, str]]:
    """The table in its own words, by kind of agency."""
    return {
        kind: {category: word_of(*_LETTER[row[column]]) for category, row in _TABLE.items()}
        for column, kind in enumerate(KINDS)
    }


MATRIX: dict[AgencyKind, dict[Category, Level]] = {
    kind: {c: Level.NONE if _LETTER[row[column]][1] else _LETTER[row[column]][0] for c, row in _TABLE.items()}
    for column, kind in enumerate(KINDS)
}
