"""`make lock`: the lock files, with hashes and without addresses, for every platform and for Python 3.11 and later."""

import shutil
import tempfile
from pathlib import Path

from tools import install
from tools.calls import call
from tools.place import LOCKS, ROOT, child_environment, venv_program
from tools.say import Trouble, say

# What each lock holds. The others follow the versions of "all".
CONTENTS = {
    "all": ["--extra", "private", "--extra", "pdf", "--group", "dev"],
    "run": ["--extra", "private"],
    "prod": ["--extra", "pdf"],
    "node": ["--only-group", "node"],
}
OFFLINE = ("dns error", "failed to fetch", "error sending request", "connect error", "network", "timed out")


def lock(arguments: list[str]) -> int:
    """Write the lock files; `make lock UPGRADE=1` takes newer versions where pyproject.toml allows them."""
    install.install("all")
    for name in CONTENTS:
        compile_lock(name, LOCKS / f"{name}.txt", "--upgrade" in arguments)
        say(f"requirements/{name}.txt is written.")
    return 0


def compile_lock(name: str, target: Path, upgrade: bool = False) -> None:
    """uv keeps the versions that stand in the target, unless it is told to upgrade."""
    follow = [] if name in ("all", "node") else ["--constraints", str((target.parent / "all.txt").relative_to(ROOT))]
    source = [] if name == "node" else ["pyproject.toml"]
    contents = ["--group", "pyproject.toml:node"] if name == "node" else CONTENTS[name]
    command = [
        venv_program("uv"), "pip", "compile", *source, *contents, *follow, "--universal", "--python-version", "3.11",
        "--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate", "--quiet",
        *(["--upgrade"] if upgrade else []), "--output-file", str(target),
    ]  # fmt: skip
    code, output = call(command, quiet=True, cwd=ROOT, env=child_environment())
    if code and any(sign in output.lower() for sign in OFFLINE):
        raise ConnectionError(output)
    if code:
        raise Trouble(f"uv could not lock requirements/{name}.txt: {install.last_line(output)}")


def stale() -> list[str]:
    """The lock files that are not what pyproject.toml asks for. ConnectionError where the index is out of reach."""
    with tempfile.TemporaryDirectory(dir=install.make_local()) as folder:
        return [name for name in CONTENTS if differs(name, Path(folder))]


def differs(name: str, folder: Path) -> bool:
    present = LOCKS / f"{name}.txt"
    again = folder / f"{name}.txt"
    shutil.copy(present, again)
    compile_lock(name, again)
    return again.read_bytes() != present.read_bytes()
