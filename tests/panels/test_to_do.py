"""Actions after the meeting: who does them, what shows that they are done, and what follows when they are late."""

from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

import panels.tasks  # noqa: F401 (the handlers)
from agencies.agreements.rules import Words
from agencies.categories import Category
from agencies.code_lists import command_line
from agencies.models import Agency, RoleHolding
from agencies.roles import Role
from audit import outbox
from audit.models import Entry
from casefile.worklist.look import look
from casefile.worklist.scope import Whose, scope_of
from documents.models import Document
from offenders.models import Involvement
from panels import actions, rules
from panels.models import Action, Escalation
from tests.agencies.agreed import in_force
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db
DUE = date(2019, 4, 14)
WEEK_LATE = date(2019, 4, 21)


@pytest.fixture
def one(item, give):
    return give(item("Iqbal"), "housing", due_on=DUE)


def at(name, action):
    return reverse(f"panels:{name}", args=[action.public_id])


def relay():
    while outbox.relay():
        pass


# Who does it


def test_an_action_may_name_who_does_it(item, person):
    carla = person("carla")
    given = actions.add_action(
        item=item("Iqbal"), text="Refer", owner=carla.agency, owner_person=carla, due_on=DUE, request_key=uuid4(),
        by=person("esther"),
    )  # fmt: skip
    assert given.owner_person == carla


@pytest.mark.parametrize("who", ["aisha", "grace"])  # of another agency; of none that works on actions
def test_only_somebody_of_the_agency_who_works_on_actions(who, item, person):
    with pytest.raises(ValidationError, match="Choose somebody of Housing"):
        actions.add_action(
            item=item("Iqbal"), text="Refer", owner=Agency.objects.get(code="housing"), owner_person=person(who),
            due_on=DUE, request_key=uuid4(), by=person("esther"),
        )  # fmt: skip


def test_the_agency_says_afterwards_who_does_it_also_of_a_closed_panel(panel, one, settle, person):
    settle(panel)
    actions.close_panel(panel=panel, by=person("esther"))
    carla = person("carla")
    saved = actions.assign_action(action=one, owner_person=carla, version=1, by=carla)
    assert (saved.owner_person, saved.version) == (carla, 2)


@pytest.mark.parametrize("who", ["ines", "aisha", "dev"])
def test_another_agency_does_not_say_who(who, one, person):
    with pytest.raises(PermissionDenied):
        actions.assign_action(action=one, owner_person=None, version=1, by=person(who))


def test_in_the_room_a_name_is_typed(item, person, signed_in):
    person("carla")
    client, iqbal = signed_in("esther"), item("Iqbal")
    where = reverse("panels:give_action", args=[iqbal.panel.public_id, iqbal.offender.public_id])
    sent = {"text": "Refer", "owner": Agency.objects.get(code="housing").pk, "due_on": "2019-04-14"}
    wrong = client.post(where, sent | {"owner_person": "Aisha Shaw", "request_key": uuid4()})
    assert "Nobody of Housing goes by this name here" in wrong.content.decode()
    assert client.post(where, sent | {"owner_person": "carla  reid", "request_key": uuid4()}).status_code == 302
    assert Action.objects.get().owner_person == person("carla")


# Done, with what shows it; or wanted no more, with why


def test_done_says_what_shows_it(one, person):
    carla = person("carla")
    with pytest.raises(ValidationError, match="Say what shows"):
        actions.finish_action(action=one, by=carla, proof=" ")
    done = actions.finish_action(action=one, by=carla, proof="Referred on 2 April.")
    assert (done.status, done.proof, done.ended_by) == ("done", "Referred on 2 April.", carla)


def test_cancelled_says_why(one, person):
    with pytest.raises(ValidationError, match="Say why"):
        actions.cancel_action(action=one, by=person("carla"))
    assert actions.cancel_action(action=one, by=person("carla"), because="He moved.").ended_because == "He moved."


def paper(who, category="scheme"):
    return Document.objects.create(
        offender=who, kind="letter", category=category, title="Referral form", dated_on=TODAY, ref=str(uuid4()),
        agency=Agency.objects.get(code="housing"),
    )  # fmt: skip


def test_a_paper_of_the_person_may_show_it(one, person):
    form = paper(one.offender)
    assert actions.finish_action(action=one, by=person("esther"), proof="See it.", document=form).document == form


def test_no_paper_of_somebody_else_nor_one_that_its_writer_may_not_read(item, one, person):
    for document in (paper(item("Adair").offender), paper(one.offender, "treatment")):
        with pytest.raises(ValidationError, match="Choose a document of this person"):
            actions.finish_action(action=one, by=person("esther"), proof="See it.", document=document)
    assert Action.objects.get().status == "open"


def test_of_two_who_write_the_second_is_told_what_the_first_did(one, person, signed_in):
    carla = person("carla")
    actions.assign_action(action=one, owner_person=carla, version=1, by=carla)
    answer = signed_in("carla").post(at("finish", one), {"version": 1, "proof": "Referred."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "it is open, for Carla Reid. Read it again." in page
    assert "Referred." in page  # what was written is not lost
    assert 'name="version" value="2"' in page
    assert Action.objects.get().status == "open"


def test_from_its_page(one, person, signed_in):
    client = signed_in("carla")
    page = client.get(at("action", one)).content.decode()
    assert "Refer to supported housing" in page
    assert client.post(at("finish", one), {"version": 1, "proof": ""}).status_code == 422
    assert client.post(at("assign", one), {"version": 1, "owner_person": person("carla").pk}).status_code == 302
    assert client.get(reverse("panels:actions") + "?show=mine").context["page"].paginator.count == 1
    assert client.post(at("finish", one), {"version": 2, "proof": "Referred."}).status_code == 302
    ended = signed_in("esther").get(at("action", one)).content.decode()
    assert "Referred." in ended


def test_a_button_without_words_leads_to_where_they_are_asked_for(one, signed_in):
    answer = signed_in("esther").post(at("finish", one), {"from": "panel", "screen": "own"})
    assert answer.url == at("action", one) + "?from=panel&screen=own#finish"
    assert Action.objects.get().status == "open"


def test_the_page_of_another_agencys_action_is_for_who_reads_the_scheme(one, signed_in):
    assert signed_in("ines").get(at("action", one)).status_code == 200
    assert signed_in("ben").get(at("action", one)).status_code == 404


# Late


@pytest.mark.parametrize(("day", "told"), [(20, False), (21, True), (22, True)])
def test_so_late_that_others_are_told(day, told):
    """Due on the 14th: seven days late on the 21st."""
    assert rules.escalated(DUE, date(2019, 4, day), 7) is told


def test_late_ones_are_told_once_and_the_letter_names_nobody(one, person, settings):
    sam = person("carla")
    RoleHolding.objects.create(user=sam, role=Role.SUPERVISOR)
    settings.FIXED_TODAY = date(2019, 4, 20)
    assert actions.escalate_late(by=command_line()) == 0
    settings.FIXED_TODAY = WEEK_LATE
    assert [actions.escalate_late(by=command_line()) for _ in range(2)] == [1, 0]
    relay()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["carla@example.org", "esther@example.org"]
    for letter in mail.outbox:
        for hidden in ("Iqbal", "IQBAL", "Luton", "housing", "Carla"):
            assert hidden not in letter.subject + letter.body
    assert Escalation.objects.get().on == WEEK_LATE
    assert Entry.objects.get(what="panels.escalate").detail["actions"] == 1


def test_what_is_done_in_time_is_told_to_nobody(one, person, settings):
    actions.finish_action(action=one, by=person("carla"), proof="Referred.")
    settings.FIXED_TODAY = WEEK_LATE
    assert actions.escalate_late(by=command_line()) == 0


def test_the_list_of_late_ones_is_the_agencys_and_the_chairs(one, item, give, person, signed_in, settings, gwen):
    give(item("Hussain"), "probation", text="Visit", due_on=date(2019, 4, 20))
    settings.FIXED_TODAY = WEEK_LATE
    where = reverse("panels:actions") + "?show=late"
    names = lambda client: [row.text for row in client.get(where).context["page"]]  # noqa: E731
    assert names(signed_in("carla")) == ["Refer to supported housing"]
    assert names(signed_in("esther")) == ["Refer to supported housing"]  # she chaired
    assert names(signed_in("ines")) == []
    in_force(agencies={"police": {Category.SCHEME: Words("flag", "flag")}})
    assert names(signed_in("esther")) == []  # who may not read the scheme reads no other agency's actions


def lines(user, whose):
    found = look(scope_of(user, whose))
    return {(entry.line.source, entry.line.found.fact) for entry in found.standing}


def test_who_is_named_has_it_on_their_own_worklist_and_nobody_else(one, person, settings):
    carla = person("carla")
    assert not any(name == "action" for name, _ in lines(carla, Whose.MINE))
    actions.assign_action(action=one, owner_person=carla, version=1, by=carla)
    assert ("action", "Action due 14 April 2019") in lines(carla, Whose.MINE)
    Involvement.objects.filter(offender=one.offender, agency__code="housing").delete()
    assert lines(carla, Whose.MINE) == set()


def test_a_supervisor_has_what_is_late_on_the_agencys_worklist(one, person, settings):
    carla = person("carla")
    settings.FIXED_TODAY = WEEK_LATE
    assert not any(name == "action_late" for name, _ in lines(carla, Whose.AGENCY))
    RoleHolding.objects.create(user=carla, role=Role.SUPERVISOR)
    del carla.__dict__["roles"]
    assert ("action_late", "Action 7 days late") in lines(carla, Whose.AGENCY)


@pytest.mark.parametrize(
    ("name", "sql"),
    [
        ("action_proof_is_of_one_done", "UPDATE panels_action SET proof = 'Seen.'"),
        ("action_because_is_of_one_cancelled", "UPDATE panels_action SET ended_because = 'Moved.'"),
    ],
)
def test_the_database_holds_what_belongs_to_an_end(name, sql, one):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        connection.cursor().execute(sql)
