"""Identifiers of a person: PNC, CRN and prison number (spec/exchange.md, "Checks")."""

import re

CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
PNC = re.compile(r"([0-9]{4})/([0-9]{7})([A-Z])")
CRN = re.compile(r"[A-Z][0-9]{6}")
PRISON_NUMBER = re.compile(r"[A-Z][0-9]{4}[A-Z]{2}")


def pnc_check_letter(year: str, digits: str) -> str:
    """The year's last two and the seven digits as one number, modulo 23, indexes the letters from 0."""
    return CHECK_LETTERS[int(year[-2:] + digits) % 23]


def pnc_fault(value: str) -> str | None:
    """What is expected where a PNC identifier is not right; None where it is."""
    found = PNC.fullmatch(value)
    if found is None:
        return "a PNC identifier YYYY/NNNNNNNL"
    year, digits, letter = found.groups()
    right = pnc_check_letter(year, digits)
    return None if letter == right else f"the check letter {right}"


def crn_fault(value: str) -> str | None:
    return None if CRN.fullmatch(value) else "a CRN: a capital letter and six digits"


def prison_number_fault(value: str) -> str | None:
    return None if PRISON_NUMBER.fullmatch(value) else "a prison number like A1234BC"
