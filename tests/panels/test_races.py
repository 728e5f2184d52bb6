"""Two at once, on real connections: neither overtakes the other."""

import threading
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from agencies.models import Agency
from offenders.models import Involvement
from panels import actions
from panels.models import Action, Attendance, Panel
from rag.models import Decision
from tests.conftest import TODAY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]


class Other:
    """What somebody else does meanwhile, on a connection of their own."""

    def __init__(self, does):
        self.does, self.error = does, None
        self.thread = threading.Thread(target=self._run)

    def _run(self):
        try:
            self.does()
        except Exception as error:  # shown by the test
            self.error = error
        finally:
            connection.close()

    def start(self):
        self.thread.start()
        return self

    def waits(self) -> bool:
        self.thread.join(0.7)
        return self.thread.is_alive()

    def end(self):
        self.thread.join(15)
        assert not self.thread.is_alive()
        return self.error


def test_closing_waits_for_the_decision_under_way(panel, item, person):
    esther = person("esther")
    for name in ("Jarvis", "Hussain", "Adair"):
        actions.leave_for_next(item=item(name), version=1, by=esther)
    closing = Other(lambda: actions.close_panel(panel=panel, by=esther))
    with transaction.atomic():
        actions.record_decision(item=item("Iqbal"), status="AMBER", reason="", version=1, by=esther)
        assert closing.start().waits()
    assert closing.end() is None
    assert Decision.objects.get().offender == item("Iqbal").offender


def test_a_write_waits_for_the_closing_and_is_refused(panel, settle, person):
    settle(panel)
    police = Agency.objects.get(code="police")
    late = Other(lambda: Attendance.objects.create(panel=panel, agency=police, name="Late"))
    with transaction.atomic():
        actions.close_panel(panel=panel, by=person("esther"))
        assert late.start().waits()
    assert isinstance(late.end(), IntegrityError)


def test_of_two_decisions_at_once_the_second_is_shown_the_first(panel, item, person, gwen):
    second = Other(
        lambda: actions.record_decision(item=item("Iqbal"), status="AMBER+", reason="New.", version=1, by=gwen)
    )
    with transaction.atomic():
        actions.record_decision(item=item("Iqbal"), status="AMBER", reason="", version=1, by=person("esther"))
        assert second.start().waits()
    error = second.end()
    assert isinstance(error, actions.DecidedMeanwhile)
    assert error.item.decided_status == "AMBER"


def test_a_double_click_at_once_is_one_action(panel, item, give, person):
    key = uuid4()
    row, housing, esther = item("Iqbal"), Agency.objects.get(code="housing"), person("esther")
    sent = {"item": row, "text": "Refer", "owner": housing, "due_on": TODAY, "request_key": key, "by": esther}
    second = Other(lambda: actions.add_action(**sent))
    with transaction.atomic():
        actions.add_action(**sent)
        assert second.start().waits()
    assert second.end() is None
    assert Action.objects.count() == 1
    assert Involvement.objects.filter(reason="action").count() == 1


def test_two_open_one_area_at_once(four, luton, person, gwen):
    second = Other(lambda: actions.open_panel(area=luton, held_on=TODAY, by=gwen))
    with transaction.atomic():
        actions.open_panel(area=luton, held_on=TODAY, by=person("esther"))
        assert second.start().waits()
    assert isinstance(second.end(), ValidationError)
    assert Panel.objects.count() == 1
