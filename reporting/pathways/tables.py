"""The numbered tables of the report and its chart: the page, the chart and the file say the same of each count."""

from collections.abc import Iterable
from itertools import groupby

from pathways.rules import Theme
from pathways.rules.progress import Move
from pathways.rules.waits import waits
from reporting.charts import Needs, NeedsChart, needs
from reporting.document.shown import Cell
from reporting.document.tables import Table, TableRow
from reporting.pathways.figures import Found
from reporting.pathways.shown import RESULTS, Shown
from reporting.rules.figures import percent
from reporting.rules.pathways import AGAIN, ASSESSED, MEMBERS, MISSING, REACHED, SHORT
from reporting.rules.suppression import Key

LEVELS = "level-"


def tables(found: Found, shown: Shown) -> list[Table]:
    """Those that have a row, numbered as they stand."""
    made = [_needs(found, shown), _moves(found, shown), _shares(found, shown), _waits(found, shown)]
    made += [_done(found, shown), *_levels(found, shown)]
    kept = [table for table in made if table.rows]
    return [
        Table(one.key, number, one.title, one.first, one.columns, one.rows) for number, one in enumerate(kept, start=1)
    ]


def chart(found: Found, shown: Shown) -> NeedsChart:
    """Pathway needs, as Bedfordshire's report draws them: of each pathway who has a need, of how many assessed."""
    rows = []
    for pathway in found.pathways:
        need, none, of = ((pathway.theme, part) for part in ("need", "none", "assessed"))
        text = f"{shown.text(need)} · {shown.text(none)} (N {shown.text(of)})"
        words = f"need {shown.text(need)}, no need {shown.text(none)}, of {shown.text(of)} assessed"
        rows.append(Needs(pathway.name, shown.value(need), shown.value(none), text, words))
    return needs("needs", f"Pathway needs: need · no need, of N assessed; N {shown.text(ASSESSED)} people", rows)


def _needs(found: Found, shown: Shown) -> Table:
    columns = ["Need", "No need", "Assessed (N)", "Need, of N", "Not assessed"]
    rows = []
    for pathway in found.pathways:
        theme = pathway.theme
        need, of = (theme, "need"), (theme, "assessed")
        share = shown.percent(percent(shown.values[need], shown.values[of]), need, of)
        cells = [shown.cell(need), shown.cell((theme, "none")), shown.cell(of), share, shown.cell((theme, "never"))]
        rows.append(TableRow(pathway.name, cells))
    whole = [Cell(""), Cell(""), shown.cell(ASSESSED), Cell(""), shown.cell(("people", "not_assessed"))]
    if rows:
        rows.append(TableRow("People, assessed on any pathway", whole, total=True))
    return _table("needs", "Needs on the last day, by the latest assessment of each pathway", "Pathway", columns, rows)


def _moves(found: Found, shown: Shown) -> Table:
    moves = (*AGAIN, Move.ONCE)
    parts = [*(one.value for one in moves), "assessed"]
    rows = [
        TableRow(pathway.name, _cells(shown, [(pathway.theme, part) for part in parts])) for pathway in found.pathways
    ]
    columns = [*(one.words for one in moves), "Assessed (N)"]
    return _table("moves", "What became of each need in the period", "Pathway", columns, rows)


def _levels(found: Found, shown: Shown) -> list[Table]:
    """A table a pathway, letter by letter; one of a set that is over stands here where somebody is at it still."""
    made = []
    for code, levels in groupby(found.levels, key=lambda level: level.pathway_id):
        of = list(levels)
        pathway = of[0].pathway
        keys = [("level", pathway.theme, pathway.set_id, level.level) for level in of]
        rows = [
            TableRow(level.words, [Cell("need" if level.need else "no need"), shown.cell(key)])
            for level, key in zip(of, keys, strict=True)
        ]
        if pathway.set_id == found.asked.set_of or not found.small_figures or any(shown.values[key] for key in keys):
            title = f"{pathway.name_on(found.choice.period.end)} on the last day"
            made.append(_table(f"{LEVELS}{code}", title, "Level", ["Need", "People"], rows))
    return made


def _shares(found: Found, shown: Shown) -> Table:
    most = len(found.pathways)
    if not most:
        return _table("shares", "", "", [], [])
    enough = next((n for n in range(most + 1) if n >= found.asked.least * most), most)
    rows = [TableRow(f"{n} of {most}", _cells(shown, [("share", n)])) for n in range(most, -1, -1)]
    rows += [
        TableRow(f"Reached: {enough} of {most} or more", _cells(shown, [REACHED]), total=True),
        TableRow("Not reached", _cells(shown, [SHORT]), total=True),
        TableRow("Not assessed on every pathway, so that nobody can say", _cells(shown, [MISSING]), total=True),
        TableRow("All", _cells(shown, [MEMBERS]), total=True),
    ]
    return _table("shares", "Pathways at a level that is no need", "Stabilised share", ["People"], rows)


def _waits(found: Found, shown: Shown) -> Table:
    days = ["Days to answer, median", "Began", "Days to start, median", "Days to start, longest"]
    columns = ["People referred", *days, "Still waiting", "Days so far, longest", "Refused", "No longer asked"]
    rows = []
    for one in sorted(found.waits, key=lambda one: _place(found, one.theme)):
        key = ("wait", one.theme, one.name)
        waited = waits(one.rows, found.choice.period.end)
        cells = [
            shown.cell((*key, "number")),
            shown.days(waited.to_answer, (*key, "answered")),
            shown.cell((*key, "started")),
            shown.days(waited.to_start, (*key, "started")),
            shown.longest(waited.to_start),
            shown.cell((*key, "waiting")),
            shown.longest(waited.so_far),
            shown.cell((*key, "refused")),
            shown.cell((*key, "over")),
        ]
        rows.append(TableRow(f"{_name(found, one.theme)}: {one.name}", cells))
    return _table("waits", "Waiting for services", "Pathway and service", columns, rows)


def _done(found: Found, shown: Shown) -> Table:
    """By result, where somebody has it; who sees no small figures is shown every result alike."""
    columns = ["People", "Need before", "No need after", "Need after", "Not assessed after"]
    parts = ("number", "with_need", "no_need_after", "need_after", "not_assessed_after")
    rows = []
    for one in sorted(found.done, key=lambda one: _place(found, one.theme)):
        for result, words in RESULTS.items():
            key = ("done", one.theme, one.name, result)
            if shown.values[*key, "number"] or not found.small_figures:
                name = f"{_name(found, one.theme)}: {one.name}: {words.lower()}"
                rows.append(TableRow(name, _cells(shown, [(*key, part) for part in parts])))
    return _table("done", "Interventions by result, and the need around them", "Intervention", columns, rows)


def _cells(shown: Shown, keys: Iterable[Key]) -> list[Cell]:
    return [shown.cell(key) for key in keys]


def _place(found: Found, theme: str) -> int:
    """In the order of the set of the day, and then what it has not."""
    themes = found.asked.themes
    return themes.index(theme) if theme in themes else len(themes)


def _name(found: Found, theme: str) -> str:
    names = {pathway.theme: pathway.name for pathway in found.pathways}
    return names.get(theme) or Theme(theme).words


def _table(key: str, title: str, first: str, columns: list[str], rows: list[TableRow]) -> Table:
    return Table(key, 0, title, first, columns, rows)
