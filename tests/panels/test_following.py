"""Every screen that follows shows whom the chair has come to; it asks for a number, and looks when that has grown."""

import pytest
from django.urls import reverse

import panels.tasks  # noqa: F401 (the handlers)
import rag.tasks  # noqa: F401 (those of the proposals)
from audit import outbox
from audit.models import Entry, Verb
from offenders.models import Involvement
from panels import actions
from panels.models import OnScreen, Panel
from tests.exceptional import restrict
from tests.factories import WarrantFactory
from tests.panels.test_views import address

pytestmark = pytest.mark.django_db


def number(client, panel):
    answer = client.get(reverse("panels:version", args=[panel.public_id]))
    assert answer.status_code == 200
    assert set(answer.json()) == {"version"}
    return answer.json()["version"]


def follow(client, panel, query=""):
    return client.get(reverse("panels:room", args=[panel.public_id]) + query)


def show(client, item, screen="shared"):
    return client.post(reverse("panels:show", args=[item.panel.public_id, item.offender.public_id]), {"screen": screen})


def views_of(who, name):
    return Entry.objects.filter(verb=Verb.VIEWED, what=name, user_name=who)


def test_the_number_grows_with_each_thing_that_a_screen_shows(item, panel, give, person, seat, gwen):
    esther, iqbal = person("esther"), item("Iqbal")
    numbers = [Panel.objects.get().version]

    def grown(done):
        numbers.append(Panel.objects.get().version)
        assert numbers[-1] == numbers[-2] + 1, done

    actions.show_person(item=iqbal, by=esther)
    grown("shown")
    actions.record_decision(item=iqbal, status="AMBER", reason="", version=1, by=esther)
    grown("decided")
    actions.leave_for_next(item=item("Adair"), version=1, by=esther)
    grown("left")
    action = give(iqbal, "housing")
    grown("given")
    actions.finish_action(action=action, proof="The offer of a room.", by=person("carla"))
    grown("done")
    there = actions.note_attendance(panel=panel, agency=esther.agency, name="Esther Quinn", by=esther)
    grown("noted")
    actions.withdraw_attendance(attendance=there, by=esther)
    grown("taken back")
    actions.take_over_chair(panel=panel, by=gwen)
    grown("taken over")
    actions.leave_the_rest(panel=panel, by=esther)
    grown("the rest left")
    actions.close_panel(panel=panel, by=esther)
    grown("closed")


def test_whom_the_room_looks_at_already_stays(item, person):
    actions.show_person(item=item("Iqbal"), by=person("esther"))
    since, before = OnScreen.objects.get().since, Panel.objects.get().version
    actions.show_person(item=item("Iqbal"), by=person("esther"))
    assert (OnScreen.objects.get().since, Panel.objects.get().version) == (since, before)


def test_the_number_names_nobody_is_not_logged_and_costs_one_query(item, panel, person, seat, monkeypatch):
    ines = seat("ines")
    number(ines, panel)
    logged = Entry.objects.count()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        number(ines, panel)
    assert Entry.objects.count() == logged
    assert len([one for one in asked if "panels_" in one["sql"]]) == 1
    assert len(asked) <= 12, [one["sql"][:90] for one in asked]


def test_a_number_of_no_meeting_is_not_found(panel, seat):
    assert seat("ines").get(reverse("panels:version", args=[panel.area.pk and Panel().public_id])).status_code == 404


def test_a_screen_that_follows_shows_whom_the_chair_shows(item, panel, seat):
    esther, ines = seat("esther"), seat("ines")
    assert "Nothing to show on this screen" in follow(ines, panel).content.decode()
    before = number(ines, panel)
    answer = show(esther, item("Jarvis"))
    assert answer.url == address("person", item("Jarvis")) + "?screen=shared"
    assert number(ines, panel) == before + 1
    page = follow(ines, panel).content.decode()
    assert "JARVIS" in page
    assert f'data-at="{before + 1}"' in page
    assert "HUSSAIN" not in page  # whom it does not show it does not name
    show(esther, item("Hussain"))
    assert "HUSSAIN" in follow(ines, panel).content.decode()


def test_the_chairs_shared_screen_follows_and_names_who_is_next(item, panel, seat):
    esther = seat("esther")
    show(esther, item("Jarvis"))
    page = esther.get(address("person", item("Jarvis")) + "?screen=shared").content.decode()
    assert "data-follows=" in page
    assert "next: HUSSAIN" in page
    other = esther.get(address("person", item("Iqbal")) + "?screen=shared").content.decode()
    assert "data-follows=" not in other
    assert "Show this person to the room" in other


def test_one_log_row_a_person_and_screen(item, panel, seat):
    esther, ines = seat("esther"), seat("ines")
    show(esther, item("Jarvis"))
    for _ in range(3):
        follow(ines, panel)
    assert views_of("Ines Duarte", "panels.person").count() == 1
    show(esther, item("Hussain"))
    follow(ines, panel)
    follow(ines, panel)
    assert views_of("Ines Duarte", "panels.person").count() == 2
    assert views_of("Ines Duarte", "panels.person beside").count() == 0
    show(esther, item("Jarvis"))
    follow(ines, panel)
    assert views_of("Ines Duarte", "panels.person").count() == 3


def test_whom_a_reader_may_not_see_is_nothing_to_show(item, panel, seat):
    jarvis = item("Jarvis")
    Involvement.objects.filter(offender=jarvis.offender, agency__code="probation").delete()
    nobody = follow(seat("ines"), panel).content.decode()
    show(seat("esther"), jarvis)
    hidden = follow(seat("ines"), panel).content.decode()
    assert "JARVIS" not in hidden
    assert strip(nobody) == strip(hidden)


def strip(page):
    """Without what changes with every page: the number, and the key of its forms."""
    import re

    return re.sub(r'data-at="\d+"|value="\w{64}"', "", page)


def test_a_restricted_person_is_never_on_the_shared_screen(item, panel, person, seat):
    adair = item("Adair")
    restrict(adair.offender, person("femi"), person("esther"))
    esther = seat("esther")
    assert show(esther, adair).status_code == 404
    own = show(esther, adair, "own")
    assert own.status_code == 302
    assert "ADAIR" in esther.get(own.url).content.decode()
    assert "ADAIR" not in follow(esther, panel, "?screen=shared").content.decode()
    assert show(esther, item("Iqbal")).status_code == 302  # and the room goes on


def test_the_room_stays_where_it_was_while_the_chair_is_at_somebody_restricted(item, panel, person, seat):
    """A screen that suddenly has nothing to show, or a number that grew, would say that there is somebody."""
    adair, esther, ines = item("Adair"), seat("esther"), seat("ines")
    restrict(adair.offender, person("femi"), person("esther"))
    show(esther, item("Iqbal"))
    before = ines.get(reverse("panels:version", args=[panel.public_id])).json()
    own = show(esther, adair, "own")
    assert 'id="show"' not in esther.get(own.url).content.decode()
    assert "IQBAL" in follow(ines, panel).content.decode()
    assert OnScreen.objects.get().item == item("Iqbal")
    said = {"by": person("esther"), "version": 1}
    decided = actions.record_decision(item=adair, status="AMBER", reason="He was seen.", **said)
    actions.undo_decision(item=decided, by=person("esther"), version=2)
    assert ines.get(reverse("panels:version", args=[panel.public_id])).json() == before


def test_another_chair_who_does_not_see_whom_the_room_is_at_moves_it_on(item, panel, person, seat, client, gwen):
    restrict(item("Adair").offender, person("femi"), person("esther"))
    show(seat("esther"), item("Adair"), "own")
    client.force_login(gwen, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert show(client, item("Iqbal")).status_code == 302
    assert OnScreen.objects.get().item == item("Iqbal")


def test_only_a_chair_moves_the_room_and_only_while_it_sits(item, panel, settle, person, seat):
    assert show(seat("ines"), item("Iqbal")).status_code == 403
    settle(panel)
    actions.close_panel(panel=panel, by=person("esther"))
    show(seat("esther"), item("Iqbal"))
    assert not OnScreen.objects.exists()
    assert follow(seat("ines"), panel).url == reverse("panels:minutes", args=[panel.public_id])


def test_somebody_on_the_agenda_by_name(item, panel, seat):
    find = reverse("panels:find", args=[panel.public_id])
    page = seat("esther").post(find, {"words": "iqb"})
    assert [line.item.offender.family_name for line in page.context["found"]] == ["Iqbal"]
    assert [e.offender_id for e in views_of("Esther Quinn", "panels.find")] == [item("Iqbal").offender_id]
    assert seat("carla").post(find, {"words": "iqb"}).context["found"] == []
    assert seat("esther").post(find, {"words": " "}).context["found"] == []


def test_the_keys_are_off_until_signing_out(item, panel, seat):
    esther = seat("esther")
    where = address("person", item("Iqbal"))
    assert 'id="keys-on" data-url="/panels/keys/" checked' in esther.get(where).content.decode()
    assert esther.post(reverse("panels:keys"), {"on": ""}).status_code == 204
    assert 'id="keys-on" data-url="/panels/keys/" checked' not in esther.get(where).content.decode()


def test_another_chair_goes_on_in_the_same_place(item, panel, seat, client, gwen):
    show(seat("esther"), item("Hussain"))
    client.force_login(gwen, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Take over the chair here" in client.get(reverse("panels:panel", args=[panel.public_id])).content.decode()
    answer = client.post(reverse("panels:take_over", args=[panel.public_id]), follow=True)
    assert "HUSSAIN" in answer.content.decode()
    assert Panel.objects.get().chair == gwen
    assert Entry.objects.filter(what="panels.take_over_chair", user_name="Gwen Sissoko").count() == 1


def test_a_closed_meeting_has_no_number_so_that_a_page_left_open_keeps_no_session(item, panel, settle, person, seat):
    where = reverse("panels:version", args=[panel.public_id])
    assert seat("ines").get(where).status_code == 200
    settle(panel)
    actions.end_panel(panel=panel, by=person("esther"))
    assert seat("ines").get(where).status_code == 200
    actions.close_panel(panel=panel, by=person("esther"))
    assert seat("ines").get(where).status_code == 404


class TestFactsThatComeIn:
    """What changes while the room looks at somebody is on its screens with the outbox's next message."""

    def told(self, panel, *people):
        before = Panel.objects.get(pk=panel.pk).version
        outbox.put(outbox.FACTS_CHANGED, **({"offender_ids": [one.pk for one in people]} if people else {}))
        while outbox.relay():
            pass
        return Panel.objects.get(pk=panel.pk).version - before

    def test_of_whom_the_room_looks_at(self, item, panel, person, seat):
        esther, iqbal = seat("esther"), item("Iqbal")
        show(esther, iqbal)
        assert "Changed since" not in follow(esther, panel).content.decode()
        WarrantFactory(offender=iqbal.offender)
        assert self.told(panel, iqbal.offender) == 1
        assert "Changed since" in follow(esther, panel).content.decode()

    def test_of_an_import_that_names_nobody(self, item, panel, seat):
        assert self.told(panel) == 0  # the room looks at nobody yet
        show(seat("esther"), item("Iqbal"))
        assert self.told(panel) == 1

    def test_not_of_anybody_else_nor_of_who_is_restricted(self, item, panel, person, seat):
        iqbal = item("Iqbal")
        show(seat("esther"), iqbal)
        assert self.told(panel, item("Adair").offender) == 0
        restrict(iqbal.offender, person("femi"), person("esther"))
        assert self.told(panel, iqbal.offender) == 0
