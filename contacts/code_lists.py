"""What the scheme starts with: its standard of contact and what follows from a miss. Local practice, from `data`.

What a scheme has changed stays as it is.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from audit.code_lists import rows
from contacts.models import ContactStandard, MissRule
from contacts.rules.entering import ContactType

DATA = Path(__file__).parent / "data"


def load() -> None:
    standards = [ContactStandard(**_filled(row)) for row in rows(DATA / "contact_standards.csv")]
    ContactStandard.objects.bulk_create(standards, ignore_conflicts=True)
    MissRule.objects.bulk_create(
        [MissRule(**_filled(row)) for row in rows(DATA / "miss_rules.csv")], ignore_conflicts=True
    )


def _filled(row: Mapping[str, str]) -> dict[str, Any]:
    return {name: value or (None if name == "until_on" else "") for name, value in row.items()}


@lru_cache(maxsize=1)
def contact_types() -> tuple[ContactType, ...]:
    """The types of contact of the probation system, the ordinary one first."""
    return tuple(ContactType(row["code"], row["name"]) for row in rows(DATA / "probation_contact_types.csv"))
