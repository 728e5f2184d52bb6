"""Backup and restore, rehearsed: what was saved is what comes back, or the command fails."""

import hashlib
import json
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

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


def make(target: str, url: str, file, **more: str) -> "subprocess.CompletedProcess[str]":
    papers = {"IOM_DOCUMENTS": str(file.parent / f"papers_of_{target}")}
    environment = {**outside(), "DATABASE_URL": url, **papers, **more}
    command = ["make", "--no-print-directory", target, f"FILE={file}"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=600)


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


def kept(folder: Path, content: bytes) -> tuple[str, str]:
    """A document as the product keeps it; its name and what its content adds up to."""
    name = secrets.token_hex(16)
    (folder / name[:2]).mkdir(parents=True, exist_ok=True)
    (folder / name[:2] / name).write_bytes(content)
    return name, hashlib.sha256(content).hexdigest()


@pytest.fixture
def papers(full, local) -> dict[str, bytes]:
    """Two documents that the database names, an infected one, and one whose row was never written."""
    folder = local / "papers_of_backup"
    ask(full, "CREATE TABLE documents_documentversion (id serial, stored_as text, sha256 text, scan text)")
    held = {}
    for content, scan in ((b"MG6 of Iqbal", "clean"), (b"\x89PNG" * 70_000, "waiting"), (b"EICAR", "infected")):
        name, sha256 = kept(folder, content)
        ask(
            full,
            f"INSERT INTO documents_documentversion (stored_as, sha256, scan) VALUES ('{name}', '{sha256}', '{scan}')",
        )
        if scan != "infected":
            held[name] = content
    kept(folder, b"nobody's")
    return held


def there(local) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (local / "papers_of_restore").rglob("*") if path.is_file()}


def test_the_documents_that_the_database_names_come_back_with_it(full, empty, local, papers):
    file = local / "iom.dump"
    saved = make("backup", full, file)
    assert saved.returncode == 0, saved.stderr
    assert "2 documents" in saved.stdout
    assert file.with_name("iom.dump.documents.tar").stat().st_mode & 0o777 == 0o600
    shutil.rmtree(local / "papers_of_backup")
    restored = make("restore", empty, file)
    assert restored.returncode == 0, restored.stderr
    assert "2 documents" in restored.stdout
    assert there(local) == papers
    assert all(path.parent.name == path.name[:2] for path in (local / "papers_of_restore").rglob("*") if path.is_file())
    assert {path.stat().st_mode & 0o777 for path in (local / "papers_of_restore").rglob("??/*")} == {0o600}


def test_a_document_that_was_lost_is_said_and_keeps_nothing_else_from_being_saved(full, empty, local, papers):
    file, (lost, *others) = local / "iom.dump", papers
    (local / "papers_of_backup" / lost[:2] / lost).write_bytes(b"something else")
    saved = make("backup", full, file)
    assert saved.returncode == 0
    assert "1 documents are not in" in saved.stderr
    restored = make("restore", empty, file)
    assert restored.returncode == 0, restored.stderr
    assert "1 documents had been lost before" in restored.stderr
    assert set(there(local)) == set(others)


def test_a_restore_never_writes_over_documents(full, empty, local, papers):
    file = local / "iom.dump"
    assert make("backup", full, file).returncode == 0
    kept(local / "papers_of_restore", b"somebody's")
    refused = make("restore", empty, file)
    assert refused.returncode != 0
    assert "holds documents" in refused.stderr
    assert ask(empty, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


@pytest.mark.parametrize("damage", ["cut", "changed", "gone"])
def test_damaged_documents_fail_before_anything_is_restored(full, empty, local, papers, damage):
    file, archive = local / "iom.dump", local / "iom.dump.documents.tar"
    assert make("backup", full, file).returncode == 0
    content = archive.read_bytes()
    if damage == "gone":
        archive.unlink()
    else:
        archive.write_bytes(content[:100_000] if damage == "cut" else content.replace(b"MG6 of Iqbal", b"MG6 of Jones"))
    failed = make("restore", empty, file)
    assert failed.returncode != 0
    assert "documents.tar" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert there(local) == {}
    assert ask(empty, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


def test_where_the_database_fails_no_document_stays(full, empty, local, papers):
    file = local / "iom.dump"
    assert make("backup", full, file).returncode == 0
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert make("restore", empty, file).returncode != 0
    assert there(local) == {}


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
