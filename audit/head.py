"""The head of the chain, kept outside the database: a tail that was cut there is found here.

One small file for each database in the folder IOM_AUDIT_HEAD, named after the server and the database, so that a
database that was made anew does not answer for the one before it. Put the folder on another machine.
"""

import json
import logging
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from audit.models import Seal

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Head:
    number: int
    digest: str
    at: str


def path() -> Path:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier, oid FROM pg_control_system(), pg_database WHERE datname = current_database()"
        )
        server, database = cursor.fetchone()
    return Path(settings.AUDIT_HEAD) / f"{server}-{database}.json"


def read() -> Head | None:
    """The head that was last kept; None where none is. A file that cannot be read as one is an error."""
    try:
        return Head(**json.loads(path().read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def in_chain(kept: Head) -> bool:
    """Whether the chain still holds the seal that was its head, or has let it go by age."""
    seals = Seal.objects.order_by("number").values_list("number", "digest")
    here = seals.filter(number=kept.number).first()
    if here is not None:
        return bytes(here[1]).hex() == kept.digest
    oldest = seals.first()
    return oldest is not None and oldest[0] > kept.number


def keep() -> None:
    """Write the newest seal down, but never over a head that the chain no longer holds: that is the evidence."""
    last = Seal.objects.only("number", "digest", "at").order_by("-number").first()
    kept = read()
    if kept is not None and not in_chain(kept):
        logger.critical("The log does not hold the seal %s that was its head. Run verify_audit.", kept.number)
    elif last is not None and (kept is None or kept.number < last.number):
        _write(Head(last.number, bytes(last.digest).hex(), last.at.isoformat()))


def _write(kept: Head) -> None:
    """Whole or not at all: a new file takes the old one's place."""
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(f".{os.getpid()}")
    new.write_text(json.dumps(asdict(kept)) + "\n", encoding="utf-8")
    new.replace(file)
