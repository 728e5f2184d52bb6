"""What stands behind each canary: which categories a reader needs for it, by hand, in facts.csv."""

import csv
from dataclasses import dataclass
from pathlib import Path

from tests.grid.levels import Levels, Persona


@dataclass(frozen=True)
class Fact:
    """One fact of a person and the categories that it is a part of; the first is what it is filed under."""

    name: str
    needs: tuple[str, ...]
    level: str

    @property
    def category(self) -> str:
        """The last of its categories is the one that gives it its name: victims for a cohort of victims."""
        return self.needs[-1] if self.needs else ""

    def open_to(self, persona: Persona, levels: Levels) -> bool:
        if self.level == "own" and persona.kind == "voluntary":
            return levels.sees
        if self.level == "probation":
            named = persona.kind == "probation" and levels.reads(*self.needs)
            return named or levels.reads("intelligence_original")
        if self.level == "asked":
            return persona.kind in ("police", "voluntary") and levels.sees
        if self.level == "handed":  # the world's handover is to the voluntary agency, which reads its own
            return levels.reads(*self.needs) or (persona.kind == "voluntary" and levels.sees)
        if self.level == "writer":  # the world's drafts are the police chair's
            return (persona.kind, persona.role) == ("police", "panel_chair") and levels.sees
        if self.level == "lead":
            return persona.role == "agency_lead"
        if self.level == "sender":  # the world's import is the police coordinator's
            return persona.kind == "police"
        if self.level == "any":
            return any(levels.reads(category) for category in self.needs)
        if self.level == "flag":
            return all(levels.knows_of(category) for category in self.needs)
        return levels.reads(*self.needs)


with (Path(__file__).parent / "facts.csv").open(encoding="utf-8", newline="") as file:
    FACTS = {row["fact"]: Fact(row["fact"], tuple(row["needs"].split()), row["level"]) for row in csv.DictReader(file)}
