"""Bedfordshire's deselection codes, the scheme's numbers and the first letters, from this room's `data` folder."""

from datetime import date
from pathlib import Path

from audit.code_lists import rows
from cohorts.models import DeselectionCode, LetterTemplate, SchemeSetting

# The first rows hold from before any register; a later practice is another row from its day.
ALWAYS = date(2000, 1, 1)
DATA = Path(__file__).parent / "data"
SETTINGS = DATA / "settings.csv"


def load() -> None:
    DeselectionCode.objects.bulk_create(
        [DeselectionCode(**row) for row in rows(DATA / "deselection.csv")],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["text", "evidence"],
    )
    first = [{name: row[name] for name in ("code", "number", "words", "source")} for row in rows(SETTINGS)]
    SchemeSetting.objects.bulk_create([SchemeSetting(**row, from_on=ALWAYS) for row in first], ignore_conflicts=True)
    LetterTemplate.objects.bulk_create(
        [_template(row["file"], row) for row in rows(DATA / "letters.csv")], ignore_conflicts=True
    )


def _template(file: str, row: dict[str, str]) -> LetterTemplate:
    """The first version of a letter; a coordinator's later ones stand beside it."""
    body = (DATA / "letters" / file).read_text(encoding="utf-8").strip()
    return LetterTemplate(
        kind=row["kind"], code_id=row["code"] or None, title=row["title"], body=body, from_on=ALWAYS,
        source=row["source"],
    )  # fmt: skip
