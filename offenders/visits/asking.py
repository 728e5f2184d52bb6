"""The reason of a visit: what is known of it, and asking for it where nothing is."""

from urllib.parse import urlencode

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from agencies.access import reader
from agencies.models import User
from audit import clock
from audit.prepared import Day, Number, Rows, prepared
from offenders.models import CaseLead, Involvement, InvolvementReason, Offender
from offenders.policies import View
from offenders.rules import How
from offenders.sight import CASELOAD
from offenders.visits.rules import Facts, reason

KEPT = "visits"
MOST_KEPT = 300


def reason_for(request: HttpRequest, offender: Offender, view: View, *, standing: str = "") -> str | None:
    """Why the reader looks at this person, for `audit.log.viewed`: empty where no reason is owed.

    None is that they have not said it yet: answer `ask(request, offender)` before anything of the person is read.
    `standing` is a reason in itself that the caller knows, such as an open meeting's agenda.
    """
    return reason(_facts(reader(request), request.session, offender, view, standing))


def ask(request: HttpRequest, offender: Offender) -> HttpResponse:
    """To the page that asks, and from there to where they were going."""
    page = reverse("visits:why", kwargs={"public_id": offender.public_id})
    going = {"next": request.get_full_path()} if request.method in ("GET", "HEAD") else {}
    return HttpResponseRedirect(f"{page}?{urlencode(going)}" if going else page)


def keep(session: SessionBase, offender: Offender, words: str) -> None:
    """Until the session ends, on the server; the oldest of very many visits is forgotten, and asked for again."""
    kept = dict(session.get(KEPT, {}))
    kept.pop(str(offender.public_id), None)
    kept = dict(list(kept.items())[-MOST_KEPT + 1 :])
    session[KEPT] = {**kept, str(offender.public_id): words}


# What lets somebody in is a reason in itself, and none for all of the record's other work.
PARTICULAR = {
    InvolvementReason.ACTION, InvolvementReason.REQUEST, InvolvementReason.HANDOVER, InvolvementReason.APPOINTMENT,
}  # fmt: skip


def _facts(user: User, session: SessionBase, offender: Offender, view: View, standing: str) -> Facts:
    given = session.get(KEPT, {}).get(str(offender.public_id), "")
    if view.how == How.GLASS:
        return Facts(glass=True)
    reasons = _involved_for(user, offender) if view.caseload else set()
    return Facts(
        own=bool(reasons - PARTICULAR),
        officer=not reasons and _is_officer(user, offender),
        standing=standing,
        action=InvolvementReason.ACTION in reasons,
        referral=bool(reasons & {InvolvementReason.REQUEST, InvolvementReason.HANDOVER})
        or (not reasons and not given and _is_asked(user, offender)),
        appointment=InvolvementReason.APPOINTMENT in reasons,
        given=given,
    )


def _involved_for(user: User, offender: Offender) -> set[str]:
    """Why the person is in the work of the reader's agency today."""
    return set(_reasons(person=offender.pk, agency=user.agency_id, on=clock.today()))


@prepared
def _reasons(person: Number, agency: Number, on: Day) -> Rows:
    rows = Involvement.objects.in_force(on).filter(agency=agency, offender=person)
    return rows.filter(reason__in=CASELOAD).values_list("reason", flat=True)


def _is_asked(user: User, offender: Offender) -> bool:
    """The reader's agency is asked to take the case: to be looked at for that, and no work of its own yet."""
    rows = Involvement.objects.in_force(clock.today()).filter(agency=user.agency_id, offender=offender)
    return rows.filter(reason=InvolvementReason.TRANSFER).exists()


def _is_officer(user: User, offender: Offender) -> bool:
    leads = CaseLead.objects.in_force(clock.today())
    return leads.filter(offender=offender, officer=user).exists()
