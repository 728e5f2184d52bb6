"""Requests: one agency asks another to do something for a person, by a day; it accepts or refuses, does it and says so.

While a request is open the agency that was asked is involved with the person and sees what the matrix gives it; with
its last open request that ends (spec/access.md, section 1). What is asked is read by the two agencies alone.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.categories import Category, Level
from agencies.models import Agency, Agreement, AgreementLevel, User
from audit import clock
from audit.floor import System, as_system
from offenders import writing
from offenders.events import rules
from offenders.events.rules import Step
from offenders.models import (
    AgencyRequest,
    CaseLead,
    Involvement,
    InvolvementReason,
    Offender,
    RequestStatus,
    RestrictedReader,
    Restriction,
)
from offenders.models.requests import OPEN
from offenders.policies import How, View, view_of

# An agency's own work with a person, as its appointments are: who writes those, asks and answers.
OWN_WORK = Category.ENGAGEMENT
NOT_ASKED_BY_YOU = "Your role, or your agency's part in this case, lets you read here and not ask other agencies."
NOT_TO_THEM = "Choose one of the agencies that are offered: the others cannot be told of this person by yours."
NOT_YOURS_TO_CORRECT = "The agency that asked corrects a request, and only while it is open."
NOT_YOUR_STEP = "The agency that was asked accepts, refuses and finishes a request; the one that asked withdraws it."


def may_ask(view: View) -> bool:
    """Who works with the person today, for an agency that is involved or by name."""
    return view.how in (How.INVOLVED, How.NAMED) and view.levels.level(OWN_WORK) >= Level.ADD


def agencies_to_ask(by: User, offender: Offender, view: View) -> "QuerySet[Agency]":
    """Whom a reader may ask. Who manages the scheme's part may make any agency involved that the agreement lets know
    of people; who reads it asks those that are involved; everybody else asks the case's lead, whom they know.

    Of a restricted person only agencies of the people named for them are asked: nobody else would see the request.
    """
    on = clock.today()
    found = Agency.objects.exclude(pk=by.agency_id or 0).filter(_shares(on))
    level = view.levels.level(Category.SCHEME)
    involved = Involvement.objects.in_force(on).filter(offender=offender)
    if level < Level.READ:
        found = found.filter(pk__in=CaseLead.objects.in_force(on).filter(offender=offender).values("agency"))
    elif level < Level.ADD:
        found = found.filter(pk__in=involved.values("agency"))
    if Restriction.objects.standing().filter(offender=offender).exists():
        named = RestrictedReader.objects.filter(restriction__offender=offender, restriction__lifted_at=None)
        found = found.filter(pk__in=named.values("user__agency"))
    return found


def _shares(on: date) -> Q:
    """The agreement lets the agency know who people are: by terms of its own, else by those of its kind."""
    rows = AgreementLevel.objects.filter(agreement__in=Agreement.objects.in_force(on), category=Category.IDENTITY)
    own = rows.filter(agency=OuterRef("pk"))
    of_kind = rows.filter(kind=OuterRef("kind"), level__gt=Level.NONE)
    return Q(Exists(own.filter(level__gt=Level.NONE))) | (~Q(Exists(own)) & Q(Exists(of_kind)))


@transaction.atomic
def ask(*, offender: Offender, asked_of: Agency, text: str, due_on: date, by: User, request_key: UUID) -> AgencyRequest:
    """Ask another agency; it is involved from today on. The same form twice asks once."""
    view = view_of(by, offender.pk)
    if view is None or not may_ask(view):
        raise PermissionDenied(NOT_ASKED_BY_YOU)
    if due_on < clock.today():
        raise ValidationError({"due_on": "That day is over. Enter the day by which you need it."})
    if not agencies_to_ask(by, offender, view).filter(pk=asked_of.pk).exists():
        raise ValidationError({"asked_of": NOT_TO_THEM})
    row = AgencyRequest(
        offender=offender, asked_by=by.agency, asked_of=asked_of, text=text.strip(), asked_on=clock.today(),
        due_on=due_on,
    )  # fmt: skip
    row = writing.add(row, what="events.ask", offender=offender, category=OWN_WORK, by=by, request_key=request_key)
    if row.status in (RequestStatus.ASKED, RequestStatus.ACCEPTED):
        _involve(offender, asked_of)
    return row


def steps_for(by: User, request: AgencyRequest, view: View) -> list[Step]:
    """What this reader's agency may say to the request now."""
    if view.levels.level(OWN_WORK) < Level.ADD:
        return []
    asked, was_asked = by.agency_id == request.asked_by_id, by.agency_id == request.asked_of_id
    return rules.steps_from(request.status, asked=asked, was_asked=was_asked)


@transaction.atomic
def take_step(*, request: AgencyRequest, step: Step, outcome: str, by: User, version: int) -> AgencyRequest:
    """Say one thing to a request; twice is once, and who was quicker is shown (offenders.writing.Stale)."""
    outcome, status = outcome.strip(), rules.STEPS.get((RequestStatus(request.status), step))
    if step in rules.SAYS_HOW and not outcome:
        raise ValidationError({"outcome": "Say what was done, or why it is not."})
    values: dict[str, object] = {"status": _leads_to(step).value}
    if step in rules.SAYS_HOW:
        values |= {"outcome": outcome, "ended_on": clock.today()}
    if status is None and request.status != values["status"]:
        raise ValidationError(f"This request is {request.get_status_display().lower()}: that cannot be said any more.")
    row = writing.correct(
        request, what=f"events.{step}_request", offender=request.offender, category=OWN_WORK, by=by, version=version,
        because=outcome or "Accepted.", values=values, check=_check_step(step),
    )  # fmt: skip
    if row.status not in (RequestStatus.ASKED, RequestStatus.ACCEPTED):
        _release(row.offender, row.asked_of)
    return row


@transaction.atomic
def correct_request(
    *, request: AgencyRequest, text: str, due_on: date, because: str, by: User, version: int
) -> AgencyRequest:
    """Put right what was asked, or by when, while it is open: who asked does, and who was asked sees what changed."""
    if due_on != request.due_on and due_on < clock.today():
        raise ValidationError({"due_on": "That day is over. Enter the day by which you need it."})
    return writing.correct(
        request, what="events.correct_request", offender=request.offender, category=OWN_WORK, by=by, version=version,
        because=because, values={"text": text.strip(), "due_on": due_on}, check=_check_asked,
    )  # fmt: skip


def may_correct(by: User, request: AgencyRequest, view: View) -> bool:
    """Whether what is asked is this reader's to put right."""
    return view.levels.level(OWN_WORK) >= Level.ADD and _asked_and_open(by, request)


def _asked_and_open(by: User, request: AgencyRequest) -> bool:
    return by.agency_id == request.asked_by_id and request.status in OPEN


def _check_asked(by: User, offender: Offender, category: Category, row: AgencyRequest) -> None:
    writing.check_add(by, offender, category)
    if not _asked_and_open(by, row):
        raise PermissionDenied(NOT_YOURS_TO_CORRECT)


def _leads_to(step: Step) -> RequestStatus:
    """Each step leads to one status, wherever it is taken."""
    return next(to for (_, taken), to in rules.STEPS.items() if taken is step)


def _check_step(step: Step) -> Callable[[User, Offender, Category, AgencyRequest], None]:
    """Whose step it is, asked of the row as it is locked."""

    def check(by: User, offender: Offender, category: Category, row: AgencyRequest) -> None:
        writing.check_add(by, offender, category)
        whose = row.asked_by_id if step in rules.BY_WHO_ASKED else row.asked_of_id
        if by.agency_id != whose:
            raise PermissionDenied(NOT_YOUR_STEP)

    return check


@as_system(System.ACTION)
def _involve(offender: Offender, agency: Agency) -> None:
    """An agency with an open request is involved with the person; one that asked has locked them."""
    if not _involvement(offender, agency).exists():
        Involvement.objects.create(
            offender=offender, agency=agency, reason=InvolvementReason.REQUEST, from_on=clock.today()
        )


@as_system(System.ACTION)
def _release(offender: Offender, agency: Agency) -> None:
    """With the last open request ends what rested on it, on that day."""
    Offender.objects.select_for_update(no_key=True).get(pk=offender.pk)
    if not AgencyRequest.objects.open().filter(offender=offender, asked_of=agency).exists():
        _involvement(offender, agency).update(until_on=clock.today())


def _involvement(offender: Offender, agency: Agency) -> "QuerySet[Involvement]":
    running = Involvement.objects.in_force(clock.today())
    return running.filter(offender=offender, agency=agency, reason=InvolvementReason.REQUEST)
