"""The private servers: shared, found again, closed to the outside and to other users."""

import os
import signal
import subprocess
from pathlib import Path

import psycopg2
import pytest
import redis

from tests.setup.conftest import processes, within
from tools import servers
from tools.say import Trouble
from tools.servers import account, postgres
from tools.servers.home import Home

LISTENS = "0A"
LOOPBACK = "0100007F"


def answer(url: str, statement: str = "SELECT 1") -> object:
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0]
    finally:
        connection.close()


def listening() -> set[tuple[str, int]]:
    """Who listens on this machine over IPv4 and IPv6, as the kernel writes it."""
    lines = [
        line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    return {(line[1].split(":")[0], int(line[1].split(":")[1], 16)) for line in lines if line[3] == LISTENS}


def test_both_answer_on_loopback_alone_and_the_last_user_stops_them(local):
    with servers.private("test", durable=False) as first:
        with servers.private("test", durable=False) as second:
            assert second == first
        assert answer(first.database_url, "SHOW server_version_num") >= "180000"
        assert redis.from_url(first.redis_url).ping()
        ports = {int(url.rpartition(":")[2].partition("/")[0]) for url in (first.database_url, first.redis_url)}
        assert {address for address, port in listening() if port in ports} == {LOOPBACK}
    assert within(10, lambda: not processes(local))


def test_nobody_enters_without_the_password(local):
    with servers.private("test", durable=False) as named:
        with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
            answer(named.database_url.replace(":", ":wrong", 2).replace("postgres:wrong", "postgres:"))
        with pytest.raises(redis.AuthenticationError):
            redis.from_url("redis://" + named.redis_url.rpartition("@")[2]).ping()
        secrets = list(Home.of("test").folder.glob("*.json"))
        assert len(secrets) == 2
        assert {path.stat().st_mode & 0o777 for path in secrets} == {0o600}
        words = b"".join(Path(f"/proc/{pid}/cmdline").read_bytes() for pid in processes(local))
        assert not any(Home.of("test").note(name)["password"].encode() in words for name in ("postgres", "valkey"))


def test_text_sorts_by_bytes_and_knows_the_letters_of_names(local):
    with servers.private("test", durable=False) as named:
        in_order = "SELECT string_agg(n, ' ' ORDER BY n) FROM unnest(ARRAY['b', 'a', 'É', 'Z']) n"
        assert answer(named.database_url, in_order) == "Z a b É"
        assert answer(named.database_url, "SELECT lower('ŁÉ')") == "łé"


def test_the_data_are_found_again_after_a_killed_server(local):
    with servers.private("test", durable=True) as named:
        connection = psycopg2.connect(named.database_url)
        connection.cursor().execute("CREATE TABLE kept AS SELECT 7 AS seven")
        connection.commit()
        connection.close()
        os.kill(int((Home.of("test").folder / "postgres/data/postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        with servers.private("test", durable=True) as again:
            assert answer(again.database_url, "SELECT seven FROM kept") == 7


def test_a_port_that_is_taken_by_now_is_given_up_for_another(local):
    with servers.private("test", durable=False) as named:
        before = named
    home = Home.of("test")
    busy = subprocess.Popen(["python3", "-c", TAKER, home.note("valkey")["port"]], stdout=subprocess.PIPE)
    try:
        busy.stdout.readline()
        with servers.private("test", durable=False) as named:
            assert named.redis_url != before.redis_url
            assert redis.from_url(named.redis_url).ping()
    finally:
        busy.kill()
        busy.wait()
        busy.stdout.close()


TAKER = """
import socket, sys, time
taken = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("taken", flush=True)
time.sleep(60)
"""


def test_a_data_folder_of_another_major_version_is_named_in_a_sentence(local):
    home = Home.of("test")
    programs = account.programs()
    data = home.room("postgres") / "data"
    data.mkdir()
    (data / "PG_VERSION").write_text("17\n")
    with pytest.raises(Trouble, match="was made by PostgreSQL 17, and this is PostgreSQL 18: move it elsewhere"):
        postgres.start(home, programs, durable=True, database="iom")


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the servers to another user")
def test_under_a_home_that_is_closed_the_servers_run_from_a_readable_copy(local):
    local.chmod(0o700)
    base = account.base()
    assert base.parent == Path("/var/lib")
    try:
        account.LOCAL.mkdir(exist_ok=True)
        closed = account.readable_copy(account.site_packages())
        assert account.reachable(closed.postgres / "postgres") and account.reachable(closed.valkey)
        with servers.private("test", durable=False) as named:
            assert answer(named.database_url) == 1
    finally:
        subprocess.run(["rm", "-rf", str(base)], check=True)
