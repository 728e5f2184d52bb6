"""`make check`: what can be seen without running the product; each check runs, and the failed are named."""

import os
import re
import subprocess
import time
from collections.abc import Callable

from tools import install, lock
from tools.calls import call
from tools.place import LOCKS, ROOT, WEB, child_environment, venv_program
from tools.say import Trouble, say


def check(arguments: list[str]) -> int:
    """All checks, or the one that is named."""
    install.install("all")
    chosen = arguments or list(CHECKS)
    if unknown := [name for name in chosen if name not in CHECKS]:
        raise Trouble(f"There is no check '{unknown[0]}': there are {', '.join(CHECKS)}.")
    failed = [name for name in chosen if not passes(name)]
    if failed:
        raise Trouble(f"Not in order: {', '.join(failed)}.")
    say("All checks passed.")
    return 0


def passes(name: str) -> bool:
    began = time.monotonic()
    good, output = CHECKS[name]()
    say(f"{name}: {'passed' if good else 'FAILED'} ({time.monotonic() - began:.1f} s)")
    if output and (not good or name == "locks"):
        say(output.rstrip())
    return good


def program(*command: str) -> Callable[[], tuple[bool, str]]:
    def run() -> tuple[bool, str]:
        environment = child_environment(DJANGO_SETTINGS_MODULE="tests.settings", IOM_TESTING="1", NO_COLOR="1")
        code, output = call([venv_program(command[0]), *command[1:]], quiet=True, cwd=ROOT, env=environment)
        return code == 0, output

    return run


def locks() -> tuple[bool, str]:
    """Compiled again, the locks are the same. Without a network that cannot be seen, and CI must see it."""
    try:
        stale = lock.stale()
    except ConnectionError:
        return os.environ.get(
            "CI"
        ) != "true", "The package index is out of reach: whether the locks are up to date was not checked."
    return not stale, "".join(
        f"requirements/{name}.txt is not what pyproject.toml asks for: make lock\n" for name in stale
    )


def addresses() -> tuple[bool, str]:
    """No lock or client file names a host, and no committed file a path of this machine."""
    files = [*LOCKS.glob("*.txt"), WEB / "package-lock.json", WEB / ".npmrc"]
    found = [
        f"{path.relative_to(ROOT)} names an address" for path in files if re.search(r"https?://", path.read_text())
    ]
    command = ["git", "grep", "-nIF", "-e", f"{ROOT.parent}/", "--", "."]
    paths = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return not found and not (paths and len(ROOT.parts) > 2), "\n".join(found) + paths


def migrations() -> tuple[bool, str]:
    """Models and migrations agree; no database is asked."""
    return program("python", "manage.py", "makemigrations", "--check", "--dry-run")()


CHECKS: dict[str, Callable[[], tuple[bool, str]]] = {
    "ruff": program("ruff", "check", "."),
    "format": program("ruff", "format", "--check", "."),
    "mypy": program("mypy"),
    "imports": program("lint-imports"),
    "djlint": program("djlint", "--lint", "--quiet", "templates"),
    "migrations": migrations,
    "locks": locks,
    "addresses": addresses,
}
