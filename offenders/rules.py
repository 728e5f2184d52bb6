"""How a reader comes to see a person, and how far: pure functions (spec/access.md, sections 1 and 2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from agencies.categories import Category, Level
from agencies.roles import Role
from agencies.rules import NOT_SHARED, Levels, Term, narrowed

# A lead or supporting agency's old involvement is read only for so many days after it ended.
TAPER_DAYS = 90

# The agency that led an episode keeps reading, through these, until disposal. An analyst reads under pseudonyms.
KEPT_FOR = frozenset({Role.COORDINATOR})

# Who breaks glass: a practitioner, and of these kinds of agency, also while it stays broken.
BREAKS_GLASS = frozenset({Role.PRACTITIONER})
GLASS_KINDS = frozenset({"police", "probation", "prison", "youth_justice"})

# Whoever breaks glass never sees these (spec/access.md, "Break-glass").
NOT_BY_GLASS = frozenset(
    {Category.INTELLIGENCE_ORIGINAL, Category.VICTIMS, Category.TREATMENT, Category.HEALTH},
)


class How(StrEnum):
    """By what a reader sees a person."""

    INVOLVED = "involved"
    NAMED = "named"
    TAPER = "taper"
    LED = "led"
    GRANTED = "granted"
    GLASS = "glass"


@dataclass(frozen=True)
class Standing:
    """What the tables say today of one reader and one person.

    `involved`: the reader's agency is, today; `caseload`: for a reason that makes the person its own work;
    `tapering`: it led or supported until less than 90 days ago; `led`: it once led; `consented`: the categories that
    the person lets that agency read; `restricted` and `named` for it; `granted` by name; `glass`: broken, and open.
    """

    involved: bool = False
    caseload: bool = False
    tapering: bool = False
    led: bool = False
    consented: frozenset[str] = frozenset()
    restricted: bool = False
    named: bool = False
    granted: bool = False
    glass: bool = False


def how(standing: Standing, roles: Iterable[Role]) -> How | None:
    """By what a reader of these roles sees the person; None is that they do not.

    A restricted person is seen by those named alone; else the widest that holds counts.
    """
    if standing.restricted:
        return How.NAMED if standing.named else None
    held = {
        How.INVOLVED: standing.involved,
        How.TAPER: standing.tapering,
        How.LED: standing.led and bool(KEPT_FOR.intersection(roles)),
        How.GRANTED: standing.granted,
        How.GLASS: standing.glass and bool(BREAKS_GLASS.intersection(roles)),
    }
    return next((way for way, holds in held.items() if holds), None)


# Whoever sees a person so writes nothing of theirs.
READS_AT_MOST = frozenset({How.TAPER, How.LED, How.GLASS})


def levels(standing: Standing, terms: Mapping[Category, Term], roles: frozenset[Role]) -> Levels:
    """What the reader has of the person: the agreement's term, as far as the way and the roles let them.

    Consent counts while the agency is involved; what rested on it ends with the involvement. A taper, a former lead
    and broken glass read at most; what broken glass never shows is left out.
    """
    way = how(standing, roles)
    if way is None:
        return Levels()
    counted = roles & {How.LED: KEPT_FOR, How.GLASS: BREAKS_GLASS}.get(way, roles)
    most = Level.READ if way in READS_AT_MOST else Level.MANAGE
    found = {}
    for category in Category:
        consented = standing.involved and category in standing.consented
        level = terms.get(category, NOT_SHARED).everyday(consented=consented)
        level = min(narrowed(level, counted, own_caseload=standing.caseload), most)
        found[category] = Level.NONE if way is How.GLASS and category in NOT_BY_GLASS else level
    return Levels(found)
