"""Care plans of some people of the demonstration, and a sitting that is not finished. All of it is invented.

Each item is of an agency that sees the person already, so that nobody sees anybody whom they did not see before; what
is not finished counts nowhere, and no assessment is added: every published figure stays as it is.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from agencies.models import Agency
from exchange.demo.events import INVENTED, _officer
from offenders.models import Involvement, InvolvementReason, Offender
from pathways.models import (
    Intervention,
    Pathway,
    PathwayAssessment,
    PathwayLevel,
    PlanAgreement,
    PlanItem,
    ServiceReferral,
    Sitting,
    SittingLevel,
)
from pathways.rules.plans import OPEN


@dataclass(frozen=True)
class Planned:
    """An item: of which pathway, by which agency, reviewed so many days after the day."""

    pathway: str
    by: str
    contact: str
    aims: str
    action: str
    review: int
    status: str = "not_started"
    why: str = ""


@dataclass(frozen=True)
class Asked:
    """A service that was asked so many days before the day, and what it answered how many days later."""

    pathway: str
    service: str
    ago: int
    answer: str = ""
    after: int = 0
    started: int | None = None


ITEMS = (
    Planned("accommodation", "probation", "Reception, housing options", "A tenancy of their own by the summer.",
            "Completes the housing application with the officer and brings proof of income.", 16, "in_progress"),
    Planned("ete", "probation", "Course office, the college", "A place on the warehouse course after Easter.",
            "The officer asks for the fare; the person rings the course office.", 3),
    Planned("finance", "probation", "Adviser, money advice", "No new debts; fines paid by instalments.",
            "Brings letters to the adviser; a plan for the fines.", -4, "in_progress"),
    Planned("drugs_alcohol", "drug_service", "Key worker, recovery service", "Stays with the group.",
            "One group a week and the key worker every second week.", 20, "in_progress"),
    Planned("lifestyle", "probation", "Mentor", "An evening a week away from old company.",
            "Introduces the mentor at the next appointment.", 30, "declined", "Wants to begin with the course."),
)  # fmt: skip
SERVICES = (
    Asked("accommodation", "Housing options", 40, "waiting_list", 9),
    Asked("ete", "The college", 20),
    Asked("finance", "Money advice", 55, "accepted", 6, 20),
    Asked("drugs_alcohol", "Recovery service", 80, "accepted", 2, 5),
    Asked("lifestyle", "Mentoring", 30, "refused", 12),
)


@dataclass(frozen=True)
class Past:
    """What was done in the winter about a need that was found in the autumn, of which pathway, and who was asked."""

    pathway: str
    contact: str
    aims: str
    action: str
    course: str
    service: str
    waited: int


WINTER = (
    Past("accommodation", "Reception, housing options", "A tenancy that lasts.", "Goes to the tenancy course.",
         "Tenancy course, four weeks", "Housing options", 34),
    Past("ete", "Course office, the college", "A certificate to show.", "Goes to the course on four days a week.",
         "Warehouse course, eight weeks", "The college", 21),
    Past("finance", "Adviser, money advice", "A budget that holds.", "Goes to the four evenings.",
         "Budgeting, four evenings", "Money advice", 12),
)  # fmt: skip
# What came of them, one person after the other.
CAME = ("completed", "completed", "left_early", "completed", "not_started")
OWN_WORDS = "I want my own front door. I will do the course if I can get there."


def tell(day: date) -> None:
    """Write them, as the demonstration's practitioners would have."""
    people = _assessed()
    _tell_of_the_winter(people, day)
    for number, person in enumerate(people):
        for item in ITEMS[: len(ITEMS) - 2 * number]:
            _plan(person, item, day)
    if people:
        PlanAgreement.objects.create(
            offender=people[0], agreed_on=day - timedelta(days=12), signed="on_paper",
            own_words=f"{OWN_WORDS} {INVENTED}", present="The officer and the key worker",
            created_by=_officer("probation"),
        )  # fmt: skip
        _begin(people[-1], day)


def _tell_of_the_winter(but: list[Offender], day: date) -> None:
    """What probation did about needs of the people that it works with, and that is over: nobody sees anybody by it."""
    mine = Involvement.objects.filter(agency__code="probation", until_on=None)
    people = Offender.objects.filter(pk__in=mine.values("offender")).exclude(pk__in=[who.pk for who in but])
    autumn = PathwayAssessment.objects.filter(offender__in=people, assessed_on__lt=day - timedelta(days=170))
    needs = autumn.filter(level__need=True).order_by("offender__ref", "level__pathway__position")
    turn: Counter[str] = Counter()
    for row in needs.select_related("offender", "level"):
        past = next((one for one in WINTER if one.pathway == row.level.pathway_id), None)
        if past is not None:
            _past(row.offender, past, turn[past.pathway], day)
            turn[past.pathway] += 1


def _past(person: Offender, past: Past, number: int, day: date) -> None:
    came, by = CAME[number % len(CAME)], _officer("probation")
    done = came == "completed"
    asked = day - timedelta(days=165 - number)
    starts = asked + timedelta(days=past.waited + 5 * (number % 4))
    ends = starts + timedelta(days=56 if done else 14)
    item = PlanItem.objects.create(
        offender=person, pathway_id=past.pathway, agency=Agency.objects.get(code="probation"), contact=past.contact,
        aims=f"{past.aims} {INVENTED}", action=past.action, review_on=ends, status="met" if done else "declined",
        status_on=ends, status_why="" if done else "Did not want to go on with it.", created_by=by,
    )  # fmt: skip
    ServiceReferral.objects.create(
        offender=person, item=item, service=past.service, referred_on=asked, answer="accepted",
        answered_on=asked + timedelta(days=3 + number % 6), started_on=None if came == "not_started" else starts,
        created_by=by,
    )  # fmt: skip
    Intervention.objects.create(
        offender=person, item=item, name=past.course, provider=past.service, starts_on=starts, ends_on=ends,
        result=came, created_by=by,
    )  # fmt: skip


def _assessed() -> list[Offender]:
    """Whom probation and the drug service work with, and who were assessed: three of them, by reference."""
    people = Offender.objects.filter(pk__in=PathwayAssessment.objects.values("offender"))
    for code in ("probation", "drug_service"):
        involved = Involvement.objects.filter(agency__code=code, until_on=None)
        people = people.filter(pk__in=involved.values("offender"))
    return list(people.order_by("ref")[:3])


def _plan(person: Offender, planned: Planned, day: date) -> None:
    agency, by = Agency.objects.get(code=planned.by), _officer(planned.by)
    since = day - timedelta(days=12)
    item = PlanItem.objects.create(
        offender=person, pathway=Pathway.objects.get(code=planned.pathway), agency=agency, contact=planned.contact,
        aims=f"{planned.aims} {INVENTED}", action=planned.action, review_on=day + timedelta(days=planned.review),
        status=planned.status, status_on=since, status_why=planned.why, created_by=by,
    )  # fmt: skip
    if planned.status in OPEN:
        held = {"offender": person, "agency": agency, "reason": InvolvementReason.PLAN_ITEM}
        Involvement.objects.get_or_create(**held, until_on=None, defaults={"from_on": since})
    for asked in SERVICES:
        if asked.pathway == planned.pathway:
            _ask(item, asked, day)
    if planned.pathway == "drugs_alcohol":
        Intervention.objects.create(
            offender=person, item=item, name="Relapse prevention, six weeks", provider="Recovery service",
            starts_on=day - timedelta(days=70), ends_on=day - timedelta(days=28), result="completed", created_by=by,
        )  # fmt: skip


def _ask(item: PlanItem, asked: Asked, day: date) -> None:
    referred = day - timedelta(days=asked.ago)
    ServiceReferral.objects.create(
        offender=item.offender, item=item, service=asked.service, referred_on=referred, answer=asked.answer,
        answered_on=referred + timedelta(days=asked.after) if asked.answer else None,
        started_on=referred + timedelta(days=asked.started) if asked.started is not None else None,
        created_by=item.created_by,
    )  # fmt: skip


def _begin(person: Offender, day: date) -> None:
    """Probation's officer was called away after three pathways."""
    by, agency = _officer("probation"), Agency.objects.get(code="probation")
    if by is None:
        return
    sitting = Sitting.objects.create(offender=person, agency=agency, assessed_on=day, created_by=by)
    latest = PathwayAssessment.objects.filter(offender=person).newest(day).select_related("level")
    said = {row.level.pathway_id: row.level for row in latest}
    for code in ("accommodation", "ete", "finance"):
        level = said.get(code) or PathwayLevel.objects.get(pathway=code, level="A")
        SittingLevel.objects.create(
            sitting=sitting, offender=person, pathway_id=code, level=level, written_by=by,
            why=INVENTED,
        )  # fmt: skip
