"""The meetings that are to come: half a year in each area, who sits in them, and one agenda that is issued.

All of it is invented, and says so; nothing is decided by it, so that every published figure stays as it is.
"""

from datetime import date, time
from uuid import uuid5

from agencies.access import may
from agencies.categories import Category
from agencies.models import Agency, Area, User
from agencies.roles import Permission, Role
from offenders.models import Offender
from panels import actions
from panels.actions.planning import Arranged
from panels.models import InvitationAnswer, MeetingInvitation, Panel, PanelKind
from panels.rules.dates import Which, days_in_months
from panels.updates import mine

INVENTED = "Invented for the demonstration."
MONTHS, TUESDAY, LONG = 6, 1, 120
ISSUED_IN = "Luton"
MUST, NEEDED = ("police", "probation"), 3
COUNTED = (*MUST, "prison", "drug_service", "housing", "health")
SITS = (Role.PRACTITIONER, Role.SUPERVISOR, Role.COORDINATOR)
COMES = ("police", "probation", "housing")
WRITES = {
    "police": "Seen at home twice; nothing new from the neighbourhood team.",
    "probation": "Kept three of four appointments; the last was missed without a word.",
}
WRITTEN_OF = 3


def tell(day: date) -> None:
    """As the coordinator would have planned them, and the agencies answered and written."""
    by, chair = _first(Role.COORDINATOR), _first(Role.PANEL_CHAIR)
    if by is None or chair is None:
        return
    agencies = list(Agency.objects.filter(code__in=COUNTED))
    must = [agency for agency in agencies if agency.code in MUST]
    days = days_in_months(day.replace(month=day.month % 12 + 1, day=1), MONTHS, Which.LAST, TUESDAY)
    arranged = Arranged(time(14), LONG, f"Committee room 2, and by video. {INVENTED}", chair)
    for area in Area.objects.of_the_scheme():
        for member, deputy in _who_sits():
            actions.seat(area=area, kind=PanelKind.RAG, user=member, deputy=deputy, by=by)
        actions.set_quorum(area=area, kind=PanelKind.RAG, at_least=NEEDED, agencies=agencies, must=must, by=by)
        actions.plan_panels(area=area, kind=PanelKind.RAG, days=days, arranged=arranged, by=by)
    first = Panel.objects.to_come().filter(area__code=ISSUED_IN).first()
    if first is not None:
        _issue(first, by)


def _first(role: Role) -> User | None:
    return User.objects.filter(agency__isnull=False, role_holdings__role=role).order_by("pk").first()


def _who_sits() -> list[tuple[User, bool]]:
    """Of each agency who came first is the member; another of the agency stands in for them."""
    found: list[tuple[User, bool]] = []
    named: set[int | None] = set()
    for user in User.objects.filter(agency__isnull=False, role_holdings__role__in=SITS).distinct().order_by("pk"):
        if may(user, Permission.PANEL_VIEW):
            found.append((user, user.agency_id in named))
            named.add(user.agency_id)
    return found


def _issue(panel: Panel, by: User) -> None:
    actions.issue_agenda(panel=panel, version=panel.version, by=by)
    for invitation in MeetingInvitation.objects.filter(panel=panel).select_related("member__agency", "member__user"):
        member = invitation.member
        if member.agency.code in COMES:
            said = {"answer": InvitationAnswer.COMES, "deputy": None, "by": member.user}
            actions.answer_invitation(invitation=invitation, **said)  # type: ignore[arg-type]
        if member.agency.code in WRITES:
            _write(panel, member.user, WRITES[member.agency.code])


def _write(panel: Panel, user: User, words: str) -> None:
    for row in mine(panel, user).rows[:WRITTEN_OF]:
        who: Offender = row.line.item.offender
        actions.write_update(
            panel=panel,
            offender=who,
            category=Category.ENGAGEMENT,
            did=f"{words} {INVENTED}",
            proposes="",
            version=0,
            request_key=uuid5(who.public_id, user.email),
            by=user,
        )
