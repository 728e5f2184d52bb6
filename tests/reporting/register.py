"""Put the demonstration's register into the test database: the rows that a report reads, without an import."""

import csv
import json
from datetime import date
from pathlib import Path

from agencies.models import Area, Grouping, GroupingArea
from agencies.models.areas import AreaLevel
from audit.models import Source
from cohorts.models import Cohort, Membership
from offenders.models import Arrest, CustodySpell, Offence, Offender, Supervision

FOLDER = Path(__file__).resolve().parents[2] / "exchange" / "demo" / "bedfordshire_2018_19"


def rows(name: str):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def load() -> None:
    """The people, their memberships, arrests, custody and supervision, as the CSV files have them."""
    source = Source.objects.create(name="Bedfordshire")
    areas = _scheme()
    people = _people(source, areas)
    _memberships(source, people)
    _offences(source, people, areas)
    CustodySpell.objects.bulk_create(
        CustodySpell(
            source=source,
            ref=row["ref"],
            offender=people[row["offender_ref"]],
            establishment=row["establishment"],
            reason=row["reason"],
            admitted_on=day(row["admitted_on"]),
            released_on=day(row["released_on"]),
        )
        for row in rows("custody.csv")
    )
    Supervision.objects.bulk_create(
        Supervision(
            source=source,
            ref=row["ref"],
            offender=people[row["offender_ref"]],
            provider=row["provider"],
            order_type=row["order_type"],
            started_on=day(row["started_on"]),
            ended_on=day(row["ended_on"]),
        )
        for row in rows("supervision.csv")
    )


def _scheme() -> dict[str, Area]:
    scheme = json.loads((FOLDER / "scheme.json").read_text(encoding="utf-8"))
    force = Area.objects.create(code="Bedfordshire", name="Bedfordshire", level=AreaLevel.FORCE)
    for position, area in enumerate(scheme["areas"]):
        Area.objects.create(code=area["code"], name=area["name"], level=AreaLevel.AREA, parent=force, position=position)
    for position, cohort in enumerate(scheme["cohorts"]):
        Cohort.objects.create(code=cohort["code"], name=cohort["name"], position=position)
    areas = {area.code: area for area in Area.objects.exclude(level=AreaLevel.FORCE)}
    for grouping in scheme["groupings"]:
        made = Grouping.objects.create(name=grouping["name"])
        for position, (group, codes) in enumerate(grouping["groups"].items()):
            for code in codes:
                GroupingArea.objects.create(grouping=made, group=group, group_position=position, area=areas[code])
    return areas


def _people(source: Source, areas: dict[str, Area]) -> dict[str, Offender]:
    made = Offender.objects.bulk_create(
        Offender(
            source=source,
            ref=row["offender_ref"],
            family_name=row["family_name"],
            given_names=row["given_names"],
            date_of_birth=day(row["date_of_birth"]),
            sex=row["sex"],
            area=areas[row["area"]],
            resident=row["resident"] == "Y",
        )
        for row in rows("offenders.csv")
    )
    return {person.ref: person for person in made}


def _memberships(source: Source, people: dict[str, Offender]) -> None:
    cohorts = {cohort.code: cohort for cohort in Cohort.objects.all()}
    Membership.objects.bulk_create(
        Membership(
            source=source,
            ref=row["ref"],
            offender=people[row["offender_ref"]],
            cohort=cohorts[row["cohort"]],
            referred_by=row["referred_by"],
            referred_on=day(row["referred_on"]),
            selected_on=day(row["selected_on"]),
            deselected_on=day(row["deselected_on"]),
            deselection_code_id=row["deselection_code"] or None,
        )
        for row in rows("memberships.csv")
    )


def _offences(source: Source, people: dict[str, Offender], areas: dict[str, Area]) -> None:
    lines = list(rows("offences.csv"))
    arrests = {
        row["arrest_ref"]: Arrest(
            source=source,
            ref=row["arrest_ref"],
            offender=people[row["offender_ref"]],
            arrested_on=day(row["arrested_on"]),
        )
        for row in lines
    }
    Arrest.objects.bulk_create(arrests.values())
    Offence.objects.bulk_create(
        Offence(
            source=source,
            ref=row["offence_ref"],
            arrest=arrests[row["arrest_ref"]],
            offence_code_id=row["offence_code"],
            disposal=row["disposal"],
            area=areas[row["area"]],
        )
        for row in lines
    )
