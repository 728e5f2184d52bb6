"""scheme.json: what may stand in it (spec/exchange.md, "scheme.json"). Bytes in, a scheme and its problems out."""

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

RESERVED = ("total", "none", "OUT")
CODE_LENGTH, NAME_LENGTH = 32, 200
LARGEST_MAXIMUM = 2**31 - 1
LARGEST_FILE = 1 << 24
BOM = b"\xef\xbb\xbf"
AGENCY_KINDS = (
    "police",
    "probation",
    "prison",
    "youth_justice",
    "drug_service",
    "local_authority",
    "health",
    "voluntary",
    "other",
)

# Where (areas[2].code), the value as JSON, what is expected.
Fault = tuple[str, Any, str]
Faults = Iterator[Fault]


@dataclass
class SchemeFile:
    """A scheme as its file says it."""

    name: str
    areas: list[dict[str, Any]]
    cohorts: list[dict[str, Any]]
    agencies: list[dict[str, Any]]
    groupings: list[dict[str, Any]] = field(default_factory=list)


class NotAScheme(Exception):
    """The file is no JSON of ours."""

    def __init__(self, line: int, value: str, expected: str) -> None:
        super().__init__(expected)
        self.line, self.value, self.expected = line, value, expected


class RepeatedKey(ValueError):
    """A key that stands twice in one object: which of the two is meant cannot be known."""


def read(raw: bytes) -> Any:
    """The JSON of the file; keys that stand twice are refused."""
    try:
        text = raw.removeprefix(BOM).decode("utf-8")
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise NotAScheme(line, repr(raw[error.start : error.end])[2:-1], "text in UTF-8") from error
    except json.JSONDecodeError as error:
        raise NotAScheme(error.lineno, error.doc[error.pos : error.pos + 40], f"JSON ({error.msg})") from error
    except RepeatedKey as error:
        raise NotAScheme(_line_of(text, str(error)), str(error), "each key once") from error
    except (RecursionError, ValueError) as error:
        raise NotAScheme(1, "", "JSON as the format has it") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise RepeatedKey(next(key for n, key in enumerate(keys) if key in keys[:n]))
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _line_of(text: str, key: str) -> int:
    """The line of the second of two equal keys, as near as a search can tell."""
    written = json.dumps(key, ensure_ascii=False)
    first = text.find(written)
    second = text.find(written, first + 1)
    return text.count("\n", 0, max(first, second, 0)) + 1


def line_of(raw: bytes, where: str, value: Any) -> int:
    """The line on which a faulty value first stands; 1 where it cannot be told."""
    key = where.rpartition(".")[2].rpartition("[")[0] or where.rpartition(".")[2]
    text = raw.decode("utf-8", "replace")
    for written in (json.dumps(value, ensure_ascii=False), json.dumps(key, ensure_ascii=False)):
        at = text.find(written)
        if at >= 0 and len(written) > 2:
            return text.count("\n", 0, at) + 1
    return 1


def faults(scheme: Any, held_areas: Collection[str] = ()) -> list[Fault]:
    """Everything that is wrong with a scheme; a grouping may also name an area that the register holds already."""
    return list(_faults(scheme, set(held_areas)))


def _faults(scheme: Any, held_areas: set[str]) -> Faults:
    if not isinstance(scheme, dict):
        yield "", scheme, "an object with name, areas, cohorts and agencies"
        return
    yield from _keys("", scheme, {"name", "areas", "cohorts", "agencies"}, {"groupings"})
    yield from _name("name", scheme.get("name", ""), "name" in scheme)
    for key, (needed, judge) in LISTS.items():
        if key in scheme:
            yield from _list(key, scheme[key], needed, judge)
    if "groupings" in scheme:
        yield from _groupings(scheme["groupings"], _codes(scheme.get("areas")) | held_areas)


def _keys(where: str, found: dict[str, Any], needed: set[str], optional: set[str] = frozenset()) -> Faults:  # type: ignore[assignment]
    at = f"{where}." if where else ""
    for key in sorted(needed - found.keys()):
        yield f"{at}{key}", None, f"the key {key}"
    for key in found:
        if key not in needed | optional:
            yield f"{at}{key}", key, f"one of the keys {', '.join(sorted(needed | optional))}"


def _name(where: str, value: Any, there: bool = True) -> Faults:
    if there and not _text(value, NAME_LENGTH):
        yield where, value, f"a text of 1 to {NAME_LENGTH} characters"


def _text(value: Any, longest: int) -> bool:
    return isinstance(value, str) and 0 < len(value) <= longest and _storable(value)


def _storable(value: str) -> bool:
    """Whether PostgreSQL can hold it: no NUL, no half of a surrogate pair."""
    return "\0" not in value and not any("\ud800" <= c <= "\udfff" for c in value)


def _codes(items: Any) -> set[str]:
    if not isinstance(items, list):
        return set()
    return {item["code"] for item in items if isinstance(item, dict) and isinstance(item.get("code"), str)}


def _list(key: str, items: Any, needed: set[str], judge: Callable[[str, dict[str, Any]], Faults]) -> Faults:
    if not isinstance(items, list):
        yield key, items, "a list"
        return
    seen: set[str] = set()
    for n, item in enumerate(items):
        where = f"{key}[{n}]"
        if not isinstance(item, dict):
            yield where, item, f"an object with {', '.join(sorted(needed))}"
            continue
        yield from _keys(where, item, needed)
        if "code" in item:
            yield from _code(f"{where}.code", item["code"], seen)
        yield from _name(f"{where}.name", item.get("name"), "name" in item)
        yield from judge(where, item)


def _code(where: str, code: Any, seen: set[str]) -> Faults:
    if not _text(code, CODE_LENGTH):
        yield where, code, f"a code of 1 to {CODE_LENGTH} characters"
    elif code in RESERVED:
        yield where, code, f"a code that is not {', '.join(RESERVED[:-1])} or {RESERVED[-1]}"
    elif code in seen:
        yield where, code, "a code that stands once in its list"
    else:
        seen.add(code)


def _area(where: str, item: dict[str, Any]) -> Faults:
    yield from _name(f"{where}.parent", item.get("parent"), "parent" in item)


def _cohort(where: str, item: dict[str, Any]) -> Faults:
    maximum = item.get("maximum")
    whole = isinstance(maximum, int) and not isinstance(maximum, bool) and 0 <= maximum <= LARGEST_MAXIMUM
    if maximum is not None and not whole:
        yield f"{where}.maximum", maximum, "null or a whole number"


def _agency(where: str, item: dict[str, Any]) -> Faults:
    if "kind" in item and (not isinstance(item["kind"], str) or item["kind"] not in AGENCY_KINDS):
        yield f"{where}.kind", item["kind"], f"one of {', '.join(AGENCY_KINDS)}"


LISTS = {
    "areas": ({"code", "name", "parent"}, _area),
    "cohorts": ({"code", "name", "maximum"}, _cohort),
    "agencies": ({"code", "name", "kind"}, _agency),
}


def _groupings(groupings: Any, areas: set[str]) -> Faults:
    if not isinstance(groupings, list):
        yield "groupings", groupings, "a list"
        return
    seen: set[str] = set()
    for n, grouping in enumerate(groupings):
        where = f"groupings[{n}]"
        if not isinstance(grouping, dict):
            yield where, grouping, "an object with name and groups"
            continue
        yield from _keys(where, grouping, {"name", "groups"})
        yield from _name(f"{where}.name", grouping.get("name"), "name" in grouping)
        if isinstance(grouping.get("name"), str) and grouping["name"] in seen:
            yield f"{where}.name", grouping["name"], "a name that stands once in its list"
        seen.add(str(grouping.get("name")))
        if "groups" in grouping:
            yield from _groups(f"{where}.groups", grouping["groups"], areas)


def _groups(where: str, groups: Any, areas: set[str]) -> Faults:
    if not isinstance(groups, dict):
        yield where, groups, "an object of names and lists of area codes"
        return
    for name, codes in groups.items():
        yield from _name(where, name)
        if not isinstance(codes, list):
            yield f"{where}.{name}", codes, "a list of area codes"
            continue
        for n, code in enumerate(codes):
            if not isinstance(code, str) or code not in areas:
                yield f"{where}.{name}[{n}]", code, "the code of an area of this scheme"
            elif code in codes[:n]:
                yield f"{where}.{name}[{n}]", code, "each area once in its group"


def written(value: Any) -> str:
    """A value as JSON, to be shown."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:1000]
