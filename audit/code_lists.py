"""Code lists come as CSV files inside the rooms and are read into tables after every migration.

`register` is called from a room's `AppConfig.ready`. It is the one use of a Django signal.
"""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def register(room: AppConfig, load: Callable[[], None], *tables: str) -> None:
    """Call `load` after each migration of `room`, once its tables are there."""

    def after(sender: AppConfig, using: str, **kwargs: Any) -> None:
        if set(tables) <= set(connections[using].introspection.table_names()):
            load()

    post_migrate.connect(after, sender=room, dispatch_uid=f"{room.name} code lists", weak=False)
