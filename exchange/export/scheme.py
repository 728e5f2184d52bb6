"""scheme.json as the register holds the scheme, in the order in which it was named."""

import json
from typing import Any

from agencies.models import Agency, Area, Grouping, Scheme
from cohorts.models import Cohort


class NoScheme(Exception):
    """The register has no scheme yet: there is nothing to write out."""

    def __init__(self) -> None:
        super().__init__("The register has no scheme yet: nothing was written.")


def scheme_json() -> str:
    """The scheme, written the same way each time."""
    scheme = Scheme.objects.first()
    if scheme is None:
        raise NoScheme
    areas = Area.objects.of_the_scheme().select_related("parent")
    found: dict[str, Any] = {
        "name": scheme.name,
        "areas": [{"code": a.code, "name": a.name, "parent": a.parent.code if a.parent else ""} for a in areas],
        "groupings": [_grouping(grouping) for grouping in Grouping.objects.order_by("position", "name")],
        "cohorts": list(Cohort.objects.values("code", "name", "maximum")),
        "agencies": list(Agency.objects.values("code", "name", "kind")),
    }
    if not found["groupings"]:
        del found["groupings"]
    return json.dumps(found, indent=1, ensure_ascii=False)


def _grouping(grouping: Grouping) -> dict[str, Any]:
    groups: dict[str, list[str]] = {}
    for member in grouping.members.select_related("area").order_by("group_position", "group", "position"):
        groups.setdefault(member.group, []).append(member.area.code)
    return {"name": grouping.name, "groups": groups}
