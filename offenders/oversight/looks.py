"""The looks that a rule of unusual viewing is about, by reader and time."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, TruncDate

from agencies.models import User
from audit.models import Entry, Verb, ViewingRule
from offenders.models import CaseLead, Involvement, Offender, Restriction
from offenders.oversight.reading import sees_every_log
from offenders.oversight.rules import Look
from offenders.sight import CASELOAD


def looks(rule: ViewingRule, reader: User, start: datetime, end: datetime) -> Iterator[Look]:
    """Those from one window before `start`, so that what began before it is seen whole."""
    found = Entry.objects.filter(
        verb__in=(Verb.VIEWED, Verb.DISCLOSED),
        offender_id__isnull=False,
        user_id__isnull=False,
        at__gt=start - rule.window,
        at__lt=end,
        channel__startswith=rule.channel,
    )
    if not sees_every_log(reader):
        found = found.filter(agency=reader.log_agency())
    rows = _ONLY.get(rule.kind, _all)(found, rule).order_by("user_id", "at", "id")
    columns = rows.values_list("id", "user_id", "at", "offender_id").iterator(chunk_size=2000)
    return (Look(row, user, at, person) for row, user, at, person in columns if user and person)


def _all(found: QuerySet[Entry], rule: ViewingRule) -> QuerySet[Entry]:
    return found


def _own_surname(found: QuerySet[Entry], rule: ViewingRule) -> QuerySet[Entry]:
    """The reader's name ends in the person's family name, whatever its capitals and accents."""
    person = Offender.objects.filter(pk=OuterRef("offender_id")).annotate(
        reader=ExpressionWrapper(OuterRef("user_name"), output_field=CharField()),
        surname=Concat(Value(" "), F("family_name"), output_field=CharField()),
    )
    return found.filter(Exists(person.filter(reader__unaccent__iendswith=F("surname"))))


def _at_night(found: QuerySet[Entry], rule: ViewingRule) -> QuerySet[Entry]:
    """By the clock in London; a night that goes over midnight is two pieces."""
    after, before = Q(at__time__gte=rule.night_from), Q(at__time__lt=rule.night_until)
    assert rule.night_from and rule.night_until  # a constraint of the table
    return found.filter(after | before if rule.night_from > rule.night_until else after & before)


def _outside_caseload(found: QuerySet[Entry], rule: ViewingRule) -> QuerySet[Entry]:
    """Neither led by the reader or their agency on that day, nor in the agency's own work; and no reason recorded."""
    on_the_day = Q(from_on__lte=OuterRef("day")) & (Q(until_on=None) | Q(until_on__gt=OuterRef("day")))
    person = {"offender": OuterRef("offender_id")}
    leads = CaseLead.objects.filter(on_the_day, **person).filter(
        Q(officer=OuterRef("user_id")) | Q(agency__code=OuterRef("agency"))
    )
    works = Involvement.objects.filter(on_the_day, **person, agency__code=OuterRef("agency"), reason__in=CASELOAD)
    return found.filter(reason="").annotate(day=TruncDate("at")).filter(~Exists(leads), ~Exists(works))


def _restricted(found: QuerySet[Entry], rule: ViewingRule) -> QuerySet[Entry]:
    """At somebody who was restricted then: by those named, since nobody else could look."""
    then = Q(made_at__lte=OuterRef("at")) & (Q(lifted_at=None) | Q(lifted_at__gt=OuterRef("at")))
    return found.filter(Exists(Restriction.objects.filter(then, offender=OuterRef("offender_id"))))


_ONLY: dict[str, Callable[[QuerySet[Entry], ViewingRule], QuerySet[Entry]]] = {
    ViewingRule.Kind.OWN_SURNAME: _own_surname,
    ViewingRule.Kind.NIGHT: _at_night,
    ViewingRule.Kind.OUTSIDE_CASELOAD: _outside_caseload,
    ViewingRule.Kind.RESTRICTED: _restricted,
}
