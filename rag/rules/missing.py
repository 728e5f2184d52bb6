"""What is not on record and could make the proposal another: each answer is tried, and the rules asked again.

Issue 6: a proposal names "what is missing that could change it". Three things can be known to be missing: what came of
an appointment whose day is over, the disposal of an arrest that ended on bail or under investigation, and how somebody
engaged before a release. What nobody has booked or recorded at all leaves no trace; for that stands the rule
`engagement_not_evidenced`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from agencies.categories import Category
from audit.months import uk
from rag.rules.seen import Seen
from rag.rules.thresholds import Thresholds
from rag.rules.values import Appointment, Arrest, Booked, Facts, Missing, Spell, Verdict
from rag.status import Status

APPOINTMENT_OUTCOME, DISPOSAL, ENGAGEMENT = "appointment_outcome", "disposal", "engagement_before_release"
Propose = Callable[[Facts, date, Thresholds], Verdict]
WORST_FIRST = list(Status)


def missing(facts: Facts, on: date, thresholds: Thresholds, verdict: Verdict, propose: Propose) -> tuple[Missing, ...]:
    """Of what is not on record, that with which the verdict could be another; the most recent kind of fact first.

    `propose` is the rules' own (rag.rules.proposal): nothing here says a second time what they say.
    """
    seen = Seen(facts, on, thresholds)
    found = []
    for gap, answers in _gaps(seen):
        others = [propose(answer, on, thresholds) for answer in answers]
        others = [other for other in others if (other.status, other.codes) != (verdict.status, verdict.codes)]
        if others:
            statuses = {other.status for other in others} - {verdict.status}
            found.append(replace(gap, could_be=tuple(sorted(statuses, key=WORST_FIRST.index))))
    return tuple(found)


def _gaps(seen: Seen) -> Iterator[tuple[Missing, Iterable[Facts]]]:
    """Each thing that is not on record, with the facts as they would be by each answer to it."""
    yield from _appointments(seen)
    yield from _releases(seen)
    yield from _disposals(seen)


def _appointments(seen: Seen) -> Iterator[tuple[Missing, Iterable[Facts]]]:
    """An agency's appointments together: what matters is whether any was kept, and whether any was not."""
    waiting: dict[str, list[Booked]] = {}
    for booked in sorted(seen.facts.booked, key=lambda b: (b.due_on, b.id)):
        if booked.due_on < seen.on:
            waiting.setdefault(booked.agency, []).append(booked)
    for agency, owed in sorted(waiting.items()):
        name = owed[0].agency_name or agency
        many = f"{len(owed)} appointments" if len(owed) > 1 else "an appointment"
        gap = Missing(
            APPOINTMENT_OUTCOME,
            f"No outcome recorded of {many} with {name} since {uk(owed[0].due_on)}",
            Category.ENGAGEMENT,
        )
        yield gap, [_came_of(seen.facts, owed, outcome) for outcome in ("kept", "missed_unacceptable")]


def _came_of(facts: Facts, owed: list[Booked], outcome: str) -> Facts:
    told = tuple(Appointment(b.id, b.due_on, b.agency, outcome, b.agency_name) for b in owed)
    return replace(facts, appointments=facts.appointments + told)


def _releases(seen: Seen) -> Iterator[tuple[Missing, Iterable[Facts]]]:
    for day, spells in seen.releases.items():
        silent = {spell.id for spell in spells if not spell.engagement}
        if silent:
            text = f"Engagement before the release of {uk(day)} is not recorded"
            poor = tuple(_poor(spell) if spell.id in silent else spell for spell in seen.facts.custody)
            yield Missing(ENGAGEMENT, text, Category.CUSTODY), [replace(seen.facts, custody=poor)]


def _poor(spell: Spell) -> Spell:
    return spell._replace(engagement="poor")


def _disposals(seen: Seen) -> Iterator[tuple[Missing, Iterable[Facts]]]:
    arrests = [arrest for arrest in seen.facts.arrests if arrest.arrested_on <= seen.on and _open(arrest)]
    for arrest in sorted(arrests, key=lambda a: (a.arrested_on, a.id), reverse=True):
        text = f"No disposal yet of the arrest of {uk(arrest.arrested_on)}"
        proved = tuple(_proved(each) if each.id == arrest.id else each for each in seen.facts.arrests)
        yield Missing(DISPOSAL, text, Category.OFFENDING), [replace(seen.facts, arrests=proved)]


def _open(arrest: Arrest) -> bool:
    return any(offence.open for offence in arrest.offences)


def _proved(arrest: Arrest) -> Arrest:
    offences = tuple(o._replace(positive=True, open=False) if o.open else o for o in arrest.offences)
    return arrest._replace(offences=offences)
