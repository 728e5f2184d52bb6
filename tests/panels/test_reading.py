"""Reading a panel's pages: what is logged, and how much is asked of the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from panels import actions
from panels.models import Panel
from tests.conftest import TODAY
from tests.panels.test_views import address

pytestmark = pytest.mark.django_db


def test_reading_is_logged_one_row_a_person(item, signed_in, person):
    client, iqbal = signed_in("esther"), item("Iqbal")
    for name, channel, people in (
        ("panel", "panels.agenda", 4),
        ("minutes", "panels.minutes", 4),
        ("person", "panels.person", 1),
        ("close", "panels.close", 4),
    ):
        client.get(address(name, iqbal))
        rows = Entry.objects.filter(verb="viewed", channel=channel, user_id=person("esther").pk)
        assert rows.count() == people, channel
    assert Entry.objects.get(channel="panels.person").reason == "on the agenda of an open panel"
    # The two beside are named on the page, so their reading is logged too.
    assert Entry.objects.filter(channel="panels.person beside").count() == 2


def queries(client, target):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(target).status_code == 200
    return len(seen)


@pytest.mark.parametrize("who", ["esther", "carla"])
def test_queries_do_not_grow_with_the_agenda(who, member, luton, person, signed_in):
    client, counted = signed_in(who), {}
    for size in (5, 50):
        for n in range(size):
            member(f"Person{size}{n:02}", "police", "probation", "housing")
        Panel.objects.all().delete()
        panel = actions.open_panel(area=luton, held_on=TODAY, by=person("esther"))
        item = panel.items.get(position=3)
        for name in ("panel", "minutes", "person", "list"):
            target = address(name, None if name == "list" else item)
            client.get(target)
            counted.setdefault(name, []).append(queries(client, target))
    assert all(few == many for few, many in counted.values()), counted
    # 50 before what the agencies wrote for the day and what they say in the room
    assert max(map(max, counted.values())) <= 52, counted
