"""The outbox: done after the commit, at least once, and never lost by a failing handler."""

import threading

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from audit import outbox
from audit.models import OutboxMessage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]


@pytest.fixture
def handled(monkeypatch):
    """The payloads that a handler of the kind `said` was called with."""
    calls: list = []
    monkeypatch.setattr(outbox, "_handlers", {"said": [lambda **payload: calls.append(payload)]})
    return calls


def test_a_message_is_handled_once_and_gone(handled):
    outbox.put("said", number=1)
    assert outbox.relay() == 1
    assert outbox.relay() == 0
    assert handled == [{"number": 1}]


def test_messages_go_in_the_order_in_which_they_were_left(handled):
    for number in (1, 2, 3):
        outbox.put("said", number=number)
    outbox.relay()
    assert [payload["number"] for payload in handled] == [1, 2, 3]


def test_what_is_rolled_back_was_never_said(handled):
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.put("said", number=1)
        raise RuntimeError
    assert outbox.relay() == 0
    assert handled == []


def test_a_failing_handler_leaves_the_message_for_later_and_others_go_on(monkeypatch):
    done: list = []

    def handler(number):
        if number == 1:
            raise ValueError("a name must never stand here")
        done.append(number)

    monkeypatch.setattr(outbox, "_handlers", {"said": [handler]})
    outbox.put("said", number=1)
    outbox.put("said", number=2)
    outbox.relay()
    assert done == [2]
    waiting = OutboxMessage.objects.get()
    assert (waiting.attempts, waiting.failed_as) == (1, "ValueError")
    assert OutboxMessage.objects.filter(due_at__gt=Now()).exists()


def test_what_a_failing_handler_wrote_is_undone(monkeypatch):
    def handler():
        OutboxMessage.objects.create(kind="half-written")
        raise ValueError

    monkeypatch.setattr(outbox, "_handlers", {"said": [handler]})
    outbox.put("said")
    outbox.relay()
    assert not OutboxMessage.objects.filter(kind="half-written").exists()


def test_a_kind_that_no_room_knows_is_kept(handled):
    outbox.put("said by a newer release")
    outbox.relay()
    assert OutboxMessage.objects.get().failed_as == "KeyError"


def test_two_relays_at_once_handle_each_message_once(handled):
    for number in range(40):
        outbox.put("said", number=number)

    def work():
        outbox.relay()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(payload["number"] for payload in handled) == list(range(40))
