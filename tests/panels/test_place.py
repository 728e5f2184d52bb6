"""One person's place on a planned agenda: of two who write the second is shown the first's, and who reads the words."""

import pytest
from django.urls import reverse

from agencies.agreements.rules import Words
from agencies.categories import Category
from audit.models import Entry
from panels import actions
from panels.models import AgendaWish, Panel
from tests.agencies.agreed import in_force
from tests.panels.meetings import planned

pytestmark = pytest.mark.django_db

WORDS = "Arrested with his brother on Sunday."


@pytest.fixture
def meeting(luton, four):
    return planned(luton)


@pytest.fixture
def place(meeting, four):
    """`place(client, why="…")` sends the form of Iqbal's place, on the version that now stands unless it is said."""
    address = reverse("panels:place", args=[meeting.public_id, four[1].public_id])

    def send(client, *, version=None, how="added", why="", minutes=""):
        version = Panel.objects.get(pk=meeting.pk).version if version is None else version
        return client.post(address, {"how": how, "why": why, "minutes": minutes, "version": version})

    send.address = address
    return send


def test_of_two_who_write_the_second_is_shown_what_the_first_changed(meeting, place, seat):
    esther, femi = seat("esther"), seat("femi")
    read = place_version(femi.get(place.address))
    assert place(esther, why="Housing asked.", minutes="9").status_code == 302
    answer = place(femi, version=read, how="left_out", why="In hospital.")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Housing asked." in page  # what stands now
    assert "9 minutes" in page
    assert "Esther" in page
    assert "In hospital." in page  # what was typed
    wish = AgendaWish.objects.get()
    assert (wish.added, wish.why, wish.minutes) == (True, "Housing asked.", 9)
    assert place(femi, version=place_version(answer), how="left_out", why="In hospital.").status_code == 302
    wish.refresh_from_db()
    assert (wish.left_out, wish.why, wish.changed_by.full_name) == (True, "In hospital.", "Femi Ade")


def place_version(page):
    return page.context["form"]["version"].value()


def test_the_same_twice_is_once(place, seat):
    esther = seat("esther")
    read = place_version(esther.get(place.address))
    for _ in range(2):
        assert place(esther, version=read, why="Housing asked.", minutes="9").status_code == 302
    assert Entry.objects.filter(what="panels.add_person").count() == 1


def test_without_a_version_nothing_is_written(place, seat):
    assert seat("esther").post(place.address, {"how": "added", "why": "Housing asked."}).status_code == 422
    assert not AgendaWish.objects.exists()


def test_minutes_alone_leave_a_moved_person_where_they_are_and_are_taken_away_again(meeting, place, four, seat, person):
    order = [who.pk for who in four]
    actions.move_person(panel=meeting, offender=four[1], order=order, up=True, version=0, by=person("esther"))
    for minutes, stored in (("9", 9), ("", None)):
        assert place(seat("esther"), how="comes", minutes=minutes).status_code == 302
        wish = AgendaWish.objects.get(offender=four[1])
        assert (wish.place, wish.minutes) == (1, stored)
    place(seat("esther"), how="added", why="Housing asked.", minutes="9")
    place(seat("esther"), how="added", why="Housing asked.")
    assert AgendaWish.objects.get(offender=four[1]).minutes is None


def test_of_an_agenda_issued_meanwhile_the_words_are_shown_again(meeting, place, seat, person):
    read = place_version(seat("esther").get(place.address))
    actions.issue_agenda(panel=meeting, version=read, by=person("esther"))
    answer = place(seat("esther"), version=read, why="Housing asked.")
    assert answer.status_code == 422
    assert "Housing asked." in answer.content.decode()
    assert not AgendaWish.objects.exists()


@pytest.mark.parametrize("category", [Category.SCHEME, Category.OFFENDING])
def test_who_may_not_read_the_words_of_a_decision_is_not_told_the_reason(category, meeting, place, four, seat, person):
    actions.add_person(panel=meeting, offender=four[1], why=WORDS, by=person("ines"))
    femi = seat("femi")
    page = femi.get(place.address).content.decode()
    assert WORDS in page
    assert "asked for this" in page
    in_force(agencies={"police": {category: Words("flag", "flag")}})
    for answer in (femi.get(place.address), place(femi, version=99, how="added", why="Mine.")):
        page = answer.content.decode()
        assert WORDS not in page
        assert "A reason is written that your agency may not read." in page
        assert ("asked for this" in page) == (category != Category.SCHEME)
    assert place(femi, minutes="9").status_code == 302
    wish = AgendaWish.objects.get()
    assert (wish.why, wish.minutes) == (WORDS, 9)  # her empty field takes nothing away that she does not see
