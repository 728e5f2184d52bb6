"""Who may arrange a meeting, for which agency and for when, and who may say what came of it."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.categories import Category, Level
from agencies.models import Agency, AgencyKind, User
from agencies.templatetags.iom_pages import uk_date
from audit.models import Sourced
from contacts.models import Entered, MissDecision
from contacts.rules import status as ways
from contacts.rules.series import last_day_ahead
from contacts.rules.standards import Standard, what_is_wrong
from contacts.rules.status import Status
from offenders.models import CaseLead, Contact, Involvement, Offender
from offenders.policies import View, view_of
from offenders.rules import How
from offenders.writing import check_add

# Whoever runs the scheme may book with another agency, which then sees the person by that appointment.
BOOKS_FOR_OTHERS = (AgencyKind.POLICE, AgencyKind.PROBATION)
NOT_INVOLVED = (
    "Your agency is not involved with this person: you see the record by name, and an appointment would show it to "
    "all of your agency."
)
NOT_FOR_OTHERS = "Your agency books appointments with itself."
RESTRICTED = "This record is restricted: another agency is let in by naming somebody there, not by an appointment."
NOT_YOURS = "This appointment is with another agency, which records and changes it itself."
NOT_OVER = "An outcome is recorded on the day of the appointment or after it."
LEADS = "Nobody decides on a person whom they lead: somebody else sets the standard."
NOT_DECIDED_HERE = "Who supervises decides what follows from a miss: probation, or youth justice."
NOT_PROBATION = "Staff of probation say that something is entered in the probation system."


def may_book(by: User, offender: Offender, view: View, today: date) -> bool:
    """Who may add to appointments, of an agency that is involved: named, granted or old sight lets nobody else in."""
    return view.levels.level(Category.ENGAGEMENT) >= Level.ADD and _involved(by, offender, today)


def may_book_for_others(by: User, view: View) -> bool:
    """Police and probation, who manage who the person is; never for a restricted person."""
    kind = by.agency.kind if by.agency else ""
    return (
        kind in BOOKS_FOR_OTHERS
        and view.how is How.INVOLVED
        and view.levels.level(Category.IDENTITY) >= Level.MANAGE
        and view.levels.level(Category.ENGAGEMENT) >= Level.ADD
    )


def check_book(by: User, offender: Offender, agency: Agency, officer: User | None, today: date) -> None:
    view = check_add(by, offender, Category.ENGAGEMENT)
    if not _involved(by, offender, today):
        raise PermissionDenied(NOT_INVOLVED)
    if agency.pk != by.agency_id and not may_book_for_others(by, view):
        raise PermissionDenied(RESTRICTED if view.how is How.NAMED else NOT_FOR_OTHERS)
    check_officer(agency, officer)


def check_officer(agency: Agency, officer: User | None) -> None:
    if officer is not None and officer.agency_id != agency.pk:
        raise ValidationError({"officer": "Choose somebody of the agency that the appointment is with, or nobody."})


def check_day(due_on: date, today: date) -> None:
    """Booked from today to a year ahead: an appointment lets its agency see the person for as long as it is open."""
    if due_on < today:
        raise ValidationError({"due_on": f"That day is over: book from {uk_date(today)} on, or record the contact."})
    if due_on > last_day_ahead(today):
        raise ValidationError({"due_on": f"Book no later than {uk_date(last_day_ahead(today))}."})


def check_hold(by: User, offender: Offender, category: Category, row: Any) -> View:
    """Whose an appointment is to change: the agency's that it is with, and the agency's that booked it."""
    view = check_add(by, offender, category)
    if not may_hold(view, category, row, by):
        raise PermissionDenied(NOT_YOURS)
    return view


def may_hold(view: View, category: Category, row: Any, by: User) -> bool:
    level = view.levels.level(category)
    if level >= Level.MANAGE:
        return True
    return level >= Level.ADD and by.agency_id is not None and row.import_number is None and _holds(row, by)


def _holds(row: Any, by: User) -> bool:
    booked_by = row.created_by.agency_id if row.created_by else None
    return by.agency_id in (row.agency_id, booked_by)


def check_step(now: str, then: Status) -> None:
    if not ways.may_become(now, then):
        said = Status(now).label.lower()
        raise ValidationError(f"This appointment is {said} already. Reload the page to see what became of it.")


def check_over(due_on: date, today: date) -> None:
    if due_on > today:
        raise ValidationError({"due_on": NOT_OVER})


def check_removable(contact: Contact | None) -> None:
    """What rests on a contact goes first."""
    if contact is None:
        return
    if MissDecision.objects.filter(contact=contact).exists():
        raise ValidationError("Decisions rest on this miss. Remove them first, or correct the outcome.")
    check_not_entered(Entered.objects.filter(contact=contact).exists())


def check_not_entered(entered: bool) -> None:
    if entered:
        raise ValidationError("This is ticked as entered in the probation system. Take the tick away first.")


def may_decide_misses(view: View | None) -> bool:
    """Who manages supervision decides what follows from a miss."""
    if view is None or not view.levels.reads(Category.ENGAGEMENT):
        return False
    return view.levels.level(Category.SUPERVISION) >= Level.MANAGE


def check_decide_miss(by: User, contact: Contact, decided_on: date, today: date) -> None:
    if not may_decide_misses(view_of(by, contact.offender_id)):
        raise PermissionDenied(NOT_DECIDED_HERE)
    if contact.outcome != Status.MISSED_UNACCEPTABLE:
        raise ValidationError("The outcome is no unacceptable miss any more.")
    if not contact.due_on <= decided_on <= today:
        raise ValidationError({"decided_on": f"A day from {uk_date(contact.due_on)} to today."})


def may_set_standard(by: User, offender: Offender, view: View, today: date) -> bool:
    """Who manages the scheme and adds to appointments; nobody decides on a person whom they lead (spec/access.md)."""
    return _manages_standard(view) and not _leads(by, offender, today)


def _manages_standard(view: View) -> bool:
    manages = view.levels.level(Category.SCHEME) >= Level.MANAGE
    return manages and view.levels.level(Category.ENGAGEMENT) >= Level.ADD


def check_set_standard(by: User, offender: Offender, today: date) -> None:
    view = check_add(by, offender, Category.ENGAGEMENT)
    if not _manages_standard(view):
        raise PermissionDenied("Who manages the scheme sets a person’s standard: police and probation.")
    if _leads(by, offender, today):
        raise PermissionDenied(LEADS)


def check_standard(now: Standard, weekly: int, at_home: int) -> None:
    if wrong := what_is_wrong(now, weekly, at_home):
        raise ValidationError({"at_home" if at_home > weekly else "weekly": wrong})


def check_review(review_on: date, today: date) -> None:
    if review_on <= today:
        raise ValidationError({"review_on": "The next review is a day to come."})


def is_probation(user: User) -> bool:
    return user.agency is not None and user.agency.kind == AgencyKind.PROBATION


def check_enter(by: User, offender: Offender, row: Sourced, entered_on: date, today: date) -> None:
    check_add(by, offender, Category.ENGAGEMENT)
    if not is_probation(by):
        raise PermissionDenied(NOT_PROBATION)
    if entered_on > today:
        raise ValidationError({"entered_on": "That day is to come."})


def _involved(by: User, offender: Offender, today: date) -> bool:
    return Involvement.objects.in_force(today).filter(offender=offender, agency=by.agency_id).exists()


def _leads(by: User, offender: Offender, today: date) -> bool:
    return CaseLead.objects.in_force(today).filter(offender=offender, officer=by).exists()
