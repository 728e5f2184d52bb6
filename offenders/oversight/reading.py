"""What of the log a reader sees: an auditor all of it, an agency's lead what concerns the agency.

A lead sees what the agency's own staff did, and who looked at the people whom the agency is involved with today. Of
another agency's look they see when, who and where, not the categories nor the reason, which may give a category away
(spec/access.md, section 2). A person stands here under their register reference, never by name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from agencies.access import may
from agencies.models import Agency, User
from agencies.roles import Permission
from audit import clock
from audit.clock import LONDON
from audit.models import Entry, Verb
from offenders import sight
from offenders.models import Involvement, Offender
from offenders.oversight.rules import out_of_words

READINGS = (Verb.VIEWED, Verb.DISCLOSED)
PLACES = {
    "casefile.person": "A person’s page",
    "casefile.register": "The register",
    "documents.rag": "A RAG document",
    "custody.releases": "Releases to come",
    "custody.notices": "Notices to the agency",
    "custody.plan_print": "A plan for a release, to take along",
    "custody": "Custody, supervision and release",
    "documents": "A person’s documents",
    "exceptions": "Who may see a person",
    "glass": "Exact search and broken glass",
    "panels": "A panel",
    "ranking": "The ranking",
    "reporting": "A report",
    "rag": "RAG proposals",
    "exchange": "Registers in and out",
    "export": "An export",
    "log": "The log",
}


@dataclass(frozen=True)
class Row:
    """One line of the log as one reader may see it."""

    number: int
    at: datetime
    verb: str
    who: str
    agency: str
    roles: str
    person: str
    person_url: str
    where: str
    categories: str
    reason: str
    origin: str


def sees_every_log(reader: User) -> bool:
    return may(reader, Permission.EVERY_LOG_VIEW)


def people_of(reader: User) -> QuerySet[Offender]:
    """The people whose log a reader may open: an auditor everybody's, a lead those of the agency today.

    A lead is told nothing of a restricted person for whom they are not named: a log is about somebody too.
    """
    if sees_every_log(reader):
        return Offender.objects.all()
    if not may(reader, Permission.LOG_VIEW) or reader.agency_id is None:
        return Offender.objects.none()
    involved = Involvement.objects.in_force(clock.today()).filter(agency=reader.agency_id)
    ours = Offender.objects.filter(Exists(involved.filter(offender=OuterRef("pk"))))
    return ours.filter(~Q(sight.restricted()) | Q(sight.named(reader)))


def entries(reader: User) -> QuerySet[Entry]:
    """The rows of the log that a reader may see, the newest first."""
    newest_first = Entry.objects.order_by("-at", "-id")
    if sees_every_log(reader):
        return newest_first
    if not may(reader, Permission.LOG_VIEW) or reader.agency is None:
        return newest_first.none()
    about_us = Exists(people_of(reader).filter(pk=OuterRef("offender_id")))
    return newest_first.filter(Q(agency=reader.agency.code) | Q(about_us, verb__in=READINGS))


def narrowed(rows: QuerySet[Entry], chosen: dict[str, Any]) -> QuerySet[Entry]:
    """By what a form has checked; nothing chosen is no filter."""
    if runs := out_of_words(chosen.get("rows", "")):
        rows = rows.filter(_in_runs(runs))
    for name in ("user_id", "agency", "verb"):
        if chosen.get(name):
            rows = rows.filter(**{name: chosen[name]})
    if where := chosen.get("where"):
        rows = rows.filter(Q(channel__startswith=where) | Q(what__startswith=where))
    if since := chosen.get("since"):
        rows = rows.filter(at__gte=datetime.combine(since, time(), LONDON))
    if until := chosen.get("until"):
        rows = rows.filter(at__lt=datetime.combine(until + timedelta(days=1), time(), LONDON))
    return rows


def _in_runs(runs: list[tuple[int, int]]) -> Q:
    wanted = Q()
    for first, last in runs:
        wanted |= Q(id__range=(first, last))
    return wanted


def shown(rows: Iterable[Entry], reader: User) -> list[Row]:
    """The rows of a page, with the people whom the reader may know of."""
    some = list(rows)
    ids = {row.offender_id for row in some if row.offender_id}
    people = {p.pk: p for p in people_of(reader).filter(pk__in=ids).only("ref", "public_id")}
    agencies = dict(Agency.objects.values_list("code", "name"))
    return [_row(row, people, agencies, _whole(row, reader)) for row in some]


def _whole(row: Entry, reader: User) -> bool:
    return sees_every_log(reader) or row.agency == reader.log_agency()


def _row(row: Entry, people: dict[int, Offender], agencies: dict[str, str], whole: bool) -> Row:
    person = people.get(row.offender_id or 0)
    # Of a refused attempt a lead sees one line for somebody and for nobody: it must not hint at a restricted person.
    told = row.offender_id and row.verb != Verb.REFUSED
    somebody = "not known to you or no longer held" if told else ""
    return Row(
        number=row.pk,
        at=row.at,
        verb=row.verb,
        who=row.user_name,
        agency=agencies.get(row.agency, row.agency),
        roles=row.roles.replace("_", " "),
        person=person.ref if person else somebody,
        person_url=reverse("log:person", kwargs={"public_id": person.public_id}) if person else "",
        where=(row.channel or row.what) if whole else place(row.channel),
        categories=", ".join(str(part).replace("_", " ") for part in row.categories) if whole else "",
        reason=row.reason if whole else "",
        origin=row.origin if whole else "",
    )


def place(channel: str) -> str:
    """Where it was read, in words that say nothing of what was there."""
    return next((words for start, words in PLACES.items() if channel.startswith(start)), "Elsewhere")
