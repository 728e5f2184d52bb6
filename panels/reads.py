"""What the pages of the room read, in words that are written and planned once (audit.prepared).

Nobody is left out here: `panels.screen` says of whom a screen may show anything, and asks these for the rest.
"""

from django.db.models import Q

from agencies.models import Agency
from audit.prepared import Address, Day, Ids, Number, Rows, prepared
from offenders import sight
from offenders.models import Consent, Involvement, Offender, Restriction
from panels.models import Action, AgencyUpdate, AgendaItem, Attendance, Draft, OnScreen, Panel, SecondPart, Stance
from panels.querysets import carried_to


@prepared
def item_at(panel: Address, person: Address) -> Rows:
    """The person of an address on the agenda of an address."""
    return AgendaItem.objects.with_people().filter(panel__public_id=panel, offender__public_id=person)


@prepared
def item_on_screen(panel: Number) -> Rows:
    """Whom the room looks at."""
    return AgendaItem.objects.with_people().filter(pk__in=OnScreen.objects.filter(panel=panel).values("item"))


@prepared
def items_of(panel: Number) -> Rows:
    """Everybody on an agenda."""
    people = AgendaItem.objects.filter(panel=panel)
    return people.select_related("offender", "previous__proposal", "proposal", "decided_by")


@prepared
def on_screen(item: Number) -> Rows:
    return OnScreen.objects.filter(item=item).values_list("pk", flat=True)


@prepared
def unrestricted(people: Ids) -> Rows:
    """Of these people the numbers of those on the register who are not for people named for them alone."""
    found = Offender.objects.on_the_register().exclude(sight.restricted()).filter(pk__in=people)
    return found.order_by().values_list("pk", flat=True)


@prepared
def on_agenda(panel: Number, people: Ids) -> Rows:
    return AgendaItem.objects.filter(panel=panel, offender__in=people).order_by().values_list("offender", flat=True)


@prepared
def restricted(person: Number) -> Rows:
    return Restriction.objects.standing().filter(offender=person).order_by().values_list("pk", flat=True)


@prepared
def consents(agency: Number, people: Ids, on: Day) -> Rows:
    """Who lets an agency that is involved with them read which category, on a day."""
    involved = Involvement.objects.in_force(on).filter(agency=agency, offender__in=people)
    given = Consent.objects.in_force(on).filter(agency=agency, offender__in=involved.values("offender"))
    return given.order_by().values_list("offender", "category")


@prepared
def attendances(panel: Number) -> Rows:
    """Who is there: agency, its kind, the account that joined, when they left."""
    return Attendance.objects.filter(panel=panel).order_by().values_list("agency", "agency__kind", "user", "left_at")


@prepared
def agencies() -> Rows:
    """Number and name of every agency of the scheme, in their order."""
    return Agency.objects.order_by("position", "code").values_list("pk", "name")


@prepared
def agencies_at(panel: Number) -> Rows:
    """The same of those that are at a meeting."""
    here = Agency.objects.filter(pk__in=Attendance.objects.filter(panel=panel).values("agency"))
    return here.order_by("position", "code").values_list("pk", "name")


@prepared
def second_parts(panel: Number) -> Rows:
    """The one that runs, if any."""
    return SecondPart.objects.filter(panel=panel, ended_at=None)


@prepared
def panel_at(panel: Address) -> Rows:
    rows = Panel.objects.select_related("area", "chair", "deputy", "closed_by", "issued_by", "cancelled_by")
    return rows.filter(public_id=panel)


@prepared
def drafts(item: Number, writer: Number) -> Rows:
    return Draft.objects.filter(item=item, user=writer)


@prepared
def stances(item: Number) -> Rows:
    """What the agencies said of one person, in their order."""
    rows = Stance.objects.filter(item=item).select_related("agency", "item__proposal")
    return rows.order_by("agency__position", "agency__code")


@prepared
def updates(panel: Number, people: Ids) -> Rows:
    """What the agencies wrote of these people before the day, in their order."""
    rows = AgencyUpdate.objects.filter(panel=panel, offender__in=people).select_related("agency", "written_by")
    return rows.order_by("agency__position", "agency", "category")


@prepared
def actions(panel: Number, people: Ids, held_on: Day) -> Rows:
    """Those of people on an agenda that were given at that panel or carried into it."""
    rows = Action.objects.filter(Q(item__panel=panel) | carried_to(held_on), offender__in=people)
    return rows.with_all().order_by("item__panel__held_on", "due_on", "pk")


@prepared
def closed_before(area: Number, day: Day) -> Rows:
    """The day of an area's last panel before a day."""
    rows = Panel.objects.closed_before(area, day)
    return rows.values_list("held_on", flat=True)[:1]


@prepared
def places(panel: Number) -> Rows:
    """The order of an agenda, and how far it is: person, decision, left for the next, minutes, gone through alone."""
    rows = AgendaItem.objects.filter(panel=panel).order_by("position")
    return rows.values_list("offender", "decided_status", "not_discussed", "minutes", "alone")


@prepared
def items_about(panel: Number, people: Ids) -> Rows:
    """These people on an agenda."""
    found = AgendaItem.objects.filter(panel=panel, offender__in=people)
    return found.select_related("offender", "previous__proposal", "proposal", "decided_by")
