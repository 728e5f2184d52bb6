"""Offence and ethnicity codes and the conditions of licences, from this room's `data` folder."""

from pathlib import Path

from audit.code_lists import rows
from offenders.models import ConditionCode, Ethnicity, OffenceCode

DATA = Path(__file__).parent / "data"


def load() -> None:
    Ethnicity.objects.bulk_create(
        [Ethnicity(code=r["code"], name=r["name"], code_set=r["set"]) for r in rows(DATA / "ethnicity.csv")],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "code_set"],
    )
    ConditionCode.objects.bulk_create(
        [_condition(r) for r in rows(DATA / "licence_conditions.csv")],
        update_conflicts=True,
        unique_fields=["policy", "code"],
        update_fields=["additional", "position", "text", "source"],
    )
    if OffenceCode.objects.count() < len(codes := [_code(r) for r in rows(DATA / "offence_codes.csv")]):
        OffenceCode.objects.bulk_create(codes, ignore_conflicts=True)


def _condition(row: dict[str, str]) -> ConditionCode:
    return ConditionCode(
        policy=row["policy"],
        code=row["code"],
        additional=row["additional"] == "Y",
        position=int(row["position"]),
        text=row["text"],
        source="Ministry of Justice, create-and-vary-a-licence-api, PolicyV4",
    )


def _code(row: dict[str, str]) -> OffenceCode:
    return OffenceCode(
        code=row["code"],
        name=row["name"],
        offence_class=row["offence_class"],
        offence_group=row["offence_group"],
        actuarial_category=row["actuarial_category"],
        serious_acquisitive=row["serious_acquisitive"] == "Y",
        burglary_dwelling=row["burglary_dwelling"] == "Y",
        severity=int(row["severity"]),
        unit_cost=row["unit_cost"],
    )
