"""`make stop` and `make clean`."""

import shutil

from tools import servers
from tools.place import LOCAL, ROOT, VENDOR, VENV, WEB
from tools.say import Trouble, say
from tools.servers import account


def stop(arguments: list[str]) -> int:
    """Stop private servers that a killed run or test left behind."""
    if (VENV / "bin").exists():
        servers.stop_all()
    return 0


def clean(arguments: list[str]) -> int:
    """Remove everything that was made here, the demo's data too; the caller has to say so."""
    if arguments != ["yes"]:
        raise Trouble("This removes .venv, the assets and the demo's data: say 'make clean YES=1' to go on.")
    stop([])
    base = account.base()
    for folder in (base, LOCAL, VENV, VENDOR, WEB / "node_modules", ROOT / "staticfiles"):
        shutil.rmtree(folder, ignore_errors=True)
    say("Removed .venv, .local, static/vendor and web/node_modules.")
    return 0
