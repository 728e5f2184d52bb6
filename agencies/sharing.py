"""Which parts of a person a kind of agency may see: the default sharing agreement (spec/access.md, section 2).

The table is that of spec/access.md. "read if consent" is no access until consents are recorded.
"""

from enum import IntEnum, StrEnum

from agencies.models import AgencyKind, User


class Category(StrEnum):
    IDENTITY = "identity"
    IDENTIFIERS = "identifiers"
    SCHEME = "scheme"
    CUSTODY = "custody"
    SUPERVISION = "supervision"
    OFFENDING = "offending"
    INTELLIGENCE_ORIGINAL = "intelligence_original"
    INTELLIGENCE_SANITISED = "intelligence_sanitised"
    TARGETING = "targeting"
    ENGAGEMENT = "engagement"
    TESTS = "tests"
    TREATMENT = "treatment"
    HEALTH = "health"
    PATHWAYS = "pathways"
    VICTIMS = "victims"
    SCORES = "scores"
    BOUNDARIES = "boundaries"


class Level(IntEnum):
    NONE = 0
    FLAG = 1
    READ = 2
    ADD = 3
    MANAGE = 4


_COLUMNS = (
    AgencyKind.POLICE,
    AgencyKind.PROBATION,
    AgencyKind.PRISON,
    AgencyKind.YOUTH_JUSTICE,
    AgencyKind.DRUG_SERVICE,
    AgencyKind.LOCAL_AUTHORITY,
    AgencyKind.HEALTH,
    AgencyKind.VOLUNTARY,
)
_LETTER = {"-": Level.NONE, "f": Level.FLAG, "r": Level.READ, "a": Level.ADD, "m": Level.MANAGE, "c": Level.NONE}

# One letter a kind of agency, in the order of _COLUMNS: m manage, a add, r read, f flag, - none, c read if consent.
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

MATRIX: dict[AgencyKind, dict[Category, Level]] = {
    kind: {category: _LETTER[row[column]] for category, row in _TABLE.items()} for column, kind in enumerate(_COLUMNS)
}


def level(user: User, category: Category) -> Level:
    """The level of a reader's agency for a category; none without an agency of a kind in the table."""
    if user.agency is None:
        return Level.NONE
    return MATRIX.get(AgencyKind(user.agency.kind), {}).get(category, Level.NONE)


def may_read(user: User, category: Category) -> bool:
    return level(user, category) >= Level.READ


def readable(user: User) -> frozenset[Category]:
    """The categories of which a reader sees the content."""
    return frozenset(category for category in Category if may_read(user, category))
