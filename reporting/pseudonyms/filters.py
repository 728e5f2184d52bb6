"""The filters and sort orders of the register under pseudonyms, read from the address.

What is not on offer to a reader is ignored: nothing filters or sorts by what is not shown.
"""

from dataclasses import dataclass

from django.http import QueryDict

from agencies.categories import Category
from agencies.models import Area
from agencies.models.areas import AreaLevel
from cohorts.models import Cohort
from rag.models import Status
from rag.visible import ADVICE, ASK_LEAD
from reporting.pseudonyms.reader import Reader

SORT_WORDS = {
    "rag": "RAG, then rank where there is one",
    "rank": "rank",
    "area": "home area",
    "age": "age band, youngest first",
    "arrests": "arrests, fewest first",
    "none": "no order: as shuffled",
}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Group:
    """One filter: its name in the address, its legend, its options; `many` is checkboxes, else one is chosen."""

    name: str
    legend: str
    options: list[Option]
    many: bool = True

    @property
    def values(self) -> list[str]:
        return [option.value for option in self.options if option.chosen and option.value]


@dataclass(frozen=True)
class Filters:
    """What the reader chose, and the groups that show it."""

    groups: list[Group]
    sorts: list[str]
    sort: str
    backwards: bool

    def values(self, name: str) -> list[str]:
        return next((group.values for group in self.groups if group.name == name), [])

    @property
    def words(self) -> list[str]:
        """What is chosen, in words: Home area: Luton, Bedford."""
        chosen = [(g.legend, [o.label for o in g.options if o.chosen and o.value]) for g in self.groups]
        return [f"{legend}: {', '.join(labels)}" for legend, labels in chosen if labels]

    @property
    def sorted_by(self) -> str:
        return SORT_WORDS[self.sort] + (", the other way round" if self.backwards else "")


def read(query: QueryDict, reader: Reader) -> Filters:
    levels, groups = reader.levels, []
    if levels.knows_of(Category.SCHEME):
        member = [("", "Everybody"), ("yes", "On a cohort now"), ("no", "Not on a cohort")]
        groups.append(_one("member", "Membership", member, query))
    if levels.reads(Category.IDENTITY):
        groups.append(_many("area", "Home area", _areas(), query))
    if levels.reads(Category.SCHEME):
        groups.append(_many("rag", "RAG decided", _statuses(reader), query))
        groups.append(_many("cohort", "Cohort", _cohorts(reader), query))
    if levels.knows_of(Category.CUSTODY):
        custody = [("", "Either"), ("in", "In custody"), ("out", "At liberty")]
        groups.append(_one("custody", "Custody", custody, query))
    sorts, asked = _sorts(reader), query.get("sort", "")
    name = asked.removeprefix("-")
    sort = name if name in sorts else sorts[0]
    return Filters(groups, sorts, sort, backwards=asked.startswith("-") and name == sort)


def _sorts(reader: Reader) -> list[str]:
    """The orders on offer: of columns that this reader has. The first is what is taken when none is asked for."""
    offered = {
        "rag": reader.levels.reads(Category.SCHEME),
        "rank": reader.run is not None,
        "area": reader.levels.reads(Category.IDENTITY),
        "age": reader.levels.reads(Category.IDENTITY),
        "arrests": reader.levels.reads(Category.OFFENDING),
    }
    return [name for name, has in offered.items() if has] or ["none"]


def _areas() -> list[tuple[str, str]]:
    areas = Area.objects.exclude(level=AreaLevel.FORCE).order_by("level", "position", "code")
    return [(area.code, area.name) for area in areas]


def _statuses(reader: Reader) -> list[tuple[str, str]]:
    statuses = [(str(status), str(status.label)) for status in Status]
    if not reader.levels.reads(Category.OFFENDING):
        statuses[0] = (ASK_LEAD, ADVICE[ASK_LEAD])
    return [*statuses, ("none", "Not decided")]


def _cohorts(reader: Reader) -> list[tuple[str, str]]:
    return [(cohort.code, cohort.name) for cohort in Cohort.objects.all() if reader.sees_cohort(cohort)]


def _many(name: str, legend: str, options: list[tuple[str, str]], query: QueryDict) -> Group:
    asked = query.getlist(name)
    return Group(name, legend, [Option(value, label, value in asked) for value, label in options])


def _one(name: str, legend: str, options: list[tuple[str, str]], query: QueryDict) -> Group:
    """One of several; the first where the address says nothing that is on offer."""
    values = [value for value, _ in options]
    asked = query.get(name, "")
    chosen = asked if asked in values else values[0]
    return Group(name, legend, [Option(value, label, value == chosen) for value, label in options], many=False)
