"""Wanted, and arrested."""

from agencies.categories import Category
from audit.months import uk
from rag.rules.seen import Seen
from rag.rules.values import Arrest, Code, Marker, Reason, rows
from rag.rules.words import some

ARRESTS, WARRANTS = "offenders.arrest", "enforcement.warrant"
KINDS = {"warrant": "Wanted on warrant", "named_suspect": "Named suspect", "recall": "Recalled to prison"}


def wanted(seen: Seen) -> list[Reason]:
    """RED: a warrant, named-suspect or recall marker issued on or before the day and not resolved on or before it."""
    markers = [marker for marker in seen.facts.wanted if _stands(marker, seen)]
    if not markers:
        return []
    markers.sort(key=lambda marker: (marker.issued_on, marker.id))
    text = some([f"{KINDS[marker.kind]} since {uk(marker.issued_on)}" for marker in markers])
    return [Reason(Code.WANTED, text, Category.OFFENDING, rows(WARRANTS, markers))]


def _stands(marker: Marker, seen: Seen) -> bool:
    return marker.issued_on <= seen.on and (marker.resolved_on is None or marker.resolved_on > seen.on)


def arrest_similar_or_higher(seen: Seen) -> list[Reason]:
    """AMBER+: for some arrest in the last month, an offence at least as severe as those of the arrests before.

    With D the latest day before the arrest's own day on which an arrest with at least one positive disposal was
    made: its most severe offence is at least as severe as the most severe offence of D's arrests that have a
    positive disposal. All rows of those arrests count. No such D: not met. Arrests in custody count.
    """
    found = [
        (arrest, before) for arrest in seen.arrests if (before := _before(arrest, seen)) and _as_severe(arrest, before)
    ]
    if not found:
        return []
    text = some([_compared(arrest, before) for arrest, before in found])
    behind = dict.fromkeys(each for arrest, before in found for each in (arrest, *before))
    return [Reason(Code.ARREST_SIMILAR_OR_HIGHER, text, Category.OFFENDING, rows(ARRESTS, behind))]


def _before(arrest: Arrest, seen: Seen) -> list[Arrest]:
    """The arrests of D that have a positive disposal; none where there is no D."""
    earlier = [a for a in seen.facts.arrests if a.arrested_on < arrest.arrested_on and a.positive]
    latest = max((a.arrested_on for a in earlier), default=None)
    return sorted((a for a in earlier if a.arrested_on == latest), key=lambda a: a.id)


def _as_severe(arrest: Arrest, before: list[Arrest]) -> bool:
    return arrest.severity >= max(a.severity for a in before)


def _compared(arrest: Arrest, before: list[Arrest]) -> str:
    was = max(a.severity for a in before)
    return (
        f"Arrested {uk(arrest.arrested_on)} for an offence of severity {arrest.severity}; "
        f"severity {was} on {uk(before[0].arrested_on)}"
    )


def arrest(seen: Seen) -> list[Reason]:
    """AMBER: any arrest in the last month, with any disposal."""
    if not seen.arrests:
        return []
    text = some([f"Arrested {uk(a.arrested_on)}" for a in seen.arrests])
    return [Reason(Code.ARREST, text, Category.OFFENDING, rows(ARRESTS, seen.arrests))]
