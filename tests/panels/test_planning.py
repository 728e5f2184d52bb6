"""A year's meetings planned at once; each moved, arranged, cancelled; two people at one; the pages."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from agencies.models import Area
from audit.models import Entry
from panels import actions
from panels.actions.planning import Arranged, ChangedMeanwhile
from panels.models import Panel
from tests.conftest import TODAY
from tests.panels.meetings import IN_A_MONTH, planned

pytestmark = pytest.mark.django_db

APRIL, MAY = date(2019, 4, 30), date(2019, 5, 28)


def plan(area, by, *days, kind="rag", **arranged):
    return actions.plan_panels(area=area, kind=kind, days=days or (APRIL, MAY), arranged=Arranged(**arranged), by=by)


def change(panel, by, **changes):
    wanted = {"held_on": panel.held_on, "version": panel.version, "arranged": Arranged()} | changes
    return actions.change_plan(panel=panel, by=by, **wanted)


def test_planned_with_place_time_length_chair_and_deputy(luton, person, gwen):
    found = plan(
        luton,
        person("femi"),
        starts_at=time(14),
        minutes_long=120,
        place=" Room  2 ",
        chair=gwen,
        deputy=person("esther"),
    )
    assert found.new == (APRIL, MAY)
    panel = Panel.objects.get(held_on=APRIL)
    assert (panel.status, panel.kind, panel.area) == ("planned", "rag", luton)
    assert (panel.starts_at, panel.minutes_long, panel.place) == (time(14), 120, "Room 2")
    assert (panel.chair, panel.deputy) == (gwen, person("esther"))
    assert Entry.objects.get(what="panels.plan").detail["meetings"] == 2


def test_planned_twice_is_once_and_says_so(luton, person):
    plan(luton, person("femi"), APRIL)
    again = plan(luton, person("femi"), APRIL, MAY, date(2019, 3, 30))
    assert (again.new, again.already, again.gone) == ((MAY,), (APRIL,), (date(2019, 3, 30),))
    assert Panel.objects.count() == 2
    plan(luton, person("femi"), APRIL, kind="selection")  # another kind meets on the same day
    plan(Area.objects.get(code="Bedford"), person("femi"), APRIL)
    assert Panel.objects.count() == 4


@pytest.mark.parametrize("who", ["aisha", "ben", "dev", "grace", "hari", "karl"])
def test_who_does_not_run_the_scheme_plans_nothing(who, luton, person):
    panel = planned(luton)
    for act in (
        lambda: plan(luton, person(who)),
        lambda: change(panel, person(who), held_on=MAY),
        lambda: actions.cancel_panel(panel=panel, why="Snow.", version=panel.version, by=person(who)),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_only_an_area_of_the_scheme_meets(luton, person):
    with pytest.raises(ValidationError, match="Choose an area of the scheme"):
        plan(luton.parent, person("femi"))


def test_who_chairs_may_chair_and_is_another_than_the_deputy(luton, person):
    with pytest.raises(ValidationError, match="Aisha Shaw does not chair panels"):
        plan(luton, person("femi"), chair=person("aisha"))
    with pytest.raises(ValidationError, match="another person than the chair"):
        plan(luton, person("femi"), chair=person("esther"), deputy=person("esther"))


def test_moved_to_a_free_day_from_today_on(luton, person):
    panel, other = planned(luton), planned(luton, MAY)
    assert change(panel, person("esther"), held_on=TODAY).held_on == TODAY
    panel.refresh_from_db()
    with pytest.raises(ValidationError, match="today or a later day"):
        change(panel, person("esther"), held_on=date(2019, 3, 30))
    with pytest.raises(ValidationError, match="has such a meeting on that day"):
        change(panel, person("esther"), held_on=other.held_on)


def test_who_was_slower_overwrites_nothing_and_is_shown_what_the_first_changed(luton, person):
    read = planned(luton)
    change(read, person("esther"), arranged=Arranged(place="Room 1"))
    with pytest.raises(ChangedMeanwhile) as conflict:
        change(read, person("femi"), arranged=Arranged(place="Room 9"))
    assert conflict.value.panel.place == "Room 1"
    assert Panel.objects.get().place == "Room 1"
    change(read, person("femi"), arranged=Arranged(place="Room 1"))  # the same is no conflict


def test_cancelled_with_a_reason_and_its_day_is_free(luton, person):
    panel = planned(luton)
    with pytest.raises(ValidationError, match="Say why"):
        actions.cancel_panel(panel=panel, why="  ", version=panel.version, by=person("femi"))
    for _ in range(2):  # twice is once
        actions.cancel_panel(panel=panel, why="Snow.", version=panel.version, by=person("femi"))
    panel.refresh_from_db()
    assert (panel.status, panel.cancelled_why, panel.cancelled_by) == ("cancelled", "Snow.", person("femi"))
    assert Entry.objects.get(what="panels.cancel").reason == "Snow."
    assert plan(luton, person("femi"), panel.held_on).new == (panel.held_on,)
    with pytest.raises(ValidationError, match="no longer to come"):
        change(panel, person("femi"), held_on=MAY)


def test_cancelling_what_somebody_has_moved_meanwhile_is_asked_again(luton, person):
    read = planned(luton)
    change(read, person("esther"), held_on=MAY)
    with pytest.raises(ChangedMeanwhile):
        actions.cancel_panel(panel=read, why="Snow.", version=read.version, by=person("femi"))


def form(area, **more):
    return {
        "area": area.pk,
        "kind": "rag",
        "how": "rule",
        "which": "-1",
        "weekday": "1",
        "first": "2019-04-01",
        "months": "12",
    } | more


def test_a_year_of_last_tuesdays_from_the_page(luton, signed_in, gwen):
    client = signed_in("femi")
    answer = client.post(
        reverse("panels:plan"),
        form(luton, starts_at="14:00", minutes_long="120", place="Room 2", chair=gwen.pk),
        follow=True,
    )
    assert "12 meetings are planned." in answer.content.decode()
    days = list(Panel.objects.order_by("held_on").values_list("held_on", flat=True))
    # The last Tuesdays from April 2019 on: 30 April, 28 May, 25 June, … 31 March 2020.
    assert (days[0], days[1], days[2], days[-1]) == (APRIL, MAY, date(2019, 6, 25), date(2020, 3, 31))
    again = client.post(reverse("panels:plan"), form(luton, how="listed", days="30/4/2019\n1.5.2019"), follow=True)
    assert "1 meeting is planned. Planned already: 30 April 2019." in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"area": ""}, "Choose an area."),
        ({"how": "listed", "days": ""}, "List one day or more."),
        ({"how": "listed", "days": "30/4/2019\n31/4/2019"}, "Line 2 is not a day such as 30/4/2019."),
        ({"how": "listed", "days": "\n".join(["1/5/2019"] * 61)}, "List 60 days at most."),
        ({"months": "13"}, "less than or equal to 12"),
        ({"months": ""}, "Say how many months."),
        ({"first": ""}, "Say the month to plan by."),
        ({"first": "9999-12-01"}, "Enter a real month to plan from."),
        ({"starts_at": "25:00"}, "Enter a time, such as 14:00."),
        ({"minutes_long": "601"}, "less than or equal to 600"),
        ({"place": "x" * 201}, "at most 200 characters"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field_and_nothing_is_lost(changes, words, luton, signed_in):
    answer = signed_in("femi").post(reverse("panels:plan"), form(luton) | {"place": "Room 2"} | changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert changes.get("place", "Room 2") in answer.content.decode()
    assert not Panel.objects.exists()


def test_two_browsers_change_one_meeting(luton, client, person):
    panel = planned(luton)
    first = {"held_on": "2019-04-30", "place": "Room 1", "version": panel.version}
    client.force_login(person("esther"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(reverse("panels:change", args=[panel.public_id]), first).status_code == 302
    second = client.post(reverse("panels:change", args=[panel.public_id]), first | {"place": "Room 9"})
    page = second.content.decode()
    assert second.status_code == 409
    assert "Room 1" in page
    assert "Room 9" in page
    version = Panel.objects.get().version
    again = client.post(
        reverse("panels:change", args=[panel.public_id]), first | {"place": "Room 9", "version": version}
    )
    assert again.status_code == 302
    assert Panel.objects.get().place == "Room 9"


def test_what_is_to_come_stands_above_what_was_held(luton, signed_in, panel):
    planned(luton, place="Room 2")
    page = signed_in("aisha").get(reverse("panels:list")).content.decode()
    assert page.index("Room 2") < page.index("31 March 2019")


def test_a_day_that_has_gone_by_without_its_meeting_says_so(luton, signed_in):
    planned(luton, date(2019, 3, 30))
    assert "Its day has gone by" in signed_in("aisha").get(reverse("panels:list")).content.decode()


def test_the_cancelled_are_listed_with_why(luton, signed_in, person):
    panel = planned(luton)
    actions.cancel_panel(panel=panel, why="Snow.", version=panel.version, by=person("femi"))
    client = signed_in("aisha")
    assert "Snow." not in client.get(reverse("panels:planned")).content.decode()
    assert "Snow." in client.get(reverse("panels:planned") + "?show=cancelled").content.decode()
    assert "Snow." in client.get(reverse("panels:panel", args=[panel.public_id])).content.decode()


@pytest.mark.parametrize("name", ["panels:list", "panels:planned"])
def test_the_number_of_queries_does_not_depend_on_how_many_are_planned(
    name, luton, signed_in, gwen, django_assert_max_num_queries
):
    planned(luton, chair=gwen)
    client = signed_in("aisha")
    client.get(reverse(name))
    with django_assert_max_num_queries(60) as few:
        client.get(reverse(name))
    for month in range(5, 13):
        planned(luton, IN_A_MONTH.replace(month=month), chair=gwen)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(reverse(name))
