"""`make run`: the demonstration on this machine, from a fresh clone to a page, and down again without a trace."""

import http.client
import json
import os
import secrets
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import frontend, install, locks, servers, signals
from tools.calls import call, end_politely, start
from tools.children import Children
from tools.place import LOCAL, LOGS, ROOT, child_environment, shown, venv_program
from tools.say import Trouble, say
from tools.servers.home import answers, write_closed

HOST = "127.0.0.1"
DEMONSTRATION = LOCAL / "demonstration.json"  # manage.py reads it
DEMO = {"IOM_DEMO": "1", "IOM_TODAY": "2019-03-31", "IOM_ALLOWED_HOSTS": "127.0.0.1,localhost"}
PATIENCE = 60.0  # seconds for the first page


def run(arguments: list[str]) -> int:
    """Everything up, then wait until somebody stops us or a part ends."""
    port = port_number(arguments)
    watch = signals.ParentWatch()
    install.make_local()
    with the_only_run(port):
        children = Children(LOCAL / "children.json")
        children.end_leftovers()
        port_is_free(port)
        prepare()
        with addresses() as named:
            environment = demo_environment(named) | {"IOM_ORIGINS": f"http://{HOST}:{port}"}
            serve(port, environment, children, watch)
    return 0


def port_number(arguments: list[str]) -> int:
    word = arguments[0] if arguments else "8000"
    if not word.isdigit() or not 1 <= int(word) <= 65535:
        raise Trouble(f"'{word}' is no port: choose one as in 'make run PORT=8001'.")
    return int(word)


@contextmanager
def the_only_run(port: int) -> Iterator[None]:
    """One run at a time for one clone: two would share the demo's data."""
    with locks.opened(LOCAL / "run.lock") as handle:
        if not locks.try_alone(handle):
            handle.seek(0)
            raise Trouble(
                f"The demonstration already runs here, at {handle.read().strip() or 'an address it has yet to print'}."
            )
        handle.truncate(0)
        handle.write(f"http://{HOST}:{port}/")
        handle.flush()
        yield


def port_is_free(port: int) -> None:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except PermissionError as error:
            raise Trouble(f"This user may not use port {port}: choose another, as in 'make run PORT=8001'.") from error
        except OSError as error:
            raise Trouble(
                f"Port {port} on {HOST} is taken: choose another, as in 'make run PORT={port + 1}'."
            ) from error


def prepare() -> None:
    """Install and fetch side by side: one waits for the disk while the other waits for the network."""
    if frontend.ready():
        install.install("run")
        return
    assets = start([sys.executable, str(ROOT / "tools" / "go.py"), "assets"])
    try:
        install.install("run")
        assets.wait()
    finally:
        end_politely(assets)
    if assets.returncode:
        raise Trouble("Without the front-end assets there is nothing to show.")


@contextmanager
def addresses() -> Iterator[dict[str, str]]:
    """The servers that the caller names, else private ones."""
    named = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
    if len(named) == 2:
        yield named
        return
    with servers.private("run", durable=True) as private:
        yield private.environment() | named


def demo_environment(named: dict[str, str]) -> dict[str, str]:
    return child_environment(**DEMO, **named, SECRET_KEY=secret_key(), DJANGO_SETTINGS_MODULE="iom.settings")


def secret_key() -> str:
    """Kept between runs, so that nobody is signed out by a restart."""
    path = LOCAL / "secret-key"
    if not path.exists():
        write_closed(path, secrets.token_urlsafe(64))
    return path.read_text()


def serve(port: int, environment: dict[str, str], children: Children, watch: signals.ParentWatch) -> None:
    manage("migrate", environment, "The database could not be brought up to date")
    manage("make_roles", environment, "The database's roles could not be made")
    say("Loading the demonstration's register where the database is empty ...")
    manage("load_demo", environment, "The demonstration's register could not be loaded")
    tell_commands(environment)
    try:
        children.start("web", web(port), environment)
        children.start("worker", worker(), environment)
        accounts = demo_accounts(environment)
        wait_for_page(port, children, watch)
        say(f"\nThe demonstration is at http://{HOST}:{port}/ (today is 31 March 2019 in it; Ctrl-C stops it).")
        say(f"\n{accounts}")
        while True:
            children.check()
            watch.check()
            time.sleep(0.3)
    except signals.Stopped:
        say("\nStopping ...")
        raise
    finally:
        with signals.held():
            children.end()
            DEMONSTRATION.unlink(missing_ok=True)


def tell_commands(environment: dict[str, str]) -> None:
    """Let manage.py find the demonstration while it runs: its addresses and its day, for this user's eyes alone."""
    names = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", *DEMO)
    write_closed(DEMONSTRATION, json.dumps({name: environment[name] for name in names}))


def manage(command: str, environment: dict[str, str], trouble: str) -> None:
    code, output = call([venv_program("python"), "manage.py", command], quiet=True, cwd=ROOT, env=environment)
    log = log_file(command)
    log.write_text(output)
    if code:
        raise Trouble(f"{trouble}; the log is {shown(log)} and ends: {install.last_line(output)}")


def log_file(name: str) -> Path:
    LOGS.mkdir(exist_ok=True)
    return LOGS / f"{name}.log"


def web(port: int) -> list[str]:
    return [
        venv_program("gunicorn"), "iom.wsgi", "--bind", f"{HOST}:{port}", "--workers", "3", "--timeout", "60",
        "--graceful-timeout", "5", "--no-control-socket", "--preload",
    ]  # fmt: skip


def worker() -> list[str]:
    return [
        venv_program("celery"), "-A", "iom.celery:app", "worker", "--beat", "--schedule", str(LOCAL / "beat-schedule"),
        "--pool", "threads", "--concurrency", "2", "--loglevel", "INFO", "--without-gossip", "--without-mingle",
    ]  # fmt: skip


def wait_for_page(port: int, children: Children, watch: signals.ParentWatch) -> None:
    end = time.monotonic() + PATIENCE
    while page(port) != 200:
        children.check()
        watch.check()
        if time.monotonic() > end:
            raise Trouble(f"No page came within {PATIENCE:.0f} seconds; the log is {shown(log_file('web'))}.")
        time.sleep(0.1)


def page(port: int) -> int:
    """The status of the health page; 0 while nothing answers."""
    if not answers(port):
        return 0
    line = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        line.request("GET", "/health/")
        return line.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        line.close()


def demo_accounts(environment: dict[str, str]) -> str:
    """Who may sign in, and with which invented passwords; asked while the first page is made ready."""
    command = [venv_program("python"), "manage.py", "demo_accounts"]
    code, accounts = call(command, quiet=True, cwd=ROOT, env=environment)
    return accounts if code == 0 else "The accounts could not be listed: 'manage.py demo_accounts' failed."
