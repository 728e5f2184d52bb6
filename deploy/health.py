"""The health check of a service: `python deploy/health.py web|worker|beat|watch`; exit code 0 where it is well."""

import http.client
import os
import subprocess
import sys
import time
from pathlib import Path

BEAT_SILENT = 600  # seconds; beat writes its schedule down every three minutes
WATCH_SILENT = 4 * 3600  # the watch looks every minute, and makes a run itself where no worker does


def web() -> bool:
    """The health page answers 200, asked under a name that the service serves."""
    port = int(os.environ.get("IOM_BIND", "0.0.0.0:8000").rpartition(":")[2])
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    line.request("GET", "/health/", headers={"Host": os.environ.get("IOM_ALLOWED_HOSTS", "localhost").split(",")[0]})
    return line.getresponse().status == 200


def worker() -> bool:
    """This very worker answers through the broker, not another."""
    command = ["celery", "-A", "iom.celery:app", "inspect", "ping", "--timeout", "5"]
    command += ["--destination", f"worker@{os.uname().nodename}"]
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


def beat() -> bool:
    """Its schedule was written a short while ago."""
    return _written(Path(os.environ.get("IOM_BEAT", "/tmp/beat-schedule")), BEAT_SILENT)


def watch() -> bool:
    """It has looked a short while ago."""
    return _written(Path(os.environ.get("IOM_WATCH", "/tmp/watch")), WATCH_SILENT)


def _written(path: Path, silent: int) -> bool:
    files = list(path.parent.glob(f"{path.name}*"))
    return bool(files) and time.time() - max(file.stat().st_mtime for file in files) < silent


if __name__ == "__main__":
    try:
        sys.exit(0 if {"web": web, "worker": worker, "beat": beat, "watch": watch}[sys.argv[1]]() else 1)
    except OSError:
        sys.exit(1)
