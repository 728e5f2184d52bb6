"""Identifiers of a person as a register may send them (spec/exchange.md, "Checks"): the same as are typed here."""

from offenders.identifiers import (
    CHECK_LETTERS,
    CRN,
    PNC,
    PRISON_NUMBER,
    crn_fault,
    pnc_check_letter,
    pnc_fault,
    prison_number_fault,
)

__all__ = [
    "CHECK_LETTERS",
    "CRN",
    "PNC",
    "PRISON_NUMBER",
    "crn_fault",
    "pnc_check_letter",
    "pnc_fault",
    "prison_number_fault",
]
