"""Who can be managed by a neighbourhood team: low risk, and nobody whom the scheme itself manages.

No source publishes a bound: below how many points a score is low is a setting of the scheme (ranking's settings). The
other conditions follow from what a neighbourhood team is: it works at liberty, where the person lives, with people who
are on no cohort and whose status is not RED.
"""

from dataclasses import dataclass

EIGHTHS = 8


@dataclass(frozen=True)
class Standing:
    """What is asked of one person; no score is that they are not in the ranking."""

    eighths: int | None
    member: bool = False
    red: bool = False
    in_custody: bool = False
    resident: bool = True


def is_low(eighths: int, below: int) -> bool:
    """Below so many points; the score is in eighths of one."""
    return eighths < below * EIGHTHS


def why_not(one: Standing, below: int) -> str:
    """Why a neighbourhood team cannot have them; nothing where it can."""
    if one.eighths is None:
        return "This person is not in the latest ranking."
    if one.member:
        return "This person is on a cohort: the scheme manages them."
    if one.red:
        return "This person’s status is RED."
    if one.in_custody:
        return "This person is in custody."
    if not one.resident:
        return "This person does not live in or visit the area."
    return "" if is_low(one.eighths, below) else f"This person’s score is not below {below} points."
