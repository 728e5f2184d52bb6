"""The worklist's thresholds: rows of the scheme, read once for a look."""

from pathlib import Path

from audit.code_lists import rows
from audit.prepared import Rows, prepared
from casefile.worklist.rules import Length

LIST = Path(__file__).parent.parent / "data" / "worklist_rules.csv"
Limits = dict[str, Length]


def load() -> None:
    """Add what is not there; what the scheme has changed stays as it is."""
    from casefile.models import WorklistRule

    for position, row in enumerate(rows(LIST)):
        values = {**row, "number": int(row["number"]), "position": position}
        WorklistRule.objects.get_or_create(code=values.pop("code"), defaults=values)


def limits() -> Limits:
    return {code: Length(number, unit) for code, number, unit in _limits()}


@prepared
def _limits() -> Rows:
    from casefile.models import WorklistRule

    return WorklistRule.objects.values_list("code", "number", "unit")
