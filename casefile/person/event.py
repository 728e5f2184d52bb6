"""One line of a person's timeline."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Event:
    """One line: the day, its kind, what it says and who it came from. `bad` is what an officer looks for."""

    on: date
    kind: str
    title: str
    text: str = ""
    agency: str = ""
    bad: bool = False
