"""Review groups and which offences put a record into them, from `data`. What a scheme has changed stays as it is."""

from pathlib import Path

from audit.code_lists import rows
from retention.models import GroupOffence, ReviewGroup

DATA = Path(__file__).parent / "data"


def load() -> None:
    groups = [ReviewGroup(**{**row, "until_age": row["until_age"] or None}) for row in rows(DATA / "review_groups.csv")]
    ReviewGroup.objects.bulk_create(groups, ignore_conflicts=True)
    offences = [
        GroupOffence(actuarial_category=row["actuarial_category"], group_id=row["group"])
        for row in rows(DATA / "group_offences.csv")
    ]
    GroupOffence.objects.bulk_create(offences, ignore_conflicts=True)
