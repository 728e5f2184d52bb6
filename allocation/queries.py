"""What is read for a choice of officer: who could lead, their cases as the reader sees them, and in figures."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F, Q

from agencies.categories import Category
from agencies.models import Agency, User
from agencies.roles import Role
from allocation.models import Factor, WorkloadPoints
from allocation.rules import workload
from allocation.rules.workload import Candidate, Case, Points, Recommendation
from cohorts.models import Membership
from contacts.models import ContactStandard, PersonStandard
from contacts.rules.standards import OwnRow, SchemeRow, of_person, of_scheme
from offenders.models import CaseLead, CustodySpell, Offender
from offenders.policies import View, views_of
from rag import warned
from rag.models import Status
from rag.queries import current_decisions
from rag.visible import ASK_LEAD, ON_SCHEME, decided_status_for

RECENT = timedelta(days=7)


def points_on(on: date) -> Points:
    """The points that count on a day: of each value the row that began last."""
    rows = WorkloadPoints.objects.in_force(on).order_by("from_on").values_list("factor", "value", "points")
    return {(factor, value): points for factor, value, points in rows}


def credit_on(points: Points) -> int:
    return points.get((Factor.KNOWN, workload.LED_BEFORE), 0)


def officers(agency: Agency | None, on: date) -> list[User]:
    """Who could lead for an agency on a day: its practitioners with an account that has not ended, by name."""
    staff = User.objects.filter(agency=agency, is_active=True, is_command_line=False)
    staff = staff.filter(Q(ends_on=None) | Q(ends_on__gt=on), role_holdings__role=Role.PRACTITIONER)
    return list(staff.order_by("full_name", "pk").distinct())


@dataclass
class Load:
    """One officer beside the others: the cases that the reader sees, by status and by cohort, and the points."""

    officer: User
    cases: int = 0
    points: int = 0
    recent: int = 0
    led: tuple[date, date] | None = None
    by_status: Counter[str] = field(default_factory=Counter)
    by_cohort: Counter[str] = field(default_factory=Counter)

    @property
    def candidate(self) -> Candidate:
        until = self.led[1] if self.led else None
        return Candidate(self.officer.pk, self.officer.full_name, self.points, self.cases, self.recent, until)


def side_by_side(user: User, agency: Agency | None, on: date, *, person: Offender | None = None) -> list[Load]:
    """An agency's officers with what each has to do, of the people whom the reader sees; a fixed number of statements.

    A case is counted by what the reader may see of it: the points give nothing away that the page does not.
    """
    loads = {officer.pk: Load(officer) for officer in officers(agency, on)}
    leads = list(
        CaseLead.objects.in_force(on)
        .filter(officer__in=loads, agency=agency, offender__in=Offender.objects.visible_to(user))
        .values_list("offender", "officer", "from_on")
    )
    seen = _cases(user, [pk for pk, _, _ in leads], on)
    points = points_on(on)
    for pk, officer, since in leads:
        if pk in seen:
            _count(loads[officer], seen[pk], points, recent=since > on - RECENT)
    for officer, led in (_led_before(person, loads, on) if person else {}).items():
        loads[officer].led = led
    return list(loads.values())


def recommended(loads: Iterable[Load], on: date, *, instead_of: int | None = None) -> Recommendation | None:
    """Of the officers but the one who leads now."""
    candidates = [one.candidate for one in loads if one.officer.pk != instead_of]
    return workload.recommend(candidates, credit_on(points_on(on)))


@dataclass(frozen=True)
class _Seen:
    case: Case
    cohorts: tuple[str, ...]


def _count(load: Load, seen: _Seen, points: Points, *, recent: bool) -> None:
    load.cases += 1
    load.recent += recent
    load.points += workload.points_of(seen.case, points)
    load.by_status[seen.case.status] += 1
    load.by_cohort.update(seen.cohorts)


def _led_before(person: Offender, among: Iterable[int], on: date) -> dict[int, tuple[date, date]]:
    """Who of them has led the person before: from when, until when."""
    ended = CaseLead.objects.filter(offender=person, officer__in=list(among), until_on__lte=on).order_by("until_on")
    held = ended.filter(until_on__gt=F("from_on")).values_list("officer", "from_on", "until_on")
    return {officer: (begun, until) for officer, begun, until in held if officer and until}


def _cases(user: User, people: list[int], on: date) -> dict[int, _Seen]:
    views = views_of(user, people)
    known = [pk for pk, view in views.items() if view.levels.knows_of(Category.CUSTODY)]
    inside = set(CustodySpell.objects.covering(on).filter(offender__in=known).values_list("offender", flat=True))
    statuses = _statuses(views, on)
    cohorts = _cohorts(views, on)
    standards = _standards(views, on)
    found = {}
    for pk in views:
        status, codes = statuses.get(pk, workload.NOT_DECIDED), cohorts.get(pk, ())
        found[pk] = _Seen(
            Case(status, pk in inside, standards.weekly(pk, status, [code for code, _ in codes])),
            tuple(name for _, name in codes),
        )
    return found


def _statuses(views: dict[int, View], on: date) -> dict[int, str]:
    """Each decided status as the reader may see it of that person."""
    decided = current_decisions(views, on, also=["proposal"])
    warnings = warned.of_people({pk: view.levels for pk, view in views.items()})
    told = {pk for pk, of_one in warnings.items() if of_one.on(on)}
    shown = {pk: decided_status_for(v.levels, decided.get(pk), warned=pk in told).status for pk, v in views.items()}
    return {pk: str(status) for pk, status in shown.items() if status}


def _cohorts(views: dict[int, View], on: date) -> dict[int, list[tuple[str, str]]]:
    """The cohorts of each that the reader may know by name."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Membership.objects.current(on).filter(offender__in=views).select_related("cohort")
    for row in rows.order_by("cohort__position", "pk"):
        if views[row.offender_id].levels.reads(*row.cohort.categories):
            found[row.offender_id].append((row.cohort.code, row.cohort.name))
    return found


@dataclass(frozen=True)
class _Standards:
    scheme: list[SchemeRow]
    own: dict[int, list[OwnRow]]
    on: date

    def weekly(self, person: int, status: str, cohorts: list[str]) -> int | None:
        """Appointments a week: as decided for the person, else as the scheme says for a member."""
        own = of_person(self.own.get(person, []), self.on)
        asked = own or (of_scheme(self.scheme, cohorts, status, self.on) if cohorts else None)
        return asked.weekly if asked else None


def _standards(views: dict[int, View], on: date) -> _Standards:
    rows = ContactStandard.objects.filter(from_on__lte=on)
    scheme = [SchemeRow(row.weekly, row.at_home, row.from_on, row.cohort, row.status, row.source) for row in rows]
    own: dict[int, list[OwnRow]] = defaultdict(list)
    engaged = [pk for pk, view in views.items() if view.levels.reads(Category.ENGAGEMENT)]
    for row in PersonStandard.objects.filter(offender__in=engaged, from_on__lte=on):
        own[row.offender_id].append(OwnRow(row.weekly, row.at_home, row.from_on))
    return _Standards(scheme, own, on)


def has_gone(lead: CaseLead, on: date) -> bool:
    """The officer of a lead has no account any more, or works for another agency (allocation.querysets.gone)."""
    officer = lead.officer
    return officer is not None and (
        not officer.is_active or officer.has_left(on) or officer.agency_id != lead.agency_id
    )


WORDS = {
    **{str(status): status.label for status in Status},
    ASK_LEAD: "speak to the lead agency",
    ON_SCHEME: "on the scheme",
    workload.NOT_DECIDED: "not decided",
}


def with_words(loads: Iterable[Load]) -> list[tuple[Load, list[tuple[str, int]], list[tuple[str, int]]]]:
    """Each officer with their cases by status, worst first, and by cohort, in words."""
    order = list(WORDS)
    return [
        (
            load,
            [(WORDS[s], n) for s, n in sorted(load.by_status.items(), key=lambda pair: order.index(pair[0]))],
            sorted(load.by_cohort.items()),
        )
        for load in loads
    ]
