"""The commands by name, and the one place where trouble becomes a sentence and an exit code."""

import signal
from collections.abc import Callable

from tools import checks, clean, frontend, install, keep, lock, run, signals, testing
from tools.place import venv_program
from tools.say import Trouble, say, warn


def setup(arguments: list[str]) -> int:
    """Everything that the demo, the tests and the checks need."""
    install.install("all")
    frontend.prepare()
    say("Everything is installed: 'make run' starts the demo, 'make test' runs the tests.")
    return 0


def bench(arguments: list[str]) -> int:
    """The figures, measured on the private servers."""
    install.install("all")
    return testing.on_private_servers([venv_program("python"), "-m", "tools.bench", *arguments])


def assets(arguments: list[str]) -> int:
    """The front-end assets alone: `make run` has them fetched beside the packages."""
    frontend.prepare()
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "setup": setup,
    "assets": assets,
    "run": run.run,
    "test": testing.test,
    "check": checks.check,
    "bench": bench,
    "lock": lock.lock,
    "backup": keep.backup,
    "restore": keep.restore,
    "stop": clean.stop,
    "clean": clean.clean,
}


def main(arguments: list[str]) -> int:
    """Run a command; whatever stops it, the caller gets a sentence."""
    name, *rest = arguments or ["help"]
    if name not in COMMANDS:
        warn(f"There is no command '{name}': 'make help' lists them.")
        return 2
    signals.install()
    try:
        return COMMANDS[name](rest)
    except Trouble as trouble:
        warn(str(trouble))
        return trouble.code
    except signals.Stopped as stopped:
        return 0 if name == "run" else 128 + int(stopped.signal)
    except PermissionError as error:
        warn(f"{error.filename} may not be read or written by this user: use a copy of your own.")
        return 1
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
