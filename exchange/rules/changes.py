"""What a scheme file would add to a register's scheme and change in it, said before it is done.

A scheme file "adds and renames, and never removes" (spec/exchange.md, "scheme.json"). A rename is for the whole county,
so that whoever brings a folder in is told of it. Values in, a list out: nothing here reads the register.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from exchange.rules.problems import shown

LISTS = {
    "areas": ("area", ("name", "parent")),
    "cohorts": ("cohort", ("name", "maximum")),
    "agencies": ("agency", ("name", "kind")),
}


@dataclass(frozen=True)
class SchemeChange:
    """One thing that is added (`old` is None), or one value of a thing that is changed."""

    what: str
    code: str
    field: str
    old: str | None
    new: str
    where: str

    @property
    def added(self) -> bool:
        return self.old is None

    @property
    def thing(self) -> str:
        """Area Luton; cohort BD: maximum."""
        named = f"{self.what} {self.code}".strip()
        return named if self.field == "name" else f"{named}: {self.field}"

    def __str__(self) -> str:
        """One line of a terminal."""
        old = "new" if self.old is None else shown(self.old)
        return f"{shown(self.thing)}: {old} -> {shown(self.new)}"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def changes(held: dict[str, Any], wanted: dict[str, Any]) -> list[SchemeChange]:
    """What is new and what becomes another; both are schemes in the file's own form, `held` the register's."""
    return [*_scheme(held, wanted), *_coded(held, wanted), *_groupings(held, wanted)]


def _scheme(held: dict[str, Any], wanted: dict[str, Any]) -> Iterator[SchemeChange]:
    if held["name"] != wanted["name"]:
        yield SchemeChange("scheme", "", "name", held["name"], wanted["name"], "name")


def _coded(held: dict[str, Any], wanted: dict[str, Any]) -> Iterator[SchemeChange]:
    for key, (what, fields) in LISTS.items():
        known = {item["code"]: item for item in held[key]}
        for n, item in enumerate(wanted[key]):
            was = known.get(item["code"])
            if was is None:
                yield SchemeChange(what, item["code"], "name", None, item["name"], f"{key}[{n}].code")
                continue
            for field in fields:
                if was[field] != item[field]:
                    old, new = _said(was[field]), _said(item[field])
                    yield SchemeChange(what, item["code"], field, old, new, f"{key}[{n}].{field}")


def _groupings(held: dict[str, Any], wanted: dict[str, Any]) -> Iterator[SchemeChange]:
    known = {grouping["name"]: grouping["groups"] for grouping in held.get("groupings", [])}
    for n, grouping in enumerate(wanted.get("groupings", [])):
        was, new = known.get(grouping["name"]), _groups(grouping["groups"])
        if was is None:
            yield SchemeChange("grouping", grouping["name"], "groups", None, new, f"groupings[{n}].name")
        elif _groups(was) != new:
            yield SchemeChange("grouping", grouping["name"], "groups", _groups(was), new, f"groupings[{n}].groups")


def _groups(groups: dict[str, list[str]]) -> str:
    """North: Luton, Bedford; South: Dunstable. A group without areas is not held, so it says nothing."""
    return "; ".join(f"{name}: {', '.join(codes)}" for name, codes in groups.items() if codes) or "none"


def _said(value: Any) -> str:
    return "none" if value is None else str(value)
