"""The first versions of the matrix and of the settings, from this room's `data` folder; never written over."""

import json
from datetime import date
from pathlib import Path

from audit.code_lists import rows
from ranking.models import Matrix, RankingSetting

DATA = Path(__file__).parent / "data"
SOURCE = (
    "The default matrix of this product: factors of Preston's Revolution scheme and of the Tower and Tameside "
    "projects; the sources publish no points."
)


def load() -> None:
    points = json.loads((DATA / "matrix_1.json").read_text(encoding="utf-8"))
    Matrix.objects.get_or_create(version=1, defaults={"in_force_from": date.min, "points": points, "source": SOURCE})
    for row in rows(DATA / "settings.csv"):
        first = {**row, "code": f"{row['setting']}-1", "from_on": date.min}
        RankingSetting.objects.get_or_create(setting=row["setting"], version=1, defaults=first)
