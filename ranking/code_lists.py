"""Version 1 of the scoring matrix, from this room's `data` folder. What a scheme has is never overwritten."""

import json
from datetime import date
from pathlib import Path

from ranking.models import Matrix

DATA = Path(__file__).parent / "data"
SOURCE = (
    "The default matrix of this product: factors of Preston's Revolution scheme and of the Tower and Tameside "
    "projects; the sources publish no points."
)


def load() -> None:
    points = json.loads((DATA / "matrix_1.json").read_text(encoding="utf-8"))
    Matrix.objects.get_or_create(version=1, defaults={"in_force_from": date.min, "points": points, "source": SOURCE})
