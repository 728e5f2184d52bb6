"""Leaving the scheme by a code from the meeting, the face, and the clock against the agenda."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from panels import rules
from panels.models import Panel
from tests.cohorts.rows import referral, referred_by
from tests.documents.files import png
from tests.factories import CohortFactory
from tests.grid.filed import document_of
from tests.panels.test_joining import joins  # noqa: F401 (a fixture)
from tests.panels.test_views import address

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("planned", "gone", "settled", "to_come", "left", "behind"),
    [
        (120, 0, [], [None] * 60, 120, 0),
        (120, 2, [None], [None] * 59, 118, 0),  # two minutes each: in time
        (120, 3, [None], [None] * 59, 117, 1),
        (120, 60, [None] * 60, [], 60, 0),  # all settled: behind nothing
        (120, 120, [None] * 59, [None], 0, 2),
        (120, 125, [None] * 60, [], -5, 0),
        (120, 5, [], [], 115, 0),  # nobody to share it among
        (120, 20, [20], [None] * 50, 100, 0),  # twenty minutes of their own, and the others two each
        (120, 23, [20, None], [None] * 49, 97, 1),
        (10, 11, [20], [None], -1, 0),  # more given than there is: the others have none
        (10, 21, [20], [None], -11, 1),
    ],
)
def test_the_clock(planned, gone, settled, to_come, left, behind):
    assert rules.minutes_left(planned, gone) == left
    assert rules.minutes_behind(planned, gone, settled, to_come) == behind


def test_the_clock_on_the_page(item, panel, seat):
    esther = seat("esther")
    assert 'id="clock"' not in esther.get(address("person", item("Iqbal"))).content.decode()
    Panel.objects.update(minutes_long=120, opened_at=timezone.now() - timedelta(minutes=78))
    page = esther.get(address("person", item("Iqbal"))).content.decode()
    assert "42 min left" in page
    assert "78 min behind" in page


def test_the_way_to_the_codes_and_back(item, panel, seat):
    esther, iqbal = seat("esther"), item("Iqbal")
    leave = reverse("scheme:leave", args=[iqbal.offender.public_id]) + f"?panel={panel.public_id}"
    assert leave in esther.get(address("person", iqbal)).content.decode()
    page = esther.get(leave, follow=True).content.decode()
    assert f"?panel={panel.public_id}" in page
    assert reverse("panels:room", args=[panel.public_id]) in page
    deselect = reverse("scheme:deselect", args=[iqbal.offender.public_id, "1"]) + f"?panel={panel.public_id}"
    form = esther.get(deselect)
    assert str(form.context["form"]["met_on"].value()) == "2019-03-31"
    assert form.context["form"]["way"].value() == "panel"


def test_the_way_to_a_selection_and_back(item, panel, seat, person):
    """From the room to a referral, decided as this panel's on its day, and back to the room."""
    esther, iqbal = seat("esther"), item("Iqbal")
    row = referral(offender=iqbal.offender, cohort=CohortFactory(code="robbery", name="Robbery"))
    referred_by(row, person("ines").agency)
    of_person = reverse("scheme:of_person", args=[iqbal.offender.public_id]) + f"?panel={panel.public_id}"
    assert of_person in esther.get(address("person", iqbal)).content.decode()
    room = reverse("panels:room", args=[panel.public_id]) + "?screen=own"
    pages = [of_person]
    for name in ("referral", "decide"):
        to = reverse(f"scheme:{name}", args=[iqbal.offender.public_id, row.public_id]) + f"?panel={panel.public_id}"
        page = esther.get(pages[-1], follow=True).content.decode()
        assert to in page
        assert room in page
        pages.append(to)
    form = esther.get(pages[-1], follow=True)
    assert room in form.content.decode()
    assert str(form.context["form"]["met_on"].value()) == "2019-03-31"
    data = {"outcome": "selected", "way": "panel", "met_on": "2019-03-31", "because": "Three robberies."}
    assert esther.post(pages[-1], {**data, "request_key": uuid4()}).url == room
    assert row.decisions.get().met_on == panel.held_on


@pytest.mark.parametrize("panel_id", ["", "no-id", "00000000-0000-4000-8000-000000000001"])
def test_no_way_back_to_a_meeting_that_they_are_not_on(panel_id, item, panel, seat):
    leave = reverse("scheme:leave", args=[item("Iqbal").offender.public_id]) + f"?panel={panel_id}"
    assert reverse("panels:room", args=[panel.public_id]) not in seat("esther").get(leave).content.decode()


def test_the_face_for_who_sees_the_person_every_day(item, panel, seat, person, joins):  # noqa: F811
    iqbal, esther = item("Iqbal"), person("esther")
    assert "hall__photo" not in seat("esther").get(address("person", iqbal)).content.decode()
    document_of(iqbal.offender, esther, png(), "png", kind="photograph", category="identity", dated_on="2019-01-01")
    assert "hall__photo" in seat("esther").get(address("person", iqbal)).content.decode()
    joins("carla")  # who sees him in the room alone: his own pages would not serve it
    page = seat("carla").get(address("person", iqbal))
    assert page.status_code == 200
    assert "hall__photo" not in page.content.decode()
