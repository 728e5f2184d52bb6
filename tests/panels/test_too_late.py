"""What is sent after the meeting has ended: nothing of it is saved, and nothing of it is lost."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from agencies.models import Agency
from audit.models import Entry, Verb
from panels import actions
from panels.models import Action, Panel, Stance
from tests.panels.test_views import address

pytestmark = pytest.mark.django_db

REASON = "Back at his mother’s,\nand in work <since> Monday."


@pytest.fixture
def ended(panel, person):
    return actions.end_panel(panel=panel, by=person("esther"))


def to_act():
    owner = Agency.objects.get(code="housing").pk
    return {
        "text": "Find him a room",
        "owner": owner,
        "owner_person": "",
        "due_on": "2019-04-14",
        "request_key": str(uuid4()),
    }


def again(answer):
    """What the page's own form would send."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.content.decode())
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_a_decision_is_shown_whole_and_is_sent_once_the_meeting_goes_on(item, ended, person, seat):
    esther, iqbal = seat("esther"), item("Iqbal")
    sent = {"status": "GREEN", "reason": REASON, "version": 1, "screen": "own"}
    answer = esther.post(address("decide", iqbal), sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "is not saved" in page
    assert "and in work &lt;since&gt; Monday." in page
    assert ("Status", "GREEN") in answer.context["typed"]
    assert item("Iqbal").decided_status == ""
    assert again(answer) == {name: str(value) for name, value in sent.items()}
    assert esther.post(address("decide", iqbal), again(answer)).status_code == 409  # it still has ended
    actions.resume_panel(panel=ended, by=person("esther"))
    assert esther.post(address("decide", iqbal), again(answer)).status_code == 302
    assert (item("Iqbal").decided_status, item("Iqbal").reason) == ("GREEN", REASON)


def test_what_is_not_even_complete_is_shown_too(item, ended, seat):
    answer = seat("esther").post(address("decide", item("Iqbal")), {"reason": REASON, "version": 1})
    assert (answer.status_code, answer.context["typed"]) == (409, [("Reason", REASON)])


@pytest.mark.parametrize("button", ["leave", "undo"])
def test_the_other_buttons_of_the_form_lose_nothing_either(button, item, ended, seat):
    where = reverse(f"panels:{button}", args=[ended.public_id, item("Iqbal").offender.public_id])
    answer = seat("esther").post(where, {"status": "GREEN", "reason": REASON, "version": 1})
    assert (answer.status_code, answer.context["typed"]) == (409, [("Status", "GREEN"), ("Reason", REASON)])


def test_an_action_is_shown_whole_and_is_given_once_the_meeting_goes_on(item, ended, person, seat):
    esther, iqbal = seat("esther"), item("Iqbal")
    answer = esther.post(address("give_action", iqbal), to_act())
    assert answer.status_code == 409
    assert answer.context["typed"] == [
        ("What is to be done", "Find him a room"), ("Agency", "Housing"), ("Due", "2019-04-14"),
    ]  # fmt: skip
    assert not Action.objects.exists()
    actions.resume_panel(panel=ended, by=person("esther"))
    assert esther.post(address("give_action", iqbal), again(answer)).status_code == 302
    assert Action.objects.get().text == "Find him a room"


def test_where_an_agency_stands_is_shown_whole(item, panel, person, seat):
    ines = person("ines")
    actions.note_attendance(panel=panel, agency=ines.agency, name=ines.full_name, by=person("esther"))
    actions.join(panel=panel, accepted=True, by=person("ines"))
    actions.end_panel(panel=panel, by=person("esther"))
    stand = reverse("panels:stance", args=[panel.public_id, item("Iqbal").offender.public_id])
    said = {"agency": person("ines").agency_id, "status": "RED", "words": "No contact.", "dissent": "We object."}
    answer = seat("ines").post(stand, said)
    assert answer.status_code == 409
    words = [words for _, words in answer.context["typed"]]
    assert words == ["Probation", "RED", "No contact.", "We object."]
    assert "ask them" in answer.content.decode()  # she cannot go on with it herself
    assert not Stance.objects.exists()


def test_of_what_is_signed_the_words_stand_there_to_copy_and_nothing_can_be_sent(item, panel, settle, person, seat):
    settle(panel)
    actions.close_panel(panel=panel, by=person("esther"))
    answer = seat("esther").post(address("decide", item("Iqbal")), {"status": "GREEN", "reason": REASON, "version": 2})
    page = answer.content.decode()
    assert (answer.status_code, "Send it again" in page) == (409, False)
    assert ("Reason", REASON) in answer.context["typed"]


def test_rights_are_checked_again(item, ended, person, seat):
    """Nothing of the person, nor a page that says what was typed, for who may not decide or may not see them."""
    iqbal, sent = item("Iqbal"), {"status": "GREEN", "reason": REASON, "version": 1}
    assert seat("ines").post(address("decide", iqbal), sent).status_code == 403
    esther = seat("esther")
    iqbal.offender.involvements.update(until_on=Panel.objects.get().held_on)
    assert esther.post(address("decide", iqbal), sent).status_code == 404


def test_the_look_is_logged(item, ended, seat):
    seat("esther").post(address("decide", item("Iqbal")), {"status": "GREEN", "reason": REASON, "version": 1})
    entry = Entry.objects.get(what="panels.too_late", verb=Verb.VIEWED)
    assert entry.offender_id == item("Iqbal").offender_id
    assert REASON not in str(entry.__dict__)
