"""The parts of a person's record, and the levels of sharing: the words of a sharing agreement (spec/access.md, 2)."""

from enum import IntEnum, StrEnum


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

    @property
    def label(self) -> str:
        """The category in the words of the agreement's table."""
        return LABELS[self]


LABELS = {
    Category.IDENTITY: "identity (name, date of birth, contact, areas, lead)",
    Category.IDENTIFIERS: "identifiers and past addresses",
    Category.SCHEME: "scheme (cohort, RAG status, panel decisions, own actions)",
    Category.CUSTODY: "custody and release",
    Category.SUPERVISION: "supervision, licence, orders",
    Category.OFFENDING: "arrests, offences, warrants",
    Category.INTELLIGENCE_ORIGINAL: "original intelligence",
    Category.INTELLIGENCE_SANITISED: "sanitised intelligence",
    Category.TARGETING: "targeting and enforcement plans",
    Category.ENGAGEMENT: "appointments and engagement",
    Category.TESTS: "statutory tests (licence, DRR, DIP)",
    Category.TREATMENT: "treatment detail",
    Category.HEALTH: "health detail",
    Category.PATHWAYS: "pathway levels and care plan",
    Category.VICTIMS: "victims",
    Category.SCORES: "scores and rank",
    Category.BOUNDARIES: "boundaries (MAPPA, MARAC, child protection, risk to staff)",
}


class Level(IntEnum):
    """How much of a category: not even that it exists, that it exists, reading, adding one's own, all of it."""

    NONE = 0
    FLAG = 1
    READ = 2
    ADD = 3
    MANAGE = 4

    @property
    def word(self) -> str:
        return "-" if self is Level.NONE else self.name.lower()


IF_CONSENT = "read if consent"
# The words of the agreement's table, and what each is: a level, and whether it holds only with the person's consent.
TERMS: dict[str, tuple[Level, bool]] = {
    **{level.word: (level, False) for level in Level},
    IF_CONSENT: (Level.READ, True),
}


def word_of(level: int, if_consent: bool) -> str:
    """A term of the agreement in the words of its table."""
    return IF_CONSENT if if_consent else Level(level).word
