"""Backup and restore, rehearsed: what was saved is what comes back, or the command fails."""

import json
import os
import subprocess
from collections.abc import Iterator

import psycopg2
import pytest

from tests.setup.conftest import ROOT, outside
from tools import servers

PEOPLE = """
CREATE TABLE offenders_offender (id int PRIMARY KEY, name text);
CREATE TABLE audit_entry (id bigserial PRIMARY KEY, verb text);
INSERT INTO offenders_offender SELECT n, 'Person ' || n FROM generate_series(1, 1234) n;
INSERT INTO audit_entry (verb) SELECT 'viewed' FROM generate_series(1, 77);
"""


def ask(url: str, statement: str) -> object:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()[0][0] if cursor.description else None
    finally:
        connection.close()


def make(target: str, url: str, file) -> "subprocess.CompletedProcess[str]":
    environment = {**outside(), "DATABASE_URL": url}
    command = ["make", "--no-print-directory", target, f"FILE={file}"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def full(local) -> Iterator[str]:
    """A database with 1,234 people and 77 audit rows on a server of its own."""
    with servers.private("test", durable=False) as named:
        ask(named.database_url, PEOPLE)
        yield named.database_url


@pytest.fixture
def empty(full) -> str:
    ask(full, "CREATE DATABASE fresh")
    return full.rpartition("/")[0] + "/fresh"


def test_what_was_saved_comes_back(full, empty, local):
    file = local / "iom.dump"
    saved = make("backup", full, file)
    assert saved.returncode == 0, saved.stderr
    assert "1,234 people, 77 audit rows" in saved.stdout
    assert file.stat().st_mode & 0o777 == 0o600
    restored = make("restore", empty, file)
    assert restored.returncode == 0, restored.stderr
    assert "1,234 people, 77 audit rows" in restored.stdout
    assert ask(empty, "SELECT name FROM offenders_offender WHERE id = 1234") == "Person 1234"


def test_a_restore_never_writes_over_anything(full, local):
    file = local / "iom.dump"
    assert make("backup", full, file).returncode == 0
    ask(full, "DELETE FROM offenders_offender WHERE id = 1")
    refused = make("restore", full, file)
    assert refused.returncode != 0
    assert "The database is not empty" in refused.stderr
    assert ask(full, "SELECT count(*) FROM offenders_offender") == 1233


def test_a_damaged_backup_fails_and_leaves_the_database_empty(full, empty, local):
    file = local / "iom.dump"
    assert make("backup", full, file).returncode == 0
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    failed = make("restore", empty, file)
    assert failed.returncode != 0
    assert "pg_restore failed" in failed.stderr
    assert ask(empty, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


def test_counts_that_differ_fail(full, empty, local):
    file = local / "iom.dump"
    assert make("backup", full, file).returncode == 0
    counts = file.with_name("iom.dump.counts.json")
    counts.write_text(json.dumps({**json.loads(counts.read_text()), "audit_entry": 78}))
    failed = make("restore", empty, file)
    assert failed.returncode != 0
    assert "the counts differ in audit_entry" in failed.stderr


def test_a_backup_that_cannot_be_made_leaves_no_file(full, local):
    failed = make("backup", full.replace("/iom", "/nothing"), local / "iom.dump")
    assert failed.returncode != 0
    assert "The database does not let us in" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert not os.path.exists(local / "iom.dump")


@pytest.mark.slow
def test_the_whole_schema_comes_back_with_its_triggers(local):
    """The product's own tables, migrated, saved and restored: the log stays append-only, and the floor stands."""
    with servers.private("test", durable=False) as named:
        environment = {**outside(), "DATABASE_URL": named.database_url, "REDIS_URL": named.redis_url}
        for command in ("migrate", "make_roles"):
            words = [".venv/bin/python", "manage.py", command, "--verbosity", "0"]
            assert subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode == 0
        ask(named.database_url, "CREATE DATABASE fresh")
        fresh = named.database_url.rpartition("/")[0] + "/fresh"
        assert make("backup", named.database_url, local / "iom.dump").returncode == 0
        restored = make("restore", fresh, local / "iom.dump")
        assert restored.returncode == 0, restored.stderr
        triggers = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"
        assert ask(fresh, triggers) == ask(named.database_url, triggers) != 0
        words = [".venv/bin/python", "manage.py", "check_floor"]
        environment = {**outside(), "DATABASE_URL": fresh}
        assert subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode == 0
