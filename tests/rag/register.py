"""Put rows of the exchange format into the test database, without an import."""

import csv
from collections import defaultdict
from datetime import date
from itertools import count
from pathlib import Path

from agencies.models import Area
from audit.models import Source
from cohorts.models import Membership
from enforcement.models import DrugTest, Warrant
from offenders.models import Arrest, Contact, CustodySpell, IntelligenceReport, Offence, OffenceCode, Offender
from rag.models import Decision, Judgement
from tests.factories import AgencyFactory, AreaFactory, CohortFactory

FOLDER = Path(__file__).resolve().parents[2] / "exchange" / "demo" / "bedfordshire_2018_19"
FILES = {
    "offenders": None,
    "memberships": Membership,
    "offences": Offence,
    "custody": CustodySpell,
    "warrants": Warrant,
    "intelligence": IntelligenceReport,
    "contacts": Contact,
    "drug_tests": DrugTest,
    "judgements": Judgement,
    "rag": Decision,
}
number = count()


def demo() -> dict[str, list[dict]]:
    """The demonstration's register, with its dates as dates."""
    return {name: [_typed(row) for row in _rows(f"{name}.csv")] for name in FILES}


def _rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _typed(row):
    return {key: date.fromisoformat(cell) if key.endswith("_on") and cell else cell for key, cell in row.items()}


def severities() -> dict[str, int]:
    return dict(OffenceCode.objects.values_list("code", "severity"))


def keep(files: dict[str, list[dict]]) -> dict[str, Offender]:
    """Everybody's rows, in a source of their own; returns the people by their ref."""
    source = Source.objects.create(name=f"register {next(number)}")
    people = _people(source, files["offenders"])
    areas = _Made(AreaFactory, Area.objects.filter(parent__isnull=True, level="outside"))
    _offences(source, people, files.get("offences", []), areas)
    makers = {"agency": _Made(AgencyFactory), "cohort": _Made(CohortFactory)}
    for name, model in FILES.items():
        if name in ("offenders", "offences"):
            continue
        model.objects.bulk_create(_row(model, row, source, people, makers) for row in files.get(name, []))
    return people


class _Made(dict):
    """By code; made where it is asked for first."""

    def __init__(self, factory, there=()):
        super().__init__({row.code: row for row in there})
        self.factory = factory

    def __missing__(self, code):
        kinds = {"kind": "other"} if self.factory is AgencyFactory else {}
        self[code] = self.factory(code=code, **kinds)
        return self[code]


def _row(model, row, source, people, makers):
    values = {
        key: (None if cell == "" and key.endswith(("_on", "_days", "_code")) else cell) for key, cell in row.items()
    }
    person = people[values.pop("offender_ref")]
    for key, made in makers.items():
        if key in values:
            values[key] = made[values[key]]
    if "deselection_code" in values:
        values["deselection_code_id"] = values.pop("deselection_code")
    return model(source=source, import_number=1, offender=person, **values)


def _people(source, rows):
    area = AreaFactory()
    made = Offender.objects.bulk_create(
        Offender(
            source=source,
            ref=row["offender_ref"],
            family_name="Jarvis",
            given_names="Ethan",
            date_of_birth=date(1990, 5, 3),
            sex="M",
            area=area,
            resident=True,
        )
        for row in rows
    )
    return {person.ref: person for person in made}


def _offences(source, people, rows, areas):
    by_arrest = defaultdict(list)
    for row in rows:
        by_arrest[row["arrest_ref"]].append(row)
    arrests = {
        ref: Arrest(source=source, ref=ref, offender=people[of[0]["offender_ref"]], arrested_on=of[0]["arrested_on"])
        for ref, of in by_arrest.items()
    }
    Arrest.objects.bulk_create(arrests.values())
    Offence.objects.bulk_create(
        Offence(
            source=source,
            ref=row["offence_ref"],
            arrest=arrests[row["arrest_ref"]],
            offence_code_id=row["offence_code"],
            disposal=row["disposal"],
            area=areas[row.get("area", "Luton")],
        )
        for row in rows
    )
