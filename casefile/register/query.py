"""Which people the register lists and in what order: querysets only, everything through `visible_to`."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from casefile.register import order
from casefile.register.filters import Filters
from casefile.register.reader import Reader, shown_status
from cohorts.models import Membership
from offenders.models import CaseLead, CustodySpell, Offender
from offenders.seen import seen_of


def people(reader: Reader, filters: Filters, found: list[int] | None) -> "QuerySet[Offender] | list[Offender]":
    """The people that the filters leave, in the order asked for; of a search, those found. Each with their area."""
    if found is not None and filters.sort == "match" and not filters.narrow:
        return _in_order(seen_of(reader.user, found), found, filters.backwards)
    rows = Offender.objects.visible_to(reader.user).select_related("area")
    if found is not None:
        rows = rows.filter(pk__in=found)
    return _filtered(rows, reader, filters).order_by(*order.keys(reader, filters, found))


def _in_order(people: list[Offender], found: list[int], backwards: bool) -> list[Offender]:
    """A search as it was found, by far the most usual: its people are read by their numbers and nothing else."""
    place = {pk: n for n, pk in enumerate(found)}
    return sorted(people, key=lambda person: place[person.pk], reverse=backwards)


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
        inside = Exists(CustodySpell.objects.covering(on).filter(offender=OuterRef("pk")))
        rows = rows.filter(inside if filters.custody == "in" else ~inside)
    if filters.lead:
        rows = rows.filter(_led(reader, filters.lead))
    if filters.rag:
        rows = rows.annotate(shown=shown_status(reader)).filter(_of_status(filters.rag))
    return rows


def _led(reader: Reader, lead: str) -> Exists:
    """`me`, an agency's code, or `officer-` and a number."""
    leads = CaseLead.objects.in_force(reader.on).filter(offender=OuterRef("pk"))
    if lead == "me":
        return Exists(leads.filter(officer=reader.user))
    if lead.startswith("officer-"):
        return Exists(leads.filter(officer=int(lead.removeprefix("officer-"))))
    return Exists(leads.filter(agency__code=lead))


def _of_status(statuses: list[str]) -> Q:
    wanted = Q(shown__in=statuses)
    return wanted | Q(shown=None) if "none" in statuses else wanted
