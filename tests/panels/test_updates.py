"""Each agency's updates before the day: who writes, who reads them, who has not, and the one reminder."""

from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from agencies.models import Agency
from agencies.roles import Role
from audit.floor import System, as_system
from audit.models import Entry, OutboxMessage
from panels import actions, updates
from panels.actions.updating import WrittenMeanwhile
from panels.models import AgencyUpdate, Panel, UpdateReminder
from panels.screen import Screen
from panels.tasks import remind_of_updates, reminded
from rag.actions import record_proposals
from rag.models import Proposal
from tests import people
from tests.conftest import TODAY
from tests.factories import InvolvementFactory
from tests.panels.meetings import planned, sits

pytestmark = pytest.mark.django_db
IN_THREE_DAYS = date(2019, 4, 3)


@pytest.fixture
def meeting(luton, four, person):
    """Luton's meeting of 3 April, issued: nobody was decided on before, so all four are gone through."""
    record_proposals(on=TODAY, by=person("esther"))
    return actions.issue_agenda(panel=planned(luton, IN_THREE_DAYS), version=0, by=person("esther"))


def write(panel, who, by, **more):
    said = {"category": "scheme", "did": "Saw him twice.", "proposes": "", "version": 0, "request_key": uuid4()}
    return actions.write_update(panel=panel, offender=who, by=by, **(said | more))


def told(panel, who, user):
    found = updates.of_people(panel, Screen.of(user), [who.pk])
    return [(one.update.did, one.proposes) for one in found.get(who.pk, [])]


def test_written_and_corrected_on_the_version_that_was_read(meeting, four, person):
    first = write(meeting, four[1], person("aisha"), proposes="AMBER+")
    assert (first.agency.code, first.version, first.written_by) == ("police", 1, person("aisha"))
    second = write(meeting, four[1], person("esther"), did="Saw him once.", version=1)
    assert (second.pk, second.version, second.did) == (first.pk, 2, "Saw him once.")
    with pytest.raises(WrittenMeanwhile) as conflict:
        write(meeting, four[1], person("aisha"), did="Not seen.", version=1)
    assert conflict.value.update.did == "Saw him once."
    entry = Entry.objects.filter(what="panels.write_update").first()
    assert (entry.offender_id, entry.categories) == (four[1].pk, ["scheme"])


def test_a_double_click_writes_once(meeting, four, person):
    key = uuid4()
    assert write(meeting, four[1], person("aisha"), request_key=key) == write(
        meeting, four[1], person("aisha"), request_key=key
    )
    assert AgencyUpdate.objects.get().version == 1
    with pytest.raises(PermissionDenied):
        write(meeting, four[1], person("ines"), request_key=key)


def test_one_of_each_category_and_agency(meeting, four, person):
    write(meeting, four[1], person("aisha"))
    write(meeting, four[1], person("aisha"), category="offending", did="Arrested.")
    write(meeting, four[1], person("ines"), did="Kept two.")
    assert AgencyUpdate.objects.count() == 3


@pytest.mark.parametrize("who", ["dev", "grace", "hari", "karl", "carla"])
def test_who_may_not_write(who, meeting, four, person):
    """Carla's agency does not see the person; the others have no role that writes."""
    with pytest.raises(PermissionDenied):
        write(meeting, four[1], person(who))


def test_written_under_what_one_reads_oneself_and_not_empty(meeting, four, person):
    with pytest.raises(ValidationError, match="that your agency reads"):
        write(meeting, four[1], person("ines"), category="intelligence_original")
    with pytest.raises(ValidationError, match="Say what your agency did"):
        write(meeting, four[1], person("ines"), did="  ")


def test_nothing_is_written_once_it_is_open(meeting, four, person, settings):
    settings.FIXED_TODAY = IN_THREE_DAYS
    actions.begin_panel(panel=meeting, by=person("esther"))
    with pytest.raises(ValidationError, match="no longer to come"):
        write(meeting, four[1], person("aisha"))


def test_what_is_written_stays_when_the_agenda_is_taken_back(meeting, four, person):
    write(meeting, four[1], person("aisha"))
    actions.take_back(panel=meeting, why="New facts.", version=meeting.version, by=person("esther"))
    assert AgencyUpdate.objects.count() == 1


def test_who_reads_its_category_reads_it(meeting, four, person):
    """Housing reads the scheme's part, and nothing of arrests: RED belongs to those."""
    iqbal = four[1]
    InvolvementFactory(offender=iqbal, agency=Agency.objects.get(code="housing"), reason="cohort")
    write(meeting, iqbal, person("aisha"), proposes="RED")
    write(meeting, iqbal, person("aisha"), category="offending", did="Arrested.", proposes="AMBER")
    write(meeting, iqbal, person("aisha"), category="intelligence_original", did="Told us.")
    assert told(meeting, iqbal, person("carla")) == [("Saw him twice.", "")]
    assert ("Arrested.", "AMBER") in told(meeting, iqbal, person("ines"))
    assert ("Told us.", "") not in told(meeting, iqbal, person("ines"))
    assert len(told(meeting, iqbal, person("aisha"))) == 3


def test_in_the_room_each_screen_shows_what_it_may(meeting, four, person, signed_in):
    """What the room may read stands on its screen; original intelligence on the chair's own alone."""
    write(meeting, four[1], person("aisha"), proposes="AMBER+")
    write(meeting, four[1], person("aisha"), category="intelligence_original", did="Told us.")
    with as_system(System.PANEL):
        Panel.objects.filter(pk=meeting.pk).update(
            status="open", opened_at=meeting.issued_at, opened_by=person("esther"), chair=person("esther")
        )
    page = reverse("panels:person", args=[meeting.public_id, four[1].public_id])
    client = signed_in("esther")
    shared, own = (client.get(f"{page}?screen={screen}").content.decode() for screen in ("shared", "own"))
    assert "Saw him twice." in shared and "Told us." not in shared
    assert "Saw him twice." in own and "Told us." in own


def test_amber_plus_whose_reasons_are_hidden_is_amber_there_as_well(meeting, four, person):
    iqbal = four[1]
    InvolvementFactory(offender=iqbal, agency=Agency.objects.get(code="housing"), reason="cohort")
    write(meeting, iqbal, person("aisha"), proposes="AMBER+")
    assert told(meeting, iqbal, person("carla")) == [("Saw him twice.", "AMBER+")]  # proposed AMBER: it hides nothing
    proposed = meeting.items.get(offender=iqbal).proposal_id
    Proposal.objects.filter(pk=proposed).update(status="AMBER+", reasons=[])
    assert told(meeting, iqbal, person("carla")) == [("Saw him twice.", "AMBER")]


def test_a_colleague_who_may_not_read_it_sees_that_it_is_written(meeting, four, person):
    write(meeting, four[1], person("aisha"), category="intelligence_original", did="Told us.")
    other = people.make_for("police", Role.PRACTITIONER)
    row = next(row for row in updates.mine(meeting, other).rows if row.line.item.offender == four[1])
    assert (row.written, row.own) == (True, [])


def test_who_is_not_yet_written_of(meeting, four, person):
    assert updates.mine(meeting, person("aisha")).unwritten == 4
    write(meeting, four[1], person("aisha"))
    write(meeting, four[1], person("aisha"), category="offending", did="Arrested.")
    assert updates.mine(meeting, person("aisha")).unwritten == 3
    assert updates.mine(meeting, person("ines")).unwritten == 4  # another agency's own
    assert updates.to_write(person("aisha")) == [(meeting, 3)]
    assert updates.to_write(person("carla")) == []


@pytest.mark.parametrize(
    ("today", "found"),
    [(date(2019, 3, 30), 0), (date(2019, 3, 31), 1), (date(2019, 4, 2), 1), (date(2019, 4, 3), 0)],
)
def test_reminded_three_days_before_and_not_on_the_day(today, found, meeting, person, settings):
    sits(meeting.area, person("aisha"), from_on=date(2018, 1, 1))
    settings.FIXED_TODAY = today
    assert remind_of_updates() == found


def test_each_agency_that_owes_is_reminded_once(meeting, four, person):
    for who in ("aisha", "ines", "carla", "dev"):  # housing sees nobody on it, and Dev writes nothing
        sits(meeting.area, person(who))
    for who in four:
        write(meeting, who, person("ines"))
    assert [remind_of_updates(), remind_of_updates()] == [1, 0]
    assert UpdateReminder.objects.get().agency.code == "police"
    assert OutboxMessage.objects.filter(kind="panel_remind").count() == 1


def test_the_reminder_names_nobody(meeting, person):
    sits(meeting.area, person("aisha"))
    sits(meeting.area, person("femi"), deputy=True)
    sits(meeting.area, person("dev"))
    reminded(panel=meeting.pk, agency=person("aisha").agency_id)
    assert sorted(letter.to[0] for letter in mail.outbox) == ["aisha@example.org", "femi@example.org"]
    for word in ("Luton", "Jarvis", "Aisha", "April"):
        assert word not in mail.outbox[0].subject + mail.outbox[0].body


def test_written_from_the_page(meeting, four, signed_in, person):
    client, here = signed_in("aisha"), [meeting.public_id, four[1].public_id]
    page = client.get(reverse("panels:updates", args=here[:1])).content.decode()
    assert "Not yet written: 4 of 4." in page
    posted = {"category": "scheme", "did": "Saw him.", "proposes": "AMBER", "version": 0, "request_key": str(uuid4())}
    address = reverse("panels:write_update", args=here)
    assert client.post(address, posted | {"did": ""}).status_code == 422
    assert client.post(address, posted).status_code == 302
    assert "Not yet written: 3 of 4." in client.get(reverse("panels:updates", args=here[:1])).content.decode()
    late = client.post(address, posted | {"did": "Not seen.", "request_key": str(uuid4())})
    assert late.status_code == 409
    assert "A colleague wrote this update" in late.content.decode()
    assert "Not seen." in late.content.decode()
    assert "Saw him." in client.get(address).content.decode()


def test_what_is_sent_once_the_meeting_is_open_is_shown_again(meeting, four, signed_in, person, settings):
    address = reverse("panels:write_update", args=[meeting.public_id, four[1].public_id])
    aisha = signed_in("aisha")
    settings.FIXED_TODAY = IN_THREE_DAYS
    actions.begin_panel(panel=meeting, by=person("esther"))
    posted = {"category": "scheme", "did": "Saw him twice,\nat home.", "version": 0, "request_key": str(uuid4())}
    answer = aisha.post(address, posted)
    assert answer.status_code == 422
    assert "Saw him twice,<br>at home." in answer.content.decode()
    assert not AgencyUpdate.objects.exists()


def test_of_a_person_whom_one_does_not_see_there_is_no_page(meeting, four, signed_in):
    address = reverse("panels:write_update", args=[meeting.public_id, four[1].public_id])
    assert signed_in("carla").get(address).status_code == 404


def test_the_same_form_sent_again_with_other_words_is_not_taken_for_saved(meeting, four, person):
    """After the button Back: the key is the old one, and the words are new."""
    key, aisha = uuid4(), person("aisha")
    write(meeting, four[1], aisha, request_key=key)
    with pytest.raises(WrittenMeanwhile) as stands:
        write(meeting, four[1], aisha, did="Saw him once.", request_key=key)
    assert stands.value.update.did == "Saw him twice."
    write(meeting, four[1], aisha, category="offending", did="Arrested.", request_key=key)
    assert set(AgencyUpdate.objects.values_list("category", "did")) == {
        ("scheme", "Saw him twice."),
        ("offending", "Arrested."),
    }


@pytest.mark.parametrize("category", ["%00", "nothing", "", "treatment"])
def test_a_category_that_makes_no_sense_is_the_schemes(meeting, four, signed_in, category):
    where = reverse("panels:write_update", args=[meeting.public_id, four[1].public_id])
    page = signed_in("aisha").get(f"{where}?category={category}")
    assert page.status_code == 200
    assert page.context["form"].initial["category"] == "scheme"
