"""The rules of unusual viewing that a register starts with. No figure is published; each scheme sets its own."""

from datetime import timedelta
from pathlib import Path

from audit.code_lists import rows
from audit.models import ViewingRule

LIST = Path(__file__).parent / "data" / "viewing_rules.csv"
SOURCE = "first setting of the product; no figure is published"


def load() -> None:
    """Add what is not there; what the scheme has changed stays as it is."""
    for row in rows(LIST):
        values: dict[str, object] = {name: value or None for name, value in row.items()}
        values["window"] = timedelta(minutes=int(row["window_minutes"]))
        values |= {"channel": row["channel"], "source": SOURCE}
        del values["window_minutes"], values["code"]
        ViewingRule.objects.get_or_create(code=row["code"], defaults=values)
