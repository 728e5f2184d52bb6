"""Dates on the command line, as the exchange format writes them (spec/exchange.md)."""

import re
from argparse import ArgumentTypeError
from datetime import date

EARLIEST = date(1900, 1, 1)


def day(text: str) -> date:
    """A date from 1900 on: YYYY-MM-DD and no other form, such as 20190331 or 2019-W13-7."""
    wrong = ArgumentTypeError(f"{text!r} is not a date from {EARLIEST} on, written YYYY-MM-DD.")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise wrong
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise wrong from None
    if found < EARLIEST:
        raise wrong
    return found
