"""Sealing: every committed row once, none of an open transaction, no writer made to wait, chained and kept outside."""

import json
import threading
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import connection, transaction

from audit import head, log, sealing
from audit.models import Entry, Seal
from audit.sealing import digest_of, seal
from audit.verifying import verify

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services, pytest.mark.usefixtures("head_folder")]


def oldest_open():
    """The number of the oldest transaction that is still open, in any database of this server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()[0]


def sealed_ids():
    return [number for made in Seal.objects.order_by("number") for number in made.ids]


def test_a_seal_takes_what_was_written_since_the_last(write):
    first = write(3)
    assert seal() == 3
    second = write(2)
    assert seal() == 2
    assert [made.ids for made in Seal.objects.order_by("number")] == [first, second]


def test_nothing_new_is_no_seal(write):
    write(1)
    seal()
    assert seal() == 0
    assert Seal.objects.count() == 1


def test_each_seal_carries_the_digest_of_the_one_before(write):
    for _ in range(3):
        write(1)
        seal()
    one, two, three = Seal.objects.order_by("number")
    assert bytes(one.previous) == bytes(32)
    assert (bytes(two.previous), bytes(three.previous)) == (bytes(one.digest), bytes(two.digest))
    assert all(digest_of(made) == bytes(made.digest) for made in (one, two, three))


def test_many_rows_are_many_seals_of_a_thousand(write, monkeypatch):
    monkeypatch.setattr(sealing, "ROWS", 2)
    write(5)
    assert seal() == 5
    assert [len(made.ids) for made in Seal.objects.order_by("number")] == [2, 2, 1]
    assert verify(None).broken is None


def field(value):
    return "-" if value is None else f"{len(value.encode())}:{value}"


def test_the_canonical_form_is_what_it_says(person):
    """Written here a second time, in Python: what PostgreSQL hashes is the row and nothing but the row."""
    entry = Entry.objects.create(
        id=41,
        at=datetime(2026, 3, 29, 1, 30, 0, 7, tzinfo=UTC),
        verb="viewed",
        what="casefile.person",
        user_id=None,
        user_name="Zoë O’Hara",
        agency="police",
        roles="practitioner viewer",
        offender_id=7,
        categories=["identity", "scheme"],
        channel="casefile.person",
        origin="page 10.0.0.5",
        reason="",
        detail={"b": 1, "a": ["ü", None]},
    )
    seal()
    text = "".join(
        [
            field("41"),
            field("2026-03-29 01:30:00.000007"),
            field("viewed"),
            field("casefile.person"),
            field(None),
            field("Zoë O’Hara"),
            field("police"),
            field("practitioner viewer"),
            field("7"),
            field('["identity", "scheme"]'),
            field("casefile.person"),
            field("page 10.0.0.5"),
            field(""),
            field('{"a": ["ü", null], "b": 1}'),
        ]
    )
    made = Seal.objects.get()
    assert made.ids == [entry.pk]
    assert bytes(made.digests) == sha256(text.encode()).digest()


def in_a_thread(work):
    def run():
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_row_of_an_open_transaction_waits_for_the_next_seal(person, write):
    """It has the lowest number of all and is committed last: a mark of the highest number would have lost it."""
    aisha, written, sealed = person("aisha"), threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            log.changed("offenders.correct", by=aisha, offender_id=99)
            written.set()
            assert sealed.wait(10)

    thread = in_a_thread(slow)
    assert written.wait(10)
    quick = write(2)
    assert seal() == 2  # and did not wait for the open one
    assert sealed_ids() == quick
    sealed.set()
    thread.join()
    assert seal() == 1
    late = Entry.objects.get(offender_id=99)
    assert late.pk < quick[0]
    assert sealed_ids() == [*quick, late.pk]
    assert verify(None).broken is None


def test_a_writer_does_not_wait_for_the_sealer(write):
    write(1)
    with transaction.atomic():
        sealing._seal()
        thread = in_a_thread(lambda: write(3))
        thread.join(5)
        assert not thread.is_alive()
    assert seal() == 3


def test_the_floor_rises_only_over_what_no_open_transaction_can_fill(person, write, monkeypatch):
    monkeypatch.setattr(sealing, "SETTLED_AFTER", timedelta(0))
    aisha, written, done = person("aisha"), threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            log.changed("offenders.correct", by=aisha, offender_id=99)
            written.set()
            assert done.wait(10)

    thread = in_a_thread(slow)
    assert written.wait(10)
    for _ in range(3):
        write(1)
        seal()
    assert set(Seal.objects.values_list("floor", flat=True)) == {1}
    done.set()
    thread.join()
    late = Entry.objects.get(offender_id=99).pk
    # A transaction of another database of the same server counts as open too, and the tests that run beside this one
    # may hold one for minutes: the floor rises once they are done, and not before.
    horizon, deadline = Seal.objects.order_by("-number").first().horizon, time.monotonic() + 20
    while oldest_open() < horizon and time.monotonic() < deadline:
        time.sleep(0.05)
    before = oldest_open() >= horizon
    write(1)
    seal()
    risen = Seal.objects.order_by("-number").first().floor > late
    assert risen if before else risen <= (oldest_open() >= horizon)
    assert verify(None).broken is None


def many_writers(person, writers, rows):
    """So many writers at once, each its rows in transactions of one to five, every tenth rolled back; and a sealer."""
    aisha, over = person("aisha"), threading.Event()

    def write():
        for n in range(0, rows, 5):
            try:
                with transaction.atomic():
                    for _ in range(5):
                        log.changed("offenders.correct", by=aisha, offender_id=n)
                    if n % 50 == 45:
                        raise RuntimeError
            except RuntimeError:
                continue

    def keep_sealing():
        while not over.is_set():
            seal()

    threads = [in_a_thread(write) for _ in range(writers)]
    sealer = in_a_thread(keep_sealing)
    for thread in threads:
        thread.join()
    over.set()
    sealer.join()
    seal()


# A writer may be stopped between its row's number and its transaction's: with sixteen at once, and no time for it,
# two rows of 7,200 were passed over once. A second stands for the hour; the floor still moves.
@pytest.mark.parametrize(("writers", "rows", "settled"), [(4, 50, 0), (16, 500, 1)], ids=["every day", "16 x 500"])
def test_many_writers_at_once_break_nothing(writers, rows, settled, person, monkeypatch):
    monkeypatch.setattr(sealing, "SETTLED_AFTER", timedelta(seconds=settled))
    many_writers(person, writers, rows)
    written = set(Entry.objects.values_list("id", flat=True))
    ids = sealed_ids()
    assert len(written) == writers * rows * 9 // 10
    assert len(ids) == len(set(ids)) and set(ids) == written
    verdict = verify(head.read())
    assert (verdict.broken, verdict.rows) == (None, len(written))


def test_the_head_is_written_after_each_seal(write, head_folder):
    assert head.read() is None
    for number in (1, 2):
        write(1)
        seal()
        kept = json.loads(head.path().read_text())
        assert kept["number"] == number
        assert kept["digest"] == bytes(Seal.objects.get(number=number).digest).hex()
    assert head.path().parent == head_folder


def test_a_head_that_the_chain_no_longer_holds_is_never_written_over(write, as_owner):
    for _ in range(2):
        write(1)
        seal()
    before = head.read()
    last = "(SELECT max(id) FROM audit_entry)"
    as_owner(f"DELETE FROM audit_entry WHERE id = {last}", "DELETE FROM audit_seal WHERE number = 2")
    write(3)
    seal()
    assert head.read() == before
