"""The sets of pathways that the product brings, from this room's `data` folder; `sets.csv` says where each is from."""

from pathlib import Path

from agencies.categories import Category
from audit.code_lists import rows
from pathways.models import Pathway, PathwayLevel, PathwaySet

DATA = Path(__file__).parent / "data"
# "Current intelligence indicating offending behaviour": the list itself is the source's, and stays as it is.
RESTS_ON = {("attitudes", "E"): Category.INTELLIGENCE_ORIGINAL.value}


def load() -> None:
    """What the product brings; from which day a set is in force is the scheme's, and stays as it is.

    A set that was given a day stays in its words too: what the product changes in it is a new version of `sets.csv`.
    """
    for row in rows(DATA / "sets.csv"):
        told = {"name": row["name"], "source": row["source"]}
        made = {**told, "opens_on": row["opens_on"] or None}
        found, _ = PathwaySet.objects.update_or_create(
            code=row["code"], version=int(row["version"]), defaults=told, create_defaults=made
        )
        _load_pathways(found, row["file"], stands=found.opens_on is not None)


def _load_pathways(of: PathwaySet, file: str, *, stands: bool) -> None:
    lines = list(rows(DATA / file))
    names = {r["pathway"]: (r["name"], r.get("theme") or r["pathway"]) for r in lines}
    Pathway.objects.bulk_create(
        [
            Pathway(code=code, set=of, name=name, theme=theme, position=n)
            for n, (code, (name, theme)) in enumerate(names.items())
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["position"] if stands else ["set", "name", "theme", "position"],
    )
    PathwayLevel.objects.bulk_create(
        [
            PathwayLevel(
                pathway_id=r["pathway"],
                level=r["level"],
                text=r["text"],
                need=r["need"] == "Y",
                rests_on=RESTS_ON.get((r["pathway"], r["level"]), ""),
            )
            for r in lines
        ],
        update_conflicts=True,
        unique_fields=["pathway", "level"],
        update_fields=["rests_on"] if stands else ["text", "need", "rests_on"],
    )
