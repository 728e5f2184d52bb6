"""Version 1 of the rules as the product ships it, and versions that differ from it."""

import json
from pathlib import Path
from typing import Any

from rag.rules import Thresholds

DATA = json.loads((Path(__file__).resolve().parents[2] / "rag" / "data" / "rules_v1.json").read_text(encoding="utf-8"))


def version_1() -> Thresholds:
    return changed()


def changed(**values: Any) -> Thresholds:
    return Thresholds.from_data({**DATA["thresholds"], **values})
