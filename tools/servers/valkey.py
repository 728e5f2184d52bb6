"""The private Valkey: its settings in a closed file, its start and its stop."""

import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from tools.place import shown
from tools.say import Trouble
from tools.servers import account
from tools.servers.account import Programs
from tools.servers.home import Home, answers, free_port, write_closed

PATIENCE = 15.0  # seconds for it to start or stop


def start(home: Home, programs: Programs, *, durable: bool) -> str:
    """Start it, or find it again if it runs; its address."""
    room = home.room("valkey")
    note = home.note("valkey")
    if not is_ours(note):
        if answers(note["port"]):
            note = {**note, "port": str(free_port())}
            home.remember("valkey", note)
        start_server(room, programs, note, durable=durable)
    return f"redis://:{quote(note['password'])}@127.0.0.1:{note['port']}/0"


def settings(room: Path, note: dict[str, str], *, durable: bool) -> str:
    """Each message survives a stop of the demo (append-only file); a test's need not."""
    return "\n".join([
        "bind 127.0.0.1", f"port {note['port']}", "protected-mode yes", f"requirepass {note['password']}",
        f'dir "{room}"', f'logfile "{room / "valkey.log"}"', "daemonize yes", f'pidfile "{room / "valkey.pid"}"',
        f"appendonly {'yes' if durable else 'no'}", 'save ""', "maxmemory-policy noeviction", "loglevel warning",
            "set-proc-title no", "",
    ])  # fmt: skip


def start_server(room: Path, programs: Programs, note: dict[str, str], *, durable: bool) -> None:
    conf = room / "valkey.conf"
    write_closed(conf, settings(room, note, durable=durable))
    account.give(conf)
    done = subprocess.run(
        [programs.valkey, conf], cwd="/", env={"PATH": "/usr/bin:/bin"}, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, start_new_session=True, **account.owner(),
    )  # fmt: skip
    if done.returncode or not within(lambda: is_ours(note)):
        raise Trouble(f"Valkey did not start; its log is {shown(room / 'valkey.log')}.")


def is_ours(note: dict[str, str]) -> bool:
    """Does the server on our port know our password?"""
    return "+PONG" in talk(note, "PING")


def talk(note: dict[str, str], command: str) -> str:
    request = f"AUTH {note['password']}\r\n{command}\r\n".encode()
    try:
        with socket.create_connection(("127.0.0.1", int(note["port"])), timeout=3) as line:
            line.sendall(request)
            return read_replies(line)
    except OSError:
        return ""


def read_replies(line: socket.socket) -> str:
    """Two replies of one line each, or what comes before the other side hangs up."""
    text = b""
    while text.count(b"\r\n") < 2 and (more := line.recv(4096)):
        text += more
        if text.startswith(b"-"):
            break
    return text.decode(errors="replace")


def stop(home: Home) -> None:
    if not (home.folder / "valkey.json").exists():
        return
    note = home.note("valkey")
    if is_ours(note):
        talk(note, "SHUTDOWN")
        within(lambda: not (home.folder / "valkey" / "valkey.pid").exists() and not answers(note["port"]))


def within(true: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
