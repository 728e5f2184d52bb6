"""`make setup`: a virtual environment in the project's root and everything in it that is locked.

What is installed is remembered as the hash of the lock file, so that a second run has nothing to do.
"""

import hashlib
import os
import shutil
import sys
import sysconfig
from pathlib import Path

from tools.calls import call
from tools.locks import alone
from tools.place import LOCAL, LOCKS, VENV, child_environment, venv_program
from tools.say import Trouble, say

SETS = ("run", "all", "node")


def install(wanted: str) -> None:
    """Bring the environment to the lock `wanted`: "run" for the demo, "all" for the tests and checks."""
    with alone(make_local() / "setup.lock"):
        if not environment_fits():
            make_environment()
        if not installed(wanted):
            install_lock(wanted)


def make_local() -> Path:
    try:
        LOCAL.mkdir(mode=0o755, exist_ok=True)
    except OSError as error:
        raise Trouble(
            f"The folder .local cannot be made here ({error.strerror}): use a copy you can write to."
        ) from error
    if not os.access(LOCAL, os.W_OK):
        raise Trouble("The folder .local belongs to another user: run as that user, or use a copy of your own.")
    return LOCAL


def environment_fits() -> bool:
    """Is there an environment, made by this minor version of Python and not moved since?"""
    try:
        notes = dict(line.split(" = ", 1) for line in (VENV / "pyvenv.cfg").read_text().splitlines() if " = " in line)
    except OSError:
        return False
    same = notes.get("version", "").split(".")[:2] == [str(part) for part in sys.version_info[:2]]
    return same and os.access(venv_program("python"), os.X_OK) and (VENV / "bin" / "pip").exists()


def make_environment() -> None:
    """Make .venv, and say in a sentence what this python3 lacks for it."""
    if not can_import("venv") or not can_import("ensurepip"):
        raise Trouble(
            "This python3 comes without ensurepip, which makes the environment: install it"
            " (on Debian or Ubuntu: apt-get install python3-venv) and run this again."
        )
    shutil.rmtree(VENV, ignore_errors=True)
    code, output = call([sys.executable, "-m", "venv", str(VENV)], quiet=True)
    if code:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Trouble(f"python3 could not make the environment .venv: {last_line(output)}")


def can_import(module: str) -> bool:
    """Ask a fresh python3: Debian's own has a venv module but takes ensurepip out of it."""
    return call([sys.executable, "-c", f"import {module}"], quiet=True)[0] == 0


def lock_hash(name: str) -> str:
    return hashlib.sha256((LOCKS / f"{name}.txt").read_bytes()).hexdigest()


def stamp(name: str) -> Path:
    return VENV / f".installed-{name}"


def installed(wanted: str) -> bool:
    """Everything holds what the demo needs too, so a stamp of "all" answers for "run"."""
    answers = (wanted, "all") if wanted == "run" else (wanted,)
    return any(stamp(name).exists() and stamp(name).read_text() == lock_hash(name) for name in answers)


def install_lock(wanted: str) -> None:
    say(f"Installing what requirements/{wanted}.txt locks into .venv ...")
    for name in SETS:
        if name != "node":
            stamp(name).unlink(missing_ok=True)
    options = ["--require-hashes", "--no-deps", "--no-compile", "--only-binary", ":all:", "--quiet"]
    command = [venv_program("python"), "-m", "pip", "install", *options, "-r", str(LOCKS / f"{wanted}.txt")]
    code, output = call(command, quiet=True, env=pip_environment())
    if code:
        raise Trouble(reason(output))
    stamp(wanted).write_text(lock_hash(wanted))


def pip_environment() -> dict[str, str]:
    """The caller's own pip settings, and no cache where the home cannot be written."""
    more = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    home = Path(os.path.expanduser("~"))
    if not os.access(home, os.W_OK):
        more |= {"PIP_NO_CACHE_DIR": "1", "HOME": str(LOCAL)}
    return child_environment(**more)


NO_NETWORK = (
    "Temporary failure in name resolution",
    "Network is unreachable",
    "Connection refused",
    "Failed to establish a new connection",
    "NewConnectionError",
    "NameResolutionError",
    "Name or service not known",
    "ProxyError",
    "ConnectTimeoutError",
    "Read timed out",
)


def reason(output: str) -> str:
    """One sentence for why pip failed."""
    if any(sign in output for sign in NO_NETWORK):
        return "The package index could not be reached: setup needs a network once, then everything lies in .venv."
    if "No space left" in output:
        return "The disk is full: .venv needs about 500 MB."
    if "do not match the hashes" in output.lower() or "hashes are required" in output.lower():
        return f"A package is not the one that was locked, so nothing was installed: {last_line(output)}"
    if "No matching distribution" in output or "from versions: none" in output:
        return (
            "A package has no ready-made wheel for this machine"
            f" ({sysconfig.get_platform()}, Python {sys.version_info[0]}.{sys.version_info[1]}), and none is compiled"
            f" here: use Linux or macOS on x86-64 or ARM64 with Python 3.11 to 3.13. pip said: {last_line(output)}"
        )
    return f"pip could not install what is locked: {last_line(output)}"


def last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")] or lines
    return errors[-1] if errors else "no reason was given."
