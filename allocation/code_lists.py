"""What a scheme starts with: points of a case and the checklist of a handover. Local practice, from `data`.

What a scheme has set for itself is never overwritten.
"""

from datetime import date
from pathlib import Path

from allocation.models import HandoverItem, WorkloadPoints
from audit.code_lists import rows

DATA = Path(__file__).parent / "data"
SOURCE = "Local practice: no published scheme gives numbers. Set your own as rows from a day on."
SINCE = date(2000, 1, 1)


def load() -> None:
    WorkloadPoints.objects.bulk_create(
        [
            WorkloadPoints(factor=row["factor"], value=row["value"], points=row["points"], from_on=SINCE, source=SOURCE)
            for row in rows(DATA / "workload_points.csv")
        ],
        ignore_conflicts=True,
    )
    HandoverItem.objects.bulk_create(
        [
            HandoverItem(
                code=row["code"],
                words=row["words"],
                obligatory=row["obligatory"] == "yes",
                position=row["position"],
                from_on=SINCE,
                source=SOURCE,
            )
            for row in rows(DATA / "handover_items.csv")
        ],
        ignore_conflicts=True,
    )
