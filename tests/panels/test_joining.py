"""Who joins reads more of those on the agenda while the meeting sits, on its own pages and nowhere else."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from agencies.categories import Category, Level
from audit.models import Entry
from offenders.models import Offender
from panels import actions
from panels.joined import room_levels
from panels.models import Attendance, JoinRequest, SecondPart
from panels.screen import Screen
from tests.exceptional import restrict
from tests.factories import AgencyFactory, IntelligenceReportFactory, InvolvementFactory, OffenderFactory
from tests.panels.meetings import invite, sits
from tests.panels.test_following import follow, show
from tests.panels.test_views import address

pytestmark = pytest.mark.django_db
HIDDEN = {Category.INTELLIGENCE_ORIGINAL, Category.VICTIMS, Category.TREATMENT, Category.HEALTH}


@pytest.fixture
def joins(panel, person):
    """`joins("carla")`: she accepts the note, and Esther lets her in."""

    def let(name):
        there = actions.join(panel=panel, accepted=True, by=person(name))
        if there is None:
            waits = JoinRequest.objects.get(user=person(name))
            there = actions.let_in(request=waits, by=person("esther"))
        return there

    return let


def agenda(client, panel):
    lines = client.get(reverse("panels:panel", args=[panel.public_id])).context["agenda"].lines
    return {line.item.offender.family_name for line in lines}


def join(client, panel, **data):
    return client.post(reverse("panels:join", args=[panel.public_id]), data)


class TestWho:
    def test_the_chair_is_in_at_once(self, panel, seat, person):
        assert join(seat("esther"), panel, accepted="1").url == reverse("panels:room", args=[panel.public_id])
        there = Attendance.objects.get()
        assert (there.user, there.agency.code, there.name) == (person("esther"), "police", "Esther Quinn")

    def test_nobody_without_accepting_the_note(self, panel, seat):
        answer = join(seat("esther"), panel)
        assert answer.status_code == 422
        assert "Accept the confidentiality note to join." in answer.content.decode()
        assert not Attendance.objects.exists()

    def test_who_was_not_expected_waits_and_sees_no_more(self, panel, seat, person):
        carla = seat("carla")
        join(carla, panel, accepted="1")
        join(carla, panel, accepted="1")
        assert (JoinRequest.objects.count(), Attendance.objects.count()) == (1, 0)
        assert agenda(carla, panel) == set()
        waits = JoinRequest.objects.get()
        assert "Carla Reid" in seat("esther").get(address("panel", panel.items.first())).content.decode()
        where = reverse("panels:let_in", args=[panel.public_id, waits.pk])
        assert carla.post(where).status_code == 403
        assert seat("femi").post(where).status_code == 302
        assert agenda(carla, panel) == {"Jarvis", "Iqbal", "Hussain", "Adair"}

    def test_who_was_invited_for_another_agency_waits(self, panel, luton, person):
        carla = person("carla")
        invite(panel, sits(luton, carla))
        carla.agency = AgencyFactory(code="homes", kind=carla.agency.kind)
        carla.save()
        assert actions.join(panel=panel, accepted=True, by=carla) is None

    def test_nobody_lets_themselves_in(self, panel, seat, person):
        """Femi of probation opens panels, and was not expected at this one: Esther opened it."""
        femi = seat("femi")
        join(femi, panel, accepted="1")
        where = reverse("panels:let_in", args=[panel.public_id, JoinRequest.objects.get().pk])
        assert where not in femi.get(reverse("panels:panel", args=[panel.public_id])).content.decode()
        assert femi.post(where).status_code == 403
        assert not Attendance.objects.exists()
        assert seat("esther").post(where).status_code == 302
        assert Attendance.objects.get().user == person("femi")

    def test_into_a_second_part_nobody_comes_back_but_by_the_chair(self, panel, joins, seat, person):
        there = joins("femi")
        joins("ines")
        actions.mark_left(attendance=there, by=person("esther"))
        actions.begin_second_part(panel=panel, by=person("esther"))
        where = reverse("panels:back", args=[panel.public_id, there.pk])
        assert seat("femi").post(where).status_code == 403
        assert Attendance.objects.get(pk=there.pk).left_at is not None
        assert seat("esther").post(where).status_code == 302
        assert Attendance.objects.get(pk=there.pk).left_at is None

    def test_who_was_turned_away_is_out(self, panel, seat):
        carla = seat("carla")
        join(carla, panel, accepted="1")
        seat("esther").post(reverse("panels:turn_away", args=[panel.public_id, JoinRequest.objects.get().pk]))
        assert agenda(carla, panel) == set()
        assert not JoinRequest.objects.exists()

    def test_who_was_noted_by_name_is_expected_and_counts_once(self, panel, person):
        actions.note_attendance(panel=panel, agency=person("carla").agency, name="Carla Reid", by=person("esther"))
        actions.join(panel=panel, accepted=True, by=person("carla"))
        assert [(row.name, row.user) for row in Attendance.objects.all()] == [("Carla Reid", person("carla"))]

    def test_not_by_a_role_without_panels_nor_an_agency_without_an_agreement(self, panel, person):
        with pytest.raises(PermissionDenied):
            actions.join(panel=panel, accepted=True, by=person("grace"))
        carla = person("carla")
        carla.agency = AgencyFactory(code="charity", kind="other")
        carla.save()
        with pytest.raises(PermissionDenied):
            actions.join(panel=panel, accepted=True, by=carla)

    def test_not_of_a_meeting_that_does_not_sit(self, panel, settle, person):
        settle(panel)
        actions.close_panel(panel=panel, by=person("esther"))
        with pytest.raises(ValidationError):
            actions.join(panel=panel, accepted=True, by=person("carla"))

    def test_who_joined_is_marked_as_left_and_never_taken_back(self, joins, person):
        with pytest.raises(ValidationError, match="has joined"):
            actions.withdraw_attendance(attendance=joins("carla"), by=person("esther"))

    def test_each_step_is_logged_once(self, joins, person):
        there = joins("carla")
        for act in (actions.mark_left, actions.mark_left, actions.mark_back, actions.mark_back):
            act(attendance=there, by=person("esther"))
        logged = Entry.objects.filter(what__startswith="panels.").exclude(what="panels.open").order_by("pk")
        assert [e.what for e in logged] == ["panels.ask_to_join", "panels.join", "panels.mark_left", "panels.mark_back"]


class TestWhatItOpens:
    def test_an_agency_that_is_not_involved_reads_those_on_the_agenda(self, item, panel, joins, seat):
        """Housing: no warrants, no scores on other days; in the room all but the four categories."""
        carla = seat("carla")
        assert carla.get(address("person", item("Jarvis"))).status_code == 404
        joins("carla")
        page = carla.get(address("person", item("Jarvis")))
        assert page.status_code == 200
        assert page.context["read"].line.proposed.status == "RED"
        assert "Wanted on warrant" in page.content.decode()
        assert page.context["screen"].parts == frozenset(Category) - HIDDEN

    def test_nowhere_but_on_the_panels_own_pages(self, item, panel, joins, seat, person):
        joins("carla")
        who = item("Jarvis").offender
        assert seat("carla").get(reverse("casefile:person", args=[who.public_id])).status_code == 404
        assert not Offender.objects.visible_to(person("carla")).exists()
        minutes = seat("carla").get(reverse("panels:minutes", args=[panel.public_id])).content.decode()
        assert "JARVIS" not in minutes

    def test_nobody_who_is_not_on_the_agenda(self, panel, joins, seat, person):
        other = OffenderFactory(family_name="Elsewhere")
        InvolvementFactory(offender=other)
        joins("carla")
        where = reverse("panels:person", args=[panel.public_id, other.public_id])
        assert seat("carla").get(where).status_code == 404
        assert Screen.of(person("carla"), panel=panel).of_people([other.pk]) == {}

    def test_never_a_restricted_person(self, item, panel, joins, seat, person):
        restrict(item("Adair").offender, person("femi"), person("esther"))
        joins("carla")
        carla = seat("carla")
        assert carla.get(address("person", item("Adair"))).status_code == 404
        assert agenda(carla, panel) == {"Jarvis", "Iqbal", "Hussain"}
        assert Screen.of(person("carla"), panel=panel).of_people([item("Adair").offender_id]) == {}

    def test_neither_original_intelligence_nor_victims(self, item, joins, seat):
        IntelligenceReportFactory(offender=item("Adair").offender, summary="By the canal.")
        joins("ines")
        page = seat("ines").get(address("person", item("Adair"))).content.decode()
        assert "Intelligence 10 March" not in page

    def test_until_they_leave_and_until_the_meeting_is_signed(self, item, panel, joins, seat, person, settle):
        there, carla = joins("carla"), seat("carla")
        actions.mark_left(attendance=there, by=person("esther"))
        assert carla.get(address("person", item("Jarvis"))).status_code == 404
        actions.mark_back(attendance=there, by=person("esther"))
        assert carla.get(address("person", item("Jarvis"))).status_code == 200
        settle(panel)
        actions.close_panel(panel=panel, by=person("esther"))
        panel.refresh_from_db()
        assert agenda(carla, panel) == set()
        assert not Screen.of(person("carla"), panel=panel).meeting.joined

    def test_not_for_another_agency_that_they_work_for_by_now(self, panel, joins, seat, person):
        joins("carla")
        carla = person("carla")
        carla.agency = AgencyFactory(code="homes", kind=carla.agency.kind)
        carla.save()
        assert agenda(seat("carla"), panel) == set()

    def test_nothing_of_another_meeting(self, panel, joins, member, person, scheme, seat):
        from agencies.models import Area
        from tests.conftest import TODAY

        member("Faraway", area=Area.objects.get(code="Bedford"))
        joins("carla")
        other = actions.open_panel(area=Area.objects.get(code="Bedford"), held_on=TODAY, by=person("esther"))
        assert agenda(seat("carla"), other) == set()

    def test_it_follows_the_room(self, item, panel, joins, seat):
        show(seat("esther"), item("Jarvis"))
        assert "JARVIS" not in follow(seat("carla"), panel).content.decode()
        joins("carla")
        assert "JARVIS" in follow(seat("carla"), panel).content.decode()

    def test_a_role_narrows_what_the_room_opens(self, panel, person):
        levels = room_levels(person("carla"), frozenset())
        assert {levels.level(c) for c in Category} == {Level.NONE, Level.READ}
        assert {c for c in Category if levels.level(c) == Level.NONE} == HIDDEN


class TestTheSharedScreen:
    def test_everybodys_until_another_agency_has_joined(self, panel, joins, person):
        joins("esther")
        screen = Screen.of(person("esther"), shared=True, panel=panel)
        assert screen.room == frozenset(Category) - HIDDEN

    def test_it_hides_what_an_agency_that_is_there_may_not_see(self, panel, joins, person):
        from agencies.agreements.rules import Words
        from tests.agencies.agreed import in_force

        in_force(agencies={person("carla").agency.code: {Category.OFFENDING: Words("flag", "flag")}})
        joins("ines")
        esther = person("esther")
        assert Category.OFFENDING in Screen.of(esther, shared=True, panel=panel).room  # housing is not there
        there = joins("carla")
        assert Category.OFFENDING not in Screen.of(esther, shared=True, panel=panel).room
        actions.mark_left(attendance=there, by=esther)  # a mark alone opens nothing
        assert Category.OFFENDING not in Screen.of(esther, shared=True, panel=panel).room

    def test_the_second_part_takes_those_who_stayed(self, item, panel, joins, person):
        """Police and probation may both read of victims every day, of whom both are involved with."""
        joins("ines"), joins("esther")
        gone, esther, adair = joins("carla"), person("esther"), item("Adair").offender_id
        actions.begin_second_part(panel=panel, by=esther)
        screen = Screen.of(esther, shared=True, panel=panel)
        assert not screen.of_person(adair).reads(Category.VICTIMS)
        actions.mark_left(attendance=gone, by=esther)
        screen = Screen.of(esther, shared=True, panel=panel)
        assert screen.of_person(adair).reads(Category.VICTIMS)
        assert not screen.of_person(adair).reads(Category.INTELLIGENCE_ORIGINAL)
        with pytest.raises(ValidationError, match="Ask the chair"):
            actions.join(panel=panel, accepted=True, by=person("carla"))
        actions.end_second_part(panel=panel, by=esther)
        screen = Screen.of(esther, shared=True, panel=panel)
        assert not screen.of_person(adair).reads(Category.VICTIMS)

    def test_of_whom_an_agency_that_stayed_is_not_involved_with_nothing_more(self, item, panel, joins, person):
        from offenders.models import Involvement

        joins("ines"), joins("esther")
        adair = item("Adair").offender
        Involvement.objects.filter(offender=adair, agency__code="probation").delete()
        actions.begin_second_part(panel=panel, by=person("esther"))
        screen = Screen.of(person("esther"), shared=True, panel=panel)
        assert not screen.of_person(adair.pk).reads(Category.VICTIMS)

    def test_who_begins_it_and_when(self, panel, joins, person):
        with pytest.raises(ValidationError, match="Nobody has joined"):
            actions.begin_second_part(panel=panel, by=person("esther"))
        joins("esther")
        with pytest.raises(PermissionDenied):
            actions.begin_second_part(panel=panel, by=person("femi"))
        for _ in range(2):
            actions.begin_second_part(panel=panel, by=person("esther"))
        assert SecondPart.objects.count() == 1
        for _ in range(2):
            actions.end_second_part(panel=panel, by=person("esther"))
        assert SecondPart.objects.filter(ended_at=None).count() == 0
