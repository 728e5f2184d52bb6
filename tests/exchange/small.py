"""A small, sound register as a folder, for tests that change one thing in it. Everybody in it is invented."""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from agencies.code_lists import command_line
from exchange.actions.imports import Result, import_folder
from exchange.rules.layout import FILES

AS_OF = date(2019, 3, 31)

SCHEME: dict[str, Any] = {
    "name": "Wessex",
    "areas": [
        {"code": "N", "name": "North", "parent": "Wessex Police"},
        {"code": "S", "name": "South", "parent": "Wessex Police"},
    ],
    "cohorts": [
        {"code": "BD", "name": "Burglary Dwelling", "maximum": None},
        {"code": "HI", "name": "High Impact", "maximum": 40},
    ],
    "agencies": [
        {"code": "police", "name": "Wessex Police", "kind": "police"},
        {"code": "probation", "name": "Probation", "kind": "probation"},
    ],
}

_ROWS = {
    # The PNC check letter by hand: 97 and 0966342 make 970966342; modulo 23 it is 20, and letter 20 from 0 is X.
    "offenders": [
        "P1|1997/0966342X|E404652|A9689KC|Iqbal|Wayne|1994-02-03|M|W1|N|Y",
        "P2||||O'Hara|Zoë|1988-11-30|F||OUT|N",
    ],
    "memberships": [
        "M1|P1|BD|police|2018-01-01|2018-01-15|2018-06-01|1",
        "M2|P1|BD|police|2018-06-01|2018-06-01||",
        "M3|P2|HI|prison|2018-03-01|2018-03-01||",
    ],
    "offences": [
        "P1|A1|O1|2018-05-01|028/03|charged|N",
        "P1|A1|O2|2018-05-01|046/00|no_further_action|OUT",
        "P2|A2|O3|2018-07-09|046/00|cautioned|S",
    ],
    "custody": [
        "C1|P1|HMP Wessex|sentence|2018-08-01|2018-09-01|62|good",
        "C2|P1|HMP Wessex|remand|2019-02-01|||",
    ],
    "supervision": ["S1|P2|crc|licence|2018-06-01|", "S2|P1|nps|other|2018-09-01|2019-01-01"],
    "warrants": ["W1|P1|warrant|2018-04-20|2018-05-01", "W2|P2|recall|2019-03-30|"],
    "intelligence": ["I1|P1|2019-03-10|1|A|P|offending|Seen near the shop."],
    "contacts": ["K1|P2|2019-03-01|probation|office|kept"],
    "drug_tests": ["D1|P2|2019-03-02|licence|negative|positive"],
    "pathway_assessments": ["L1|P1|2019-01-05|accommodation|B"],
    "judgements": ["J1|P1|2019-03-03|police|increase|Back with old friends."],
    "rag": ["R1|P1|2019-02-28|RED|panel", "R2|P2|2019-02-28|GREEN_RM|interim"],
}

Rows = list[dict[str, str]]


class Folder:
    """The small register as rows to change: `folder["custody"][0]["released_on"] = ""`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.scheme = deepcopy(SCHEME)
        self.rows: dict[str, Rows] = {
            file.stem: [dict(zip(file.names, row.split("|"), strict=True)) for row in _ROWS[file.stem]]
            for file in FILES
        }
        self.raw: dict[str, bytes] = {}

    def __getitem__(self, stem: str) -> Rows:
        return self.rows[stem]

    def only(self, *stems: str) -> "Folder":
        """Keep these files alone."""
        self.rows = {stem: self.rows[stem] for stem in stems}
        return self

    def withdraw(self, stem: str, ref: str) -> None:
        """Mark the row with that key `deleted`; the column then stands in the whole file."""
        key = "offence_ref" if stem == "offences" else next(iter(self[stem][0]))
        for row in self[stem]:
            row["deleted"] = "Y" if row[key] == ref else row.get("deleted", "")

    def write(self) -> Path:
        self.path.mkdir(exist_ok=True)
        for old in self.path.iterdir():
            old.unlink()
        (self.path / "scheme.json").write_text(json.dumps(self.scheme), encoding="utf-8")
        for stem, rows in self.rows.items():
            (self.path / f"{stem}.csv").write_bytes(as_csv(rows))
        for name, raw in self.raw.items():
            (self.path / name).write_bytes(raw)
        return self.path

    def load(self, **more: Any) -> Result:
        return import_folder(self.write(), by=command_line(), **{"as_of": AS_OF, **more})


def as_csv(rows: Rows) -> bytes:
    """RFC 4180 with LF; a test that is about bytes writes its own."""
    lines = [list(rows[0]), *(list(row.values()) for row in rows)] if rows else []
    return "".join(",".join(map(_quoted, line)) + "\n" for line in lines).encode()


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(c in cell for c in ',"\r\n') else cell


def changed(result: Result) -> dict[str, dict[str, int]]:
    """What an import created and updated, without the noughts."""
    return {
        file: {word: counts[word] for word in ("created", "updated") if counts[word]}
        for file, counts in result.counts.items()
        if counts["created"] or counts["updated"]
    }


def told(result: Result) -> list[tuple[str, int, str]]:
    """Where the problems are: file, line, column."""
    return [(problem.file, problem.line, problem.column) for problem in result.problems]


Change = Callable[[Folder], None]
