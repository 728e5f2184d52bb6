"""`make test`: the tests on private servers, and what depends on a version on the servers that the caller names."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from tools import frontend, install, servers
from tools.calls import call
from tools.place import ROOT, child_environment, venv_program
from tools.say import Trouble, say, warn
from tools.servers import postgres
from tools.servers.home import Home

NO_TESTS = 5  # pytest's exit code where a selection is empty
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def test(arguments: list[str]) -> int:
    """Everyday tests; with "all" first, the slow ones too. Further words go to pytest."""
    everything = arguments[:1] == ["all"]
    words = arguments[1:] if everything else arguments
    install.install("all")
    frontend.prepare()
    browser = chromium()
    code = on_private_servers(pytest(selection(everything, bool(browser)), words))
    if code == 0 and os.environ.get("DATABASE_URL"):
        say("\nOnce more on the servers that DATABASE_URL and REDIS_URL name: the tests marked 'services'.")
        code = on_callers_servers(pytest("services" if everything else "services and not slow", words))
    if not browser:
        warn("No Chromium on this machine: the browser tests were not run (on Debian: apt-get install chromium).")
    return code


def selection(everything: bool, browser: bool) -> str:
    left_out = [] if everything else ["not slow"]
    return " and ".join(left_out + ([] if browser else ["not browser"]))


def pytest(markers: str, words: list[str]) -> list[str]:
    chosen = ["-m", markers] if markers else []
    spread = [] if any(word.startswith(("-n", "-p")) for word in words) else ["-n", "2", "--dist", "worksteal"]
    return [venv_program("python"), "-m", "pytest", *chosen, *spread, *words]


def chromium() -> str | None:
    """The browser of this machine. CI must have one."""
    found = os.environ.get("IOM_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not found and os.environ.get("CI") == "true":
        raise Trouble("There is no Chromium on this machine, and CI does not go on without the browser tests.")
    return found


def on_private_servers(command: list[str]) -> int:
    """Run a command on servers of our own, in a database that no other run shares."""
    database = f"iom_{secrets.token_hex(4)}"
    with servers.private("test", durable=False, database=database) as addresses:
        try:
            return call(command, cwd=ROOT, env=test_environment(**addresses.environment()))[0]
        finally:
            for name in (database, f"test_{database}", *(f"test_{database}_gw{number}" for number in range(4))):
                postgres.drop_database(Home.of("test"), name)


def on_callers_servers(command: list[str]) -> int:
    """What depends on the server (constraints, import, ranking) on the servers that the caller names."""
    named = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
    with all_addresses(named) as environment:
        code = call(command, cwd=ROOT, env=environment)[0]
    return 0 if code == NO_TESTS else code


@contextmanager
def all_addresses(named: dict[str, str]) -> Iterator[dict[str, str]]:
    """The servers that are named, and a private one for what is not."""
    if "REDIS_URL" in named:
        yield test_environment(**named)
        return
    with servers.private("test", durable=False) as addresses:
        yield test_environment(**(addresses.environment() | named))


def test_environment(**more: str) -> dict[str, str]:
    browser = {"IOM_CHROMIUM": found} if (found := chromium()) else {}
    return child_environment(**browser, **more)
