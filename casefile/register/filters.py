"""The filters of the register, read from the address. What is not on offer to a reader is ignored."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from agencies.categories import Category
from agencies.models import Agency, Area, User
from agencies.sharing import by_consent
from audit.prepared import Day, Ids, Rows, prepared
from casefile.lens import ASK_LEAD, ASK_LEAD_WORDS, Lens
from cohorts.models import Cohort
from offenders.models import CaseLead
from rag.models import Status


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Group:
    """One filter: its name in the address, its legend, its options; `many` is checkboxes, else one is chosen."""

    name: str
    legend: str
    options: list[Option]
    many: bool = True
    select: bool = False

    @property
    def chosen(self) -> list[Option]:
        return [option for option in self.options if option.chosen and option.value]

    @property
    def values(self) -> list[str]:
        return [option.value for option in self.chosen]

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""


@dataclass(frozen=True)
class Filters:
    """What the reader chose, and the groups that show it."""

    groups: list[Group]
    sort: str
    backwards: bool
    sorts: list[str] = field(default_factory=list)

    def _values(self, name: str) -> list[str]:
        return next((group.values for group in self.groups if group.name == name), [])

    def _value(self, name: str) -> str:
        return "".join(self._values(name)[:1])

    @property
    def narrow(self) -> bool:
        """Whether anything is chosen that leaves somebody out."""
        return self.member != "all" or any(group.value for group in self.groups if group.name != "member")

    @property
    def area(self) -> list[str]:
        return self._values("area")

    @property
    def cohort(self) -> list[str]:
        return self._values("cohort")

    @property
    def rag(self) -> list[str]:
        return self._values("rag")

    @property
    def custody(self) -> str:
        return self._value("custody")

    @property
    def lead(self) -> str:
        return self._value("lead")

    @property
    def member(self) -> str:
        return self._value("member")


def read(query: QueryDict, user: User, lens: Lens, on: date, found: list[int] | None = None) -> Filters:
    """The filters on offer to this reader, with what the address says of them; of a search, for those found."""
    searching = found is not None
    groups = [_member(query, searching), _area(query)]
    if lens.reads(Category.SCHEME):
        groups += [_rag(query, lens), _cohort(query, lens)]
    if lens.knows_of(Category.CUSTODY):
        groups.append(_one("custody", "Custody", [("", "Either"), ("in", "In custody"), ("out", "At liberty")], query))
    groups.append(_lead(query, _leading(on) if found is None else _leading_of(found, on)))
    sorts = _sorts(lens, searching)
    asked = query.get("sort", "")
    name = asked.removeprefix("-")
    sort = name if name in sorts else sorts[0]
    return Filters(groups, sort, backwards=asked.startswith("-") and name == sort, sorts=sorts)


def _sorts(lens: Lens, searching: bool) -> list[str]:
    """The orders on offer; the first is what is taken when none is asked for."""
    sorts = ["rag"] if lens.reads(Category.SCHEME) else []
    if lens.reads(Category.SCORES):
        sorts.append("rank")
    contact = ["contact"] if lens.knows_of(Category.ENGAGEMENT) else []
    return (["match"] if searching else []) + [*sorts, "name", "age", "area", *contact]


def _many(name: str, legend: str, options: list[tuple[str, str]], query: QueryDict) -> Group:
    asked = query.getlist(name)
    return Group(name, legend, [Option(value, label, value in asked) for value, label in options])


def _one(name: str, legend: str, options: list[tuple[str, str]], query: QueryDict, *, select: bool = False) -> Group:
    """One of several; the first where the address says nothing that is on offer."""
    values = [value for value, _ in options]
    asked = query.get(name, values[0])
    chosen = asked if asked in values else values[0]
    return Group(name, legend, [Option(v, label, v == chosen) for v, label in options], many=False, select=select)


def _member(query: QueryDict, searching: bool) -> Group:
    """Members of a cohort today, unless asked otherwise; a search looks among everybody."""
    options = [("yes", "On a cohort now"), ("no", "Not on a cohort"), ("all", "Everybody")]
    return _one("member", "Membership", options[::-1] if searching else options, query)


def _area(query: QueryDict) -> Group:
    return _many("area", "Home area", _areas(), query)


@prepared
def _areas() -> Rows:
    areas = Area.objects.filter(~Q(level="force")).order_by("level", "position", "code")
    return areas.values_list("code", "name")


@prepared
def _cohorts() -> Rows:
    return Cohort.objects.all()


def _rag(query: QueryDict, lens: Lens) -> Group:
    options = [(str(status), str(status.label)) for status in Status]
    if not lens.reads(Category.OFFENDING):
        of_some = Category.OFFENDING in by_consent(lens.user)
        options[: 0 if of_some else 1] = [(ASK_LEAD, ASK_LEAD_WORDS)]
    return _many("rag", "RAG decided", [*options, ("none", "Not decided")], query)


def _cohort(query: QueryDict, lens: Lens) -> Group:
    cohorts = [(cohort.code, cohort.name) for cohort in _cohorts() if lens.sees_cohort(cohort)]
    return _many("cohort", "Cohort", cohorts, query)


def _lead(query: QueryDict, leading: list[tuple[str, str]]) -> Group:
    return _one("lead", "Lead", [("", "Anybody"), ("me", "Me"), *leading], query, select=True)


def _leading(on: date) -> list[tuple[str, str]]:
    """The agencies that lead somebody today, and the officers who do."""
    leads = CaseLead.objects.in_force(on)
    agencies = Agency.objects.filter(Exists(leads.filter(agency=OuterRef("pk"))))
    officers = User.objects.filter(Exists(leads.filter(officer=OuterRef("pk")))).order_by("full_name")
    return [
        *((agency.code, agency.name) for agency in agencies),
        *((f"officer-{officer.pk}", officer.full_name) for officer in officers),
    ]


def _leading_of(people: list[int], on: date) -> list[tuple[str, str]]:
    """The agencies that lead one of those found, and the officers who do: of a large register these are few."""
    leads = _leads(people=people, on=on)
    agencies = {lead.agency for lead in leads}
    officers = {lead.officer for lead in leads if lead.officer is not None}
    return [
        *((one.code, one.name) for one in sorted(agencies, key=lambda agency: (agency.position, agency.code))),
        *((f"officer-{one.pk}", one.full_name) for one in sorted(officers, key=lambda officer: officer.full_name)),
    ]


@prepared
def _leads(people: Ids, on: Day) -> Rows:
    return CaseLead.objects.in_force(on).filter(offender__in=people).select_related("agency", "officer")
