"""verify_audit: what was tampered with is found, and the first bad row is named; what is honest is not."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from audit import head, sealing
from audit.models import Entry, Seal
from audit.sealing import seal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services, pytest.mark.usefixtures("head_folder")]


def verify_audit():
    """The command's exit code, what it said, and what it complained of."""
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_audit", stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def rows(write):
    """Nine rows in three seals of three; their numbers."""
    numbers = []
    for _ in range(3):
        numbers += write(3)
        seal()
    return numbers


def test_an_honest_log_is_sound_and_what_was_left_is_sealed(rows, write):
    write(2)
    assert verify_audit() == (0, "The log is sound: 11 rows in 4 seals.\n", "")


def test_an_empty_log_is_sound(db):
    assert verify_audit() == (0, "The log is sound: 0 rows in 0 seals.\n", "")


# What was done as the owner, with r the nine rows' numbers; what is said.
TAMPERED = [
    ("UPDATE audit_entry SET user_name = 'Nobody' WHERE id = {r[4]}", "row {r[4]}: edited"),
    ("UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE id = {r[8]}", "row {r[8]}: edited"),
    ("UPDATE audit_entry SET detail = '{{}}' WHERE id = {r[0]}", "row {r[0]}: edited"),
    ("UPDATE audit_entry SET user_id = NULL WHERE id = {r[0]}", "row {r[0]}: edited"),
    ("UPDATE audit_entry SET roles = agency, agency = roles WHERE id = {r[3]}", "row {r[3]}: edited"),
    ("DELETE FROM audit_entry WHERE id = {r[5]}", "row {r[5]}: deleted"),
    ("DELETE FROM audit_entry", "row {r[0]}: deleted"),
    (
        "INSERT INTO audit_entry (id, verb, what, user_name, agency, roles, categories, channel, reason, detail)"
        " VALUES (0, 'viewed', 'x', 'x', '', '', '[]', '', '', '{{}}')",
        "row 0: inserted",
    ),
    (
        "INSERT INTO audit_entry (at, verb, what, user_name, agency, roles, categories, channel, reason, detail)"
        " VALUES (now() - interval '25 hours', 'viewed', 'x', 'x', '', '', '[]', '', '', '{{}}')",
        "inserted with the time",
    ),
    (  # reordered: two rows change places
        "UPDATE audit_entry SET id = CASE id WHEN {r[1]} THEN -1 ELSE -2 END WHERE id IN ({r[1]}, {r[2]});"
        "UPDATE audit_entry SET id = CASE id WHEN -1 THEN {r[2]} ELSE {r[1]} END WHERE id IN (-1, -2)",
        "row {r[1]}: edited",
    ),
    (  # the tail of rows and their seal: seen by the head outside alone
        "DELETE FROM audit_entry WHERE id >= {r[6]}; DELETE FROM audit_seal WHERE number = 3",
        "seal 3: gone",
    ),
    ("DELETE FROM audit_entry; DELETE FROM audit_seal", "seal 3: gone"),
    ("DELETE FROM audit_seal WHERE number = 2", "seal 2: missing; the next that is there is 3"),
    (
        "DELETE FROM audit_entry WHERE id < {r[3]}; DELETE FROM audit_seal WHERE number = 1",
        "seal 1: missing; the next that is there is 2",
    ),
    ("UPDATE audit_seal SET at = at - interval '1 day' WHERE number = 2", "seal 2: altered"),
    ("UPDATE audit_seal SET floor = 7 WHERE number = 2", "seal 2: altered"),
    ("UPDATE audit_seal SET previous = digest WHERE number = 2", "seal 2: does not follow the seal before it"),
    (  # a row and its seal together, without the seals after it
        "UPDATE audit_entry SET user_name = 'Nobody' WHERE id = {r[0]};"
        "UPDATE audit_seal SET digests = sha256('') || substr(digests, 33) WHERE number = 1",
        "seal 1: altered",
    ),
]


@pytest.mark.parametrize(("statements", "said"), TAMPERED, ids=[said for _, said in TAMPERED])
def test_what_was_tampered_with_is_named(statements, said, rows, as_owner):
    as_owner(*statements.format(r=rows).split(";"))
    code, out, _ = verify_audit()
    assert code == 1
    assert said.format(r=rows) in out


def test_a_tail_that_was_cut_stays_found_after_new_rows_take_its_place(rows, as_owner, write):
    as_owner(f"DELETE FROM audit_entry WHERE id >= {rows[6]}", "DELETE FROM audit_seal WHERE number = 3")
    for _ in range(2):
        write(3)
        seal()
        code, out, _ = verify_audit()
        assert (code, "seal 3" in out) == (1, True)


def test_a_head_that_is_not_there_is_said(rows):
    head.path().unlink()
    code, _, err = verify_audit()
    assert code == 0
    assert "No head is kept at" in err


def test_a_row_of_an_hour_ago_in_a_long_transaction_is_honest(rows, person):
    Entry.objects.create(verb="viewed", what="x", user_name="x", at=datetime.now(UTC) - timedelta(hours=1))
    assert verify_audit()[0] == 0


def test_memory_stays_flat(write, monkeypatch):
    """However many rows there are, what is asked of the database comes in pieces of one seal."""
    monkeypatch.setattr(sealing, "ROWS", 3)
    write(30)
    seal()
    assert max(len(made.ids) for made in Seal.objects.all()) == 3
    assert verify_audit()[0] == 0


ROLE = "audit_runtime_of_a_test"
SIX = [
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "ALTER TABLE {table} DISABLE TRIGGER USER",
    "DROP TABLE {table}",
    "ALTER TABLE {table} ADD COLUMN more text",
]


@pytest.mark.parametrize(("table", "column"), [("audit_entry", "user_name"), ("audit_seal", "floor")])
@pytest.mark.parametrize("statement", SIX)
def test_a_role_that_owns_nothing_is_refused_even_with_every_grant(statement, table, column, rows):
    """As the runtime role would be: the triggers refuse the first three, not owning the table the others."""
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {ROLE}")
        cursor.execute(f"GRANT ALL ON {table} TO {ROLE}")
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        cursor.execute(statement.format(table=table, column=column))
    assert Entry.objects.count() == 9
    assert verify_audit()[0] == 0


@pytest.mark.parametrize("statement", ["DELETE FROM audit_entry", "SELECT audit_age(3)"])
def test_the_way_out_by_age_is_not_open_to_that_role(statement, rows):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
        cursor.execute(f"GRANT ALL ON audit_entry, audit_seal TO {ROLE}")
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        cursor.execute("SET LOCAL audit.ageing = 'on'")
        cursor.execute(statement)
    assert Entry.objects.count() == 9
