"""A person's numbers, as people type them and as the register writes them. Values in, values out."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of number: its word, its column, and how the register may write what was typed."""

    words: str
    column: str
    forms: list[str]


def tidied(words: str) -> str:
    """What was typed without spaces and hyphens, in capitals."""
    return re.sub(r"[\s-]", "", words.replace("\x00", "")).upper()


def kinds(words: str) -> tuple[Kind, ...]:
    """What the number would be as a PNC ID, a CRN and a prison number."""
    typed = tidied(words)
    return (
        Kind("PNC", "pnc_id", pnc_forms(typed)),
        Kind("CRN", "crn", [typed]),
        Kind("prison number", "prison_number", [typed]),
    )


def pnc_forms(typed: str) -> list[str]:
    """A PNC ID as the register writes it, from how people type it: 97/966342X, 1997/0966342X, 19970966342X."""
    if match := re.fullmatch(r"(\d{4})(\d{7}[A-Z])", typed):
        return [f"{match[1]}/{match[2]}"]
    if not (match := re.fullmatch(r"(\d{2}|\d{4})/(\d{1,7})([A-Z])", typed)):
        return [typed]
    years = [match[1]] if len(match[1]) == 4 else [f"19{match[1]}", f"20{match[1]}"]
    return [f"{year}/{int(match[2]):07}{match[3]}" for year in years]


def is_whole(words: str) -> bool:
    """Whether it is a whole number of one of the kinds: never a name, a date of birth, or part of a number."""
    pnc, crn, prison = kinds(words)
    return (
        any(re.fullmatch(r"\d{4}/\d{7}[A-Z]", form) for form in pnc.forms)
        or re.fullmatch(r"[A-Z]\d{6}", crn.forms[0]) is not None
        or re.fullmatch(r"[A-Z]\d{4}[A-Z]{2}", prison.forms[0]) is not None
    )


# What is right as the register writes it (spec/exchange.md, "Checks"; spec/domain-facts.md, 7.7).
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


def pnc_written(typed: str, year: int) -> str:
    """A PNC ID as the register writes it; two digits are a year of this century up to this year, else of the last."""
    forms = pnc_forms(tidied(typed))
    return forms[0] if len(forms) == 1 or int(forms[1][:4]) > year else forms[1]
