"""The pages: who may, what they show, what is logged, how many queries."""

from datetime import date

import pytest
from django.urls import reverse

from audit.models import Entry
from offenders.models import Involvement
from panels import actions
from panels.models import Action, Panel
from tests.factories import AgencyFactory, InvolvementFactory, OffenderFactory
from tests.people import PERSONAS

pytestmark = pytest.mark.django_db

EVERYBODY = set(PERSONAS)
SEES_PANELS = {"aisha", "ben", "carla", "dev", "esther", "femi", "ines"}
OPENS = {"esther", "femi"}
UPDATES = {"aisha", "ben", "carla", "esther", "femi", "ines"}


def address(name, item=None, action=None):
    if action is not None:
        return reverse(f"panels:{name}", args=[action.public_id])
    if item is None:
        return reverse(f"panels:{name}")
    if name in ("person", "decide", "leave", "give_action"):
        return reverse(f"panels:{name}", args=[item.panel.public_id, item.offender.public_id])
    return reverse(f"panels:{name}", args=[item.panel.public_id])


# Each address: how it is asked, and whose role may; of these, who is not involved with Iqbal gets a 404.
GRID = {
    ("list", "get"): (SEES_PANELS, False),
    ("open", "get"): (OPENS, False),
    ("actions", "get"): (SEES_PANELS, False),
    ("panel", "get"): (SEES_PANELS, False),
    ("minutes", "get"): (SEES_PANELS, False),
    ("close", "get"): ({"esther"}, False),
    ("leave_rest", "post"): ({"esther"}, False),
    ("attend", "post"): (OPENS, False),
    ("person", "get"): (SEES_PANELS, True),
    ("decide", "post"): ({"esther"}, True),
    ("leave", "post"): ({"esther"}, True),
    ("give_action", "post"): ({"esther"}, True),
}
STRANGERS = {"ben", "carla"}


@pytest.mark.parametrize(("name", "how"), GRID)
def test_who_may_open_each_address(name, how, item, signed_in):
    role, of_a_person = GRID[name, how]
    iqbal = item("Iqbal")
    for who in sorted(EVERYBODY):
        client = signed_in(who)
        target = address(name, None if name in ("list", "open", "actions") else iqbal)
        found = getattr(client, how)(target).status_code
        if who not in role:
            assert found == 403, (who, found)
        elif of_a_person and who in STRANGERS:
            assert found == 404, (who, found)
        else:
            assert found in (200, 302, 422), (who, found)


def test_nobody_without_signing_in(client, item):
    for name, how in GRID:
        target = address(name, None if name in ("list", "open", "actions") else item("Iqbal"))
        assert getattr(client, how)(target).status_code == 302


@pytest.mark.parametrize(
    ("who", "expected"),
    # Carla's agency owns the action; Esther chairs; Ines and Aisha see the person, Ben does not.
    [("carla", 302), ("esther", 302), ("ines", 403), ("aisha", 403), ("ben", 404), ("dev", 403), ("grace", 403)],
)
@pytest.mark.parametrize("name", ["finish", "cancel"])
def test_who_may_end_an_action(who, expected, name, item, give, signed_in):
    action = give(item("Iqbal"), "housing")
    sent = {"version": 1, "proof": "Seen.", "because": "Moved."}
    assert signed_in(who).post(address(name, action=action), sent).status_code == expected
    assert (Action.objects.get().status != "open") is (expected == 302)
    refused = Entry.objects.filter(verb="refused", offender_id=action.offender_id).count()
    assert refused == (1 if who in ("ines", "aisha") else 0)


def test_a_form_is_asked_for_by_post_alone(item, signed_in, give):
    client = signed_in("esther")
    for name in ("decide", "leave", "give_action", "attend"):
        assert client.get(address(name, item("Iqbal"))).status_code == 405
    assert client.get(address("finish", action=give(item("Iqbal"), "housing"))).status_code == 405


def test_a_person_of_another_panel_is_not_found(item, signed_in):
    other = OffenderFactory(family_name="Elsewhere")
    InvolvementFactory(offender=other)
    target = reverse("panels:person", args=[item("Iqbal").panel.public_id, other.public_id])
    assert signed_in("esther").get(target).status_code == 404


def test_whom_a_reader_may_not_see_is_not_on_the_agenda_nor_counted_nor_in_the_minutes(item, signed_in):
    Involvement.objects.filter(offender=item("Iqbal").offender, agency__code="probation").delete()
    client, panel = signed_in("ines"), Panel.objects.get()
    for name in ("panel", "minutes"):
        page = client.get(address(name, item("Jarvis")))
        assert "IQBAL" not in page.content.decode()
        assert page.context["agenda"].total == 3
    assert client.get(address("list")).context["months"][0][1][0].people == 3
    assert panel.items.count() == 4


def test_an_agency_that_may_not_know_of_the_scheme_finds_nobody_on_it(item, person, client):
    dev = person("dev")
    dev.agency = AgencyFactory(code="charity", kind="other")  # a kind with which the agreement shares nothing
    dev.save()
    InvolvementFactory(offender=item("Iqbal").offender, agency=dev.agency)
    client.force_login(dev, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address("panel", item("Iqbal"))).context["agenda"].total == 0
    assert client.get(address("list")).context["months"][0][1][0].people == 0
    assert client.get(address("person", item("Iqbal"))).status_code == 404


def test_the_agenda_worst_first(item, signed_in):
    page = signed_in("esther").get(address("panel", item("Iqbal")))
    assert [line.item.offender.family_name for line in page.context["agenda"].lines] == [
        "Jarvis",
        "Hussain",
        "Iqbal",
        "Adair",
    ]
    assert "0 of 4" in page.content.decode()


@pytest.mark.parametrize("who", ["esther", "ines", "aisha"])
@pytest.mark.parametrize("name", ["panel", "person"])
def test_every_reader_is_told_that_the_reasons_are_those_that_their_agency_may_read(name, who, item, signed_in):
    page = signed_in(who).get(address(name, item("Iqbal"))).content.decode()
    assert page.count("Reasons that your agency may read.") == 1


def test_what_is_saved_says_who_is_next(item, signed_in):
    client = signed_in("esther")
    assert 'id="then"' not in client.get(address("person", item("Iqbal"))).content.decode()
    assert decide(client, item("Iqbal")).url == address("person", item("Iqbal")) + "#then"
    assert "next: ADAIR, Ethan →</button>" in client.get(address("person", item("Iqbal"))).content.decode()
    client.post(address("leave", item("Adair")), {"version": 1})
    page = client.get(address("person", item("Adair"))).content.decode()
    assert f'id="then" href="{address("close", item("Adair"))}?screen=shared"' in page


def test_opening_from_the_page(four, luton, signed_in):
    client = signed_in("femi")
    answer = client.post(address("open"), {"area": luton.pk, "held_on": "2019-03-31"})
    assert answer.status_code == 302
    panel = Panel.objects.get()
    assert answer.url == reverse("panels:panel", args=[panel.public_id])
    again = client.post(address("open"), {"area": luton.pk, "held_on": "2019-03-31"})
    assert again.status_code == 422
    assert Panel.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose an area."),
        ({"held_on": "2019-02-28"}, "The day must be in this month"),
        ({"held_on": "31 June"}, "Enter a real day."),
    ],
)
def test_opening_says_what_is_wrong(data, words, four, luton, signed_in):
    sent = {"area": luton.pk, "held_on": "2019-03-31"} | data if data else {}
    assert words in signed_in("femi").post(address("open"), sent).content.decode()


def decide(client, item, **data):
    return client.post(address("decide", item), {"status": "AMBER", "reason": "", "version": item.version} | data)


def test_a_decision_is_saved_and_said(item, signed_in):
    client = signed_in("esther")
    assert decide(client, item("Iqbal")).status_code == 302
    page = client.get(address("person", item("Iqbal"))).content.decode()
    assert "· Esther Quinn" in page
    assert 'value="AMBER" data-key="A" checked' in page


def test_a_missing_reason_is_asked_for_and_what_was_chosen_stays(item, signed_in):
    answer = decide(signed_in("esther"), item("Iqbal"), status="GREEN")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say why: the status differs from the proposal." in page
    assert 'value="GREEN" data-key="G" checked' in page


def test_of_two_who_write_the_second_sees_both(item, signed_in, gwen):
    read = item("Iqbal")
    actions.record_decision(item=read, status="AMBER+", reason="Using again.", version=1, by=gwen)
    answer = decide(signed_in("esther"), read, status="GREEN", reason="Calm.")
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Gwen Sissoko wrote on this person", "“Using again.”", "“Calm.”"):
        assert words in page
    assert item("Iqbal").decided_status == "AMBER+"
    again = decide(signed_in("esther"), item("Iqbal"), status="GREEN", reason="Calm.")
    assert (again.status_code, item("Iqbal").decided_status) == (302, "GREEN")


def test_leaving_for_the_next_panel(item, signed_in):
    signed_in("esther").post(address("leave", item("Iqbal")), {"version": 1})
    assert item("Iqbal").not_discussed


def test_an_action_from_the_page_once(item, signed_in):
    client, iqbal = signed_in("esther"), item("Iqbal")
    page = client.get(address("person", iqbal))
    key = page.context["action"]["request_key"].value()
    owner = page.context["action"].fields["owner"].queryset.get(code="housing").pk
    sent = {"text": "Refer", "owner": owner, "due_on": "2019-04-14", "request_key": key}
    for _ in range(2):
        assert client.post(address("give_action", iqbal), sent).status_code == 302
    assert Action.objects.count() == 1
    other = client.post(address("give_action", iqbal), sent | {"due_on": "2019-04-15"})
    assert (other.status_code, Action.objects.count()) == (422, 1)
    assert "sent before with other words" in other.content.decode()
    wrong = client.post(
        address("give_action", iqbal), sent | {"due_on": "2019-03-30", "request_key": Panel().public_id}
    )
    assert "cannot be due before the day of the panel" in wrong.content.decode()


def test_closing_from_the_page_gives_minutes(item, panel, settle, signed_in, person):
    client = signed_in("esther")
    settle(panel)
    assert client.post(address("close", item("Iqbal"))).url == address("close", item("Iqbal"))
    signed = client.post(address("close", item("Iqbal")), {"read": "on", "version": Panel.objects.get().version})
    assert signed.url == address("minutes", item("Iqbal"))
    minutes = client.get(address("minutes", item("Iqbal"))).content.decode()
    assert "OFFICIAL-SENSITIVE" in minutes
    assert "by Esther Quinn" in minutes
    answer = client.get(address("person", item("Iqbal")))
    assert answer.url.startswith(address("minutes", item("Iqbal")))
    assert decide(client, item("Iqbal"), status="RED", reason="Late.").status_code == 409
    assert item("Iqbal").decided_status == "AMBER"


def test_minutes_have_actions_by_agency_as_they_stood_at_closing(item, panel, give, settle, signed_in, person):
    give(item("Iqbal"), "housing", text="Refer to supported housing")
    done = give(item("Iqbal"), "probation", text="Home visit")
    actions.finish_action(action=done, by=person("ines"), proof="Seen.")
    settle(panel)
    actions.close_panel(panel=panel, by=person("esther"))
    given = signed_in("esther").get(address("minutes", item("Iqbal"))).context["minutes"].actions
    assert [(agency.code, [(one.action.text, one.state) for one in tasks]) for agency, tasks in given] == [
        ("probation", [("Home visit", "Done")]),
        ("housing", [("Refer to supported housing", "Open")]),
    ]


def test_open_actions_are_carried_and_late_ones_said(item, panel, give, settle, signed_in, person, luton, settings):
    give(item("Iqbal"), "housing", due_on=date(2019, 4, 14))
    settle(panel)
    actions.close_panel(panel=panel, by=person("esther"))
    settings.FIXED_TODAY = date(2019, 4, 30)
    again = actions.open_panel(area=luton, held_on=date(2019, 4, 30), by=person("esther"))
    iqbal = again.items.get(offender__family_name="Iqbal")
    page = signed_in("esther").get(address("person", iqbal))
    (task,) = page.context["read"].tasks
    assert (task.carried, task.overdue) == (True, True)
    assert "overdue since 14 Apr 2019" in page.content.decode()
    assert "1 overdue" in signed_in("carla").get(address("actions")).content.decode()


def test_the_list_of_my_agencys_actions(item, give, signed_in):
    give(item("Iqbal"), "housing")
    give(item("Hussain"), "probation")
    page = signed_in("carla").get(address("actions"))
    assert [row.offender.family_name for row in page.context["page"]] == ["Iqbal"]
    assert signed_in("ben").get(address("actions")).context["page"].paginator.count == 0


def test_who_may_not_can_still_sign_out(signed_in):
    refused = signed_in("grace").get(reverse("panels:list"))
    assert refused.status_code == 403
    assert reverse("account_logout") in refused.content.decode()
