"""Loading the demonstration into an empty register: all of it, or nothing, in one transaction.

The published register comes in as anybody's would. What it lacks (a health agency, one person under 18, three
people outside every cohort with recent offending) comes in as a second sender, so that it can be told apart, and is
chosen to be in none of the published sums: they are members of nothing.
"""

from datetime import date
from pathlib import Path

from django.db import connection, transaction

from agencies.models import Agency, User
from agencies.roles import Role
from audit import log
from audit.locks import Lock
from audit.months import add_months
from cohorts.models import Membership
from exchange import involvement
from exchange.actions.imports import import_folder
from exchange.demo import (
    accounts,
    appointments,
    consents,
    documents,
    events,
    facts,
    leads,
    meetings,
    plans,
    referrals,
    releases,
)
from offenders.models import CaseLead, Contact, Involvement, InvolvementReason, Offender
from pathways.models import PathwayAssessment
from rag.actions import record_proposals
from ranking import actions as ranking

HERE = Path(__file__).parent
PUBLISHED = HERE / "bedfordshire_2018_19"
ADDITIONS = HERE / "additions"
ADDED = "demonstration additions"
DAY = date(2019, 3, 31)
SENT_ON = date(2019, 4, 30)  # the register runs on past the period that was published: arrests to 18 April
RANKED_ON = (date(2019, 2, 28), date(2019, 3, 30))
HEALTH = "health"


class NotLoaded(Exception):
    """The demonstration's own files have problems: a mistake of ours."""


@transaction.atomic
def load(by: User) -> bool:
    """Load the demonstration; False, and nothing done, where the register has people already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.DEMO])
    if Offender.objects.exists():
        return False
    _bring_in(PUBLISHED, by=by)
    _bring_in(ADDITIONS, by=by, source_name=ADDED)
    accounts.make()
    _support()
    involvement.refresh(DAY, by=by)
    _name_the_leads()
    consents.tell(DAY)
    events.tell(DAY)
    documents.file(DAY)
    facts.tell(DAY)
    appointments.arrange(DAY)
    leads.tell(DAY)
    releases.tell_of(DAY)
    referrals.tell(DAY)
    plans.tell(DAY)
    _history(by)
    meetings.tell(DAY)
    log.ran("exchange.load_demo", by=by, people=Offender.objects.count())
    return True


def _bring_in(folder: Path, *, by: User, source_name: str | None = None) -> None:
    result = import_folder(folder, by=by, as_of=SENT_ON, source_name=source_name)
    if result.problems:
        raise NotLoaded("; ".join(str(problem) for problem in result.problems))


def _support() -> None:
    """Who met a member in the last three months supports the case; health does where health is a need."""
    members = set(Membership.objects.current(DAY).values_list("offender_id", flat=True))
    met = Contact.objects.filter(offender__in=members, due_on__gt=add_months(DAY, -3), due_on__lte=DAY)
    pairs = set(met.values_list("agency_id", "offender_id"))
    health = Agency.objects.get(code=HEALTH).pk
    pairs |= {(health, person) for person in _with_a_health_need() if person in members}
    Involvement.objects.bulk_create(
        Involvement(agency_id=agency, offender_id=person, reason=InvolvementReason.SUPPORTS, from_on=DAY)
        for agency, person in sorted(pairs)
    )


def _with_a_health_need() -> list[int]:
    latest = PathwayAssessment.objects.filter(level__pathway=HEALTH, assessed_on__lte=DAY).order_by(
        "offender_id", "-assessed_on", "-id"
    )
    return [a.offender_id for a in latest.distinct("offender_id").select_related("level") if a.level.need]


def _name_the_leads() -> None:
    """Each agency's practitioner of the demonstration leads the cases that the rule gave their agency."""
    for officer in User.objects.filter(role_holdings__role=Role.PRACTITIONER):
        CaseLead.objects.filter(agency=officer.agency_id, officer=None).update(officer=officer)


def _history(by: User) -> None:
    """Two rankings about a month apart, so that movement shows, and the day's proposals."""
    for day in RANKED_ON:
        ranking.run(as_of=day, by=by)
    record_proposals(on=DAY, by=by)
