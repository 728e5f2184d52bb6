"""Appointments, contacts and a lowered standard around the demonstration's day. All of it is invented, and says so.

None of it is an outcome: the published figures count those, and they stay as they were published.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta

from agencies.models import User
from agencies.roles import Role
from contacts.actions.involving import refresh
from contacts.models import Appointment, ContactNote, MissChoice, MissDecision, PersonStandard
from offenders.models import Contact, CustodySpell, Involvement, InvolvementReason, Offender

INVENTED = "Invented for the demonstration."
PROBATION, DRUGS = "probation", "drug_service"


@dataclass(frozen=True)
class Booked:
    """One appointment: counted in days from the demonstration's day, a Sunday."""

    days: int
    at: time
    kind: str = "office"
    place: str = "Luton probation office"
    agency: str = PROBATION
    note: str = ""


# For each of the first people by reference, at liberty, whom probation supervises and the drug service supports.
BOOKED = (
    (Booked(-3, time(10)), Booked(1, time(9, 30)), Booked(3, time(14), "home_visit", "At home")),
    (Booked(1, time(11)), Booked(4, time(15), agency=DRUGS, place="Stuart Street"), Booked(8, time(11))),
    (Booked(-1, time(16), "home_visit", "At home"), Booked(2, time(9), note="Brings his payslips.")),
    (Booked(0, time(12), "telephone", ""), Booked(2, time(13), agency=DRUGS, place="Stuart Street")),
    (Booked(3, time(10)), Booked(5, time(10), "home_visit", "At home")),
)
NOTES = ((-2, "telephone", "Rang to say that the job starts on Monday."), (-6, "home_visit", "Nobody in; card left."))


def arrange(day: date) -> None:
    """Book them, as the demonstration's practitioners would have."""
    staff = {agency: _practitioner(agency) for agency in (PROBATION, DRUGS)}
    people = _people(day)
    for person, booked in zip(people, BOOKED, strict=False):
        Appointment.objects.bulk_create(_row(person, one, day, staff[one.agency]) for one in booked)
        for agency in {one.agency for one in booked}:
            refresh(person, staff[agency].agency)  # type: ignore[arg-type]
    for person, (days, kind, text) in zip(people, NOTES, strict=False):
        _note(person, day + timedelta(days=days), kind, text, staff[PROBATION])
    _lowered(people[:1], day)
    _warned(people, staff[PROBATION])


def _practitioner(agency: str) -> User:
    return User.objects.select_related("agency").get(agency__code=agency, role_holdings__role=Role.PRACTITIONER)


def _people(day: date) -> list[Offender]:
    supervised = Involvement.objects.filter(agency__code=PROBATION, reason=InvolvementReason.SUPERVISES, until_on=None)
    supported = Involvement.objects.filter(agency__code=DRUGS, reason=InvolvementReason.SUPPORTS, until_on=None)
    rows = Offender.objects.filter(pk__in=supervised.values("offender")).filter(pk__in=supported.values("offender"))
    inside = CustodySpell.objects.covering(day).values("offender")
    return list(rows.exclude(pk__in=inside).order_by("ref")[: len(BOOKED)])


def _row(person: Offender, one: Booked, day: date, officer: User) -> Appointment:
    return Appointment(
        offender=person,
        agency=officer.agency,
        kind=one.kind,
        due_on=day + timedelta(days=one.days),
        at=one.at,
        place=one.place,
        note=" ".join(filter(None, (one.note, INVENTED))),
        officer=officer,
        created_by=officer,
    )


def _note(person: Offender, day: date, kind: str, text: str, by: User) -> None:
    assert by.agency is not None
    ContactNote.objects.create(
        offender=person, agency=by.agency, kind=kind, happened_on=day, text=f"{text} {INVENTED}", created_by=by
    )


def _lowered(people: list[Offender], day: date) -> None:
    """One standard that was lowered by a step, by somebody who does not lead the case."""
    supervisor = User.objects.get(agency__code=PROBATION, role_holdings__role=Role.SUPERVISOR)
    for person in people:
        PersonStandard.objects.create(
            offender=person,
            weekly=3,
            at_home=1,
            decided_on=day - timedelta(days=10),
            from_on=day - timedelta(days=6),
            why=f"Six weeks without a miss, and work since February. {INVENTED}",
            review_on=day + timedelta(days=60),
            created_by=supervisor,
        )


def _warned(people: list[Offender], by: User) -> None:
    """What was decided on the last unacceptable miss of one of them."""
    missed = Contact.objects.filter(offender__in=people, outcome="missed_unacceptable").order_by("offender__ref", "pk")
    for miss in missed[:1]:
        MissDecision.objects.create(
            offender=miss.offender,
            contact=miss,
            decision=MissChoice.WARNING_SENT,
            decided_on=miss.due_on + timedelta(days=1),
            why=INVENTED,
            created_by=by,
        )
