"""Which people the register lists and in what order: querysets only, everything through `visible_to`."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from agencies.models import User
from agencies.sharing import Category
from casefile.lens import ASK_LEAD, Lens
from casefile.register.filters import Filters
from cohorts.models import Membership
from offenders.models import CaseLead, Contact, CustodySpell, Offender, Outcome
from rag.models import Decision, Status
from ranking.models import Run, Score

WORST_FIRST = [Status.RED, ASK_LEAD, Status.AMBER_PLUS, Status.AMBER, Status.GREEN, Status.GREEN_RM, Status.BLUE]
AMBER_PLUS_CODES = (
    "arrest_similar_or_higher",
    "intelligence_confirmed",
    "drug_use",
    "multiple_agencies_disengaged",
    "release_poor_engagement",
)


@dataclass(frozen=True)
class Reader:
    """Who reads, through which lens, on which day, by which ranking."""

    user: User
    lens: Lens
    on: date
    run: Run | None


def people(reader: Reader, filters: Filters, found: list[int] | None) -> QuerySet[Offender]:
    """The people that the filters leave, in the order asked for; of a search, those found."""
    rows = Offender.objects.visible_to(reader.user)
    if found is not None:
        rows = rows.filter(pk__in=found)
    return _sorted(_filtered(rows, reader, filters), reader, filters, found)


def _filtered(rows: QuerySet[Offender], reader: Reader, filters: Filters) -> QuerySet[Offender]:
    on = reader.on
    episodes = Membership.objects.current(on).filter(offender=OuterRef("pk"))
    if filters.member in ("yes", "no"):
        rows = rows.filter(Exists(episodes) if filters.member == "yes" else ~Exists(episodes))
    if filters.area:
        rows = rows.filter(area__code__in=filters.area)
    if filters.cohort:
        rows = rows.filter(Exists(episodes.filter(cohort__code__in=filters.cohort)))
    if filters.custody:
        inside = Exists(in_custody(on).filter(offender=OuterRef("pk")))
        rows = rows.filter(inside if filters.custody == "in" else ~inside)
    if filters.lead:
        rows = rows.filter(_led(reader, filters.lead))
    if filters.rag:
        rows = rows.annotate(shown=shown_status(reader)).filter(_of_status(filters.rag))
    return rows


def in_custody(on: date) -> QuerySet[CustodySpell]:
    return CustodySpell.objects.filter(Q(released_on=None) | Q(released_on__gt=on), admitted_on__lte=on)


def current_leads(on: date) -> QuerySet[CaseLead]:
    return CaseLead.objects.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)


def _led(reader: Reader, lead: str) -> Exists:
    """`me`, an agency's code, or `officer-` and a number."""
    leads = current_leads(reader.on).filter(offender=OuterRef("pk"))
    if lead == "me":
        return Exists(leads.filter(officer=reader.user))
    if lead.startswith("officer-"):
        return Exists(leads.filter(officer=int(lead.removeprefix("officer-"))))
    return Exists(leads.filter(agency__code=lead))


def _of_status(statuses: list[str]) -> Q:
    wanted = Q(shown__in=statuses)
    return wanted | Q(shown=None) if "none" in statuses else wanted


def shown_status(reader: Reader) -> Case | Subquery:
    """The decided status as this reader may see it, in SQL: for filters and sort orders (casefile.lens)."""
    shown = Case(*_hidden(reader.lens), default=F("status"), output_field=CharField())
    return Subquery(
        Decision.objects.filter(offender=OuterRef("pk"), effective_on__lte=reader.on)
        .order_by("-effective_on", "-decided_by", "-ref")
        .values(value=shown)[:1]
    )


def _hidden(lens: Lens) -> list[When]:
    """RED without the category of warrants; AMBER+ where every AMBER+ reason of its proposal is hidden."""
    whens = [] if lens.reads(Category.OFFENDING) else [When(status=Status.RED, then=Value(ASK_LEAD))]
    seen = Q(pk=None)
    for code in AMBER_PLUS_CODES:
        for category in lens.readable:
            seen |= Q(proposal__reasons__contains=[{"code": code, "category": category}])
    all_hidden = Q(status=Status.AMBER_PLUS, proposal__status=Status.AMBER_PLUS) & ~seen
    return [*whens, When(all_hidden, then=Value(Status.AMBER))]


def _sorted(
    rows: QuerySet[Offender], reader: Reader, filters: Filters, found: list[int] | None
) -> QuerySet[Offender]:
    by_name = ["family_name", "given_names", "pk"]
    if filters.sort == "match" and found is not None:
        return rows.order_by(Func(Value(found), F("pk"), function="array_position", output_field=IntegerField()))
    keys = {
        "rag": lambda: [_rag_order(reader), *([_rank(reader)] if reader.lens.reads(Category.SCORES) else [])],
        "rank": lambda: [_rank(reader)],
        "area": lambda: [F("area__position"), F("area__code")],
        "contact": lambda: [_last_contact(reader.on)],
        "age": lambda: [F("date_of_birth")],
        "name": list,
    }[filters.sort]()
    back = filters.backwards
    order = [F(k) if isinstance(k, str) else k for k in [*keys, *(by_name if filters.sort == "name" else [])]]
    directed = [k.desc(nulls_last=True) if back else k.asc(nulls_last=True) for k in order]
    return rows.order_by(*directed, *by_name)


def _rag_order(reader: Reader) -> Coalesce:
    places = Func(
        Value([str(status) for status in WORST_FIRST]),
        shown_status(reader),
        function="array_position",
        template="%(function)s(%(expressions)s)",
        output_field=IntegerField(),
    )
    return Coalesce(places, Value(len(WORST_FIRST) + 1))


def _rank(reader: Reader) -> Subquery:
    scores = Score.objects.filter(run=reader.run.pk if reader.run else None, offender=OuterRef("pk"))
    return Subquery(scores.values("rank")[:1])


def _last_contact(on: date) -> Subquery:
    kept = Contact.objects.filter(offender=OuterRef("pk"), outcome=Outcome.KEPT, due_on__lte=on)
    return Subquery(kept.order_by("-due_on").values("due_on")[:1])
