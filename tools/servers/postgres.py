"""The private PostgreSQL: its data folder, its start and its stop."""

import locale
import os
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from tools.place import shown
from tools.processes import born
from tools.say import Trouble
from tools.servers import account
from tools.servers.account import Programs
from tools.servers.home import Home, answers, free_port, write_closed

USER = "iom"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # a socket's path has at most 107 characters, and a clone may lie deeper
    "dynamic_shared_memory_type": "mmap",  # /dev/shm is small or missing in many containers
    "password_encryption": "scram-sha-256",
    "max_connections": "100",
    "log_min_messages": "warning",
    "log_statement": "none",  # names of people never reach a log
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
}
TRIES = 5
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def start(home: Home, programs: Programs, *, durable: bool, database: str) -> str:
    """Start it, or find it again if it runs; the address of `database`, made where it is missing."""
    data = home.room("postgres") / "data"
    note = home.note("postgres")
    if not (data / "PG_VERSION").exists():
        make_cluster(data, programs, note["password"], durable=durable)
    same_major(data, programs)
    if not running(data, programs):
        note = start_server(home, data, programs, note)
    make_database(programs, note, database)
    return f"postgres://{USER}:{quote(note['password'])}@127.0.0.1:{note['port']}/{database}"


def make_cluster(data: Path, programs: Programs, password: str, *, durable: bool) -> None:
    """initdb, with the text order of bytes: a list sorts alike on every machine."""
    secret = data.parent / "password"
    write_closed(secret, password)
    account.give(secret)
    settings = SETTINGS | ({} if durable else CARELESS)
    command = [
        "initdb", "--pgdata", str(data), "--username", USER, "--pwfile", str(secret), "--auth", "scram-sha-256",
        "--encoding", "UTF8", *text_order(), "--no-instructions",
        *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
    ]  # fmt: skip
    done = as_server(programs, command)
    secret.unlink()
    if done.returncode:
        raise Trouble(f"PostgreSQL could not make its data folder {shown(data)}: {last_line(done.stdout)}")


def text_order() -> list[str]:
    """Order by bytes, letters by Unicode where the machine knows them."""
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
        letters = "C.UTF-8"
    except locale.Error:
        letters = "C"
    return ["--locale", "C", "--lc-ctype", letters, "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]


def same_major(data: Path, programs: Programs) -> None:
    made_by = (data / "PG_VERSION").read_text().strip()
    printed = subprocess.run([programs.postgres / "postgres", "--version"], capture_output=True, text=True, check=False)
    ours = printed.stdout.split()[-1].split(".")[0] if printed.stdout else "?"
    if made_by != ours:
        raise Trouble(
            f"The data folder {shown(data)} was made by PostgreSQL {made_by}, and this is PostgreSQL {ours}:"
            " move it elsewhere to begin with an empty one."
        )


def running(data: Path, programs: Programs) -> bool:
    """A server of this folder that answers; a process number left by a crash alone does not count."""
    if as_server(programs, ["pg_ctl", "status", "-D", str(data)]).returncode:
        return False
    lines = (data / "postmaster.pid").read_text().splitlines()
    return len(lines) > 3 and answers(lines[3])


def start_server(home: Home, data: Path, programs: Programs, note: dict[str, str]) -> dict[str, str]:
    """On the port that it had, or on another where that one is taken now."""
    if answers(note["port"]):
        note = {**note, "port": str(free_port())}
        home.remember("postgres", note)
    log = data.parent / "postgresql.log"
    options = ["-l", str(log), "-o", f"-p {note['port']}", "-w", "-t", "120"]
    for _ in range(TRIES):  # after a crash the killed server's children need a moment to notice
        forget_the_dead(data)
        if not as_server(programs, ["pg_ctl", "start", "-D", str(data), *options]).returncode:
            break
        time.sleep(1)
    else:
        raise Trouble(f"PostgreSQL did not start; its log is {shown(log)} and ends: {log_end(log)}")
    return note


def forget_the_dead(data: Path) -> None:
    """Where nobody reaps a killed server, its process number looks alive to PostgreSQL for ever; we know better."""
    note = data / "postmaster.pid"
    if note.exists() and not born(int(note.read_text().split()[0])):
        note.unlink(missing_ok=True)


def make_database(programs: Programs, note: dict[str, str], database: str) -> None:
    there = psql(programs, note, f"SELECT count(*) FROM pg_database WHERE datname = '{database}'")
    if there == "0":
        psql(programs, note, f'CREATE DATABASE "{database}"')


def drop_database(home: Home, database: str) -> None:
    psql(account.programs(), home.note("postgres"), f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def psql(programs: Programs, note: dict[str, str], statement: str) -> str:
    """One statement as the owner; the password goes by the environment, which other users cannot read."""
    command = [str(programs.postgres / "psql"), "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1",
               "-h", "127.0.0.1", "-p", note["port"], "-U", USER, "-d", "postgres", "-c", statement]  # fmt: skip
    environment = {**os.environ, "PGPASSWORD": note["password"], "PGCONNECT_TIMEOUT": "10"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, start_new_session=True)
    if done.returncode:
        raise Trouble(f"The private PostgreSQL does not let us in: {last_line(done.stderr)}")
    return done.stdout.strip()


def stop(home: Home, programs: Programs) -> None:
    """Fast, then at once."""
    data = home.folder / "postgres" / "data"
    if not (data / "postmaster.pid").exists():
        return
    if as_server(programs, ["pg_ctl", "stop", "-D", str(data), "-m", "fast", "-w", "-t", "20"]).returncode:
        as_server(programs, ["pg_ctl", "stop", "-D", str(data), "-m", "immediate", "-w", "-t", "10"])


def as_server(programs: Programs, command: list[str]) -> "subprocess.CompletedProcess[str]":
    """Run one of PostgreSQL's programs as the user that it runs as, in a session of its own.

    Its output goes to a file: a server that pg_ctl leaves behind would hold a pipe open for ever.
    """
    program = str(programs.postgres / command[0])
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", "PGCONNECT_TIMEOUT": "10"}
    with tempfile.TemporaryFile("w+") as output:
        try:
            done = subprocess.run(
                [program, *command[1:]], cwd="/", env=environment, stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, check=False, start_new_session=True, **account.owner(),
            )  # fmt: skip
        except PermissionError as error:
            raise Trouble("This root may not start a program as 'nobody': run this as an ordinary user.") from error
        output.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, output.read())


def last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it gave no reason."


def log_end(log: Path) -> str:
    return last_line(log.read_text(errors="replace")) if log.exists() else "nothing."
