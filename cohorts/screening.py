"""Reading what screening asks for: the same few queries for one person and for many; and what it says of somebody."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from audit.floor import System, as_system
from cohorts.models import Cohort, Membership, SelectionDecision
from cohorts.rules import screening as rules
from offenders.models import CustodySpell, Disposal, Marker, Offence, Supervision
from ranking.models import Run, Score
from ranking.queries import latest_run, places

VEHICLE_CLASSES = frozenset(
    {
        "Stealing from vehicles",
        "Stealing and unauthorised taking of motor vehicles",
        "Interference with motor vehicles",
        "Aggravated Taking of a Vehicle",
    }
)
OFFENCE_GROUPS = {
    "Burglary": "burglary",
    "Robbery": "robbery",
    "Violence against the person": "violence",
    "Drug offences": "drugs",
}
SENTENCED = ("sentence", "recall")


def facts_of(people: Iterable[int], on: date) -> dict[int, rules.Facts]:
    """What the records say of these people up to a day."""
    ids = list(people)
    offences, sentences = _offences(ids, on), _sentences(ids, on)
    supervisions, maracs = _supervisions(ids, on), _maracs(ids, on)
    run = latest_run(on)
    scores = places(run, ids) if run else {}
    return {
        pk: rules.Facts(
            offences=tuple(offences[pk]),
            sentences=tuple(sorted([*sentences[pk], *_orders(supervisions[pk])], key=lambda one: one.since)),
            supervisions=tuple((row.pk, row.started_on) for row in supervisions[pk]),
            maracs=tuple(maracs[pk]),
            score=_points(scores.get(pk)),
            scored_on=run.as_of if run else None,
        )
        for pk in ids
    }


def screening_of(offender_id: int, cohort: Cohort, on: date) -> rules.Screening:
    """What the records say today of one person and the criteria of one cohort."""
    return rules.screen(cohort.checks, facts_of([offender_id], on)[offender_id], on)


def run_of_the(on: date) -> int | None:
    """The number of the ranking that a screening of a day shows: its factors are on record there."""
    run = latest_run(on)
    return run.pk if run else None


def people_decided_with(run: Run) -> Iterable[int]:
    """Whose selection was decided with a ranking: its factors stay on record for them."""
    decided = SelectionDecision.objects.filter(screening__run=run.pk)
    return decided.values_list("referral__offender", flat=True)


@as_system(System.FIGURES)
def place_on(cohort: Cohort, on: date) -> str:
    """ "Would be number 251 of 250", where the cohort is full: counted of everybody, whoever reads it."""
    members = Membership.objects.current(on).filter(cohort=cohort).count()
    return rules.over_the_maximum(members, cohort.maximum)


def _offences(ids: list[int], on: date) -> dict[int, list[rules.Offence]]:
    rows = Offence.objects.filter(arrest__offender__in=ids, arrest__arrested_on__lte=on)
    rows = rows.select_related("arrest", "offence_code")
    positive, found = Disposal.positive(), defaultdict(list)
    for row in rows:
        found[row.arrest.offender_id].append(
            rules.Offence(
                row.pk, row.arrest.arrested_on, _groups(row.offence_code), row.disposal, row.disposal in positive
            )
        )
    return found


def _groups(code: Any) -> frozenset[str]:
    found = {OFFENCE_GROUPS.get(code.offence_group, ""), "burglary_dwelling" if code.burglary_dwelling else ""}
    found |= {"serious_acquisitive" if code.serious_acquisitive else ""}
    found |= {"vehicle" if code.offence_class in VEHICLE_CLASSES else ""}
    return frozenset(found - {""})


def _sentences(ids: list[int], on: date) -> dict[int, list[rules.Sentence]]:
    found = defaultdict(list)
    for row in CustodySpell.objects.covering(on).filter(offender__in=ids, reason__in=SENTENCED):
        found[row.offender_id].append(
            rules.Sentence("offenders.CustodySpell", row.pk, row.get_reason_display().lower(), row.admitted_on)
        )
    return found


def _supervisions(ids: list[int], on: date) -> dict[int, list[Supervision]]:
    found = defaultdict(list)
    for row in Supervision.objects.in_force(on).filter(offender__in=ids).order_by("started_on", "pk"):
        found[row.offender_id].append(row)
    return found


def _orders(supervisions: list[Supervision]) -> list[rules.Sentence]:
    return [
        rules.Sentence("offenders.Supervision", row.pk, row.get_order_type_display().lower(), row.started_on)
        for row in supervisions
    ]


def _maracs(ids: list[int], on: date) -> dict[int, list[tuple[int, date]]]:
    found = defaultdict(list)
    for row in Marker.objects.standing(on).filter(offender__in=ids, kind="marac").order_by("from_on", "pk"):
        found[row.offender_id].append((row.pk, row.from_on))
    return found


def _points(score: Score | None) -> float | None:
    """Of somebody under 18 no score is compared here: not every reader of a screening is shown it."""
    return None if score is None or score.adult_rank is None else score.eighths / 8
