"""What a name, a number, a postcode, a marker must be. Values in, a verdict out."""

import re
from collections.abc import Mapping
from datetime import date

from agencies.categories import Category
from agencies.rules import Levels

OLDEST = 110
ASK_LEAD = "Speak to the lead agency before contact"
IOM_DOES_NOT_DECIDE_ALONE = "IOM does not decide alone"


def told_by_status(levels: Levels) -> bool:
    """Who is told to speak to the lead agency in the place of RED.

    To them a warning that they may not read says so in that same place, over whatever was decided, and nowhere else:
    so that neither proves the other.
    """
    return levels.reads(Category.SCHEME) and not (levels.reads(Category.OFFENDING) or levels.reads(Category.BOUNDARIES))


_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})")


def postcode(typed: str) -> str | None:
    """A postcode as it is written (LU1 2AB), from how people type it (lu12ab); None where it is none."""
    found = _POSTCODE.fullmatch(re.sub(r"\s", "", typed).upper())
    return f"{found[1]} {found[2]}" if found else None


def phone_digits(typed: str) -> str | None:
    """A phone number as digits: +44 7700 900123 and 07700 900-123 are 07700900123; None where it is no number."""
    tidy = re.sub(r"[\s().-]", "", typed.replace("(0)", "") if typed.strip().startswith("+") else typed)
    tidy = re.sub(r"^(\+|00)44", "0", tidy)
    tidy = re.sub(r"^\+", "00", tidy)
    return tidy if re.fullmatch(r"[0-9]{5,20}", tidy) else None


def born_fault(born: date, on: date) -> str | None:
    """What is wrong with a date of birth on a day."""
    if born >= on:
        return "The date of birth must be in the past."
    if born.year < on.year - OLDEST:
        return f"The date of birth is more than {OLDEST} years ago."
    return None


def period_fault(from_on: date | None, until_on: date | None) -> str | None:
    if from_on and until_on and until_on < from_on:
        return "This ends before it begins."
    return None


def marker_faults(kind: str, values: Mapping[str, object]) -> dict[str, str]:
    """What a marker of this kind is missing or must not say, by field (domain-facts 9).

    MAPPA has a category and a level, and says who leads at level 2 and 3. Of a MARAC nothing but that there is one.
    """
    found: dict[str, str] = {}
    if kind == "mappa":
        found |= _mappa_faults(values)
    if kind == "marac" and (values.get("text") or values.get("led_by")):
        found["text"] = "Of a MARAC only that there is one is recorded: nothing in words."
    if kind in ("risk_to_staff", "other") and not values.get("text"):
        found["text"] = "Say what somebody must know."
    if not values.get("learned_from"):
        found["learned_from"] = "Say where it comes from."
    return found | _review_fault(values)


def _mappa_faults(values: Mapping[str, object]) -> dict[str, str]:
    found = {}
    level = values.get("mappa_level")
    if values.get("mappa_category") not in (1, 2, 3, 4):
        found["mappa_category"] = "Choose a MAPPA category, 1 to 4."
    if level not in (1, 2, 3):
        found["mappa_level"] = "Choose a MAPPA level, 1 to 3."
    elif level in (2, 3) and not values.get("led_by"):
        found["led_by"] = f"Say who leads: at level {level} an agency does."
    return found


def _review_fault(values: Mapping[str, object]) -> dict[str, str]:
    from_on, review_on = values.get("from_on"), values.get("review_on")
    if not isinstance(review_on, date):
        return {"review_on": "Say when it is looked at again."}
    if isinstance(from_on, date) and review_on < from_on:
        return {"review_on": "The review is before the marker begins."}
    return {}


def is_led_elsewhere(level: int | None) -> bool:
    """MAPPA level 2 and 3: active multi-agency management, which IOM must not dilute."""
    return level in (2, 3)


def mappa_warning(level: int | None, led_by: str) -> str:
    """What a decision of the scheme carries about somebody who is managed elsewhere; nothing at level 1."""
    if not is_led_elsewhere(level):
        return ""
    return f"This person is managed under MAPPA level {level}, led by {led_by}. {IOM_DOES_NOT_DECIDE_ALONE}."
