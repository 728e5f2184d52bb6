"""From where something was done: a page and the address that asked, a command and the login, a task.

A request says so itself (`agencies.middleware`); a task and a command are known without being told.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from celery import current_task

_origin: ContextVar[str] = ContextVar("audit_origin", default="")


@contextmanager
def coming_from(origin: str) -> Iterator[None]:
    """What is logged inside comes from there."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def origin() -> str:
    """page 10.0.0.5 · task ranking.tasks.nightly_ranking · command import_exchange (login)"""
    if said := _origin.get():
        return said
    if current_task and current_task.name:
        return f"task {current_task.name}"
    if Path(sys.argv[0]).name == "manage.py" and len(sys.argv) > 1:
        return f"command {sys.argv[1]} ({login()})"[:200]
    return ""


def login() -> str:
    """The operating system's login; its number where it has no name."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return str(getattr(os, "getuid", lambda: "unknown")())
