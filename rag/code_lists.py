"""Version 1 of the rules' windows, thresholds and order, from this room's `data` folder."""

import json
from pathlib import Path

from rag.models import RuleSet

DATA = Path(__file__).parent / "data"


def load() -> None:
    """Make version 1 where it is missing. A version that is there is never changed: old decisions rest on it."""
    data = json.loads((DATA / "rules_v1.json").read_text(encoding="utf-8"))
    version = data.pop("version")
    RuleSet.objects.get_or_create(version=version, defaults=data)
