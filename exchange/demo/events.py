"""What happened to some people of the demonstration beyond the published register. All of it is invented, and says so.

Sanitised texts of reports that the register has, notes of several agencies, and requests between them: none of it is
an arrest, a test, a marker or a report, and nobody sees anybody whom they did not see before: every published figure
stays as it is.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from agencies.categories import Category
from agencies.models import Agency, User
from agencies.roles import Role
from offenders.models import (
    AgencyRequest,
    Handling,
    IntelligenceReport,
    Involvement,
    InvolvementReason,
    Note,
    Offender,
    RequestStatus,
    SanitisedReport,
)

INVENTED = "Invented for the demonstration."
CONDITIONS = "Not to be spoken of with the person, nor written into another record."


@dataclass(frozen=True)
class Noted:
    """A note: by which agency, under what, how many days before the demonstration's day."""

    by: str
    category: Category
    ago: int
    text: str


@dataclass(frozen=True)
class Asked:
    """A request: from whom, of whom, asked so many days before, due so many days after (or before) the day."""

    by: str
    of: str
    asked: int
    due: int
    text: str
    status: RequestStatus = RequestStatus.ASKED
    outcome: str = ""


NOTES = (
    Noted("police", Category.OFFENDING, 2, "Seen in the town centre with nobody known to us; spoken to, polite."),
    Noted("probation", Category.SUPERVISION, 5, "Talked through the curfew; he asks for a later hour for work."),
    Noted("drug_service", Category.ENGAGEMENT, 6, "Came early and stayed on for the group."),
    Noted("drug_service", Category.TREATMENT, 6, "Says that he sleeps better since the dose was changed."),
    Noted("probation", Category.PATHWAYS, 12, "Starts a course in warehouse work after Easter if the fare is paid."),
)
REQUESTS = (
    Asked("police", "probation", 9, -2, "Say whether he was at his appointment on the day of the search.",
          RequestStatus.ACCEPTED),
    Asked("probation", "police", 3, 4, "Check the address that he gives for the weekend."),
    Asked("police", "drug_service", 6, 8, "A place in the group from the first of the month."),
    Asked("probation", "drug_service", 20, -6, "Say whether he may have his appointments on one day.",
          RequestStatus.DONE, "Both are on Thursdays from now on."),
)  # fmt: skip


def tell(day: date) -> None:
    """Write them, as the demonstration's practitioners would have."""
    people = _of_all_three()
    for number, noted in enumerate(NOTES):
        if people:
            _note(people[number % min(len(people), 2)], noted, day)
    for number, asked in enumerate(REQUESTS):
        if people:
            _request(people[number % min(len(people), 3)], asked, day)
    _sanitise()


def _of_all_three() -> list[Offender]:
    """Whom police, probation and the drug service work with, by reference."""
    people = Offender.objects.all()
    for code in ("police", "probation", "drug_service"):
        involved = Involvement.objects.filter(agency__code=code, until_on=None)
        people = people.filter(pk__in=involved.values("offender"))
    return list(people.order_by("ref")[:3])


def _officer(code: str) -> User | None:
    return User.objects.filter(agency__code=code, role_holdings__role=Role.PRACTITIONER).first()


def _note(person: Offender, noted: Noted, day: date) -> None:
    Note.objects.create(
        offender=person, agency=Agency.objects.get(code=noted.by), category=noted.category,
        noted_on=day - timedelta(days=noted.ago), text=f"{noted.text} {INVENTED}", created_by=_officer(noted.by),
    )  # fmt: skip


def _request(person: Offender, asked: Asked, day: date) -> None:
    """With the involvement that an open one brings, where the agency has none of the kind."""
    by, of = Agency.objects.get(code=asked.by), Agency.objects.get(code=asked.of)
    ended = asked.status == RequestStatus.DONE
    asked_on = day - timedelta(days=asked.asked)
    AgencyRequest.objects.create(
        offender=person, asked_by=by, asked_of=of, text=f"{asked.text} {INVENTED}", asked_on=asked_on,
        due_on=day + timedelta(days=asked.due), status=asked.status, outcome=asked.outcome,
        ended_on=day - timedelta(days=7) if ended else None, created_by=_officer(asked.by),
    )  # fmt: skip
    if not ended:
        held = {"offender": person, "agency": of, "reason": InvolvementReason.REQUEST}
        Involvement.objects.get_or_create(**held, until_on=None, defaults={"from_on": asked_on})


def _sanitise() -> None:
    """Every fourth of the latest reports is told to partners; the first of handling C to probation alone."""
    writer = _officer("police")
    reports = list(IntelligenceReport.objects.order_by("-received_on", "ref")[:40:4])
    for report in reports:
        under = report.handling == Handling.CONDITIONS
        SanitisedReport.objects.create(
            report=report, text=f"Information about {report.get_kind_display().lower()}. {INVENTED}",
            handling=report.handling, conditions=CONDITIONS if under else "",
            agencies=["probation"] if under else [], created_by=writer,
        )  # fmt: skip
