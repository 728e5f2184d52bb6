"""What the database itself holds of a meeting before its day, through raw SQL."""

from datetime import date
from uuid import uuid4

import pytest

from agencies.models import Agency, Area, User
from panels.models import AgencyUpdate, AgendaItem, AgendaWish, MeetingInvitation, Quorum, QuorumAgency, UpdateReminder
from rag.models import Proposal, RuleSet
from tests import constraints
from tests.constraints import Held
from tests.factories import OffenderFactory
from tests.panels.meetings import planned, sits

pytestmark = pytest.mark.django_db


def luton():
    return Area.objects.get(code="Luton")


def somebody():
    return User.objects.get_or_create(
        email="somebody@example.org", defaults={"full_name": "Somebody", "agency": Agency.objects.get(code="police")}
    )[0]


def wish(**more):
    said = {"changed_by": somebody(), "why": "Asked for."} | more
    return AgendaWish.objects.create(panel=planned(luton()), offender=OffenderFactory(), **said)


def two_wishes():
    first = wish()
    AgendaWish.objects.create(panel=first.panel, offender=OffenderFactory(), changed_by=somebody())


def item():
    who, rules = OffenderFactory(), RuleSet.objects.first()
    proposal = Proposal.objects.create(
        offender=who, as_of=date(2019, 3, 31), status="GREEN", reasons=[], rule_set=rules
    )
    AgendaItem.objects.create(panel=planned(luton()), offender=who, position=1, proposal=proposal)


def member():
    return sits(luton(), somebody())


def quorum():
    return Quorum.objects.create(area=luton(), kind="rag", at_least=1, from_on=date(2019, 3, 1), created_by=somebody())


def quorum_of_two():
    one = quorum()
    for code in ("police", "probation"):
        QuorumAgency.objects.create(quorum=one, agency=Agency.objects.get(code=code))


def invitation():
    return MeetingInvitation.objects.create(panel=planned(luton()), member=member())


def two_invitations():
    first = invitation()
    MeetingInvitation.objects.create(panel=first.panel, member=sits(luton(), somebody(), until_on=date(2019, 3, 31)))


def two_updates():
    one, first = planned(luton()), OffenderFactory()
    for category in ("scheme", "custody"):
        said = {"agency": somebody().agency, "did": "Saw him.", "request_key": uuid4(), "written_by": somebody()}
        AgencyUpdate.objects.create(panel=one, offender=first, category=category, **said)


def two_reminders():
    one = planned(luton())
    for code in ("police", "probation"):
        UpdateReminder.objects.create(panel=one, agency=Agency.objects.get(code=code))


PANEL, WISH = "UPDATE panels_panel SET ", "UPDATE panels_agendawish SET "
CANCELLED = "status = 'cancelled', cancelled_at = now(), cancelled_by_id = (SELECT max(id) FROM agencies_user)"
AN_AGAIN = "INSERT INTO panels_{0} ({1}) SELECT {1} FROM panels_{0}"
TABLE = [
    Held(
        "panel_cancelled_says_when_by_whom_and_why",
        wish,
        refused=PANEL + CANCELLED + ", cancelled_why = ''",
        allowed=PANEL + CANCELLED + ", cancelled_why = 'Snow.'",
    ),
    Held(
        "panel_minutes_can_be_meant",
        lambda: planned(luton()),
        refused=PANEL + "minutes_long = 601",
        allowed=PANEL + "minutes_long = 600",
    ),
    Held("agenda_minutes_can_be_meant", item, "UPDATE panels_agendaitem SET minutes = 121",
         "UPDATE panels_agendaitem SET minutes = 120"),
    Held("agenda_wish_once_a_person", two_wishes,
         WISH + "offender_id = (SELECT min(offender_id) FROM panels_agendawish)"),
    Held("agenda_wish_says_why", wish, WISH + "why = '', added = true", WISH + "why = '', minutes = 5"),
    Held("agenda_wish_on_it_or_not", wish, WISH + "added = true, left_out = true", WISH + "left_out = true"),
    Held("agenda_wish_minutes_can_be_meant", wish, WISH + "minutes = 121", WISH + "minutes = 120"),
    Held(
        "panel_member_sits_once",
        member,
        AN_AGAIN.format("panelmember", "area_id, kind, agency_id, user_id, deputy, from_on, created_by_id"),
    ),
    Held(
        "panel_member_ends_not_before_it_starts",
        member,
        "UPDATE panels_panelmember SET until_on = from_on - 1",
        "UPDATE panels_panelmember SET until_on = from_on",
    ),
    Held(
        "quorum_one_stands_an_area_and_kind",
        quorum,
        AN_AGAIN.format("quorum", "area_id, kind, at_least, from_on, created_by_id"),
    ),
    Held(
        "quorum_ends_not_before_it_starts",
        quorum,
        "UPDATE panels_quorum SET until_on = from_on - 1",
        "UPDATE panels_quorum SET until_on = from_on",
    ),
    Held(
        "quorum_agency_once",
        quorum_of_two,
        "UPDATE panels_quorumagency SET agency_id = (SELECT min(agency_id) FROM panels_quorumagency)",
    ),
    Held("agency_update_once_a_category", two_updates, "UPDATE panels_agencyupdate SET category = 'scheme'"),
    Held("agency_update_says_something", two_updates, "UPDATE panels_agencyupdate SET did = ''"),
    Held(
        "update_reminder_once",
        two_reminders,
        "UPDATE panels_updatereminder SET agency_id = (SELECT min(agency_id) FROM panels_updatereminder)",
    ),
    Held(
        "meeting_invitation_once",
        two_invitations,
        "UPDATE panels_meetinginvitation SET member_id = (SELECT min(member_id) FROM panels_meetinginvitation)",
    ),
    Held(
        "meeting_invitation_says_when_it_was_answered",
        invitation,
        "UPDATE panels_meetinginvitation SET answer = 'comes', answered_at = NULL",
        "UPDATE panels_meetinginvitation SET answer = 'comes', answered_at = now()",
    ),
    Held(
        "meeting_invitation_names_the_deputy",
        invitation,
        "UPDATE panels_meetinginvitation SET answer = 'deputy', answered_at = now(), deputy_id = NULL",
        "UPDATE panels_meetinginvitation SET answer = 'deputy', answered_at = now(), "
        "deputy_id = (SELECT max(id) FROM agencies_user)",
    ),
]  # fmt: skip


@constraints.each(TABLE)
def test_the_database_holds_it(row, scheme):
    constraints.hold(row)
