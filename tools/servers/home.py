"""Where the servers of one purpose keep their data: "run" for the demo, "test" for the tests."""

import json
import os
import secrets
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path

from tools.servers import account


@dataclass(frozen=True)
class Home:
    folder: Path

    @classmethod
    def of(cls, name: str) -> "Home":
        return cls(account.base() / "servers" / name)

    def exists(self) -> bool:
        return self.folder.exists()

    def room(self, server: str) -> Path:
        """A server's own folder, closed to everybody else."""
        self.folder.mkdir(parents=True, exist_ok=True)
        room = self.folder / server
        if not room.exists():
            room.mkdir(mode=0o700)
            account.give(room)
        return room

    def note(self, server: str) -> dict[str, str]:
        """A server's password and port, remembered in a file that only we can read."""
        path = self.folder / f"{server}.json"
        if path.exists():
            return {**json.loads(path.read_text())}
        note = {"password": secrets.token_urlsafe(24), "port": str(free_port())}
        self.remember(server, note)
        return note

    def remember(self, server: str, note: dict[str, str]) -> None:
        write_closed(self.folder / f"{server}.json", json.dumps(note))

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def write_closed(path: Path, text: str) -> None:
    """Write a file that was never, at any moment, open to another user."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(text)
    fresh.replace(path)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answers(port: str | int) -> bool:
    """Does anything listen there?"""
    try:
        with socket.create_connection(("127.0.0.1", int(port)), timeout=2):
            return True
    except OSError:
        return False
