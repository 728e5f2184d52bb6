"""The scanner's language, spoken with a small real server over a socket: it answers well, late, badly, not at all."""

import io
import socket
import time

import pytest

from documents import scanning
from documents.rules import Scan
from tests.documents.scanner import FOUND, OK, clamd

CONTENT = bytes(range(256)) * 1000  # four pieces


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(scanning, "SILENCE", 0.4)
    monkeypatch.setattr(scanning, "CONNECT", 0.4)


def ask(address, content=CONTENT):
    return scanning.scan(io.BytesIO(content), address)


@pytest.mark.parametrize("unix", [False, True])
@pytest.mark.parametrize(("answer", "scan", "words"), [(OK, Scan.CLEAN, ""), (FOUND, Scan.INFECTED, "Eicar-Signature")])
def test_clean_and_infected(unix, answer, scan, words, tmp_path):
    with clamd(answer, path=tmp_path / "clamd" if unix else None) as running:
        assert ask(running.address) == scanning.Answer(scan, words)
    assert running.got == [CONTENT] and running.commands == [b"zINSTREAM\0"]


def test_a_path_with_its_scheme(tmp_path):
    with clamd(path=tmp_path / "clamd") as running:
        assert ask(f"unix:{running.path}").scan is Scan.CLEAN


def test_nothing_is_sent_as_nothing():
    with clamd() as running:
        assert ask(running.address, b"").scan is Scan.CLEAN
    assert running.got == [b""]


def test_what_goes_is_seen():
    seen = []
    with clamd() as running:
        scanning.scan(io.BytesIO(CONTENT), running.address, seen=seen.append)
    assert b"".join(seen) == CONTENT and [len(piece) for piece in seen] == [65536, 65536, 65536, 59392]


def test_late_but_in_time():
    with clamd(late=0.2) as running:
        assert ask(running.address).scan is Scan.CLEAN


def test_too_late_and_not_at_all():
    for how in ({"late": 1.5}, {"silent": True}):
        began = time.monotonic()
        with clamd(**how) as running:
            assert ask(running.address) == scanning.Answer(Scan.FAILED, "TimeoutError")
            assert time.monotonic() - began < 1.2


def test_all_of_it_has_an_end(monkeypatch):
    """A byte now and then keeps the line alive, and not the check."""
    monkeypatch.setattr(scanning, "LONGEST", 0.0)
    with clamd() as running:
        assert ask(running.address).scan is Scan.FAILED


@pytest.mark.parametrize("after", [0, 70_000, len(CONTENT)])
def test_it_hangs_up(after):
    with clamd(close_after=after) as running:
        assert ask(running.address).scan is Scan.FAILED


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"\0", b"OK\0", b"stream: OK", b"stream: OK\n", b"stream: ok\0", b"stream: OK FOUND OK\0", b"\xff\xfe\0",
        b"stream: \0", b"stream: FOUND\0", b"UNKNOWN COMMAND\0", b"COMMAND READ TIMED OUT\0", b"x" * 9000,
        b"ERROR\0OK\0",
        b"stream: OK stream: OK\0", b"1: stream: OK\0",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_not_clean(answer):
    with clamd(answer) as running:
        assert ask(running.address).scan is not Scan.CLEAN


def test_too_large_for_the_scanner():
    with clamd(most=100_000) as running:
        assert ask(running.address, bytes(20_000_000)).scan is Scan.FAILED
    with clamd(b"INSTREAM size limit exceeded. ERROR\0") as running:
        assert ask(running.address) == scanning.Answer(Scan.FAILED, "too large for the scanner")


def test_a_name_is_made_plain():
    with clamd(b"stream: <b>Bad\x1b[0m</b> FOUND\0") as running:
        assert ask(running.address) == scanning.Answer(Scan.INFECTED, "?b?Bad??0m?/b?")


def test_nobody_listens(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert ask(f"tcp://127.0.0.1:{port}").scan is Scan.FAILED
    assert ask(str(tmp_path / "none")).scan is Scan.FAILED


@pytest.mark.parametrize("address", ["clamd", "http://127.0.0.1:1", "tcp://127.0.0.1", "tcp://:3310", "unix:clamd"])
def test_what_is_no_address(address):
    with pytest.raises(scanning.BadAddress):
        ask(address)
