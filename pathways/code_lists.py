"""Bedfordshire's eight pathways and their lettered levels, from this room's `data` folder."""

from pathlib import Path

from audit.code_lists import rows
from pathways.models import Pathway, PathwayLevel

DATA = Path(__file__).parent / "data"


def load() -> None:
    lines = list(rows(DATA / "pathways.csv"))
    names = {r["pathway"]: r["name"] for r in lines}
    Pathway.objects.bulk_create(
        [Pathway(code=code, name=name, position=n) for n, (code, name) in enumerate(names.items())],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "position"],
    )
    PathwayLevel.objects.bulk_create(
        [PathwayLevel(pathway_id=r["pathway"], level=r["level"], text=r["text"], need=r["need"] == "Y") for r in lines],
        update_conflicts=True,
        unique_fields=["pathway", "level"],
        update_fields=["text", "need"],
    )
