"""In custody, and released from it."""

from agencies.categories import Category
from audit.months import uk
from rag.rules.seen import Seen
from rag.rules.values import Code, Reason, Spell, rows
from rag.rules.words import both, some

TABLE = "offenders.custodyspell"


def in_custody(seen: Seen) -> list[Reason]:
    """BLUE: a custody spell covers the day (admitted_on <= day < released_on)."""
    spells = [spell for spell in seen.facts.custody if spell.covers(seen.on)]
    if not spells:
        return []
    spells.sort(key=lambda spell: (spell.admitted_on, spell.id))
    where = some([f"In custody, {spell.establishment}, since {uk(spell.admitted_on)}" for spell in spells])
    return [Reason(Code.IN_CUSTODY, where, Category.CUSTODY, rows(TABLE, spells))]


def release_poor_engagement(seen: Seen) -> list[Reason]:
    """AMBER+: a release in the last month, with engagement poor on any spell that ended that day."""
    poor = [spells for spells in seen.releases.values() if _poor(spells)]
    return _released(Code.RELEASE_POOR_ENGAGEMENT, poor, "; engagement poor before release")


def release(seen: Seen) -> list[Reason]:
    """AMBER: a release in the last month that is not one of poor engagement."""
    return _released(Code.RELEASE, [spells for spells in seen.releases.values() if not _poor(spells)])


def _poor(spells: list[Spell]) -> bool:
    return any(spell.engagement == "poor" for spell in spells)


def _released(code: Code, releases: list[list[Spell]], more: str = "") -> list[Reason]:
    if not releases:
        return []
    text = some([_sentence(spells) for spells in releases]) + more
    return [Reason(code, text, Category.CUSTODY, rows(TABLE, (spell for spells in releases for spell in spells)))]


def _sentence(spells: list[Spell]) -> str:
    day = spells[0].released_on
    places = both(sorted({spell.establishment for spell in spells}))
    return f"Released from {places}, {uk(day) if day else ''}"
