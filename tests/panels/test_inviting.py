"""Who sits in an area's meetings, their deputies, the quorum as data, and what the invited answer."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from agencies.models import Agency
from agencies.roles import Role
from audit.models import OutboxMessage
from panels import actions, invited
from panels.actions.planning import Arranged
from panels.models import MeetingInvitation, PanelMember, Quorum
from panels.tasks import invited as write_letter
from tests import people
from tests.conftest import TODAY
from tests.panels.meetings import IN_A_MONTH, invite, planned, sits

pytestmark = pytest.mark.django_db


def seat(area, user, by, *, deputy=False):
    return actions.seat(area=area, kind="rag", user=user, deputy=deputy, by=by)


def answer(invitation, by, what="comes", deputy=None):
    return actions.answer_invitation(invitation=invitation, answer=what, deputy=deputy, by=by)


def need(area, by, at_least, *codes, must=()):
    named, always = Agency.objects.filter(code__in=codes), Agency.objects.filter(code__in=must)
    return actions.set_quorum(area=area, kind="rag", at_least=at_least, agencies=named, must=always, by=by)


def test_who_is_seated_sits_for_their_agency_from_today_on_and_once(luton, person):
    member = seat(luton, person("aisha"), person("femi"))
    assert seat(luton, person("aisha"), person("femi")) == member
    assert (member.agency.code, member.from_on, member.deputy) == ("police", TODAY, False)
    with pytest.raises(ValidationError, match="sits there already"):
        seat(luton, person("aisha"), person("femi"), deputy=True)


def test_who_sees_no_panels_sits_in_none(luton, person):
    with pytest.raises(ValidationError, match="has no role that sees panels"):
        seat(luton, person("hari"), person("femi"))


@pytest.mark.parametrize("who", ["aisha", "ben", "dev", "grace", "hari", "karl"])
def test_who_does_not_run_the_scheme_seats_nobody_and_sets_no_quorum(who, luton, person):
    member = sits(luton, person("ines"))
    for act in (
        lambda: seat(luton, person("aisha"), person(who)),
        lambda: actions.unseat(member=member, by=person(who)),
        lambda: need(luton, person(who), 1, "police"),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_members_are_invited_to_what_is_planned_and_deputies_are_not(luton, person):
    sits(luton, person("aisha"))
    sits(luton, person("ines"), deputy=True)
    sits(luton, person("ben"), until_on=IN_A_MONTH)  # until the day, and not on it
    days = [IN_A_MONTH, date(2019, 5, 28)]
    actions.plan_panels(area=luton, kind="rag", days=days, arranged=Arranged(), by=person("femi"))
    rows = MeetingInvitation.objects.order_by("panel__held_on")
    assert [(row.member.user, row.answer) for row in rows] == [(person("aisha"), "waiting")] * 2
    asked = OutboxMessage.objects.filter(kind="panel_invited")
    assert [message.payload for message in asked] == [{"user": person("aisha").pk}]  # one letter for both


def test_who_is_seated_later_is_invited_to_what_is_to_come(luton, person):
    panel, _gone = planned(luton), planned(luton, TODAY - timedelta(days=1))
    seat(luton, person("aisha"), person("femi"))
    assert [row.panel for row in MeetingInvitation.objects.all()] == [panel]


def test_who_sits_there_no_longer_is_invited_no_more(luton, person):
    panel, member = planned(luton), sits(luton, person("aisha"))
    invite(panel, member)
    for _ in range(2):
        actions.unseat(member=member, by=person("femi"))
    assert not MeetingInvitation.objects.exists()
    assert PanelMember.objects.get().until_on == TODAY
    assert not PanelMember.objects.sitting(luton, "rag", TODAY).exists()
    assert PanelMember.objects.sitting(luton, "rag", TODAY - timedelta(days=1)).exists()


def test_the_letter_names_nobody_and_no_place(luton, person):
    planned(luton, place="Committee room 2")
    write_letter(user=person("aisha").pk)
    [letter] = mail.outbox
    assert letter.to == ["aisha@example.org"]
    for word in ("Luton", "Committee", "Aisha", "Shaw"):
        assert word not in letter.subject + letter.body
    write_letter(user=person("hari").pk)  # who sees no panels any more
    assert len(mail.outbox) == 1


def test_a_member_comes_sends_a_deputy_of_their_agency_or_cannot(luton, person):
    deputy, stranger = people.make_for("police", Role.PRACTITIONER), person("ines")
    panel = planned(luton)
    [mine] = invite(panel, sits(luton, person("aisha")))
    sits(luton, deputy, deputy=True)
    sits(luton, stranger, deputy=True)
    assert answer(mine, person("aisha")).answer == "comes"
    with pytest.raises(ValidationError, match="deputy of your agency"):
        answer(mine, person("aisha"), "deputy", stranger)
    with pytest.raises(ValidationError, match="deputy of your agency"):
        answer(mine, person("aisha"), "deputy")
    assert answer(mine, person("aisha"), "deputy", deputy).deputy == deputy
    assert answer(mine, person("aisha"), "cannot", deputy).deputy is None
    with pytest.raises(ValidationError, match="whether you come"):
        answer(mine, person("aisha"), "waiting")
    with pytest.raises(PermissionDenied):
        answer(mine, person("femi"))


def test_nobody_answers_after_it_was_cancelled(luton, person):
    panel = planned(luton)
    [mine] = invite(panel, sits(luton, person("aisha")))
    actions.cancel_panel(panel=panel, why="Snow.", version=panel.version, by=person("femi"))
    with pytest.raises(ValidationError, match="no longer to come"):
        answer(mine, person("aisha"))


def test_the_quorum_is_data_from_a_day_on(luton, person, settings):
    first = need(luton, person("femi"), 2, "police", "probation")
    settings.FIXED_TODAY = date(2019, 4, 10)
    second = need(luton, person("femi"), 1, "police", must=("probation",))
    holding = Quorum.objects.holding
    assert holding(luton, "rag", date(2019, 4, 9)) == first
    assert holding(luton, "rag", date(2019, 4, 10)) == second
    assert holding(luton, "selection", date(2019, 4, 10)) is None
    assert holding(luton, "rag", TODAY - timedelta(days=1)) is None
    assert {row.agency.code: row.must_be_there for row in second.agencies.all()} == {"police": False, "probation": True}


@pytest.mark.parametrize("number", [0, 3])
def test_a_quorum_of_none_or_of_more_than_are_named_is_refused(number, luton, person):
    with pytest.raises(ValidationError, match="from 1 to 2"):
        need(luton, person("femi"), number, "police", "probation")


def test_the_page_says_whether_the_quorum_is_expected(luton, person, signed_in):
    need(luton, person("femi"), 2, "police", "probation", "housing", must=("probation",))
    panel = planned(luton)
    police, probation = invite(panel, sits(luton, person("aisha")), sits(luton, person("ines")))
    page = reverse("panels:panel", args=[panel.public_id])
    client = signed_in("aisha")
    assert "Quorum not yet sure" in client.get(page).content.decode()
    answer(police, person("aisha"))
    found = invited.read(panel)
    assert (found.verdict.coming, [agency.code for agency in found.missing]) == (1, ["probation"])
    answer(probation, person("ines"))
    assert "Quorum expected" in client.get(page).content.decode()
    answer(probation, person("ines"), "cannot")
    assert "No quorum expected" in client.get(page).content.decode()


def test_answering_from_the_page(luton, person, signed_in):
    panel = planned(luton)
    invite(panel, sits(luton, person("aisha")))
    client, address = signed_in("aisha"), reverse("panels:answer", args=[panel.public_id])
    assert "Answer my invitation" in client.get(reverse("panels:panel", args=[panel.public_id])).content.decode()
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"answer": "comes"}).status_code == 302
    assert MeetingInvitation.objects.get().answer == "comes"
    assert signed_in("ines").get(address).status_code == 404


def test_who_sits_there_anew_answers_their_last_invitation(luton, person, signed_in):
    """The day went by, they were unseated and seated again, and the meeting was issued later."""
    panel, aisha = planned(luton), person("aisha")
    invite(panel, sits(luton, aisha, until_on=TODAY), sits(luton, aisha))
    address = reverse("panels:answer", args=[panel.public_id])
    assert signed_in("aisha").get(address).status_code == 200
    assert signed_in("aisha").post(address, {"answer": "comes"}).status_code == 302
    assert [row.answer for row in MeetingInvitation.objects.order_by("pk")] == ["waiting", "comes"]


def test_seating_and_the_quorum_from_the_page(luton, person, signed_in):
    ines, client = person("ines"), signed_in("femi")
    where = [luton.pk, "rag"]
    assert client.post(reverse("panels:seat", args=where), {"user": ines.pk}).status_code == 302
    assert "Ines Duarte" in client.get(reverse("panels:members", args=where)).content.decode()
    police = Agency.objects.get(code="police").pk
    posted = {"at_least": 1, "agencies": [police]}
    assert client.post(reverse("panels:set_quorum", args=where), posted).status_code == 302
    assert "At least 1 of 1 agencies" in client.get(reverse("panels:members", args=where)).content.decode()
    assert client.post(reverse("panels:set_quorum", args=where), posted | {"at_least": 2}).status_code == 422
    assert client.get(reverse("panels:members", args=[luton.pk, "party"])).status_code == 404
    assert client.get(reverse("panels:members", args=[0, "rag"])).status_code == 404
