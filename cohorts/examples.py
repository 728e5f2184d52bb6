"""Cohorts that schemes have published, each with its source: what a coordinator can start one from."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "cohort_examples.json"


@dataclass(frozen=True)
class Example:
    """One published cohort: its words as the source has them, and checks that the product reads from them."""

    code: str
    name: str
    of_victims: bool
    purpose: str
    criteria: str
    checks: list[list[dict[str, Any]]]
    maximum: int | None
    origin: str


@cache
def examples() -> dict[str, Example]:
    """By code, in the order of the file."""
    found = (Example(**row) for row in json.loads(DATA.read_text(encoding="utf-8")))
    return {example.code: example for example in found}
