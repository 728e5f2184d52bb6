"""Bedfordshire's deselection codes, from this room's `data` folder."""

from pathlib import Path

from audit.code_lists import rows
from cohorts.models import DeselectionCode

DATA = Path(__file__).parent / "data"


def load() -> None:
    DeselectionCode.objects.bulk_create(
        [DeselectionCode(**row) for row in rows(DATA / "deselection.csv")],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["text", "evidence"],
    )
