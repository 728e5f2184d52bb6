"""A contact in the form in which the probation system wants it, as text to be copied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True)
class ContactType:
    """A type of contact of the probation system; an ordinary appointment keeps the type that it was arranged under."""

    code: str
    name: str

    @property
    def words(self) -> str:
        return f"{self.code}: {self.name}" if self.code else self.name


@dataclass(frozen=True)
class Facts:
    """What is copied. `kind` and `outcome` in words; `text` is what was said."""

    crn: str
    on: date
    at: time | None
    kind: str
    agency: str
    officer: str = ""
    place: str = ""
    outcome: str = ""
    text: str = ""


def text_of(kind: ContactType, facts: Facts) -> str:
    """One line a field, in the order in which the system asks; what is empty is left out, notes come last."""
    lines: Sequence[tuple[str, str]] = (
        ("CRN", facts.crn),
        ("Contact type", kind.words),
        ("Date", f"{facts.on:%d/%m/%Y}"),
        ("Start time", f"{facts.at:%H:%M}" if facts.at else ""),
        ("How", facts.kind),
        ("Location", facts.place),
        ("With", ", ".join(filter(None, (facts.officer, facts.agency)))),
        ("Outcome", facts.outcome),
    )
    said = [f"{name}: {value}" for name, value in lines if value]
    return "\n".join([*said, "Notes:", facts.text.strip() or f"IOM contact, {facts.kind.lower()}."])
