"""How somebody comes to be wanted no longer, and what a drug test can say: tables and pure functions."""

from datetime import date

from agencies.templatetags.iom_pages import uk_date
from enforcement.models import Resolution, TestResult, WarrantKind

# What ends each kind of marker.
RESOLVED_BY: dict[WarrantKind, tuple[Resolution, ...]] = {
    WarrantKind.WARRANT: (Resolution.ARRESTED, Resolution.SURRENDERED, Resolution.CANCELLED),
    WarrantKind.NAMED_SUSPECT: (Resolution.ARRESTED, Resolution.INTERVIEWED, Resolution.ELIMINATED),
    WarrantKind.RECALL: (Resolution.RETURNED, Resolution.SURRENDERED, Resolution.RESCINDED),
}


def wrong_resolution(kind: str, issued_on: date, resolved_on: date, how: str, *, today: date) -> dict[str, str]:
    """Why a marker cannot have ended so, by field; empty where it can."""
    found = {}
    if resolved_on > today:
        found["resolved_on"] = f"That day is still to come. Enter {uk_date(today)} or an earlier day."
    elif resolved_on < issued_on:
        found["resolved_on"] = f"It was issued on {uk_date(issued_on)}: enter that day or a later one."
    if how not in RESOLVED_BY[WarrantKind(kind)]:
        found["resolved_how"] = f"A marker “{WarrantKind(kind).label.lower()}” does not end so. Choose another way."
    return found


def wrong_results(opiates: str, cocaine: str) -> str:
    """Who did not come, or refused, gave no sample for either; empty where the two can stand together."""
    for whole in (TestResult.FAILED_TO_ATTEND, TestResult.REFUSED):
        if (opiates == whole) != (cocaine == whole):
            return f"“{whole.label}” is of the whole test: choose it for opiates and for cocaine, or for neither."
    return ""
