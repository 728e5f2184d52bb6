"""A backup of the database and of the documents that it names, and the way back into an empty one, compared.

Run as `python -m tools.keeping backup|restore FILE` where psycopg2 is, with the database in DATABASE_URL and the folder
of documents in IOM_DOCUMENTS. A backup is three files: FILE, FILE.counts.json and FILE.documents.tar.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection as Connection

from tools import papers
from tools.place import ROOT
from tools.say import Trouble, say, warn

# A login that owns the tables and is no superuser sees no person (docs/adr/0010-floor.md); this role sees them all.
JOBS = f"{os.environ.get('IOM_ROLES', 'iom')}_jobs"
FLOORED = "SELECT count(*) FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace"
MIGHTY = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user"

NAMED = {"offenders_offender": "people", "audit_entry": "audit rows"}


def libpq(url: str) -> dict[str, str]:
    """The address as libpq's variables: a password on a command line could be read by others."""
    parts = urlsplit(url)
    found = {
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.lstrip("/"),
    }
    return {name: value for name, value in found.items() if value}


def backup(url: str, file: Path) -> None:
    """pg_dump, the counts and the documents, all of one moment of the database."""
    with psycopg2.connect(url) as database:
        database.set_session(isolation_level="REPEATABLE READ", readonly=True)
        options = see_everybody(database)
        counts = count(database)
        if not counts:
            raise Trouble("There is nothing to back up: the database has no tables.")
        part = file.with_name(file.name + ".part")
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            tool(["pg_dump", "--format=custom", f"--snapshot={snapshot(database)}", *options], url, stdout=target)
        archive = papers.archive_of(file)
        saved = papers.save(papers.named_by(database), archive.with_name(archive.name + ".part"))
    archive.with_name(archive.name + ".part").replace(archive)
    counted(file).write_text(json.dumps(counts, indent=1) + "\n")
    part.replace(file)
    say(f"Saved {file}: {in_words(counts)}, {saved.words}.")


def restore(url: str, file: Path) -> None:
    """All of it or nothing, into an empty database, and then counted again."""
    archive = papers.archive_of(file)
    if not (file.exists() and counted(file).exists() and archive.exists()):
        raise Trouble(f"{file}, {counted(file).name} and {archive.name} are all needed: a backup is the three of them.")
    with psycopg2.connect(url) as database:
        if count(database):
            raise Trouble("The database is not empty, and a restore never writes over anything: name an empty one.")
    papers.check_empty()
    with papers.unpacked(archive) as saved:
        found, named = restore_database(url, file)
        papers.put_in_place(saved)
    papers.check_all_there(named, saved)
    say(f"Restored {file}: {in_words(found)}, {saved.words}.")


def restore_database(url: str, file: Path) -> tuple[dict[str, int], dict[str, str]]:
    """The counts of what came back, which are those that were saved, and the files that it names."""
    floored = has_policies(url, file)
    if floored:
        manage(url, "make_roles", "--roles-alone")  # roles are of the server and in no backup, and policies name them
    bring_in(url, file)
    if floored:
        manage(url, "make_roles")
    with psycopg2.connect(url) as database:
        see_everybody(database)
        wanted, found = json.loads(counted(file).read_text()), count(database)
        named = papers.named_by(database)
    if different := sorted(name for name in {*wanted, *found} if wanted.get(name) != found.get(name)):
        raise Trouble(f"The restored database is not what was saved; the counts differ in {', '.join(different)}.")
    return found, named


# What a newer pg_restore says to every server, and one before PostgreSQL 17 does not know.
NOT_KNOWN_TO_ALL = b"SET transaction_timeout = 0;\n"


def bring_in(url: str, file: Path) -> None:
    """pg_restore into psql, in one transaction: where either fails nothing is kept."""
    environment = {**os.environ, **libpq(url)}
    read = ["pg_restore", "--no-owner", "--file=-", str(file)]
    write = ["psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output", os.devnull]
    try:
        writer = subprocess.Popen(write, env=environment, stdin=subprocess.PIPE)
        with subprocess.Popen(read, env=environment, stdout=subprocess.PIPE) as reader:
            pour(reader, writer)
    except FileNotFoundError as error:
        raise Trouble(f"{error.filename} is not on this machine: install PostgreSQL's client programs.") from error
    if reader.returncode:
        writer.kill()  # before its end of file, at which it would commit
    writer.communicate()
    if reader.returncode or writer.returncode:
        failed = "pg_restore" if reader.returncode else "psql"
        raise Trouble(f"{failed} failed (exit code {reader.returncode or writer.returncode}), so nothing was kept.")


def pour(reader: "subprocess.Popen[bytes]", writer: "subprocess.Popen[bytes]") -> None:
    """Line by line, but for the one; where the writer has given up, it says why itself."""
    assert reader.stdout is not None and writer.stdin is not None
    try:
        for line in reader.stdout:
            if line == NOT_KNOWN_TO_ALL:
                break
            writer.stdin.write(line)
        while piece := reader.stdout.read(1 << 20):
            writer.stdin.write(piece)
        writer.stdin.flush()
    except BrokenPipeError:
        reader.stdout.close()


def see_everybody(database: Connection) -> list[str]:
    """Read past the floor, which no row of a backup may be missing for; what pg_dump needs to do the same."""
    with database.cursor() as cursor:
        cursor.execute(FLOORED)
        ((floored,),) = cursor.fetchall()
        cursor.execute(MIGHTY)
        ((mighty,),) = cursor.fetchall()
        if mighty or not floored:
            return []
        cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(JOBS)))
    return [f"--role={JOBS}", "--enable-row-security"]


def has_policies(url: str, file: Path) -> bool:
    listed = tool(["pg_restore", "--list", str(file)], url, stdout=subprocess.PIPE, text=True)
    return any(" POLICY " in line for line in listed.splitlines())


def manage(url: str, *words: str) -> None:
    """A command of the product on this database: it knows the roles and the tables."""
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "iom.settings"}
    command = [sys.executable, "manage.py", *words, "--verbosity", "0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise Trouble(f"manage.py {' '.join(words)} failed: {(done.stderr.strip().splitlines() or ['no word'])[-1]}")


def tool(command: list[str], url: str, **options: object) -> str:
    address = libpq(url)
    words = [address["PGDATABASE"] if word == "" else word for word in command]
    try:
        done = subprocess.run(words, env={**os.environ, **address}, check=False, **options)  # type: ignore[call-overload]
    except FileNotFoundError as error:
        raise Trouble(f"{command[0]} is not on this machine: install PostgreSQL's client programs.") from error
    if done.returncode:
        raise Trouble(f"{command[0]} failed (exit code {done.returncode}), so nothing was kept.")
    return str(done.stdout or "")


def count(database: Connection) -> dict[str, int]:
    """The rows of every table of ours."""
    with database.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        names = [name for (name,) in cursor.fetchall()]
        return {name: rows(cursor, name) for name in names}


def rows(cursor: "psycopg2.extensions.cursor", name: str) -> int:
    cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
    ((number,),) = cursor.fetchall()
    return int(number)


def snapshot(database: Connection) -> str:
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        ((name,),) = cursor.fetchall()
    return str(name)


def counted(file: Path) -> Path:
    return file.with_name(file.name + ".counts.json")


def in_words(counts: dict[str, int]) -> str:
    named = [f"{counts[table]:,} {words}" for table, words in NAMED.items() if table in counts]
    return ", ".join([*named, f"{sum(counts.values()):,} rows in {len(counts)} tables"])


def main(arguments: list[str]) -> int:
    what, file = arguments
    try:
        {"backup": backup, "restore": restore}[what](os.environ["DATABASE_URL"], Path(file))
    except Trouble as trouble:
        warn(str(trouble))
        return trouble.code
    except psycopg2.OperationalError as error:
        warn(f"The database does not let us in: {str(error).splitlines()[0]}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
