"""The prison is told of selections and deselections of the people it holds (issue 4, "Prison and release")."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from agencies.models import Agency, AgencyKind
from cohorts.models import Membership
from offenders.custody.notices import People, Told, tell
from offenders.custody.rules import NoticeKind
from offenders.models import CustodySpell

KINDS = (NoticeKind.SELECTED, NoticeKind.DESELECTED)


def tell_prisons(people: People, on: date) -> int:
    """Of these people, or of everybody: what is new to the prison that holds them today."""
    return tell(KINDS, of_memberships, people, on)


def of_memberships(people: People, on: date, since: date | None) -> list[Told]:
    """A membership that began, or ended, on a day of the spell that holds the person now."""
    held = _held(people, on)
    rows = Membership.objects.filter(offender__in=held)
    if since is not None:
        rows = rows.filter(Q(selected_on__gt=since) | Q(deselected_on__gt=since))
    return [told for row in rows for told in _told(row, held[row.offender_id], on, since)]


def _told(row: Membership, held: list[tuple[int, date]], on: date, since: date | None) -> Iterator[Told]:
    days = ((NoticeKind.SELECTED, row.selected_on), (NoticeKind.DESELECTED, row.deselected_on))
    for kind, day in days:
        if day is not None and day <= on and (since is None or day > since):
            yield from (
                Told(row.offender_id, prison, kind.value, row.pk, day) for prison, from_on in held if from_on <= day
            )


def _held(people: People, on: date) -> dict[int, list[tuple[int, date]]]:
    """Who is held today by a prison that works here (the agency of the establishment's very name), and since when."""
    prisons = dict(Agency.objects.filter(kind=AgencyKind.PRISON).values_list("name", "pk"))
    spells = CustodySpell.objects.covering(on).filter(establishment__in=prisons)
    spells = spells if people is None else spells.filter(offender__in=people)
    found: dict[int, list[tuple[int, date]]] = defaultdict(list)
    for offender, name, since in spells.order_by().values_list("offender_id", "establishment", "admitted_on"):
        found[offender].append((prisons[name], since))
    return found
