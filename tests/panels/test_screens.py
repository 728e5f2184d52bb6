"""What each reader's screen of a panel shows, and the one that the whole room looks at."""

import pytest
from django.urls import reverse
from django.utils.timezone import now

from agencies.agreements.rules import Words
from agencies.categories import Category
from agencies.code_lists import command_line
from agencies.models import Agency
from audit.models import Entry, Verb
from panels import actions, agenda
from panels.joined import everybody_reads
from panels.models import Attendance, Panel
from panels.screen import Screen
from ranking.actions import run as run_ranking
from tests.agencies.agreed import in_force
from tests.conftest import TODAY
from tests.exceptional import restrict
from tests.factories import CohortFactory, IntelligenceReportFactory, InvolvementFactory, assessed

pytestmark = pytest.mark.django_db


def address(name, item):
    people = [item.offender.public_id] if name == "person" else []
    return reverse(f"panels:{name}", args=[item.panel.public_id, *people])


@pytest.fixture
def watched(four, luton, person):
    """Adair is AMBER+ by confirmed intelligence alone; the summary of the report is original."""
    IntelligenceReportFactory(offender=four[3], summary="Seen by the canal with a stolen bicycle.")
    for level in (("health", "D"), ("accommodation", "E"), ("attitudes", "E")):
        assessed(four[3], *level)
    InvolvementFactory(offender=four[3], agency__code="housing", reason="supports")
    InvolvementFactory(offender=four[0], agency__code="housing", reason="supports")
    return actions.open_panel(area=luton, held_on=TODAY, by=person("esther")).items.get(offender=four[3])


def shown(client, item, query=""):
    read = client.get(address("person", item) + query).context["read"]
    return read.line.proposed.status, [reason.code.value for reason in read.line.proposed.reasons]


@pytest.mark.parametrize("name", ["esther", "ines", "carla", "femi", "aisha"])
@pytest.mark.parametrize("shared", [True, False])
def test_whom_a_screen_shows_is_asked_in_two_ways_with_one_answer(watched, person, name, shared):
    """Of some by their numbers, as pages do; as a list, as leaving the rest does. Iqbal is restricted, Ines named."""
    iqbal = watched.panel.items.get(offender__family_name="Iqbal")
    restrict(iqbal.offender, person("femi"), person("ines"))
    people = [item.offender_id for item in watched.panel.items.all()]
    screen = Screen.of(person(name), shared=shared)
    listed = watched.panel.items.on_screen(person(name), shared=shared).values_list("offender", flat=True)
    assert screen.shows(watched.panel, people) == set(listed)
    assert (iqbal.offender_id in listed) is (name == "ines" and not shared)


@pytest.mark.parametrize("joined", [True, False])
@pytest.mark.parametrize(("name", "shared"), [("esther", True), ("esther", False), ("ines", False), ("carla", False)])
def test_a_persons_place_is_the_one_that_the_agenda_says(watched, person, name, shared, joined):
    """In the room's order, which Esther knows and who has joined, and in the one that Carla's own screen gives."""
    panel = watched.panel
    actions.leave_for_next(item=panel.items.get(offender__family_name="Iqbal"), version=1, by=person("esther"))
    panel.items.filter(offender__family_name="Hussain").update(minutes=7)
    if joined:
        Attendance.objects.create(
            panel=panel, agency=person(name).agency, name=name, user=person(name), accepted_at=now()
        )
    screen = Screen.of(person(name), shared=shared, panel=panel)
    seen = agenda.read(panel, screen)
    assert seen.total == (2 if name == "carla" and not joined else 4)
    for line in seen.lines:
        place = agenda.place_of(line.item, screen)
        before, after = seen.beside(line)
        number = lambda one: one and (one.number, one.item.offender, one.proposed, one.decided)  # noqa: E731
        assert number(place.line) == number(line)
        assert (number(place.before), number(place.after)) == (number(before), number(after))
        assert (place.total, place.left) == (seen.total, seen.left)
        told = (place.line.rank, place.line.movement, place.line.warning, place.line.before, place.line.before_reason)
        assert told == (line.rank, line.movement, line.warning, line.before, line.before_reason)
        given = sorted(((one.settled, one.item.minutes) for one in seen.alone), key=str)
        assert sorted(((done, one) for done, all_ in place.minutes.items() for one in all_), key=str) == given


def test_the_shared_screen_shows_no_intelligence(watched, signed_in):
    client = signed_in("esther")
    assert shown(client, watched) == ("AMBER", [])
    assert shown(client, watched, "?screen=own") == ("AMBER+", ["intelligence_confirmed"])
    for query in ("", "?screen=own"):
        page = client.get(address("person", watched) + query).content.decode()
        assert "canal" not in page
        assert ("Intelligence 10 March" in page) is (query == "?screen=own")


def test_each_agency_sees_its_own_part(watched, signed_in):
    jarvis = watched.panel.items.get(offender__family_name="Jarvis")
    assert shown(signed_in("ines"), watched) == ("AMBER", [])  # probation: no original intelligence
    carla = signed_in("carla")  # housing: no warrants, no scores
    assert shown(carla, jarvis) == ("ASK_LEAD", [])
    page = carla.get(address("person", jarvis)).content.decode()
    assert "Speak to the lead agency before contact" in page
    assert "Wanted on warrant" not in page
    assert ">Rank</th>" not in carla.get(address("panel", watched)).content.decode()


def test_pathways_of_health_and_attitudes_say_need_alone(watched, signed_in):
    read = signed_in("carla").get(address("person", watched)).context["read"]
    cells = {cell.name.split(",")[0]: (cell.look, cell.words) for cell in read.pathways}
    assert cells["Accommodation"] == ("need", "E · Sofa surfing")
    assert cells["Mental and physical health"] == ("need", "")
    assert cells["Attitudes"] == ("need", "")


def test_a_decision_of_red_is_not_said_to_who_may_not_know(person, signed_in, watched):
    jarvis = watched.panel.items.get(offender__family_name="Jarvis")
    actions.record_decision(item=jarvis, status="RED", reason="Seen in town.", version=1, by=person("esther"))
    minutes = signed_in("carla").get(address("minutes", jarvis)).content.decode()
    assert "rag--red" not in minutes
    assert "Ask lead agency" in minutes
    assert "Seen in town." not in minutes
    assert "Seen in town." in signed_in("ines").get(address("minutes", jarvis)).content.decode()


def test_a_rank_orders_the_agenda_of_those_alone_who_may_see_it(four, luton, person, signed_in):
    for who in four:
        InvolvementFactory(offender=who, agency__code="housing", reason="supports")
    run_ranking(as_of=TODAY, by=command_line())  # Iqbal, arrested four days ago, ranks before Hussain
    panel = actions.open_panel(area=luton, held_on=TODAY, by=person("esther"))
    address_of = reverse("panels:panel", args=[panel.public_id])
    orders = {}
    for who in ("esther", "carla"):
        lines = signed_in(who).get(address_of).context["agenda"].lines
        orders[who] = [(line.item.offender.family_name, line.rank is not None) for line in lines]
    assert orders["esther"] == [("Jarvis", True), ("Iqbal", True), ("Hussain", True), ("Adair", True)]
    assert orders["carla"] == [("Jarvis", False), ("Hussain", False), ("Iqbal", False), ("Adair", False)]


def test_the_room_sees_what_the_agreement_gives_to_every_party(person):
    """By default all but original intelligence and victims, and treatment and health, which need consent."""
    hidden = {Category.INTELLIGENCE_ORIGINAL, Category.TREATMENT, Category.HEALTH, Category.VICTIMS}
    screen = Screen.of(person("esther"), shared=True)
    assert screen.room == frozenset(Category) - hidden
    assert not screen.knows_of(Category.VICTIMS)
    assert Screen.of(person("esther")).knows_of(Category.VICTIMS)


def test_one_agency_that_may_not_read_in_the_room_hides_it_from_the_shared_screen(person):
    carla = person("carla")
    terms = {Category.OFFENDING: Words("flag", "flag"), Category.SCORES: Words("-", "read if consent")}
    in_force(agencies={carla.agency.code: terms})
    screen = Screen.of(person("esther"), shared=True)
    assert not {Category.OFFENDING, Category.SCORES} & screen.parts
    assert {Category.SCHEME, Category.CUSTODY} <= screen.parts
    assert Category.OFFENDING in Screen.of(person("esther")).parts


def test_without_an_agreement_the_room_sees_nothing():
    assert everybody_reads(None) == frozenset()


def test_a_cohort_of_victims_has_no_name_in_the_room(person):
    victims, burglary = CohortFactory(code="DV", name="Domestic Violence"), CohortFactory()
    said = [
        [Screen.of(person("esther"), shared=shared).cohort(c) for c in (victims, burglary)] for shared in (True, False)
    ]
    assert said == [["On the scheme", "Burglary Dwelling"], ["Domestic Violence", "Burglary Dwelling"]]


@pytest.mark.parametrize("query", ["", "?screen=shared", "?screen=own"])
def test_the_rooms_screen_is_up_for_who_chairs_alone(query, watched, signed_in):
    """Housing may not know of warrants: what the room heard is not for asking for by address."""
    jarvis = watched.panel.items.get(offender__family_name="Jarvis")
    esther = signed_in("esther")
    esther.post(
        reverse("panels:decide", args=[jarvis.panel.public_id, jarvis.offender.public_id]),
        {"status": "RED", "reason": "Wanted since Monday.", "version": jarvis.version, "screen": "own"},
    )
    jarvis.refresh_from_db()
    assert jarvis.decided_status == "RED"
    page = signed_in("carla").get(address("person", jarvis) + query).content.decode()
    assert "Wanted since Monday" not in page
    assert "shared screen: what all in the room may see" not in page
    agenda = signed_in("carla").get(address("panel", jarvis) + query).content.decode()
    assert ">RED<" not in agenda


class TestAChairOfElsewhere:
    """Gwen chairs panels, and this one is not hers: what the room has heard is not on her screen."""

    @pytest.fixture
    def has_the_room(self, watched, client, gwen):
        """Whether her screen of the meeting's pages is that of the room, asked for or not: all say the same."""
        client.force_login(gwen, backend="allauth.account.auth_backends.AuthenticationBackend")
        pages = {"agenda": address("panel", watched), "screen": address("person", watched)}

        def shared():
            asked = [(name, page + query) for name, page in pages.items() for query in ("", "?screen=shared")]
            found = {name + page: client.get(page).context[name] for name, page in asked}
            (said,) = {getattr(one, "screen", one).shared for one in found.values()}
            return said

        return shared

    def test_is_on_her_own_until_she_joins_and_again_once_she_has_left(self, has_the_room, watched, person, gwen):
        assert not has_the_room()
        actions.note_attendance(panel=watched.panel, agency=gwen.agency, name=gwen.full_name, by=person("esther"))
        assert not has_the_room()  # noted is not joined
        there = actions.join(panel=watched.panel, accepted=True, by=gwen)
        assert has_the_room()
        actions.mark_left(attendance=there, by=gwen)
        assert not has_the_room()

    def test_or_until_she_takes_over_in_the_same_place(self, has_the_room, watched, client, person, gwen):
        actions.show_person(item=watched, by=person("esther"))
        answer = client.post(reverse("panels:take_over", args=[watched.panel.public_id]), follow=True)
        assert (answer.context["screen"].shared, answer.context["item"]) == (True, watched)
        assert has_the_room()

    def test_who_joined_for_an_agency_that_they_have_left_is_not_there_for_the_next(self, has_the_room, watched, gwen):
        actions.note_attendance(panel=watched.panel, agency=gwen.agency, name=gwen.full_name, by=watched.panel.chair)
        actions.join(panel=watched.panel, accepted=True, by=gwen)
        InvolvementFactory(offender=watched.offender, agency__code="drug_service", reason="supports")
        gwen.agency = Agency.objects.get(code="drug_service")
        gwen.save()
        assert not has_the_room()

    @pytest.mark.parametrize("how", ["deputy", "opened_by", "chair"])
    def test_but_who_is_of_the_meeting_has_it(self, how, has_the_room, watched, gwen):
        Panel.objects.filter(pk=watched.panel.pk).update(**{how: gwen})
        assert has_the_room()


def test_a_look_at_somebody_on_the_agenda_whom_one_may_not_see_is_logged(watched, four, person, signed_in):
    hidden = watched.panel.items.get(offender=four[1])
    assert signed_in("carla").get(address("person", hidden)).status_code == 404
    refused = Entry.objects.filter(verb=Verb.REFUSED, what="panels.person")
    assert [(entry.user_name, entry.offender_id) for entry in refused] == [("Carla Reid", four[1].pk)]
