"""The year after deselection: named for those who may see the person, else counted."""

from dataclasses import dataclass, field

from django.urls import reverse

from agencies.templatetags.iom_pages import short_date
from offenders.models import Offender
from reporting.document.reader import Reader
from reporting.document.shown import Cell, Figures, pounds
from reporting.document.tables import Table, TableRow
from reporting.evaluation import Evaluation
from reporting.rules.verdict import Verdict

COLUMNS = [
    "Selected",
    "Deselected",
    "Code",
    "Offences before",
    "Offences after",
    "Days in custody before",
    "Days in custody after",
    "Cost before",
    "Cost after",
]


@dataclass(frozen=True)
class Followed:
    """How many people's year after deselection ended in the period, and those whom the reader may see."""

    number: str
    nobody: bool
    table: Table | None = None
    not_seen: str = ""
    people: list[Offender] = field(default_factory=list)


def build(evaluation: Evaluation, reader: Reader, figures: Figures, *, number: int) -> Followed:
    verdicts = evaluation.after_deselection
    people = reader.people(verdict.id for verdict in verdicts)
    seen = [verdict for verdict in verdicts if verdict.id in people]
    hidden = len(verdicts) - len(seen)
    return Followed(
        number=figures.text(("after_deselection",)),
        nobody=figures.small_figures and not verdicts,
        table=_table(number, seen, people) if seen else None,
        not_seen=f"{hidden:,}" if figures.small_figures and hidden else "",
        people=list(people.values()),
    )


def _table(number: int, seen: list[Verdict], people: dict[int, Offender]) -> Table:
    rows = [_row(verdict, people[verdict.id]) for verdict in seen]
    return Table(
        "after-deselection", number, "The year before selection and the year after deselection", "Person", COLUMNS, rows
    )


def _row(verdict: Verdict, person: Offender) -> TableRow:
    after = verdict.after_deselection
    assert after is not None
    counts = [after.offences_before, after.offences_after, after.custody_days_before, after.custody_days_after]
    costs = [after.custody_cost_before, after.custody_cost_after]
    return TableRow(
        person.ref,
        [
            Cell(short_date(after.selected_on)),
            Cell(short_date(after.deselected_on)),
            Cell(after.code),
            *(Cell(f"{count:,}", count) for count in counts),
            *(Cell(pounds(cost), cost, pounds=True) for cost in costs),
        ],
        link=reverse("casefile:person", args=[person.public_id]),
    )
