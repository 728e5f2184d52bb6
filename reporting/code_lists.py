"""Unit costs with their sources, from this room's `data` folder."""

from pathlib import Path

from audit.code_lists import rows
from reporting.models import UnitCost

DATA = Path(__file__).parent / "data"


def load() -> None:
    UnitCost.objects.bulk_create(
        [UnitCost(**row) for row in rows(DATA / "unit_costs.csv")],
        update_conflicts=True,
        unique_fields=["key", "source"],
        update_fields=["name", "price_base", "pounds", "note"],
    )
