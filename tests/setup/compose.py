"""docker-compose.yml read as compose reads it, since no engine runs where the tests do."""

import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

from tests.setup.conftest import ROOT

SECRETS = {
    "SECRET_KEY": "x7Jq" * 16,
    "POSTGRES_PASSWORD": "rehearsal1",
    "REDIS_PASSWORD": "rehearsal2",
    "IOM_ALLOWED_HOSTS": "iom.example",
}
VARIABLE = re.compile(r"\$\$|\$\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<word>[^}]*))?\}")


class Refused(Exception):
    """compose would not start: a variable that must be set is not."""


def filled(text: str, environment: dict[str, str]) -> str:
    """${NAME}, ${NAME:-default}, ${NAME:?refusal} and $$ as compose fills them."""

    def value(match: re.Match[str]) -> str:
        if match.group() == "$$":
            return "$"
        given = environment.get(match["name"], "")
        if not given and match["kind"] == "?":
            raise Refused(match["word"])
        return given or (match["word"] if match["kind"] == "-" else "")

    return VARIABLE.sub(value, text)


def services(environment: dict[str, str]) -> dict[str, dict]:
    def walk(node):
        if isinstance(node, dict):
            return {name: walk(value) for name, value in node.items()}
        if isinstance(node, list):
            return [walk(value) for value in node]
        return filled(node, environment) if isinstance(node, str) else node

    return walk(yaml.safe_load((ROOT / "docker-compose.yml").read_text()))["services"]


def environment_of(service: dict, *, path: str, **instead: str) -> dict[str, str]:
    """The service's own variables and no other, but for PATH and the addresses of this machine."""
    own = {name: str(value) for name, value in service.get("environment", {}).items()}
    return {"PATH": path, "LANG": "C.UTF-8", "DJANGO_SETTINGS_MODULE": "iom.settings"} | own | instead


def path_with(folder: Path, **programs: Path | str) -> str:
    """A PATH whose first folder holds programs under the names that the images give them."""
    folder.mkdir(exist_ok=True)
    for name, program in programs.items():
        link = folder / name.replace("_", "-")
        link.write_text(f'#!/bin/sh\nexec "{program}" "$@"\n')
        link.chmod(0o755)
    return os.pathsep.join([str(folder), str(Path(sys.executable).parent), "/usr/bin", "/bin"])


def healthy(service: dict, environment: dict[str, str]) -> bool:
    """The service's health check, asked once."""
    kind, *words = service["healthcheck"]["test"]
    command = words if kind == "CMD" else ["sh", "-c", words[0]]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, timeout=600, capture_output=True)
    return done.returncode == 0
