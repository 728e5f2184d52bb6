"""The real thing: each service's command with its environment and no other, and its health check.

No container engine runs here: the images, their users, the networks and the volumes cannot be tried.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.setup import compose
from tests.setup.compose import SECRETS, environment_of, healthy, path_with, services
from tests.setup.conftest import ROOT, processes, within
from tools import servers
from tools.calls import end_group
from tools.servers import account
from tools.servers.home import free_port

OURS = ("migrate", "web", "worker", "beat", "watch", "keeper")


def test_every_service_is_closed_as_far_as_it_can_be():
    for name, service in services(SECRETS).items():
        assert service["user"] not in ("0", "root", "0:0"), name
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert name in ("migrate", "keeper") or "healthcheck" in service, name


def test_only_the_web_is_reached_and_only_from_this_machine():
    published = {name: service["ports"] for name, service in services(SECRETS).items() if "ports" in service}
    assert published == {"web": ["127.0.0.1:8000:8000"]}


def test_there_is_one_beat_and_the_worker_can_be_killed():
    assert services(SECRETS)["beat"]["deploy"]["replicas"] == 1
    assert "--pool prefork" in services(SECRETS)["worker"]["command"][-1]
    assert "--beat" not in services(SECRETS)["worker"]["command"][-1]


@pytest.mark.parametrize("missing", SECRETS)
def test_without_a_secret_nothing_starts(missing):
    with pytest.raises(
        compose.Refused, match=missing if missing != "IOM_ALLOWED_HOSTS" else "the name that people type"
    ):
        services({**SECRETS, missing: ""})


def test_no_service_is_a_demonstration():
    for name in OURS:
        assert not {"IOM_DEMO", "IOM_TODAY", "IOM_DEBUG"} & set(services(SECRETS)[name]["environment"]), name


@pytest.mark.parametrize("key", ["", "changeme" * 8, "django-insecure-" + "x" * 50, "short"])
def test_the_web_refuses_a_default_or_short_key(key, tmp_path):
    service = services(SECRETS)["web"]
    environment = environment_of(service, path=path_with(tmp_path / "bin"), SECRET_KEY=key)
    done = subprocess.run(
        ["gunicorn", "--check-config", "iom.wsgi"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "SECRET_KEY must be set" in done.stderr


def test_the_image_holds_no_secret_and_runs_as_nobody_in_particular():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER 10001:10001"]
    assert not [line for line in lines if "SECRET" in line or "PASSWORD" in line]
    assert any("--require-hashes" in line for line in lines)


class Rehearsal:
    """Services started one by one on this machine's private servers."""

    def __init__(self, folder: Path, named: servers.Addresses):
        self.folder, self.running = folder, []
        self.path = path_with(folder / "bin")
        self.instead = {
            **named.environment(),
            "IOM_UPLOADS": str(folder / "uploads"),
            "IOM_BIND": f"127.0.0.1:{free_port()}",
            "IOM_BEAT": str(folder / "beat-schedule"),
            "IOM_WATCH": str(folder / "watch"),
        }

    def environment(self, name: str) -> dict[str, str]:
        own = services(SECRETS)[name]["environment"]
        return environment_of(
            services(SECRETS)[name],
            path=self.path,
            **{key: value for key, value in self.instead.items() if key in own},
        )

    def once(self, name: str, *command: str) -> "subprocess.CompletedProcess[str]":
        words = command or services(SECRETS)[name]["command"]
        environment = self.environment(name)
        return subprocess.run(
            words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=600
        )

    def start(self, name: str) -> subprocess.Popen:
        log = open(self.folder / f"{name}.log", "wb")  # noqa: SIM115
        with log:
            child = subprocess.Popen(
                services(SECRETS)[name]["command"],
                cwd=ROOT,
                env=self.environment(name),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.running.append(child)
        return child

    def well(self, name: str) -> bool:
        return healthy(services(SECRETS)[name], self.environment(name))


@pytest.fixture
def rehearsal(local) -> Iterator[Rehearsal]:
    with servers.private("test", durable=False) as named:
        stage = Rehearsal(local, named)
        yield stage
        for child in stage.running:
            end_group(child)
            child.wait()


def test_the_web_refuses_a_database_without_roles_and_serves_a_migrated_one(rehearsal):
    refused = rehearsal.once("web", "gunicorn", "--check-config", "iom.wsgi")
    assert "The floor does not stand" in refused.stderr
    assert "Run manage.py make_roles." in refused.stderr
    migrated = rehearsal.once("migrate")
    assert migrated.returncode == 0, migrated.stderr
    web = rehearsal.start("web")
    assert within(30, lambda: rehearsal.well("web")), (rehearsal.folder / "web.log").read_text()
    web.terminate()
    assert web.wait(40) == 0
    assert not rehearsal.well("web")


@pytest.mark.slow
def test_migrate_worker_and_beat_start_and_are_well(rehearsal, local):
    done = rehearsal.once("migrate")
    assert done.returncode == 0, done.stderr
    started = {name: rehearsal.start(name) for name in ("worker", "beat", "watch")}
    for name, child in started.items():
        assert within(60, lambda name=name: rehearsal.well(name)), (rehearsal.folder / f"{name}.log").read_text()
        child.terminate()
        assert child.wait(60) == 0, name
    assert not rehearsal.well("worker")


def test_the_queue_keeps_its_password_off_the_command_line(local):
    """Its own command, with Valkey under Redis's name."""
    service = services(SECRETS)["queue"]
    port = free_port()
    # The image listens on 6379 of its own network; here that is a free port of this machine.
    words = [
        word.replace("maxmemory-policy", f"port {port}\\nbind 127.0.0.1\\nmaxmemory-policy")
        for word in service["command"]
    ]
    path = path_with(local / "bin", redis_server=account.programs().valkey)
    queue = subprocess.Popen(
        words, cwd=local, env=environment_of(service, path=path, IOM_LOCAL=str(local)), stdout=subprocess.DEVNULL
    )
    try:
        line = redis.Redis(port=port, password=SECRETS["REDIS_PASSWORD"])
        assert within(10, lambda: answers(line))
        assert line.config_get("appendonly") == {"appendonly": "yes"}
        with pytest.raises(redis.AuthenticationError):
            redis.Redis(port=port).ping()
        said = b"".join(Path(f"/proc/{pid}/cmdline").read_bytes() for pid in processes(local))
        assert SECRETS["REDIS_PASSWORD"].encode() not in said
    finally:
        queue.kill()
        queue.wait()


def answers(line) -> bool:
    try:
        return line.ping()
    except redis.ConnectionError:
        return False


def test_the_database_health_check_tells_up_from_down(local):
    service = services(SECRETS)["db"]
    with servers.private("test", durable=False) as named:
        port = named.database_url.rpartition(":")[2].partition("/")[0]
        path = path_with(local / "bin", pg_isready=account.programs().postgres / "pg_isready")
        environment = environment_of(service, path=path, PGPORT=port)
        assert healthy(service, environment)
    assert not healthy(service, environment)
