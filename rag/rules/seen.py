"""What a rule is given: one person's facts, seen from one day by one version of the thresholds."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from audit.months import Window, add_months
from rag.rules.history import status_on
from rag.rules.thresholds import Thresholds
from rag.rules.values import Appointment, Arrest, DrugTest, Facts, Report, Spell


@dataclass(frozen=True)
class Seen:
    """Facts after the day are not in any of these lists, and an end after the day is not yet reached."""

    facts: Facts
    on: date
    thresholds: Thresholds

    @cached_property
    def recent(self) -> Window:
        return Window.months_to(self.on, self.thresholds.recent_months)

    @cached_property
    def compared(self) -> Window:
        """The months before: (day less four months, day less one month]."""
        months = self.thresholds.recent_months + self.thresholds.compared_months
        return Window(add_months(self.on, -months), self.recent.after)

    @cached_property
    def arrests(self) -> list[Arrest]:
        """Of the last month, the latest first."""
        found = [arrest for arrest in self.facts.arrests if self.recent.holds(arrest.arrested_on)]
        return sorted(found, key=lambda arrest: (arrest.arrested_on, arrest.id), reverse=True)

    @cached_property
    def reports(self) -> list[Report]:
        found = [report for report in self.facts.reports if self.recent.holds(report.received_on)]
        return sorted(found, key=lambda report: (report.received_on, report.id), reverse=True)

    @cached_property
    def tests(self) -> list[DrugTest]:
        found = [test for test in self.facts.tests if self.recent.holds(test.tested_on)]
        return sorted(found, key=lambda test: (test.tested_on, test.id), reverse=True)

    def appointments(self, window: Window) -> list[Appointment]:
        found = [due for due in self.facts.appointments if window.holds(due.due_on)]
        return sorted(found, key=lambda due: (due.due_on, due.id), reverse=True)

    @cached_property
    def releases(self) -> dict[date, list[Spell]]:
        """The releases of the last month, the latest first, each with the spells that ended that day.

        A release is a released_on on which no other spell covers the day, also of a spell that covered no day
        itself; spells that end on one day are one release. (A spell never covers its own last day.)
        """
        spells = self.facts.custody
        days = {spell.released_on for spell in spells if spell.released_on and self.recent.holds(spell.released_on)}
        free = [day for day in days if not any(spell.covers(day) for spell in spells)]
        ended = sorted(spells, key=lambda spell: spell.id)
        return {day: [spell for spell in ended if spell.released_on == day] for day in sorted(free, reverse=True)}

    @cached_property
    def decided_status(self) -> str | None:
        return status_on(self.facts.decisions, self.on)
