"""Real processes of the product's own on the tests' database."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from django.conf import settings
from django.db import connection

from iom.celery import app

ROOT = Path(__file__).resolve().parents[1]


def database_url() -> str:
    d = connection.settings_dict
    who = quote(d["USER"], safe="") + (f":{quote(d['PASSWORD'], safe='')}" if d["PASSWORD"] else "")
    return f"postgres://{who}@{quote(d['HOST'], safe='')}:{d['PORT'] or 5432}/{d['NAME']}"


@contextmanager
def worker(**more: str) -> Iterator[str]:
    """A Celery worker of one child on a queue of its own, whose name is given; killed in the end."""
    queue = f"test-{uuid4().hex}"
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "iom.settings", "DATABASE_URL": database_url(), "IOM_DEMO": "1",
        "REDIS_URL": settings.REDIS_URL, **more,
    }  # fmt: skip
    environment.pop("IOM_TESTING", None)
    words = ["-m", "celery", "-A", "iom", "worker", "-c", "1", "-Q", queue, "--without-gossip", "--without-mingle"]
    process = subprocess.Popen(
        [sys.executable, *words, "-l", "ERROR"], cwd=ROOT, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield queue
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        with app.connection() as broker:
            broker.default_channel.queue_delete(queue)
