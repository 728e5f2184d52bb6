"""The figures of meetings as a page and as a file: who reads them, and that they are what was signed."""

import csv
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency
from audit.models import Entry
from panels.models import Action, AgendaItem, Attendance, Panel
from tests.casefile.test_worklist import proposed
from tests.conftest import TODAY
from tests.factories import AreaFactory, OffenderFactory, sat

pytestmark = pytest.mark.django_db
PAGE = "meetings:page"
REASON = {"reason": "The board’s quarterly meeting, for its chair."}


@pytest.fixture
def signed(scheme, person):
    """A signed meeting of Luton: one decided as proposed, one better, one left; one action, overdue by a day."""
    return meeting(person("esther"), TODAY)


def meeting(chair, day, area="Luton"):
    panel = sat(AreaFactory(code=area), day, chair, chair=chair)
    for position, status in enumerate(("AMBER", "GREEN", ""), start=1):
        who = OffenderFactory(area=panel.area)
        decided = {"decided_status": status, "decided_by": chair, "decided_at": timezone.now()} if status else {}
        item = AgendaItem.objects.create(
            panel=panel, offender=who, position=position, proposal=proposed(who, "AMBER"), not_discussed=not status,
            reason="Back in work." if status == "GREEN" else "", **decided,
        )  # fmt: skip
    Action.objects.create(
        item=item, offender=item.offender, text="Visit.", owner=Agency.objects.get(code="housing"),
        due_on=TODAY - timedelta(days=1), created_by=chair, request_key=uuid4(),
    )  # fmt: skip
    Attendance.objects.create(panel=panel, agency=Agency.objects.get(code="housing"), name="Carla Reid")
    opened = Panel.objects.get(pk=panel.pk).opened_at
    Panel.objects.filter(pk=panel.pk).update(
        status="closed", ended_at=opened + timedelta(minutes=95), ended_by=chair, closed_at=opened, closed_by=chair,
        number=Panel.objects.count(),
    )  # fmt: skip
    return panel


def rows(client, **asked):
    (shown,) = client.get(reverse(PAGE), asked).context["found"]
    return dict(shown.rows)


def test_the_meeting_and_the_year(signed, signed_in):
    found = rows(signed_in("hari"))
    expected = {
        "Length in minutes": "95",
        "Quorum": "not set",
        "People on the agenda": "3",
        "Decided as proposed": "1",
        "Decided better": "1",
        "Decided worse": "0",
        "Left for the next panel": "1",
        "Differing, with a reason in words": "1",
        "Actions given": "1",
        "Open and overdue": "1",
    }
    assert {words: found[words][0] for words in expected} == expected
    page = signed_in("hari").get(reverse(PAGE)).content.decode()
    assert "Housing: 1 of 1" in page
    assert "Carla" not in page


def test_outside_police_and_probation_small_figures_are_hidden(signed, signed_in):
    found = rows(signed_in("carla"))
    assert found["Decided as proposed"][0] == "fewer than 5"
    assert not any(
        cell in ("1", "2", "3")
        for words, cells in found.items()
        for cell in cells
        if words not in ("Length in minutes", "Quorum")
    )


def test_what_is_not_signed_does_not_count(scheme, person, signed_in):
    sat(AreaFactory(code="Luton"), TODAY, person("esther"), chair=person("esther"))
    assert signed_in("hari").get(reverse(PAGE)).context["found"] == []


def test_by_year_area_and_kind(signed, signed_in, person):
    meeting(person("esther"), date(2018, 3, 31), area="Bedford")
    client = signed_in("hari")
    assert [year.name for year in client.get(reverse(PAGE)).context["choice"].years] == ["2018-19", "2017-18"]
    before = client.get(reverse(PAGE), {"year": "2017-18"}).context["found"]
    assert [one.group.area for one in before] == [Panel.objects.get(area__code="Bedford").area.name]
    for asked in ({"area": "Bedford"}, {"kind": "selection"}):
        assert client.get(reverse(PAGE), asked).context["found"] == []
    assert len(client.get(reverse(PAGE), {"year": "x", "area": "<", "kind": "'"}).context["found"]) == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("hari", 200), ("joan", 200), ("aisha", 200), ("carla", 200), ("ben", 200), ("grace", 403), ("karl", 403)],
)
def test_who_reads_them(who, status, signed, signed_in):
    assert signed_in(who).get(reverse(PAGE)).status_code == status


def test_the_file(signed, signed_in):
    client = signed_in("hari")
    where = reverse("meetings:take_out")
    assert client.post(where, {"reason": ""}).status_code == 422
    answer = client.post(f"{where}?year=2018-19", REASON)
    lines = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert lines[0] == ["OFFICIAL-SENSITIVE", "Meetings of 2018-19"]
    assert ["Decided as proposed", "1", "1"] in lines
    assert ["There: Housing", "1 of 1"] in lines
    entry = Entry.objects.get(what="reporting.meetings.take_out")
    assert entry.reason == REASON["reason"]


def test_as_many_questions_for_many_meetings_as_for_one(signed, signed_in, person):
    client = signed_in("hari")
    client.get(reverse(PAGE))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(PAGE))
        return len(queries)

    once = asked()
    for month in (1, 2):
        meeting(person("esther"), date(2019, month, 28))
    assert asked() == once
