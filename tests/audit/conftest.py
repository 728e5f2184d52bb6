"""A log of a few rows, and whoever owns the database and may do anything to it."""

import pytest
from django.db import connection

from audit import log


@pytest.fixture
def head_folder(settings, tmp_path):
    settings.AUDIT_HEAD = tmp_path / "head"
    return settings.AUDIT_HEAD


@pytest.fixture
def as_owner():
    """Run statements as the owner, with the triggers out of the way: what tampering looks like."""

    def run(*statements: str) -> None:
        with connection.cursor() as cursor:
            for table in ("audit_entry", "audit_seal"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for statement in statements:
                cursor.execute(statement)
            for table in ("audit_entry", "audit_seal"):
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    return run


@pytest.fixture
def write(person):
    """Log that Aisha changed so many people, 1, 2, 3 and so on; the numbers of the rows."""

    def rows(number: int) -> list[int]:
        aisha = person("aisha")
        return [log.changed("offenders.correct", by=aisha, offender_id=n + 1, field="crn").pk for n in range(number)]

    return rows
