"""The scheme on one day (spec/evaluation.md, "The snapshot"): counted by the database, five queries."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Value, When

from audit.months import add_months
from cohorts.members import members_on
from cohorts.models import Membership
from offenders.models import CustodySpell, Supervision
from offenders.models.supervision import Provider
from reporting.facts import one_moment

NO_PROVIDER = "none"
Cells = dict[str, int]


def snapshot(on: date) -> dict[str, Any]:
    """Members on the last day of a period: total, by cohort, at liberty, in custody, supervised; who has left."""
    with one_moment():
        liberty, custody = _liberty_and_custody(on)
        return {
            "on": on.isoformat(),
            "total": sum(liberty.values()) + sum(custody.values()),
            "by_cohort": _by_cohort(on),
            "liberty": liberty,
            "custody": custody,
            "supervision": _supervision(on),
            "deselections": _deselections(on),
        }


def _by_cohort(on: date) -> dict[str, Cells]:
    rows = (
        Membership.objects.current(on)
        .filter(offender__withdrawn=False)
        .values_list("cohort__code", "offender__area__code")
        .annotate(people=Count("offender", distinct=True))
        .order_by("cohort__position", "cohort__code", "offender__area__code")
    )
    cohorts: dict[str, Cells] = defaultdict(dict)
    for cohort, area, people, *_ in rows:
        cohorts[cohort][area] = people
    return dict(cohorts)


def _liberty_and_custody(on: date) -> tuple[Cells, Cells]:
    inside = CustodySpell.objects.covering(on).filter(offender=OuterRef("pk"))
    rows = (
        members_on(on)
        .annotate(inside=Exists(inside))
        .values_list("inside", "area__code")
        .annotate(people=Count("pk"))
        .order_by("area__code")
    )
    cells: dict[bool, Cells] = {False: {}, True: {}}
    for held, area, people in rows:
        cells[held][area] = people
    return cells[False], cells[True]


def _supervision(on: date) -> Cells:
    """Members by who supervises them: the first of the providers, in their order, if several do."""
    now = Supervision.objects.in_force(on).filter(offender=OuterRef("pk"))
    first = Case(
        *(When(Exists(now.filter(provider=provider)), then=Value(provider)) for provider in Provider.values),
        default=Value(NO_PROVIDER),
        output_field=CharField(),
    )
    found: Cells = dict(members_on(on).values_list(first).annotate(people=Count("pk")))
    return {provider: found[provider] for provider in (*Provider.values, NO_PROVIDER) if provider in found}


def _deselections(on: date) -> Cells:
    """Memberships that ended in the three months up to a day, by code."""
    after = on + timedelta(days=1)
    rows = (
        Membership.objects.filter(
            deselected_on__gte=add_months(after, -3), deselected_on__lte=on, offender__withdrawn=False
        )
        .values_list("deselection_code")
        .annotate(memberships=Count("pk"))
        .order_by("deselection_code")
    )
    return dict(rows)
