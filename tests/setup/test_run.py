"""`make run` as whoever starts it sees it: up, down by every signal, and nothing left."""

import json
import os
import re
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

import psycopg2
import pytest

from tests.setup.conftest import ROOT, outside, processes, within
from tests.setup.test_servers import LOOPBACK, listening
from tools.processes import born

# A script that puts a command in the background starts it with SIGINT ignored.
IGNORES_SIGINT = ["sh", "-c", "trap '' INT; exec \"$@\"", "sh"]


def status(port: int, path: str = "/health/") -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as page:
        return page.status


def ports_of(pids: list[int]) -> set[int]:
    """The ports on which these processes listen."""
    sockets = {inode for pid in pids for inode in open_sockets(pid)}
    lines = [
        line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    return {int(line[1].split(":")[1], 16) for line in lines if line[3] == "0A" and line[9] in sockets}


def open_sockets(pid: int) -> list[str]:
    folder = f"/proc/{pid}/fd"
    found = []
    for name in os.listdir(folder):
        try:
            found += re.findall(r"socket:\[(\d+)\]", os.readlink(f"{folder}/{name}"))
        except OSError:
            continue
    return found


def told(local: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command without DATABASE_URL: it acts on the demonstration that runs here."""
    environment = {**outside(), "IOM_LOCAL": str(local)}
    return subprocess.run(
        [ROOT / ".venv/bin/python", "manage.py", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_up_and_down_by_an_interrupt_that_was_ignored_at_its_start(run, local):
    """The everyday one: the page comes, everything listens on 127.0.0.1 alone, and nothing is left."""
    demo = run(IGNORES_SIGINT).up()
    assert status(demo.port) == 200
    assert "password" in demo.said().lower()
    ports = ports_of(processes(local))
    assert demo.port in ports and len(ports) == 3
    assert {address for address, port in listening() if port in ports} == {LOOPBACK}
    assert told(local, "export_rag", "--as-of", "2019-03-31").stdout.count("\n") == 95  # 94 members and a header
    assert demo.stop(signal.SIGINT) == 0
    assert within(5, lambda: not processes(local))
    assert "Traceback" not in demo.said()
    after = told(local, "export_rag", "--as-of", "2019-03-31")
    assert after.returncode == 1
    assert after.stderr.startswith("DATABASE_URL is not set, and no demonstration runs here")


@pytest.mark.slow
@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_each_signal_leaves_no_process(run, local, how):
    demo = run().up()
    assert demo.stop(how) == 0
    assert within(5, lambda: not processes(local))


@pytest.mark.slow
@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_make_alone_is_noticed(local, how):
    """make waits for its recipe and passes on only SIGTERM."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with open(local / "output", "wb") as output:
        command = ["make", "run", f"PORT={port}"]
        environment = {**outside(), "IOM_LOCAL": str(local)}
        made = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    assert within(300, lambda: f"127.0.0.1:{port}" in (local / "output").read_text())
    made.send_signal(how)
    made.wait(60)
    assert within(10, lambda: not processes(local))


@pytest.mark.slow
@pytest.mark.usefixtures("loaded")
def test_a_second_run_keeps_the_data(run, local):
    """The first run's people, one of them marked, and its signing key."""
    key = (local / "secret-key").read_text()
    first = run().up()
    people = ask(local, "SELECT count(*) FROM offenders_offender")
    assert people > 0
    ask(local, "UPDATE offenders_offender SET family_name = 'Kept' WHERE id = (SELECT min(id) FROM offenders_offender)")
    first.stop()
    second = run().up()
    assert ask(local, "SELECT count(*) FROM offenders_offender") == people
    assert ask(local, "SELECT count(*) FROM offenders_offender WHERE family_name = 'Kept'") == 1
    assert (local / "secret-key").read_text() == key
    assert second.stop() == 0


def ask(local: Path, statement: str) -> int | None:
    """Asked of the run's own database."""
    note = json.loads((local / "servers/run/postgres.json").read_text())
    connection = psycopg2.connect(
        host="127.0.0.1", port=note["port"], user="iom", password=note["password"], dbname="iom"
    )
    with connection, connection.cursor() as cursor:
        cursor.execute(statement)
        answer = cursor.fetchall()[0][0] if cursor.description else None
    connection.close()
    return answer


@pytest.mark.slow
@pytest.mark.usefixtures("loaded")
def test_after_kill_9_the_next_run_ends_what_was_left(run, local):
    first = run().up()
    left = [pid for pid in processes(local) if pid != first.process.pid]
    first.process.kill()
    first.process.wait()
    assert all(born(pid) for pid in left), "a killed runner cannot have ended its parts"
    second = run().up()
    assert "Ending what an earlier run left behind" in second.said()
    assert status(second.port) == 200
    assert second.stop() == 0
    assert within(5, lambda: not processes(local))


@pytest.mark.slow
@pytest.mark.usefixtures("loaded")
def test_a_part_that_dies_ends_the_run_with_its_log(run, local):
    demo = run().up()
    worker = next(pid for pid in processes(local) if b"celery" in Path(f"/proc/{pid}/cmdline").read_bytes())
    os.killpg(os.getpgid(worker), signal.SIGKILL)
    assert demo.process.wait(60) == 1
    assert re.search(r"The worker ended by itself \(exit code -9\); its log is \S+worker\.log\.", demo.said())
    assert within(5, lambda: not processes(local))


def test_a_taken_port_is_named_with_the_way_out(local):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            ["make", "run", f"PORT={port}"],
            cwd=ROOT,
            env={**outside(), "IOM_LOCAL": str(local)},
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
    assert done.returncode == 2
    assert f"Port {port} on 127.0.0.1 is taken: choose another, as in 'make run PORT={port + 1}'." in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("loaded")
def test_two_runs_of_one_clone_are_one_too_many(run):
    first = run().up()
    second = run()
    assert second.process.wait(30) == 1
    assert f"already runs here, at http://127.0.0.1:{first.port}/" in second.said()
