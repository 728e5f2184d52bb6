"""The scheme as a folder brings it: it adds and renames, and never removes (spec/exchange.md, "scheme.json")."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from agencies.models import Agency, Area, Grouping, GroupingArea, Scheme
from agencies.models.areas import AreaLevel
from audit.models import Source
from cohorts.models import Cohort
from exchange.rules.changes import SchemeChange, changes
from exchange.rules.scheme import SchemeFile


def scheme_held() -> dict[str, Any]:
    """The register's scheme in the form of scheme.json, in the order in which it was named."""
    areas = Area.objects.of_the_scheme().select_related("parent")
    return {
        "name": Scheme.objects.values_list("name", flat=True).first(),
        "areas": [{"code": a.code, "name": a.name, "parent": a.parent.code if a.parent else ""} for a in areas],
        "groupings": [_grouping(grouping) for grouping in Grouping.objects.order_by("position", "name")],
        "cohorts": list(Cohort.objects.values("code", "name", "maximum")),
        "agencies": list(Agency.objects.values("code", "name", "kind")),
    }


def _grouping(grouping: Grouping) -> dict[str, Any]:
    groups: dict[str, list[str]] = {}
    for member in grouping.members.select_related("area").order_by("group_position", "group", "position"):
        groups.setdefault(member.group, []).append(member.area.code)
    return {"name": grouping.name, "groups": groups}


def what_changes(scheme: SchemeFile) -> list[SchemeChange]:
    """What a scheme file would add to the register's scheme and change in it; ask before it is written.

    A register without a scheme takes the file's as it is: there is nothing that anybody knows under another name.
    """
    return changes(scheme_held(), vars(scheme)) if Scheme.objects.exists() else []


def write_scheme(scheme: SchemeFile) -> bool:
    """Bring the register's scheme into line with a scheme file; call inside the import's transaction.

    Returns whether an agency is new or another than before: then who is involved is a question about everybody.
    """
    _name(scheme.name)
    _areas(scheme.areas)
    _coded(Cohort.objects.all(), scheme.cohorts, ("name", "maximum"))
    before = _agencies()
    _coded(Agency.objects.all(), scheme.agencies, ("name", "kind"))
    _groupings(scheme.groupings)
    return _agencies() != before


def _agencies() -> list[tuple[Any, ...]]:
    return list(Agency.objects.order_by("pk").values_list("pk", "name", "kind"))


def _name(name: str) -> None:
    held = Scheme.objects.first()
    if held is None:
        Scheme.objects.create(name=name)
    elif held.name != name:
        # The sender that is the scheme itself is renamed with it, so that its keys stay its keys.
        if not Source.objects.filter(name=name).exists():
            Source.objects.filter(name=held.name).exclude(name=Source.PRODUCT).update(name=name)
        held.name = name
        held.save(update_fields=["name"])


def _areas(areas: list[dict[str, Any]]) -> None:
    forces: dict[str, Area] = {}
    for area in areas:
        if area["parent"] not in forces:
            forces[area["parent"]], _ = Area.objects.get_or_create(
                code=area["parent"], level=AreaLevel.FORCE, defaults={"name": area["parent"]}
            )
    items = [{**area, "parent_id": forces[area["parent"]].pk} for area in areas]
    of_the_scheme = Area.objects.filter(level=AreaLevel.AREA)
    _coded(of_the_scheme, items, ("name", "parent_id"), level=AreaLevel.AREA)


def _coded(held: models.QuerySet[Any], items: list[dict[str, Any]], fields: Iterable[str], **more: Any) -> None:
    """Add and rename by code; the file's own order comes first, what it does not name keeps its order behind."""
    rows = {row.code: row for row in held}
    for position, item in enumerate(items):
        wanted = {field: item[field] for field in fields} | {"position": position}
        if item["code"] in rows:
            _change(rows.pop(item["code"]), wanted)
        else:
            held.model._default_manager.create(code=item["code"], **wanted, **more)
    behind = sorted(rows.values(), key=lambda row: (row.position, row.code))
    for position, row in enumerate(behind, len(items)):
        _change(row, {"position": position})


def _change(row: models.Model, wanted: dict[str, Any]) -> None:
    if any(getattr(row, field) != value for field, value in wanted.items()):
        for field, value in wanted.items():
            setattr(row, field, value)
        row.save(update_fields=list(wanted))


def _groupings(groupings: list[dict[str, Any]]) -> None:
    """A grouping that the file names is as the file has it; another stays. History is untouched by either."""
    for position, item in enumerate(groupings):
        grouping, _ = Grouping.objects.update_or_create(name=item["name"], defaults={"position": position})
        grouping.members.all().delete()
        _fill(grouping, item["groups"])


def _fill(grouping: Grouping, groups: dict[str, list[str]]) -> None:
    areas = {area.code: area for area in Area.objects.filter(level=AreaLevel.AREA)}
    GroupingArea.objects.bulk_create(
        GroupingArea(grouping=grouping, group=name, group_position=group_position, area=areas[code], position=position)
        for group_position, (name, codes) in enumerate(groups.items())
        for position, code in enumerate(codes)
    )
