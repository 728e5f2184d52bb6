"""Where things lie on this machine. Everything that is made lies in .venv, .local and static/vendor."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCAL = Path(os.environ.get("IOM_LOCAL") or ROOT / ".local")  # the tests of these commands have their own
LOGS = LOCAL / "log"
LOCKS = ROOT / "requirements"
WEB = ROOT / "web"
VENDOR = ROOT / "static" / "vendor"


def venv_program(name: str) -> str:
    return str(VENV / "bin" / name)


def shown(path: Path) -> str:
    """The path as a person in the project's root would write it."""
    try:
        return str(path.relative_to(ROOT))
    except ValueError:
        return str(path)


def site_packages() -> Path:
    found = sorted((VENV / "lib").glob("python3.*/site-packages"))
    return found[-1] if found else VENV / "lib"


def child_environment(**more: str) -> dict[str, str]:
    """The caller's environment for a program of the virtual environment, less what would bend it."""
    unwanted = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE", "__PYVENV_LAUNCHER__"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**kept, "PYTHONUNBUFFERED": "1", **more}
