"""The facts of records for their review, for one and for many: a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q

from agencies.models import User
from audit.months import add_months
from cohorts.models import Membership
from enforcement.models import Warrant
from offenders.models import Arrest, CustodySpell, Disposal, Marker, Offence, Offender, Supervision
from retention.models import GroupOffence, Hold, Review, ReviewGroup, ReviewStatus
from retention.rules import Event, Facts, Group, Verdict, reviews, verdict

MOST = 1001


@dataclass(frozen=True)
class Due:
    """One record whose review is due, and why."""

    person: Offender
    verdict: Verdict
    proposed: Review | None
    disposable: bool


def groups() -> list[Group]:
    return [Group(g.code, g.position, g.clear_years, g.again_years, g.until_age) for g in ReviewGroup.objects.all()]


def facts_of(people: Iterable[Offender], on: date) -> dict[int, Facts]:
    """What the rules ask of each record, by person."""
    found = {person.pk: person for person in people}
    ids = list(found)
    events, now = _events(ids, on), _now(ids, on)
    proved, protection = _groups(ids), _protection(ids)
    kept = dict(
        Review.objects.filter(offender__in=ids, status=ReviewStatus.KEPT)
        .values("offender")
        .annotate(day=Max("decided_on"))
        .values_list("offender", "day")
    )
    held = set(Hold.objects.filter(offender__in=ids, lifted_on=None).values_list("offender", flat=True))
    return {
        pk: Facts(
            born=person.date_of_birth,
            groups=frozenset(proved[pk]),
            public_protection=pk in protection,
            events=tuple(events[pk]),
            now=tuple(now[pk]),
            kept_on=kept.get(pk),
            held=pk in held,
        )
        for pk, person in found.items()
    }


def review_of(person: Offender, on: date) -> tuple[Verdict, bool]:
    """What the rules say of one record, and whether they let it be disposed of."""
    known = groups()
    facts = facts_of([person], on)[person.pk]
    found = verdict(facts, known)
    return found, _disposable(facts, found, known, on)


def _disposable(facts: Facts, found: Verdict, known: list[Group], on: date) -> bool:
    group = next(group for group in known if group.code == found.group)
    return found.is_due(on) and reviews.may_dispose(facts, group, on)


def due(user: User, on: date) -> tuple[list[Due], bool]:
    """Records that this reader sees and whose review is due, longest due first; whether there are more than 1,000."""
    known = groups()
    if not known:
        return [], False
    candidates = list(_quiet(user, on, min(group.clear_years for group in known))[:MOST])
    facts = facts_of(candidates, on)
    proposals = {r.offender_id: r for r in Review.objects.filter(offender__in=facts, status=ReviewStatus.PROPOSED)}
    found = []
    for person in candidates:
        said = verdict(facts[person.pk], known)
        if said.is_due(on):
            disposable = _disposable(facts[person.pk], said, known, on)
            found.append(Due(person, said, proposals.get(person.pk), disposable))
    found.sort(key=lambda one: (one.verdict.due_on or on, one.person.family_name, one.person.pk))
    return found, len(candidates) == MOST


def _quiet(user: User, on: date, years: int) -> Any:
    """People who are not in use today and did not come to notice for the shortest clear period: few, by indexes."""
    since = add_months(on, -12 * years)
    people = Offender.objects.visible_to(user).select_related("area")
    person = OuterRef("pk")
    return people.exclude(
        Exists(Arrest.objects.filter(offender=person, arrested_on__gt=since))
        | Exists(Membership.objects.filter(Q(deselected_on=None) | Q(deselected_on__gt=since), offender=person))
        | Exists(CustodySpell.objects.filter(Q(released_on=None) | Q(released_on__gt=since), offender=person))
        | Exists(Supervision.objects.filter(Q(ended_on=None) | Q(ended_on__gt=since), offender=person))
        | Exists(Warrant.objects.filter(Q(resolved_on=None) | Q(resolved_on__gt=since), offender=person))
    ).order_by("pk")


def _events(ids: list[int], on: date) -> dict[int, list[Event]]:
    """The last of each kind of day on which somebody came to notice."""
    kinds: list[tuple[str, Any, str]] = [
        ("an arrest", Arrest.objects.filter(arrested_on__lte=on), "arrested_on"),
        ("a release from custody", CustodySpell.objects.filter(released_on__lte=on), "released_on"),
        ("a deselection", Membership.objects.filter(deselected_on__lte=on), "deselected_on"),
        ("the end of supervision", Supervision.objects.filter(ended_on__lte=on), "ended_on"),
        ("a warrant or recall", Warrant.objects.filter(resolved_on__lte=on), "resolved_on"),
    ]
    found: dict[int, list[Event]] = defaultdict(list)
    for words, rows, column in kinds:
        last = rows.filter(offender__in=ids).values("offender").annotate(day=Max(column))
        for pk, day in last.values_list("offender", "day"):
            found[pk].append(Event(day, words))
    return found


def _now(ids: list[int], on: date) -> dict[int, list[str]]:
    """Why a record is in use today."""
    kinds: list[tuple[str, Any]] = [
        ("on the scheme", Membership.objects.current(on)),
        ("in custody", CustodySpell.objects.covering(on)),
        ("supervised", Supervision.objects.in_force(on)),
        ("wanted", Warrant.objects.in_force(on)),
    ]
    found: dict[int, list[str]] = defaultdict(list)
    for words, rows in kinds:
        for pk in rows.filter(offender__in=ids).values_list("offender", flat=True).distinct():
            found[pk].append(words)
    return found


def _groups(ids: list[int]) -> dict[int, set[str]]:
    """The groups of what was proved against each."""
    of = dict(GroupOffence.objects.values_list("actuarial_category", "group"))
    proved = Offence.objects.filter(arrest__offender__in=ids, disposal__in=Disposal.positive())
    found: dict[int, set[str]] = defaultdict(set)
    for pk, category in proved.values_list("arrest__offender", "offence_code__actuarial_category").distinct():
        if category in of:
            found[pk].add(of[category])
    return found


def _protection(ids: list[int]) -> set[int]:
    """Whoever is or was managed under MAPPA: public protection."""
    return set(Marker.objects.filter(offender__in=ids, kind="mappa").values_list("offender", flat=True))
