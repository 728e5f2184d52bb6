"""Facts as plain values, in few words, and the verdict on them."""

from datetime import date
from itertools import count

from rag.rules import (
    Appointment,
    Arrest,
    Decided,
    DrugTest,
    Facts,
    Judged,
    Marker,
    Offence,
    Report,
    Spell,
    propose,
)
from tests.rag.scheme import version_1

ON = date(2019, 3, 31)  # a Sunday; the clocks go forward. The last month is 1 to 31 March, after 28 February
number = count(1)

KEPT = Appointment(900, date(2019, 3, 10), "probation", "kept")


def d(text: str) -> date:
    """ "03-31" is of 2019."""
    return date.fromisoformat(text if len(text) > 5 else f"2019-{text}")


def spell(start, end=None, engagement=""):
    return Spell(next(number), d(start), d(end) if end else None, engagement, "HMP Bedford")


def marker(issued, resolved=None, kind="warrant"):
    return Marker(next(number), kind, d(issued), d(resolved) if resolved else None)


def arrest(on, *offences):
    """An offence is its severity; in brackets it has no positive disposal."""
    rows = (Offence(o[0], False) if isinstance(o, list) else Offence(o, True) for o in offences or (3,))
    return Arrest(next(number), d(on), tuple(rows))


def report(on, grade="1A", kind="offending"):
    return Report(next(number), d(on), kind, grade[1], int(grade[0]))


def sample(on, opiates="negative", cocaine="negative", regime="licence"):
    return DrugTest(next(number), d(on), regime, opiates, cocaine)


def due(on, outcome="kept", agency="probation"):
    names = {"kept": "kept", "missed": "missed_unacceptable", "excused": "missed_acceptable"}
    return Appointment(next(number), d(on), agency, names[outcome])


def judged(on, direction="increase"):
    return Judged(next(number), d(on), "Probation", direction)


def decided(on, status, by="panel", ref="R1"):
    return Decided(next(number), ref, d(on), status, by == "panel")


def found(on=ON, thresholds=None, engaged=True, **facts):
    """The verdict on somebody who keeps appointments, with these facts besides."""
    if engaged:
        facts["appointments"] = (*facts.get("appointments", ()), KEPT._replace(due_on=on))
    return propose(Facts(**{name: tuple(rows) for name, rows in facts.items()}), on, thresholds or version_1())


def codes(**facts):
    return found(**facts).codes
