"""What the database refuses by itself once a panel is closed, through raw SQL."""

import pytest
from django.db import IntegrityError, connection, transaction

from agencies.models import Agency
from panels import actions
from tests.factories import sat

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def closed(panel, item, give, settle, person):
    give(item("Iqbal"), "housing")
    give(item("Hussain"), "housing")
    actions.note_attendance(panel=panel, agency=Agency.objects.get(code="police"), name="A. Shaw", by=person("esther"))
    settle(panel)
    return actions.close_panel(panel=panel, by=person("esther"))


def run(sql: str, *values) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


NEW_ACTION = """
INSERT INTO panels_action (public_id, item_id, offender_id, text, owner_id, due_on, status, created_by_id, request_key)
SELECT gen_random_uuid(), i.id, i.offender_id, 'Late', a.owner_id, '2019-05-01', 'open', a.created_by_id,
    gen_random_uuid()
FROM panels_agendaitem i JOIN panels_action a ON a.item_id = i.id
"""


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE panels_panel SET status = 'open', closed_at = NULL, closed_by_id = NULL, number = NULL",
        "UPDATE panels_panel SET held_on = '2019-03-30'",
        "DELETE FROM panels_panel",
        "UPDATE panels_agendaitem SET reason = 'Later'",
        "UPDATE panels_agendaitem SET decided_status = 'RED'",
        "DELETE FROM panels_agendaitem",
        "INSERT INTO panels_attendance (panel_id, agency_id, name) "
        "SELECT p.id, a.id, 'Late' FROM panels_panel p, agencies_agency a",
        "UPDATE panels_attendance SET name = 'B. Shaw'",
        "DELETE FROM panels_attendance",
        NEW_ACTION,
        "UPDATE panels_action SET text = 'Something else'",
        "UPDATE panels_action SET due_on = '2020-01-01'",
        "DELETE FROM panels_action",
    ],
)
def test_a_closed_panel_is_locked(sql, closed):
    with pytest.raises(IntegrityError, match="a closed panel is locked"):
        run(sql)


def test_an_action_of_a_closed_panel_may_end_once(closed, person):
    end = "UPDATE panels_action SET status = %s, ended_on = '2019-04-02', ended_at = now(), ended_by_id = %s"
    assert run(end, "done", person("carla").pk) == 2
    with pytest.raises(IntegrityError, match="a closed panel is locked"):
        run(end, "cancelled", person("carla").pk)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE panels_panel SET held_on = '2019-03-30'",
        "UPDATE panels_agendaitem SET position = position + 10",
        "UPDATE panels_action SET due_on = '2020-01-01'",
        "DELETE FROM panels_action",
        "DELETE FROM panels_attendance",
    ],
)
def test_an_open_panel_is_not(sql, panel, item, give, person):
    give(item("Iqbal"), "housing")
    actions.note_attendance(panel=panel, agency=Agency.objects.get(code="police"), name="A. Shaw", by=person("esther"))
    assert run(sql)


def test_an_action_stays_with_its_person(panel, item, give):
    give(item("Iqbal"), "housing")
    with pytest.raises(IntegrityError, match="an action stays with its person and panel"):
        run("UPDATE panels_action SET item_id = %s", item("Hussain").pk)


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("UPDATE panels_agendaitem SET decided_status = 'RED'", "agenda_decision_says_who_and_when"),
        (
            "UPDATE panels_agendaitem SET not_discussed = true, decided_status = 'RED', decided_at = now(), "
            "decided_by_id = (SELECT min(id) FROM agencies_user)",
            "agenda_decided_or_not_discussed",
        ),
        ("UPDATE panels_panel SET status = 'closed'", "panel_closed_says_when_and_by_whom"),
        ("UPDATE panels_action SET status = 'done'", "action_ended_says_when"),
        (
            "UPDATE panels_agendaitem SET offender_id = (SELECT min(id) FROM offenders_offender)",
            "agenda_person_once_a_panel",
        ),
    ],
)
def test_the_constraints(sql, name, item, give):
    give(item("Iqbal"), "housing")
    with pytest.raises(IntegrityError, match=name):
        run(sql)


def another(panel, held_on):
    with transaction.atomic():
        sat(panel.area, held_on, panel.opened_by)


def test_one_open_panel_an_area(panel):
    with pytest.raises(IntegrityError, match='"panel_one_open_an_area"'):
        another(panel, "2019-03-30")


def test_one_panel_an_area_and_day(closed):
    with pytest.raises(IntegrityError, match='"panel_one_an_area_kind_and_day"'):
        another(closed, closed.held_on)
    another(closed, "2019-03-30")


def test_somebody_is_there_once(panel, person):
    police = Agency.objects.get(code="police")
    for name in ("A. Shaw", "B. Shaw"):
        actions.note_attendance(panel=panel, agency=police, name=name, by=person("esther"))
    with pytest.raises(IntegrityError, match='"attendance_once"'):
        run("UPDATE panels_attendance SET name = 'A. Shaw'")


def test_one_place_an_agenda_once_all_is_written(panel):
    """Two may change places within a transaction; two in one place are refused at its end."""
    swap = "UPDATE panels_agendaitem SET position = 3 - position WHERE position <= 2"
    assert run(f"{swap}; SET CONSTRAINTS agenda_position_once IMMEDIATE; {swap}")
    with pytest.raises(IntegrityError, match='"agenda_position_once"'):
        run("UPDATE panels_agendaitem SET position = 1; SET CONSTRAINTS agenda_position_once IMMEDIATE")


def test_a_record_that_is_disposed_of_goes_from_a_closed_panel_and_nothing_else_does(closed):
    """Esther closed the panel; Iqbal's record is erased later (retention.erasing). The others' decisions stand."""
    from retention.erasing import erase

    iqbal = closed.items.get(offender__family_name="Iqbal").offender_id
    erase(iqbal)
    assert {item.offender.family_name for item in closed.items.select_related("offender")} == {
        "Jarvis",
        "Hussain",
        "Adair",
    }
    with pytest.raises(IntegrityError, match="closed panel is locked"):
        run("DELETE FROM panels_agendaitem")
