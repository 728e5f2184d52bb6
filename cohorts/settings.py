"""The scheme's numbers that hold on a day, and within which bounds each can be meant."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from audit.code_lists import rows
from cohorts.code_lists import SETTINGS
from cohorts.models import SchemeSetting
from cohorts.rules.evidence import Limits
from offenders.querysets import holds


@dataclass(frozen=True)
class Measure:
    """In what a number is counted, and from which to which it can be meant: the product's own, of no source."""

    unit: str
    least: int
    most: int

    @property
    def choices(self) -> list[tuple[int, str]]:
        """Of a setting that is no measure but a choice: its numbers with their words."""
        words = self.unit.split("|")
        return list(enumerate(words, start=self.least)) if len(words) > 1 else []

    def said(self, number: int) -> str:
        """75%, 6 months, 1 month; of a choice its words."""
        if self.choices:
            return dict(self.choices).get(number, str(number))
        if self.unit == "%":
            return f"{number}%"
        return f"{number:,} {self.unit[:-1] if number == 1 else self.unit}"


def measures() -> dict[str, Measure]:
    """By the number's code; in the order of the product's list."""
    return {row["code"]: Measure(row["unit"], int(row["least"]), int(row["most"])) for row in rows(SETTINGS)}


def current_and_to_come(on: date) -> list[SchemeSetting]:
    """Of each number the row that holds, then those that begin later, in the order of the product's list."""
    held: dict[str, list[SchemeSetting]] = {code: [] for code in measures()}
    for row in SchemeSetting.objects.exclude(until_on__lte=on).order_by("from_on", "pk"):
        of_code = held.setdefault(row.code, [])
        if row.from_on <= on:
            of_code.clear()
        for earlier in of_code:
            earlier.is_last = False
        of_code.append(row)
    return [row for of_code in held.values() for row in of_code]


def numbers(on: date) -> dict[str, int]:
    """By code; of two that hold on a day the one that began last."""
    found = SchemeSetting.objects.filter(holds(on, "from_on", "until_on")).order_by("from_on", "pk")
    return dict(found.values_list("code", "number"))


def limits(on: date) -> Limits:
    found = numbers(on)
    return Limits(
        desistance_months=found["desistance_months"],
        disengaged_months=found["disengaged_months"],
        sentence_days=found["sentence_days"],
        stable=Fraction(found["stable_percent"], 100),
    )
