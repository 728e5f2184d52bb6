"""clamd's INSTREAM, over TCP or a unix socket: a file goes in pieces, one answer comes back.

    zINSTREAM\\0, then for each piece its length in four bytes (the highest first) and the piece, then four zeros;
    answered by "stream: OK", "stream: NAME FOUND" or "... ERROR", ended by a zero byte.

Only the one answer that says clean is clean. Whatever else happens, late, cut off, not understood, is no answer.
"""

import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from documents.rules import Scan

CONNECT, SILENCE, LONGEST = 5.0, 30.0, 120.0  # seconds: to be let in, without a byte moving, for all of it
PIECE = 1 << 16
LONGEST_ANSWER = 4096
FOUND = re.compile(r"stream: (.+) FOUND")


@dataclass(frozen=True)
class Answer:
    """What is known now, and what the scanner called it."""

    scan: Scan
    words: str = ""


class BadAddress(ValueError):
    """IOM_CLAMD names no scanner."""


def scan(file: BinaryIO, address: str, *, seen: Callable[[bytes], object] = lambda piece: None) -> Answer:
    """Ask the scanner about a file. `seen` is given each piece as it goes. Never raises for what the scanner does."""
    until = time.monotonic() + LONGEST
    try:
        with _connected(address) as line:
            _send(line, file, seen, until)
            return _judged(_answer(line, until))
    except OSError as error:
        return Answer(Scan.FAILED, type(error).__name__)


def _connected(address: str) -> socket.socket:
    """tcp://HOST:PORT, unix:/PATH, or a path."""
    parts = urlsplit(address)
    if parts.scheme == "tcp" and parts.hostname and parts.port:
        line = socket.create_connection((parts.hostname, parts.port), timeout=CONNECT)
    elif parts.scheme in ("", "unix") and Path(parts.path).is_absolute():
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(CONNECT)
        try:
            line.connect(parts.path)
        except BaseException:
            line.close()
            raise
    else:
        raise BadAddress("IOM_CLAMD is neither tcp://HOST:PORT nor the path of a socket")
    line.settimeout(SILENCE)
    return line


def _send(line: socket.socket, file: BinaryIO, seen: Callable[[bytes], object], until: float) -> None:
    """All of it; a scanner that hangs up in the middle may have said why, which is read next."""
    try:
        line.sendall(b"zINSTREAM\0")
        while piece := file.read(PIECE):
            _in_time(line, until)
            seen(piece)
            line.sendall(len(piece).to_bytes(4, "big") + piece)
        line.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        return


def _answer(line: socket.socket, until: float) -> bytes:
    """To the zero byte; an answer without its end is none."""
    said = b""
    while b"\0" not in said and len(said) < LONGEST_ANSWER:
        _in_time(line, until)
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said


def _in_time(line: socket.socket, until: float) -> None:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    line.settimeout(min(SILENCE, left))


def _judged(said: bytes) -> Answer:
    words, end, _ = said.partition(b"\0")
    text = words.decode("ascii", "replace").strip()
    if not end:
        return Answer(Scan.FAILED, "no whole answer")
    if text == "stream: OK":
        return Answer(Scan.CLEAN)
    if named := FOUND.fullmatch(text):
        return Answer(Scan.INFECTED, _plain(named[1]))
    if "size limit exceeded" in text:
        return Answer(Scan.FAILED, "too large for the scanner")
    return Answer(Scan.FAILED, "not understood")


def _plain(name: str) -> str:
    """A name that a page can show."""
    return re.sub(r"[^A-Za-z0-9._:/-]", "?", name)[:100]
